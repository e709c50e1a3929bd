"""What Milepost says to a channel, and about its digest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.charts.scale import day as chart_day
from bot.dates.rhythm import rhythm_in_words
from bot.dates.wording import ahead_in_words, day
from bot.goals.titles import title_told
from bot.messages import Button, Chart, Field, Menu, Reply, Section, Tone
from bot.models import TeamState
from bot.replies.wording import many, undo_button

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.charts.values import Overview, Part
    from bot.goals.sighting import Sighting
    from bot.models import Change, Team
    from bot.teams.digest import Digest, Item

_SHOWN = 8
"""How many changes of one kind are told; the rest is counted."""
_ALT = 1_000
"""How many characters of a picture's text alternative every platform keeps."""
_REST = 20
"""How many characters its last line may take, which counts the rest."""
_WORDS = 60
"""How many characters one title in it may take."""


def digest_told(digest: Digest, *, private: bool = False) -> Reply:
    """Tell a channel what changed."""
    parts = (
        ("Reached", digest.reached),
        ("Moved", digest.moved),
        ("New", digest.new),
        ("At risk now", digest.at_risk),
        ("Stuck", digest.stuck),
        ("Altered", digest.altered),
        ("Answered", digest.on_track),
        ("Not updated", digest.not_updated),
        ("Off", digest.off),
    )
    return Reply(
        title=f"What changed since {day(digest.since)}",
        sections=tuple(_part(name, told) for name, told in _once_each(parts) if told)
        or (Section("Nothing changed, so nothing would be posted."),),
        private=private,
    )


def _once_each(parts: Sequence[tuple[str, Sequence[Item]]]) -> list[tuple[str, Sequence[Item]]]:
    """Put all the news of a goal into the part where it is told first, so that it takes one line and not three."""
    news: dict[int, list[str]] = defaultdict(list)
    for one in (one for _, told in parts for one in told if one.about and one.news):
        news[one.about].append(one.news)
    seen: set[int] = set()
    found: list[tuple[str, Sequence[Item]]] = []
    for name, told in parts:
        firsts: list[Item] = []
        for one in told:
            if one.about not in seen:
                told_of_it = dict.fromkeys(_beside(name, said) for said in news[one.about])
                firsts.append(replace(one, news="; ".join(filter(None, told_of_it))) if one.about else one)
            seen |= {one.about} - {0}
        found.append((name, firsts))
    return found


def _beside(heading: str, news: str) -> str:
    """Return the news without what the heading above it says already."""
    said = heading.removesuffix(" now").casefold()
    return "" if news == said else news.removeprefix(f"{said}; ")


def _part(name: str, told: Sequence[Item]) -> Section:
    fields = [Field(one.who, one.words) for one in told[:_SHOWN]]
    more = len(told) - _SHOWN
    return Section(name, (*fields, *((Field("And", f"{more} more"),) if more > 0 else ())))


def team_shown(team: Team, ahead: Sequence[datetime], last: str, change: Change | None) -> Reply:
    """Show when a channel is told what changed."""
    off = team.state is not TeamState.active
    facts = [Field("Rhythm", "off" if off else f"{rhythm_in_words(team.rhythm)}, by the clock of {team.zone}")]
    facts.append(Field("Tells", team.shows or "everything"))
    if team.asks and not off:
        who = "those whose goals it may tell of, unless they said how these stand"
        facts.append(Field("Asks", f"{ahead_in_words(team.asks)} before, in private: {who}"))
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
    """Ask somebody who did not set up the digest whether it should really end for everybody."""
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


def overview_shown(overview: Overview, goals: Sequence[Sighting]) -> Reply:
    """Show a team's goals to one of its members; `goals` are those in the picture, as that member names them."""
    if not overview.parts:
        return Reply(
            title="This channel is shown no goals yet",
            sections=(
                Section(
                    "A goal is shown to a channel when its owner says so there. For example: share 1 with: here",
                    buttons=(
                        Button("Set one for the team", "form new for: team", "primary"),
                        Button("My goals", "list"),
                    ),
                ),
            ),
        )
    options = tuple(Button(f"{one.whose}: {title_told(one.goal)}", f"show {one.ref}") for one in goals)
    return Reply(
        title="Team chart: how the goals here stand",
        sections=(
            _drawn(overview),
            Section(
                menu=Menu("Look at one", options), buttons=(Button("Show the chart to everybody here", "team post"),)
            ),
        ),
        note="It has what everybody in this channel may see, and nothing else.",
    )


def overview_posted(overview: Overview, who: str) -> Reply:
    """Show everybody in a channel how its goals stand, and who asked for that."""
    note = f"Shown by {who}." if who else ""
    return Reply(title="Team chart: how the goals here stand", sections=(_drawn(overview),), note=note, private=False)


def _drawn(overview: Overview) -> Section:
    """Return the picture, with the names of those goals that it only has letters for."""
    named = tuple(Field(part.letter, f"{part.who}: {part.title}") for part in overview.parts if part.letter)
    return Section(fields=named, chart=Chart(_in_words(overview), overview))


def _in_words(overview: Overview) -> str:
    """Return the picture's text alternative: a line for each goal, as many whole ones as fit."""
    count = len(overview.parts) + overview.more
    stands = ", ".join(f"{said} {stand.lower()}" for stand, said in overview.stands)
    lines = [f"{many(count, 'goal')} of {overview.whose}{': ' if stands else ''}{stands}."]
    for place, part in enumerate(overview.parts):
        line, left = _told(part, overview.today), count - place
        if len("\n".join(lines)) + len(line) > _ALT - _REST:
            return "\n".join((*lines, f"And {left} more."))
        lines.append(line)
    return "\n".join((*lines, *((f"And {overview.more} more.",) if overview.more else ())))


def _told(part: Part, today: date) -> str:
    """Say in a line how one goal stands."""
    by = f"{'was due' if part.late else 'by'} {chart_day(part.until, today=today)}" if part.until else ""
    following = f"next {_shortened(part.following)}" if part.following else ""
    when = (", " if part.late else " ").join(filter(None, (following, by)))
    facts = ", ".join(filter(None, (part.percent_told, part.stand_told, when)))
    return f"{part.who}: {_shortened(part.title)}{': ' if facts else ''}{facts}."


def _shortened(words: str) -> str:
    """Return `words`, or their beginning where they are long."""
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"


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
