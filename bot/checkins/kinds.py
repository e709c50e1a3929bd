"""What can be typed about a check-in: what it is on, how it stands, how it is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, TypeAlias

from sqlmodel import col, select

from bot.checkins.measuring import Wanted, read_measure
from bot.coach.expressing import means_leaving
from bot.coach.kinds import OwnWords
from bot.commands import Kind
from bot.errors import Ambiguous, Refusal
from bot.goals.holding import hold
from bot.goals.kinds import read_worked_on, suggest_worked_on
from bot.goals.sighting import Sighting, sightings
from bot.goals.visibility import MAY_BE_ADDED_TO
from bot.kinds import kind_of
from bot.line.choosing import the_one
from bot.line.naming import as_typed
from bot.milestones.finding import with_words
from bot.milestones.kinds import REF as STEP
from bot.models import Confidence, Goal, Milestone, MilestoneState

if TYPE_CHECKING:
    from datetime import datetime

    from bot.talk import Talk

VALUE_LIMIT = 200
"""Characters in what is said of a number."""
STILL = "still on it"
"""The answer that says no more than that it goes on; how sure the person is stays open."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A goal to check in on, or one of its milestones: a check-in on that says something of the goal, too."""

    sighting: Sighting
    milestone: Milestone | None = None

    @property
    def thing(self) -> Goal | Milestone:
        """What was named."""
        return self.milestone or self.sighting.goal

    @property
    def ended_at(self) -> datetime | None:
        """When the milestone ended that was named, if it has: it neither goes on nor is stuck."""
        return self.milestone.ended_at if self.milestone is not None else None

    @property
    def ref(self) -> str:
        """How it was named: `1.2`, or the goal’s own number."""
        whole = self.sighting.goal.ref
        return f"{whole}.{self.milestone.number}" if self.milestone is not None else whole

    @property
    def typed(self) -> str:
        """What the asker types for it: its number, or the beginning of its title as they read it."""
        if self.milestone is None or self.sighting.goal.is_numbered:
            return self.ref if self.milestone is not None else self.sighting.goal.typed
        return as_typed(self.title)

    @property
    def title(self) -> str:
        """Its words; of what speaks of leaving, for others than its owner, those of its goal."""
        step, one = self.milestone, self.sighting
        told = step is not None and (one.is_own or not means_leaving(step.title, one.goal.misread))
        return step.title if step is not None and told else one.title


async def _read_checked(text: str, talk: Talk) -> Checked:
    ref = text.removeprefix("#")
    if not STEP.fullmatch(ref):
        return await _with_words(text, talk)
    goal, _, number = ref.partition(".")
    found = await read_worked_on(goal, talk)
    asked = select(Milestone).where(
        Milestone.goal_id == found.goal.id,
        Milestone.number == int(number),
        Milestone.state != MilestoneState.withdrawn,
    )
    step = (await talk.session.scalars(asked)).first()
    if step is None:
        raise Refusal(f"{found.goal.heading} has no milestone “{number}”.", f"See show {found.goal.typed}.")
    return Checked(found, step)


async def _with_words(text: str, talk: Talk) -> Checked:
    """Return the goal that is called so, or that of the milestone whose words these are."""
    try:
        return Checked(await read_worked_on(text, talk))
    except Ambiguous:
        raise
    except Refusal:
        found = await with_words(talk, text, of=MAY_BE_ADDED_TO)
        if not found:
            raise
    step = the_one(text, found, "milestone")
    await hold(talk, step.goal, step.thing)
    return Checked((await sightings(talk, col(Goal.id) == step.goal.id))[0], step.thing)


async def _read_value(text: str, _talk: Talk) -> str:
    words = " ".join(text.split())
    if len(words) > VALUE_LIMIT:
        raise Refusal(f"That is {len(words):,} characters where I expected a number.", "Say the rest as note: …")
    return words


def confidence_of(text: str) -> Confidence | None:
    """Return the confidence that words name: `on track`, `at-risk`, `off`."""
    words = " ".join(text.casefold().replace("-", " ").replace("_", " ").split())
    return next((one for one in Confidence if words in (one.value, one.value.replace(" ", ""))), None)


def says_still(text: str) -> bool:
    """Tell whether words say no more than that it goes on: `still on it`."""
    return " ".join(text.casefold().strip(" .!").split()) == STILL


async def _read_confidence(text: str, _talk: Talk) -> Confidence:
    found = confidence_of(text)
    if found is None:
        raise Refusal(f"I don't know the confidence “{text[:30]}”.", f"Use one of {', '.join(Confidence)}.")
    return found


async def _read_measure(text: str, talk: Talk) -> Wanted:
    return read_measure(text, talk.local_now)


TheChecked: TypeAlias = Annotated[
    Checked,
    Kind("Goal or milestone", "1", read=_read_checked, suggest=suggest_worked_on),
]
Note: TypeAlias = Annotated[str, replace(kind_of(OwnWords), example="the first draft is out")]
Blocker: TypeAlias = Annotated[str, replace(kind_of(OwnWords), example="no test data yet")]
Stands: TypeAlias = Annotated[str, Kind("Where it stands", "42", read=_read_value)]
HowSure: TypeAlias = Annotated[
    Confidence,
    Kind("Confidence", "on track", read=_read_confidence, options=tuple(map(str, Confidence))),
]
HowCounted: TypeAlias = Annotated[Wanted, Kind("Measure", "from 120 to 40 hours", read=_read_measure, emptied="done")]
