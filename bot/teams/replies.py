"""What Milepost says to a channel, and about its digest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dates.rhythm import rhythm_in_words
from bot.dates.wording import day
from bot.messages import Button, Field, Reply, Section, Tone
from bot.models import TeamState
from bot.wording import undo_button

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.models import Change, Team
    from bot.teams.digest import Digest, Item

_SHOWN = 8
"""Changes of one kind that are told; the rest is counted."""


def digest_told(digest: Digest, *, private: bool = False) -> Reply:
    """Tell a channel what changed."""
    parts = (
        ("Reached", digest.reached),
        ("Moved", digest.moved),
        ("New", digest.new),
        ("At risk now", digest.at_risk),
        ("Stuck", digest.stuck),
        ("Altered", digest.altered),
        ("Off", digest.off),
    )
    return Reply(
        title=f"What changed since {day(digest.since)}",
        sections=tuple(_part(name, told) for name, told in _once_each(parts) if told)
        or (Section("Nothing changed, so nothing would be posted."),),
        private=private,
    )


def _once_each(parts: Sequence[tuple[str, Sequence[Item]]]) -> list[tuple[str, Sequence[Item]]]:
    """Tell all that is new of a goal where it comes first, so that it takes one line and not three."""
    news: dict[int, list[str]] = defaultdict(list)
    for one in (one for _, told in parts for one in told if one.about and one.news):
        news[one.about].append(one.news)
    seen: set[int] = set()
    found: list[tuple[str, Sequence[Item]]] = []
    for name, told in parts:
        firsts: list[Item] = []
        for one in told:
            if one.about not in seen:
                firsts.append(replace(one, news="; ".join(dict.fromkeys(news[one.about]))) if one.about else one)
            seen |= {one.about} - {0}
        found.append((name, firsts))
    return found


def _part(name: str, told: Sequence[Item]) -> Section:
    fields = [Field(one.who, one.words) for one in told[:_SHOWN]]
    more = len(told) - _SHOWN
    return Section(name, (*fields, *((Field("And", f"{more} more"),) if more > 0 else ())))


def team_shown(team: Team, ahead: Sequence[datetime], last: str, change: Change | None = None) -> Reply:
    """Show when a channel is told what changed."""
    off = team.state is not TeamState.active
    facts = [Field("Rhythm", "off" if off else f"{rhythm_in_words(team.rhythm)}, by the clock of {team.zone}")]
    facts.append(Field("Tells", team.shows or "everything"))
    facts += [Field("Next" if not number else "Then", at) for number, at in enumerate(ahead)]
    if last:
        facts.append(Field("Last", last))
    buttons = [Button("Change", "form team"), Button("What it would say now", "team preview")]
    buttons += [] if off else [Button("Switch it off", "team off")]
    buttons += [undo_button(change)] if change else []
    return Reply(
        title="This channel’s digest is off" if off else "This channel’s digest",
        sections=(
            Section(
                ""
                if off
                else "It tells what changed among the goals that are shown to this channel, and nothing else.",
                tuple(facts),
                tuple(buttons),
            ),
        ),
        note="" if off else "When nothing changed, nothing is posted.",
        tone=Tone.good if change else Tone.plain,
        private=change is None,
        replaces=change is not None,
    )


def surely_off(owner: str) -> Reply:
    """Ask somebody who did not set the digest up whether it shall really end for everybody."""
    return Reply(
        title=f"{owner or 'Somebody else'} set this digest up. Switch it off for everybody here?",
        sections=(Section("The channel reads who did it.", buttons=(Button("Yes, switch it off", "team stop"),)),),
        tone=Tone.attention,
    )


def stopped(who: str, change: Change) -> Reply:
    """Tell the channel that its digest has ended, and who did that."""
    return Reply(
        title=f"{who or 'Somebody'} switched this channel’s digest off",
        sections=(Section(buttons=(undo_button(change),)),),
        private=False,
    )


def no_team() -> Reply:
    """Say how a channel gets a digest."""
    return Reply(
        title="This channel has no digest yet",
        sections=(
            Section(
                "It tells everybody here what changed: reached, moved, at risk, altered, stuck. For example: "
                "team every Friday 15:00",
                buttons=(
                    Button("Every Friday at 15:00", "team every Friday 15:00", "primary"),
                    Button("Another rhythm", "form team"),
                ),
            ),
        ),
    )
