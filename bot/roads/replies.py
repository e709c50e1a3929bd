"""What Milepost says about roads."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from bot.charts.letters import legible
from bot.dates.wording import day, in_words
from bot.line.naming import in_a_list
from bot.messages import Button, Chart, Field, Menu, Reply, Section, Tone
from bot.models import Goal, GoalState, Milestone
from bot.replies.wording import many
from bot.roads.picture import LEFT_OUT, REACHED, picture
from bot.roads.road import all_open, banked, next_step, rows, still_open

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bot.charts.values import Roadmap
    from bot.dates.workdays import Calendar
    from bot.roads.road import Road, Row

STAR = "★"
"""Marks the next step."""
_MENU = 25
"""Choices in one menu."""
_LABEL = 40
"""Characters of a title on a button."""
_LONGEST = 40
"""Lines of a road that are shown; what is more, each goal shows by itself."""


def road_shown(road: Road, calendar: Calendar, today: date, *, may_change: bool) -> Reply:
    """Show a road in the order of time, with the next step marked, as a picture too where anything has a date.

    What can be done about it is offered to those who `may_change` its goal.
    """
    drawn = picture(road, today, calendar.zone)
    following = next_step(road)
    here = following.thing if following else None
    along = list(rows(road))[1:]
    done = road.percent
    facts = [] if road.goal.standing == GoalState.active else [Field("State", _state(road.goal, calendar))]
    facts += [Field("Progress", f"{done} %")] if done is not None else []
    facts += [Field("Due", road.goal.due.shown(calendar))] if road.goal.due else []
    lines = tuple(Field(_line(row, here), _standing(row, calendar)) for row in along[:_LONGEST])
    acts = [*_doing(following), Button("Add a milestone", f"milestone add {road.goal.ref}")]
    acts.append(Button("Add a short-term goal", f"new under: {road.goal.ref}"))
    begin = " A milestone or a short-term goal is a beginning." if may_change else ""
    empty = f"Nothing lies on it yet.{begin}"
    return Reply(
        title=f"The road to {in_a_list(road.goal.ref, road.title)}",
        sections=(
            *((Section(fields=tuple(facts)),) if facts else ()),
            Section(
                "" if along else empty,
                lines,
                tuple(acts) if road.goal.is_ahead and may_change else (),
            ),
            *((Section(chart=Chart(_in_one_line(road, following), drawn)),) if drawn else ()),
            *((Section(unspelled),) if drawn and (unspelled := _unspelled(drawn)) else ()),
        ),
        note=f"{STAR} is the next step." if any(row.thing is here for row in along[:_LONGEST]) else "",
    )


def _unspelled(drawn: Roadmap) -> str:
    """Say which steps stand in a picture by their numbers alone, as its font has no letters for their words."""
    named = [(step.label, step.title) for step in drawn.steps]
    named += [(drawn.goal, drawn.title)] if drawn.due is not None else []
    bare = [label for label, title in named if label and title and not legible(title)]
    if not bare:
        return ""
    first, last = ", ".join(bare[:-1]), bare[-1]
    which = f"{first} and {last}" if first else last
    return f"The picture has no letters for the words of {which}: there the number stands alone."


def _in_one_line(road: Road, following: Row | None) -> str:
    """Say what the picture of a road shows."""
    done = road.percent
    reached = f", {done} % of the way" if done is not None else ""
    steps = [row for row in rows(road) if row.depth and row.thing.state not in LEFT_OUT]
    ended = sum(row.thing.state in REACHED for row in steps)
    count = f", {ended} of {many(len(steps), 'step')} done" if steps else ""
    over = "" if road.goal.is_ahead else f", {road.goal.standing}"
    said = f"The road to {in_a_list(road.goal.ref, road.title)}{over}{reached}{count}"
    return said + (f"; next comes {in_a_list(following.ref, following.title)}." if following else ".")


def _doing(following: Row | None) -> list[Button]:
    if following is None:
        return []
    verb = "milestone done" if isinstance(following.thing, Milestone) else "done"
    return [Button(f"Done: {shorten(following.title, _LABEL, placeholder='…')}", f"{verb} {following.ref}", "primary")]


def _line(row: Row, following: Goal | Milestone | None) -> str:
    mark = f"{STAR} " if row.thing is following else ""
    return f"{'· ' * (row.depth - 1)}{mark}{in_a_list(row.ref, row.title)}"


def _standing(row: Row, calendar: Calendar) -> str:
    """Say in a few words how a part of a road stands."""
    thing = row.thing
    ended = _state(thing, calendar) if thing.ended_at else ""
    due = f"due {in_words(thing.due.shown(calendar))}" if thing.due and not ended else ""
    words = [ended or due]
    if isinstance(thing, Goal):
        done = row.road.percent
        quiet = "" if ended or thing.standing == GoalState.active else thing.standing
        words = [quiet, f"{done} %" if done is not None and not ended else "", *words]
    return " · ".join(filter(None, words)) or "no date"


def _state(thing: Goal | Milestone, calendar: Calendar) -> str:
    """Say the state of something, and since when where it has ended."""
    if thing.ended_at:
        return f"{thing.state.said} on {day(calendar.day_of(thing.ended_at))}"
    return thing.standing if isinstance(thing, Goal) else thing.state.said


def roads_shown(roads: Sequence[Road], calendar: Calendar) -> Reply:
    """Show every road with how far it has come and its next step."""
    fields = tuple(Field(f"{road.goal.ref} {road.title}", _in_short(road, calendar)) for road in roads)
    show = tuple(Button(f"{road.goal.ref} {road.title}", f"roadmap {road.goal.ref}") for road in roads)
    return Reply(
        title="Your road" if len(roads) == 1 else f"Your {len(roads)} roads",
        sections=(Section(fields=fields, menu=Menu("Show a road", show[:_MENU])),),
        note=f"{STAR} is the next step." if any(STAR in str(field.value) for field in fields) else "",
    )


def _in_short(road: Road, calendar: Calendar) -> str:
    done, following = road.percent, next_step(road)
    words = [f"{done} %"] if done is not None else []
    if following is not None and following.thing is not road.goal:
        due = f", {_standing(following, calendar)}" if following.on else ""
        words.append(f"{STAR} {in_a_list(following.ref, following.title)}{due}")
    return " · ".join(words) or "nothing on it yet"


def no_roads() -> Reply:
    """Say how a road begins."""
    return Reply(
        title="No roads yet",
        sections=(
            Section(
                "A road is a long-term goal with short-term ones on the way to it. Put one under another, for "
                "example: alter 2 under: 1",
                buttons=(Button("Show my goals", "list"), Button("Set a goal", "new")),
            ),
        ),
    )


def left_behind(road: Road, ends: Sequence[Goal]) -> tuple[Section, ...]:
    """Show what was reached on the way to a goal that has ended, and ask what becomes of what is still open."""
    ref = road.goal.ref
    kept, open_, deep = banked(road), still_open(road), all_open(road)
    sections: list[Section] = []
    is_dropped = road.goal.state is GoalState.dropped
    if kept.words and is_dropped:
        sections.append(
            Section(
                f"Banked: {kept.words}. That stays reached, whatever comes next.",
                _named(kept.goals, kept.milestones),
                menu=_move("Move what was reached to…", ref, "reached", ends),
            )
        )
    if open_:
        sections.append(
            Section(
                "Still open on its road. What of these?"
                + (" What is kept or moved takes along what lies on its own road." if len(deep) > len(open_) else ""),
                _named(deep, ()),
                (
                    Button("Keep on their own", f"road move {ref} to: none what: open"),
                    *((Button("Drop them too", f"road drop {ref}", "danger"),) if is_dropped else ()),
                ),
                _move("Move them to…", ref, "open", ends),
            )
        )
    return tuple(sections)


def _move(label: str, ref: str, what: str, ends: Sequence[Goal]) -> Menu | None:
    """Offer to move what is reached, or open, on the road to goal `ref` to one of `ends`."""
    taps = tuple(Button(f"{goal.ref} {goal.title}", f"road move {ref} to: {goal.ref} what: {what}") for goal in ends)
    return Menu(label, taps) if taps else None


def _named(goals: Iterable[Road], milestones: Iterable[tuple[Road, Milestone]]) -> tuple[Field, ...]:
    return (
        *(Field(f"{one.goal.ref} {one.title}", one.goal.standing) for one in goals),
        *(Field(f"{one.goal.ref}.{step.number} {step.title}", str(step.state)) for one, step in milestones),
    )


def moved(what: str, end: Goal | None, undo: Button, *, one: bool, ahead: bool) -> Reply:
    """Say where it lies now; where nothing is `ahead` there, what comes next is asked for."""
    where = f"{'lies' if one else 'lie'} on the road to {end.ref} {end.title}" if end else ""
    where = where or f"{'stands on its' if one else 'stand on their'} own"
    show = (Button("Show the road", f"roadmap {end.ref}"),) if end else (Button("Show my goals", "list"),)
    return Reply(
        title=f"{what} now {where}",
        sections=(
            *(_looks_whole(end) if end and not ahead else ()),
            Section(buttons=(*show, undo)),
        ),
        tone=Tone.good,
        replaces=True,
    )


def _looks_whole(end: Goal) -> tuple[Section, ...]:
    """Ask for what comes next on a road on which everything is reached."""
    text = "Nothing on that road is ahead now, so it would be taken for done. What comes next on it?"
    return (Section(text, buttons=(Button("Add a milestone", f"milestone add {end.ref}", "primary"),)),)


def all_dropped(goals: Sequence[Road], undo: Button) -> Reply:
    """Confirm without judgement."""
    return Reply(
        title=f"Dropped as well: {', '.join(f'{one.goal.ref} {one.title}' for one in goals)}",
        sections=(Section("Nothing more will come about them.", buttons=(undo,)),),
        replaces=True,
    )


def nothing_left(goal: Goal) -> Reply:
    """Say that it was done already; the second tap is harmless."""
    return Reply(
        title=f"Nothing like that lies on the road to {goal.named} any more: {goal.title}",
        sections=(Section(buttons=(Button("Show the road", f"roadmap {goal.ref}"),)),),
        replaces=True,
    )
