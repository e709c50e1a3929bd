"""What Milepost says when goals are listed."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from bot.dates.wording import day, in_words
from bot.goals.finding import SOON, Filter
from bot.goals.visibility import Sight
from bot.messages import CALL_LIMIT, Button, Field, Menu, Reply, Section
from bot.models import Confidence, GoalState
from bot.replies.wording import many

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.goals.progress import Progress
    from bot.goals.sighting import Sighting
    from bot.replies.paging import Page


SHARED = 15
"""Goals of others that a list of one's own shows at most."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list tells of one goal."""

    one: Sighting
    progress: Progress
    confidence: Confidence | None = None
    """As its owner said last."""
    banked: str = ""
    """What was reached on the way to a goal that was dropped."""


def no_goals(others: int) -> Reply:
    """Greet a list that is still empty; `others` are the goals of others that the asker may see."""
    return Reply(
        title="No goals here yet",
        sections=(
            Section(
                text="A goal is one sentence, with a date if it has one, "
                "for example: new Ship the billing API by: 2027-03-31",
                buttons=(Button("Set a goal", "new", "primary"),),
            ),
            *_shared(others),
        ),
    )


def _shared(others: int) -> tuple[Section, ...]:
    """Point to the goals of others that are shown to the asker."""
    if not others:
        return ()
    what = "A goal of somebody else is" if others == 1 else f"{others} goals of others are"
    return (Section(f"{what} shown to you here.", buttons=(Button("Show them", "list whose: shared"),)),)


def nothing_ahead(others: int) -> Reply:
    """Say that every goal has ended or was put away."""
    buttons = (Button("Set a goal", "new", "primary"), Button("Show all goals", "list state: all"))
    return Reply(
        title="No open goals",
        sections=(Section("What was reached or let go is still here.", buttons=buttons), *_shared(others)),
    )


_OF_OTHERS = {
    "shared": (
        "No goal of somebody else is shown to you here",
        "What others share with you, or show to a channel that you look from, stands in this list.",
    ),
    "team": (
        "No team’s goal is here",
        "One is set in its channel, for everybody there. See help new.",
    ),
}
"""What is said of a list of others' goals that is empty: its title, and how something comes into it."""


def nothing_found(wanted: Filter, near: str, name: str = "") -> Reply:
    """Say that a filtered list is empty.

    `near` is the filter that its words may be a slip of, `name` is what the person is called whose goals were wanted.
    """
    if wanted == Filter(only="overdue"):
        buttons = (Button("Show my goals", "list"),)
        return Reply("Nothing is overdue", (Section("None of your open goals is past its date.", buttons=buttons),))
    if (empty := _OF_OTHERS.get(wanted.whose)) and wanted == Filter(whose=wanted.whose):
        title, text = empty
        return Reply(title, (Section(text, buttons=(Button("Show my goals", "list"),)),))
    said = [
        f"“{value[:40]}”" if field.name == "words" else f"{field.name}: {value}"
        for field in fields(Filter)
        if field.name != "person"
        if (value := name if name and field.name == "whose" else str(getattr(wanted, field.name))) != str(field.default)
    ]
    good = "Nothing is overdue. " if wanted.only == "overdue" else ""
    return Reply(
        title="No goal fits",
        sections=(
            Section(
                text=f"{good}I looked for {', '.join(said)}.{f' Did you mean list {near}?' if near else ''}",
                buttons=(
                    *((Button(f"list {near}", f"list {near}", "primary"),) if near else ()),
                    Button("Show my goals", "list"),
                    Button("Show all goals", "list state: all"),
                ),
            ),
        ),
    )


