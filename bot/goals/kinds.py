"""What can be typed in a goal's place, and a title's."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Protocol, TypeAlias, TypeVar

from sqlalchemy import String, bindparam, cast
from sqlmodel import and_, case, col, func, or_, select

from bot.among import among
from bot.commands import Kind
from bot.errors import Ambiguous, Barred, Choice, Refusal, TooLong
from bot.folding import place_of
from bot.goals import several
from bot.goals.visibility import (
    ASKED_ASIDE,
    MAY_BE_ADDED_TO,
    MAY_BE_CHANGED,
    MAY_BE_SEEN,
    VIEWER,
    Sight,
    may_add,
    sight,
)
from bot.kinds import Nothing, kind_of, or_none
from bot.messages import BLANK
from bot.models import Goal, Person, Role, Share, ShareState

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from sqlalchemy import ColumnElement
    from sqlmodel.sql.expression import Select

    from bot.talk import Talk

REF = re.compile(r"~?[0-9]{1,9}")
"""How a goal is called by number; one that the asker has no number for by `~` and its row id, in buttons."""
_MINE = select(Goal).where(Goal.person_id == bindparam("person"), Goal.number == bindparam("number"))
_NUMBER = re.compile(r"#?~?[0-9.]+")
TITLE_LIMIT = 200
"""Characters in a title."""
SUGGESTED = 26
"""How many are offered at most: as many as a menu takes, and one more that tells of there being more."""


async def read_title(text: str, _talk: Talk) -> str:
    """Read a title: one line, nothing invisible in it."""
    title = " ".join("".join(c if unicodedata.category(c)[0] != "C" or c == "\u200d" else " " for c in text).split())
    if BLANK in title:
        raise Refusal("There is still a blank in it.", f"Fill it in: {title[:120]}")
    if not any(c.isalnum() for c in title):
        raise Refusal("I see no words there.", "Say it in one sentence, for example: Ship the billing API")
    if len(title) > TITLE_LIMIT:
        raise TooLong(
            f"That is {len(title):,} characters; a title has up to {TITLE_LIMIT}.",
            f"Keep the heart of it, for example: {title[:40].rsplit(' ', 1)[0]}",
        )
    return title


async def _read_wording(text: str, talk: Talk) -> str:
    return text if text in SAME else await read_title(text, talk)


SAME = ("…", "...")
"""What stands for the words that something has now."""


def continued(said: str, words: str) -> str:
    """Let `…` at the beginning of `words` stand for what is said already; the same twice adds it once."""
    tail = words.removeprefix("…") if words.startswith("…") else words.removeprefix("...")
    if tail == words:
        return words
    return said if said.endswith(tail) else f"{said.strip().rstrip('.!?;,:').strip()}{tail}"


def whose(goal: Goal, owner: str | None) -> str:
    """Say whose a goal is that somebody of this name set, at the beginning of a line."""
    return "Team" if goal.team else owner or "Somebody"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A goal as somebody looks at it."""

    goal: Goal
    sight: Sight
    owner: str
    """The name of the one who set it."""
    part: Role | None = None
    """What they agreed to have to do with it, if it is somebody else's."""
    may_add: bool = False
    """They may check in on it."""

    @property
    def title(self) -> str:
        """Its words: as told to others, for others."""
        return self.goal.title if self.sight >= Sight.shared else self.goal.wording or self.goal.title

    @property
    def ref(self) -> str:
        """How the asker calls it."""
        return self.goal.ref

    @property
    def label(self) -> str:
        """How a menu names it; one that the asker has no number for, by whose it is."""
        return f"{self.ref} {self.title}" if self.goal.is_numbered else f"{self.whose}: {self.title}"

    @property
    def whose(self) -> str:
        """Whose it is, at the beginning of a line."""
        return whose(self.goal, self.owner)

    @property
    def is_own(self) -> bool:
        """The asker set it: only then its reason and its plan for bad days are shown."""
        return self.sight is Sight.whole

    @property
    def is_ahead(self) -> bool:
        """There is still something to do about it."""
        return self.goal.is_ahead


def _seen() -> Select[Goal, Share, str, bool]:
    """Return the question for goals as the viewer sees them: nearly every command asks it, so it is made once."""
    share = and_(Share.goal_id == Goal.id, Share.person_id == VIEWER, Share.state == ShareState.agreed)
    over = case((and_(col(Goal.ended_at).is_(None), col(Goal.archived_at).is_(None)), 0), else_=1)
    nameless = case((or_(Goal.person_id == VIEWER, col(Share.number).is_not(None)), 0), else_=1)
    asked = select(Goal, Share, Person.name, ASKED_ASIDE).join(Person, col(Person.id) == Goal.person_id)
    return asked.outerjoin(Share, share).order_by(over, nameless, col(Goal.number), col(Goal.id))


_SEEN = _seen()
_THESE = _SEEN.where(among(col(Goal.id), "goals"))


