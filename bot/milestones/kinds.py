"""Arguments that are milestones, their titles and their values."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Generic, NamedTuple, TypeAlias, TypeVar

from sqlalchemy import String, bindparam, cast
from sqlmodel import and_, case, col, select

from bot.choosing import SUGGESTED, the_one
from bot.coach.expressing import means_leaving
from bot.commands import Kind
from bot.dates.kinds import DueDate
from bot.errors import Choice, Refusal
from bot.folding import place_of
from bot.goals import several, sighting
from bot.goals.holding import hold
from bot.goals.kinds import not_theirs, read_changeable, read_worked_on
from bot.goals.sighting import these
from bot.goals.titles import read_title
from bot.goals.visibility import MAY_BE_ADDED_TO, MAY_BE_CHANGED, MAY_BE_SEEN, Sight
from bot.kinds import kind_of
from bot.milestones.reading import Draft, apart, draft, read_value
from bot.models import Goal, GoalState, Milestone, MilestoneState
from bot.naming import as_typed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlmodel.sql.expression import SelectOfScalar

    from bot.dates.workdays import Calendar
    from bot.goals.sighting import Sighting
    from bot.talk import Talk

REF = re.compile(r"~?[0-9]{1,9}\.[0-9]{1,9}")
"""How a milestone is called by number: `1.2`."""

Thing_co = TypeVar("Thing_co", bound=Goal | Milestone, covariant=True)


class About(NamedTuple, Generic[Thing_co]):
    """A goal, or one of its milestones."""

    thing: Thing_co
    goal: Goal
    """The goal itself, or that of the milestone."""
    said: str = ""
    """What was said of it since it was asked about."""
    change: int | None = None
    """The change by which the asker answered for it since: what its Undo takes back."""
    missed: bool = False
    """The check-in before this one was not answered."""
    so_far: float = 0
    """What is there already of a habit's amount for today."""
    stands_for: tuple[datetime, ...] = ()
    """The moments it was due at, if it comes late."""
    owner: str = ""
    """Whose it is, where a whole channel is asked; for that it goes by no number, which is another goal's for each."""
    aside: bool = False
    """One of them asked for it in private; there, too, it goes by no number."""

    @property
    def ref(self) -> str:
        """How a person names it, for example `1.2`."""
        ref = f"~{self.goal.id}" if self.owner else self.goal.ref
        return f"{ref}.{self.thing.number}" if isinstance(self.thing, Milestone) else ref

    @property
    def named(self) -> str:
        """What it is called in a sentence: by its number, or by its words."""
        noun = "milestone" if isinstance(self.thing, Milestone) else "goal"
        return f"{noun} {self.ref}" if self._is_numbered else f"{noun} “{self.title}”"

    @property
    def typed(self) -> str:
        """What a person types for it, for example `1.2`: what a form shows is no row's id."""
        return self.ref if self._is_numbered else as_typed(self.title)

    @property
    def _is_numbered(self) -> bool:
        return not self.owner and self.goal.is_numbered

    @property
    def towards(self) -> str:
        """The words of its goal: those meant for others, where a whole channel is asked."""
        return (self.owner and self.goal.wording) or self.goal.title

    @property
    def title(self) -> str:
        """Its words."""
        return self.thing.title if isinstance(self.thing, Milestone) else self.towards

    @property
    def label(self) -> str:
        """How lists name it, for example `1.2 Draft the schema`."""
        if self._is_numbered:
            return f"{self.ref} {self.title}"
        return f"{self.owner}: {self.title}" if self.owner else self.title

    @property
    def is_ahead(self) -> bool:
        """There is still something to do about it."""
        return self.thing.ended_at is None and self.goal.is_ahead

    @property
    def is_open(self) -> bool:
        """It is still ahead, and its goal is active: it is asked about."""
        return self.is_ahead and self.goal.state is GoalState.active

    def is_asked(self, calendar: Calendar, now: datetime) -> bool:
        """Tell whether it waits for an answer: not ended, and not put off to a moment that is still ahead."""
        at = self.thing.asked_at(calendar)
        put_off = not self.aside and self.thing.later is not None and at is not None and at > now
        return self.thing.ended_at is None and self.goal.ended_at is None and not put_off


Subject: TypeAlias = About[Goal | Milestone]
"""Whatever can be asked about."""


