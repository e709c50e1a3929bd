"""Arguments that are goals, typed as a number or a part of the title; a kind for each thing that is done with them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, TypeAlias

from sqlalchemy import String, bindparam, cast
from sqlmodel import and_, case, col, not_, or_, select

from bot.commands import Kind
from bot.errors import Ambiguous, Barred, Choice, IsMilestone, Refusal
from bot.goals import several
from bot.goals.holding import hold
from bot.goals.sighting import STILL_AHEAD, TOLD, Sighting, called, sightings
from bot.goals.visibility import MAY_BE_ADDED_TO, MAY_BE_CHANGED, MAY_BE_SEEN, SET_BY_VIEWER, sight
from bot.kinds import Nothing, kind_of, or_none
from bot.line.choosing import SUGGESTED, the_one
from bot.models import Goal, GoalState
from bot.storage.folding import place_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from sqlalchemy import ColumnElement

    from bot.talk import Talk

REF = re.compile(r"~?[0-9]{1,9}")
"""A goal's number; in buttons, `~` and its row id where the asker has no number for it."""
_NUMBERED = re.compile(r"^(?:(?:my|the) )?goal (?=#?~?\d{1,9}$)", re.IGNORECASE)
"""What is said before a goal's number: goal 2."""
_WITH_MORE = re.compile(r"#?(?P<ref>~?\d{1,9}),? (?P<rest>.+)", re.DOTALL)
"""A number, and words that no argument takes: `1 until Monday`."""
_A_MILESTONE = re.compile(r"~?\d{1,9}\.\d{1,9}")
Suggest: TypeAlias = "Callable[[str, Talk], Awaitable[Sequence[Choice]]]"
_MINE = select(Goal).where(Goal.person_id == bindparam("person"), Goal.number == bindparam("number"))


async def _read_seen(text: str, talk: Talk) -> Sighting:
    return await _find(text, talk, MAY_BE_SEEN)


def not_theirs(seen: Sighting, step: str = "") -> Refusal:
    """Say that somebody may not change a goal that they see, or a `step` of it, and what they can do."""
    called = f"“{step}”, a milestone of “{seen.title}”," if step else f"“{seen.title}”"
    if seen.goal.team:
        owner = seen.owner or "whoever set it"
        return Barred(
            f"{called} is the team’s: everybody here checks in on it, and {owner} changes its words"
            f"{' and its date, and says when it is done' if step else ', its date and its milestones'}.",
            f"To say how it stands: checkin {seen.goal.typed}",
        )
    whose = seen.owner or "somebody else"
    what = "" if step else " goal"
    return Barred(
        f"{called} is {whose}’s{what}: you can see it, and not change it.",
        f"Cheer {seen.owner or 'them'} on, or see how it stands: show {seen.goal.typed}",
    )


def not_shown(seen: Sighting) -> Refusal:
    """Say that somebody sees how a goal stands, where they asked for what only its owners see."""
    whose, owner = ("the team’s", "whoever set it") if seen.goal.team else (f"{seen.whose}’s goal", seen.whose)
    return Barred(
        f"“{seen.title}” is {whose}: you see how it stands, and the rest is for {owner} and its co-owners.",
        f"See show {seen.goal.typed}.",
    )


async def read_changeable(text: str, talk: Talk, otherwise: Callable[[Sighting], Refusal] = not_theirs) -> Goal:
    """Read a goal that the asker may change; raises what `otherwise` returns for one that they only see."""
    return (await _held(talk, await _find_or_say(text, talk, MAY_BE_CHANGED, otherwise))).goal


async def _read_looked_into(text: str, talk: Talk) -> Goal:
    return (await _find_or_say(text, talk, MAY_BE_CHANGED, not_shown)).goal


async def _read_own_looked_into(text: str, talk: Talk) -> Goal:
    return _set_by_asker(await _find_or_say(text, talk, MAY_BE_CHANGED, not_shown))


async def _read_own(text: str, talk: Talk) -> Goal:
    return _set_by_asker(await _held(talk, await _find_or_say(text, talk, MAY_BE_CHANGED, not_theirs)))


def _set_by_asker(found: Sighting) -> Goal:
    """Return a goal that the asker set; raises Refusal for one that they own together with others."""
    if not found.is_own:
        owner = found.owner or "somebody else"
        raise Barred(
            f"“{found.title}” was set by {owner}, and only they can do that.",
            f"Ask {found.owner or 'them'}, or see how it stands: show {found.goal.typed}",
        )
    return found.goal


async def read_worked_on(text: str, talk: Talk) -> Sighting:
    """Read a goal that the asker may check in on."""
    return await _held(talk, await _find_or_say(text, talk, MAY_BE_ADDED_TO, not_theirs))


async def _find_or_say(
    text: str, talk: Talk, which: ColumnElement[bool], otherwise: Callable[[Sighting], Refusal]
) -> Sighting:
    """Return the one goal of `which`; raises what `otherwise` returns for another one that the asker sees."""
    try:
        return await _find(text, talk, which)
    except Ambiguous:
        raise
    except Refusal:
        raise otherwise(await _find(text, talk, MAY_BE_SEEN)) from None


async def _held(talk: Talk, found: Sighting) -> Sighting:
    await hold(talk, found.goal)
    return found