async def sightings(talk: Talk, which: ColumnElement[bool], ref: str = "", limit: int | None = None) -> list[Sighting]:
    """Return the goals of the condition `which` as the asker sees them, or only the one they call `ref`.

    Those still ahead come first, then by what the asker calls them; each is named as the asker names it.
    """
    asked = _SEEN.where(which).limit(limit)
    if ref.startswith("~"):
        asked = asked.where(Goal.id == int(ref[1:]))
    elif ref:
        own = and_(Goal.person_id == VIEWER, Goal.number == int(ref))
        asked = asked.where(or_(own, Share.number == int(ref)))
    return await _sighted(talk, asked)


async def these(talk: Talk, ids: Sequence[int]) -> dict[int, Sighting]:
    """Return the goals of these row ids as the asker sees them."""
    return {one.goal.id: one for one in await _sighted(talk, _THESE, goals=ids)}


async def _sighted(talk: Talk, asked: Select[Goal, Share, str, bool], **blanks: Sequence[int]) -> list[Sighting]:
    part: Share | None  # none where the join found none
    found: list[Sighting] = []
    for goal, part, owner, aside in await talk.session.execute(asked, talk.viewer.blanks | blanks):
        if goal.person_id != talk.me.id:
            goal.call(str(part.number) if part is not None and part.number else f"~{goal.id}", owner)
        role = part.role if part is not None else None
        seen = sight(goal, talk.viewer, part, aside=aside)
        found.append(Sighting(goal, seen, owner, role, may_add(goal, talk.viewer, part, aside=aside)))
    return found


TOLD = case((MAY_BE_CHANGED, col(Goal.title)), else_=func.coalesce(func.nullif(col(Goal.wording), ""), col(Goal.title)))
"""A goal's words as the viewer sees them, for questions to the database."""


async def mine(talk: Talk, ref: str = "") -> list[Goal]:
    """Return the goals that the asker may change, or only the one called `ref`; those still ahead first."""
    return [one.goal for one in await sightings(talk, MAY_BE_CHANGED, ref)]


class Named(Protocol):
    """Something that can be called by its number or by its title."""

    @property
    def ref(self) -> str:
        """How the asker calls it."""

    @property
    def title(self) -> str:
        """Its words."""

    @property
    def label(self) -> str:
        """How a menu names it."""

    @property
    def is_ahead(self) -> bool:
        """There is still something to do about it."""


Thing = TypeVar("Thing", bound=Named)


def the_one(words: str, found: Sequence[Thing], noun: str) -> Thing:
    """Return the one whose title begins with `words`, or else contains them; several are a menu, never a guess.

    What is still ahead goes before what is over. A number that nothing is called by may be mistyped, so even one title
    that happens to hold it is a menu. Raises Refusal if there is none.
    """
    typed = words.casefold()
    fitting = [one for one in found if one.title.casefold() == typed]
    fitting = fitting or [one for one in found if one.title.casefold().startswith(typed)] or list(found)
    fitting = [one for one in fitting if one.is_ahead] or fitting
    if not fitting and words.startswith("~"):
        # Of a button: whoever tapped it never saw that number.
        raise Barred("That is not shown to you here, or not any more.", "Type list to see your goals.")
    if not fitting:
        raise Refusal(f"You have no {noun} “{words[:60]}”.", "Type list to see your goals.")
    choices = [Choice(one.label, one.ref) for one in fitting[:SUGGESTED]]
    if _NUMBER.fullmatch(words):
        raise Ambiguous(f"You have no {noun} {words}. Do you mean one of these?", choices)
    if len(fitting) > 1:
        raise Ambiguous(f"Several fit “{words[:60]}”. Which one do you mean?", choices)
    return fitting[0]


async def _read_seen(text: str, talk: Talk) -> Sighting:
    return await _find(text, talk, MAY_BE_SEEN)


def not_theirs(seen: Sighting) -> Refusal:
    """Say that somebody may not change a goal that they see, and what they can do."""
    if seen.goal.team:
        owner = seen.owner or "whoever set it"
        return Barred(
            f"“{seen.title}” is the team’s: everybody here checks in on it, and {owner} changes its words, its date "
            "and its milestones.",
            f"To say how it stands: checkin {seen.goal.typed}",
        )
    whose = seen.owner or "somebody else"
    return Barred(
        f"“{seen.title}” is {whose}’s goal: you can see it, and not change it.", f"See show {seen.goal.typed}."
    )


def not_shown(seen: Sighting) -> Refusal:
    """Say that somebody sees how a goal stands, where they asked for what only its owners see."""
    whose, owner = ("the team’s", "whoever set it") if seen.goal.team else (f"{seen.whose}’s goal", seen.whose)
    return Barred(
        f"“{seen.title}” is {whose}: you see how it stands, and the rest is for {owner} and its co-owners.",
        f"See show {seen.goal.typed}.",
    )


async def read_changeable(text: str, talk: Talk, otherwise: Callable[[Sighting], Refusal] = not_theirs) -> Goal:
    """Read a goal that the asker may change; of one that they only see, they are told `otherwise`."""
    try:
        return (await _find(text, talk, MAY_BE_CHANGED)).goal
    except Ambiguous:
        raise
    except Refusal:
        raise otherwise(await _find(text, talk, MAY_BE_SEEN)) from None