def goals_listed(
    entries: Sequence[Entry],
    now: datetime,
    calendar: Calendar,
    shared: Sequence[Entry],
    *,
    page: Page,
    again: str,
) -> Reply:
    """Show one page of goals in groups, and what is `shared` with the reader by others in one of its own.

    `now` is on the reader's clock, `again` the call without a page.
    """
    groups = [(name, list(them)) for name, them in itertools.groupby(entries, lambda entry: _group(entry, now))]
    alone = len(groups) == 1
    sections = [
        Section(
            text="" if alone and name in _PLAIN else name,
            fields=tuple(Field(entry.one.label, _in_brief(entry, now, calendar)) for entry in them),
        )
        for name, them in groups
    ]
    if shared:
        told = tuple(Field(entry.one.label, _in_brief(entry, now, calendar)) for entry in shared)
        more = "; to see all of it, type list whose: shared" if len(shared) == SHARED else ""
        sections.append(Section(f"Shared with you{more}", told))
    calls = page.turning(again, "Back", "More")
    show = tuple(Button(entry.one.label, f"show {entry.one.ref}") for entry in (*entries, *shared))
    last = sections.pop()
    buttons = tuple(Button(label, call) for label, call in calls if len(call) <= CALL_LIMIT)
    last = Section(last.text, last.fields, buttons, Menu("Show a goal", show))
    return Reply(
        title=f"{many(page.found, 'goal')}{page.words}",
        sections=(*sections, last),
        note=f"To turn the page: {calls[-1][1]}" if calls and not buttons else _how_called(entries),
    )


def _how_called(entries: Sequence[Entry]) -> str:
    """Say how to type a goal for which the reader has no number."""
    nameless = [entry.one for entry in entries if not entry.one.goal.is_numbered]
    if not nameless:
        return ""
    team = next((one for one in nameless if one.goal.team and one.is_ahead), None)
    verb, one = ("checkin", team) if team is not None else ("show", nameless[0])
    return f"What has no number here goes by its words, for example: {verb} {one.goal.typed}"


_PLAIN = ("Later", "No date yet", "Due within a week", "Reached", "Dropped", "Archived", "Paused", "Drafts")
"""Groups whose name says nothing that their goals do not say too, where they stand alone."""


def _group(entry: Entry, now: datetime) -> str:
    goal = entry.one.goal
    if goal.archived_at is not None:
        return "Archived"
    named = {
        GoalState.draft: "Drafts",
        GoalState.paused: "Paused",
        GoalState.achieved: "Reached",
        GoalState.dropped: "Dropped",
    }
    if goal.state in named:
        return named[goal.state]
    if goal.due is None:
        return "No date yet"
    days = goal.due.days_left(now)
    return "Overdue" if days < 0 else "Due within a week" if days <= SOON else "Later"


def _in_brief(entry: Entry, now: datetime, calendar: Calendar) -> str:
    """Say in a few words how a goal stands."""
    goal = entry.one.goal
    words = ["the team’s" if goal.team and entry.one.is_own else "", _owner(entry.one), _told(entry)]
    if goal.archived_at is not None:
        words += [goal.state.said, f"archived on {day(calendar.day_of(goal.archived_at))}"]
    elif goal.ended_at is not None:
        words.append(f"{goal.state.said} on {day(calendar.day_of(goal.ended_at))}")
    else:
        late = goal.due is not None and goal.due.days_left(now) < 0
        when = f"due {in_words(goal.due.shown(calendar))}" if goal.due else "no date"
        words.append("" if goal.state is GoalState.active else goal.state.said)
        words.append(f"overdue, was {when}" if late and goal.state is GoalState.active else when)
        words.append(str(entry.confidence) if entry.confidence not in (None, Confidence.on_track) else "")
    words.append(f"banked: {entry.banked}" if entry.banked else "")
    words.append("between us" if entry.one.is_own and goal.leaving and not goal.team else "")
    return " · ".join(filter(None, words))


def _owner(one: Sighting) -> str:
    """Say whose a goal is that goes by a number of the reader's."""
    return f"{one.owner or 'somebody'}’s" if one.goal.is_numbered and not one.is_own and not one.goal.team else ""


def _told(entry: Entry) -> str:
    """Say how far it has come; to a witness, in percent only."""
    done = entry.progress
    return done.words if entry.one.sight >= Sight.told or not done.words else f"{done.percent} %"
