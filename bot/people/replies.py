"""What Milepost says about a person's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.wording import day
from bot.messages import BLANK, Button, Field, Menu, Reply, Section, Tone
from bot.models import Celebrates, Roll, TimeOffState
from bot.people.kinds import days_in_words
from bot.replies.wording import undo_button

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.models import Change, Person, TimeOff
    from bot.people.zone_change import Moved

_ROLLS = {
    Roll.after: "a check-in comes on the next day you work",
    Roll.before: "a check-in comes on the last day you work before",
    Roll.skip: "a check-in of a rhythm is left out; one of a due date comes after",
}

_HELD = {
    Roll.after: "what would come then comes when you are back",
    Roll.before: "what would come then comes before you leave, or when you are back",
    Roll.skip: "what is due then comes when you are back",
}

_CELEBRATES = {
    Celebrates.ask: "I ask whether the channel that sees it may hear",
    Celebrates.always: "I tell the channel that sees it",
    Celebrates.never: "I tell no channel, and do not ask",
}

ZONE_QUESTION = Section(
    text="I don't know your time zone yet, so I count in UTC. Which one are you in?",
    buttons=(Button("Set my time zone", f"form settings zone: {BLANK}", "primary"),),
)
"""Asked once of people whose platform does not say where they are."""


def settings_shown(me: Person, now: datetime, change: Change | None = None) -> Reply:
    """Show when and how the person is reached; after a change, with a way back."""
    no_quiet = me.quiet_from == me.quiet_to
    buttons = [Button("Change", "form settings")]
    if change and change.edits:
        buttons.append(undo_button(change))
    clock = now.astimezone(me.calendar.zone)
    guessed = me.zone == "UTC" and not me.zone_chosen
    if guessed:
        buttons.insert(0, Button("Set my time zone", f"form settings zone: {BLANK}", "primary"))
    guess = " as long as I know no better" if guessed else ""
    return Reply(
        title="Your settings are saved" if change else "Your settings",
        sections=(
            Section(
                fields=(
                    Field("Time zone", f"{me.zone}{guess}, where it is {clock:%H:%M} now"),
                    Field("Working days", days_in_words(me.work_days)),
                    Field("Start of work", f"{me.work_start:%H:%M}, when check-ins without a time arrive"),
                    Field("Quiet hours", "none" if no_quiet else f"{me.quiet_from:%H:%M} to {me.quiet_to:%H:%M}"),
                    Field("Public holidays", f"those of {me.country}" if me.country else "none; name your country"),
                    Field("On a day off", _ROLLS[me.roll]),
                    Field("Messages a day", f"at most {me.daily_nudges}; the rest waits and comes together"),
                    Field("When you reach a goal", _CELEBRATES[me.celebrates]),
                    Field("Time off", _ahead(me, clock.date()) or "none planned"),
                ),
                buttons=tuple(buttons),
            ),
        ),
        note="A clock time that you type, or a part of the day, is honoured in quiet hours too, unless it comes late.",
        tone=Tone.good if change else Tone.plain,
        replaces=change is not None,
    )


def moved_along(moved: Moved) -> Sequence[Section]:
    """Say what is due at a time of the day, which stays the same on the new clock, even where it has gone by there."""
    words = {
        "What you gave a time of the day keeps it on your new clock.": moved.ahead,
        "These times have gone by on your new clock, so I ask as soon as you can be reached.": moved.gone,
    }
    return [_named(text, things) for text, things in words.items() if things]


def _named(text: str, things: Sequence[tuple[str, datetime]]) -> Section:
    more = f" These are the first {_MOVED} of {len(things)}." if len(things) > _MOVED else ""
    return Section(f"{text}{more}", tuple(Field(label, at) for label, at in things[:_MOVED]))


_MOVED = 5
"""Things that moved and are named; the rest is counted."""


def span(first: date, last: date) -> str:
    """Say from when to when, for example `Mon 21 December 2026 to Wed 6 January 2027`."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def _planned(me: Person, today: date) -> Sequence[TimeOff]:
    ahead = [one for one in me.absences if one.state is TimeOffState.planned and one.last >= today]
    return sorted(ahead, key=lambda one: one.first)


def _ahead(me: Person, today: date) -> str:
    return "; ".join(span(one.first, one.last) for one in _planned(me, today))


def times_off(me: Person, today: date) -> Reply:
    """List the times off that are ahead, each with a way back."""
    planned = _planned(me, today)
    if not planned:
        return Reply(
            title="No time off is planned",
            sections=(
                Section(
                    text="Take some, for example: away 2026-12-21 to 2027-01-06",
                    buttons=(Button("Take days off", "form away", "primary"),),
                ),
            ),
        )
    backs = tuple(Button(_way_back(one, today), f"back {one.id}") for one in planned)
    return Reply(
        title="You are off" if planned[0].first <= today else "Your time off",
        sections=(
            Section(
                "\n".join(span(one.first, one.last) for one in planned),
                buttons=backs if len(backs) <= _BUTTONS else (),
                menu=Menu("Take one back", backs) if len(backs) > _BUTTONS else None,
            ),
        ),
    )


_BUTTONS = 4
"""Times off that are taken back by a button each; more are in a menu."""


def _way_back(off: TimeOff, today: date) -> str:
    """Name a time off in its button."""
    if off.first <= today:
        return "I am back"
    last = f" to {off.last.day} {off.last:%b}" if off.last != off.first else ""
    return f"Take back {off.first.day} {off.first:%b}{last}"


def away(off: TimeOff, me: Person, change: Change | None = None) -> Reply:
    """Say what a time off means, and when the person is asked again."""
    again = me.calendar.work_day(off.last)
    undo = (undo_button(change),) if change else (Button("Take it back", f"back {off.id}"),)
    return Reply(
        title=f"You are off: {span(off.first, off.last)}",
        sections=(
            Section(
                f"I ask nothing in that time; {_HELD[me.roll]}.",
                (Field("Back", again),),
                (*undo, Button("All my time off", "away")),
            ),
        ),
        tone=Tone.good,
        replaces=True,
    )


def back(me: Person, today: date, change: Change, *, begun: bool) -> Reply:
    """Confirm that a time off is over or will not be."""
    left = _ahead(me, today)
    return Reply(
        title="Welcome back" if begun else "You are not off then any more",
        sections=(
            Section(
                "I ask again from now on." if begun else "",
                (Field("Time off", left or "none planned"),),
                (Button("What comes next", "next"), undo_button(change)),
            ),
        ),
        tone=Tone.good,
        replaces=True,
    )
