"""What Milepost says about a person's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Button, Field, Reply, Section, Tone
from bot.people.kinds import days_in_words

if TYPE_CHECKING:
    from datetime import datetime

    from bot.models import Change, Person

ZONE_QUESTION = Section(
    text="I don't know your time zone yet, so I count in UTC. Which one are you in?",
    buttons=(Button("Set my time zone", "form settings", "primary"),),
)
"""Asked once of people whose platform does not say where they are."""


def settings_shown(me: Person, now: datetime, change: Change | None = None) -> Reply:
    """Show when and how the person is reached; after a change, with a way back."""
    no_quiet = me.quiet_from == me.quiet_to
    buttons = [Button("Change", "form settings")]
    if change:
        buttons.append(Button("Undo", f"undo {change.id}"))
    clock = now.astimezone(me.calendar.zone)
    return Reply(
        title="Your settings are saved" if change else "Your settings",
        sections=(
            Section(
                fields=(
                    Field("Time zone", f"{me.zone}, where it is {clock:%H:%M} now"),
                    Field("Working days", days_in_words(me.work_days)),
                    Field("Start of work", f"{me.work_start:%H:%M}, when check-ins without a time arrive"),
                    Field("Quiet hours", "none" if no_quiet else f"{me.quiet_from:%H:%M} to {me.quiet_to:%H:%M}"),
                ),
                buttons=tuple(buttons),
            ),
        ),
        note="A clock time that you type yourself is honoured as typed, in quiet hours too.",
        tone=Tone.good if change else Tone.plain,
        replaces=change is not None,
    )