def about(seen: Sighting) -> About[Goal]:
    """Return a goal as something to ask about; whose it is, where it goes by no number of the asker's."""
    return About(seen.goal, seen.goal, owner="" if seen.goal.is_numbered else seen.whose)


Step: TypeAlias = About[Milestone]
"""A milestone, with its goal."""


def _of(rule: ColumnElement[bool]) -> SelectOfScalar[Milestone]:
    """Return the question for the milestones of the goals that a rule lets through: open ones first, then in order."""
    over = case((and_(Milestone.state == MilestoneState.open, Goal.state == GoalState.active), 0), else_=1)
    asked = select(Milestone).join(Goal).where(rule, Milestone.state != MilestoneState.withdrawn)
    return asked.order_by(over, col(Goal.number), col(Milestone.place), col(Milestone.number))


_BY_RULE = {rule: _of(rule) for rule in (MAY_BE_SEEN, MAY_BE_ADDED_TO, MAY_BE_CHANGED)}
_CALLED = {
    rule: asked.where(Milestone.goal_id == bindparam("goal"), Milestone.number == bindparam("number"))
    for rule, asked in _BY_RULE.items()
}
"""Put together once: that takes longer than the asking."""


async def steps(
    talk: Talk,
    which: ColumnElement[bool] | None = None,
    limit: int | None = None,
    *,
    of: ColumnElement[bool] = MAY_BE_CHANGED,
) -> list[Step]:
    """Return the milestones, of the condition `which`, that the asker may change; open ones first, then in order.

    With `of`: those of the goals that another of the rules lets through. Of a goal that somebody else set, none that
    speaks of leaving.
    """
    asked = _BY_RULE[of] if which is None else _BY_RULE[of].where(which)
    return await _found(talk, asked if limit is None else asked.limit(limit))


async def numbered(talk: Talk, goal: Goal, number: int, *, of: ColumnElement[bool] = MAY_BE_CHANGED) -> Step | None:
    """Return the milestone of a goal by its number, as `steps` would; None if there is none."""
    found = await _found(talk, _CALLED[of], goal=goal.id, number=number)
    return found[0] if found else None


async def _found(talk: Talk, asked: SelectOfScalar[Milestone], **blanks: int) -> list[Step]:
    found = (await talk.session.scalars(asked, talk.viewer.blanks | blanks)).all()
    goals = await these(talk, [*{one.goal_id for one in found}]) if found else {}
    for one in found:
        one.goes_by(goals[one.goal_id].goal.whose)
    shown = (About(one, goals[one.goal_id].goal) for one in found)
    # What speaks of leaving is for the eyes of the one who set the goal.
    return [step for step in shown if step.goal.person_id == talk.me.id or not means_leaving(step.title)]


async def called(talk: Talk, ref: str) -> Step | None:
    """Return the milestone that the asker calls `ref`, for example `1.2`."""
    whole, _, number = ref.partition(".")
    goals = await sighting.called(talk, MAY_BE_CHANGED, whole)
    if not goals:
        return None
    return await numbered(talk, goals[0].goal, int(number))


async def with_words(talk: Talk, words: str, *, of: ColumnElement[bool] = MAY_BE_CHANGED) -> list[Step]:
    """Return the milestones that have `words` in their title, `of` the goals as in `steps`."""
    return await steps(talk, place_of(col(Milestone.title), words) > 0, of=of)


async def beginning(talk: Talk, typed: str) -> list[Step]:
    """Return the milestones that somebody may be about to type."""
    number = cast(col(Goal.number), String) + "." + cast(col(Milestone.number), String) + " "
    label = case((Goal.person_id == talk.me.id, number), else_="") + col(Milestone.title)
    return await steps(talk, place_of(label, typed) > 0 if typed else None, SUGGESTED)


async def _read_step(text: str, talk: Talk) -> Step:
    return await _held(talk, await _find(text, talk))


async def _held(talk: Talk, step: Step) -> Step:
    await hold(talk, step.goal, step.thing)
    return step