async def _read_looked_into(text: str, talk: Talk) -> Goal:
    return await read_changeable(text, talk, not_shown)


async def _read_own_looked_into(text: str, talk: Talk) -> Goal:
    return _set_by(talk, await read_changeable(text, talk, not_shown))


async def _read_own(text: str, talk: Talk) -> Goal:
    return _set_by(talk, await read_changeable(text, talk))


def _set_by(talk: Talk, found: Goal) -> Goal:
    """Return a goal that the asker set; raises Refusal for one that they own together with others."""
    if found.person_id != talk.me.id:
        raise Barred(f"“{found.title}” was set by somebody else, and only they can do that.", "Ask them.")
    return found


async def read_worked_on(text: str, talk: Talk) -> Sighting:
    """Read a goal that the asker may check in on."""
    try:
        return await _find(text, talk, MAY_BE_ADDED_TO)
    except Ambiguous:
        raise
    except Refusal:
        raise not_theirs(await _find(text, talk, MAY_BE_SEEN)) from None


async def _find(text: str, talk: Talk, which: ColumnElement[bool]) -> Sighting:
    """Return the one goal of `which` that is called `text`, or has it in its title.

    Their own, by its number, is what people mostly ask for, and may do anything with: no other rule need be asked.
    """
    ref = text.removeprefix("#")
    if ref.isdecimal() and REF.fullmatch(ref):
        asked = await talk.session.scalars(_MINE, {"person": talk.me.id, "number": int(ref)})
        own = asked.first()
        if own is not None and (seen := sight(own, talk.viewer)):
            return Sighting(own, seen, talk.me.name, may_add=True)
    if REF.fullmatch(ref) and (called := await sightings(talk, which, ref)):
        return called[0]
    if several.are_all(text):
        return several.one_of(text, await sightings(talk, which), "goal")
    with_words = and_(which, or_(place_of(TOLD, text) > 0, place_of(col(Goal.wording), text) > 0))
    found = await sightings(talk, with_words)
    if ref.isdecimal() and REF.fullmatch(ref):
        # So whoever set it calls it, and maybe told the others.
        theirs = and_(which, col(Goal.team).is_(True), col(Goal.number) == int(ref))
        found = list({one.goal.id: one for one in (*await sightings(talk, theirs), *found)}.values())
    if not found and several.are_numbers(text):
        return several.one_of(text, await sightings(talk, which), "goal")
    return the_one(text, found, "goal")


def _suggest(which: ColumnElement[bool]) -> Callable[[str, Talk], Awaitable[Sequence[Choice]]]:
    async def suggest(typed: str, talk: Talk) -> Sequence[Choice]:
        number = cast(col(Goal.number), String) + " "
        label = case((Goal.person_id == talk.me.id, number), else_="") + TOLD
        asked = and_(which, place_of(label, typed) > 0) if typed else which
        return [Choice(one.label, one.ref) for one in await sightings(talk, asked, limit=SUGGESTED)]

    return suggest


suggest_changeable = _suggest(MAY_BE_CHANGED)
"""Suggest goals that the asker may change."""
Sentence: TypeAlias = Annotated[str, Kind("", "one sentence", "Ship the billing API", read=read_title)]
suggest_worked_on = _suggest(MAY_BE_ADDED_TO)
_EXPECTED = "a goal, by its number or a part of its title"
Wording: TypeAlias = Annotated[str, Kind("New wording", "one sentence", "Ship the billing API", read=_read_wording)]
TheGoal: TypeAlias = Annotated[Goal, Kind("Goal", _EXPECTED, "1", read=read_changeable, suggest=suggest_changeable)]
"""A goal that the asker set, or owns together with others."""
Under: TypeAlias = Annotated[Goal | Nothing, or_none(kind_of(TheGoal))]
"""A long-term goal, or none."""
OwnGoal: TypeAlias = Annotated[Goal, Kind("Goal", _EXPECTED, "1", read=_read_own, suggest=suggest_changeable)]
"""A goal that the asker set: what is done with it may show the private reason."""
LookedInto: TypeAlias = Annotated[Goal, replace(kind_of(TheGoal), read=_read_looked_into)]
"""A goal of which the asker wants to see more than how it stands."""
OwnLookedInto: TypeAlias = Annotated[Goal, replace(kind_of(OwnGoal), read=_read_own_looked_into)]
"""One that they set: what is said of it may show the private reason."""
SeenGoal: TypeAlias = Annotated[Sighting, Kind("Goal", _EXPECTED, "1", read=_read_seen, suggest=_suggest(MAY_BE_SEEN))]
"""Any goal that the asker may see."""
WorkedOn: TypeAlias = Annotated[Sighting, Kind("Goal", _EXPECTED, "1", read=read_worked_on, suggest=suggest_worked_on)]
"""A goal that the asker may check in on: their own, and those of their teams."""