async def _find(text: str, talk: Talk, which: ColumnElement[bool]) -> Sighting:
    """Return the one goal of `which` with the number or the words `text`.

    Mostly that is the asker's own, by its number, with which they may do anything: then `which` is not queried.
    """
    text = _NUMBERED.sub("", text.rstrip(" .!") or text)
    ref = text.removeprefix("#")
    number = int(ref) if ref.isdecimal() and REF.fullmatch(ref) else None
    if number is not None:
        own = (await talk.session.scalars(_MINE, {"person": talk.me.id, "number": number})).first()
        if own is not None and (seen := sight(own, talk.viewer)):
            return Sighting(own, seen, talk.me.name, may_add=True)
    if REF.fullmatch(ref) and (so_called := await called(talk, which, ref)):
        return so_called[0]
    if several.are_all(text):
        return several.one_of(text, await sightings(talk, which), "goal")
    with_words = and_(which, or_(place_of(TOLD, text) > 0, place_of(col(Goal.wording), text) > 0))
    found = await sightings(talk, with_words)
    if number is not None:
        # So whoever set it calls it, and maybe told the others.
        theirs = and_(which, col(Goal.team).is_(True), col(Goal.number) == number)
        found = list({one.goal.id: one for one in (*await sightings(talk, theirs), *found)}.values())
    if found:
        return the_one(text, found, "goal")
    if several.are_numbers(text):
        return several.one_of(text, await sightings(talk, which), "goal")
    if (more := _WITH_MORE.fullmatch(text)) and (so_called := await called(talk, which, more["ref"])):
        raise Ambiguous(f"I can do nothing with “{more['rest'][:60]}” here. Without it?", [_choice(so_called[0])])
    if _A_MILESTONE.fullmatch(ref) and await called(talk, which, ref.partition(".")[0]):
        raise IsMilestone(f"{ref} is a milestone, and this is done with goals.", "For milestones see help milestone")
    return the_one(text, found, "goal")


def _choice(one: Sighting) -> Choice:
    return Choice(one.label, one.ref)


def _suggest(which: ColumnElement[bool], at_once: ColumnElement[bool] | None = None) -> Suggest:
    """Return what suggests the goals of `which`; before anything is typed, only those for which `at_once` holds."""

    async def suggest(typed: str, talk: Talk) -> Sequence[Choice]:
        number = cast(col(Goal.number), String) + " "
        label = case((Goal.person_id == talk.me.id, number), else_="") + TOLD
        narrower = place_of(label, typed) > 0 if typed else at_once
        asked = and_(which, narrower) if narrower is not None else which
        return [Choice(one.label, one.ref) for one in await sightings(talk, asked, limit=SUGGESTED)]

    return suggest


suggest_changeable = _suggest(MAY_BE_CHANGED)
"""Suggest goals that the asker may change."""
suggest_ahead = _suggest(MAY_BE_CHANGED, STILL_AHEAD)
"""Suggest those of them that are still ahead; what is over only once it is typed."""
suggest_worked_on = _suggest(MAY_BE_ADDED_TO, STILL_AHEAD)
"""Suggest goals that the asker may check in on; what is over only once it is typed."""
TheGoal: TypeAlias = Annotated[Goal, Kind("Goal", "1", read=read_changeable, suggest=suggest_changeable)]
"""A goal that the asker set, or owns together with others."""


def _mostly(these: ColumnElement[bool], only: str) -> Kind:
    """Return the kind of a goal for a command that is mostly about `these`: only they are suggested before one types.

    `only` says which they are. Any other goal is suggested once it is typed, and read; the command says what is wrong.
    """
    return replace(kind_of(TheGoal), suggest=_suggest(MAY_BE_CHANGED, these), only=only)


def _is(state: GoalState) -> ColumnElement[bool]:
    return and_(STILL_AHEAD, col(Goal.state) == state)


OpenGoal: TypeAlias = Annotated[Goal, _mostly(STILL_AHEAD, "that is still ahead")]
ActiveGoal: TypeAlias = Annotated[Goal, _mostly(_is(GoalState.active), "that is under way")]
PausedGoal: TypeAlias = Annotated[Goal, _mostly(_is(GoalState.paused), "that is paused")]
DraftGoal: TypeAlias = Annotated[Goal, _mostly(_is(GoalState.draft), "that is a draft")]
EndedGoal: TypeAlias = Annotated[
    Goal,
    _mostly(
        or_(not_(STILL_AHEAD), col(Goal.state).not_in((GoalState.active, GoalState.draft))), "that is over or paused"
    ),
]
Under: TypeAlias = Annotated[Goal | Nothing, or_none(kind_of(TheGoal))]
"""A long-term goal, or none."""
OwnGoal: TypeAlias = Annotated[Goal, Kind("Goal", "1", read=_read_own, suggest=_suggest(SET_BY_VIEWER))]
"""A goal that the asker set: what is done with it may show the private reason."""
LookedInto: TypeAlias = Annotated[Goal, replace(kind_of(TheGoal), read=_read_looked_into)]
"""A goal of which the asker wants to see more than how it stands."""
OwnLookedInto: TypeAlias = Annotated[Goal, replace(kind_of(OwnGoal), read=_read_own_looked_into)]
"""One that they set: what is said of it may show the private reason."""
SeenGoal: TypeAlias = Annotated[Sighting, Kind("Goal", "1", read=_read_seen, suggest=_suggest(MAY_BE_SEEN))]
"""Any goal that the asker may see."""
WorkedOn: TypeAlias = Annotated[Sighting, Kind("Goal", "1", read=read_worked_on, suggest=suggest_worked_on)]
"""A goal that the asker may check in on: their own, and those of their teams."""