async def _find(text: str, talk: Talk) -> Step:
    ref = text.removeprefix("#")
    if REF.fullmatch(ref) and (found := await called(talk, ref)):
        return found
    if ref.startswith("~") and REF.fullmatch(ref):
        # Of a button: it says whose it is, where the asker sees the goal and may not change it.
        await read_changeable(ref.partition(".")[0], talk)
    if several.are_all(text):
        return several.one_of(text, await steps(talk), "milestone")
    if so_called := await with_words(talk, text):
        return the_one(text, so_called, "milestone")
    if several.are_numbers(text):
        return several.one_of(text, await steps(talk), "milestone")
    whole = await sighting.called(talk, MAY_BE_SEEN, ref.partition(".")[0]) if REF.fullmatch(ref) else []
    if whole and whole[0].sight < Sight.shared:
        raise not_theirs(whole[0])
    if theirs := await shown_with_words(talk, text):
        raise not_theirs((await these(talk, [theirs[0].goal.id]))[theirs[0].goal.id], theirs[0].title)
    return the_one(text, [], "milestone")


async def shown_with_words(talk: Talk, words: str) -> list[Step]:
    """Return the milestones with `words` in their title that the asker is shown, whosever they are."""
    found = await with_words(talk, words, of=MAY_BE_SEEN)
    goals = await these(talk, [step.goal.id for step in found]) if found else {}
    return [step for step in found if goals[step.goal.id].sight >= Sight.told]


async def _read_asked(text: str, talk: Talk) -> Step:
    """Read a milestone that the asker may answer for."""
    if not REF.fullmatch(text.removeprefix("#")):
        return await _held(talk, the_one(text, await with_words(talk, text, of=MAY_BE_ADDED_TO), "milestone"))
    if not text.startswith("~"):
        return await _read_step(text, talk)
    whole, _, number = text.partition(".")
    goal = (await read_worked_on(whole, talk)).goal
    return await numbered(talk, goal, int(number), of=MAY_BE_ADDED_TO) or await _read_step(text, talk)


async def _suggest_steps(typed: str, talk: Talk) -> Sequence[Choice]:
    return [Choice(step.label, step.ref) for step in await beginning(talk, typed)]


async def _suggest_open(typed: str, talk: Talk) -> Sequence[Choice]:
    """Suggest those that are open; what is over only once it is typed."""
    return [Choice(step.label, step.ref) for step in await beginning(talk, typed) if typed or step.is_open]


_BY = re.compile(r"\bby:", re.IGNORECASE)
"""How each of several milestones may say its date, as an argument is named."""


async def _read_draft(text: str, talk: Talk) -> Draft:
    return draft(await read_title(text, talk), talk)


async def _read_drafts(text: str, talk: Talk) -> tuple[Draft, ...]:
    parts = apart(text)
    if not parts:
        raise Refusal("I see no words there.", "Say it in a few words, for example: Draft the schema by Friday")
    return tuple([await _read_part(part, talk) for part in parts])


async def _read_part(text: str, talk: Talk) -> Draft:
    """Read one of several milestones: what stands behind "by:" is its date, as it is for one alone."""
    title, *said = _BY.split(text, maxsplit=1)
    if not said:
        return await _read_draft(text, talk)
    title, date = await read_title(title, talk), said[0].strip()
    found = draft(f"{title} by {date}", talk)
    # "in 5 hours" is a moment behind "by:", and elsewhere how long something takes.
    return found if found.title == title else Draft(title, await kind_of(DueDate).read(date, talk))


async def _read_value(text: str, _talk: Talk) -> str:
    """Keep a value in its own words, which hold a number: what it means is known only beside the goal's unit."""
    read_value(text)
    return text


Drafts: TypeAlias = Annotated[
    tuple[Draft, ...],
    Kind("Milestone", "Draft the schema", read=_read_drafts, each_says="by"),
]
"""One milestone or several, each with its date and value if the words have them."""
OneDraft: TypeAlias = Annotated[Draft, Kind("Milestone", "Draft the schema", read=_read_draft)]
Value: TypeAlias = Annotated[str, Kind("Value", "500 ms", read=_read_value)]
TheMilestone: TypeAlias = Annotated[
    Step,
    Kind("Milestone", "1.2", read=_read_step, suggest=_suggest_steps),
]
OpenMilestone: TypeAlias = Annotated[Step, replace(kind_of(TheMilestone), suggest=_suggest_open, only="that is open")]
AskedMilestone: TypeAlias = Annotated[Step, replace(kind_of(OpenMilestone), read=_read_asked)]
"""A milestone that the asker may answer for: also of their teams."""
