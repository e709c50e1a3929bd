"""What a file of goals holds, whatever its format: plain values that know no database."""

from datetime import date, time
from graphlib import CycleError, TopologicalSorter
from math import isfinite
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from bot.coach.kinds import OWN_WORDS_LIMIT
from bot.dates.rhythm import checked
from bot.goals.rows import GOALS_LIMIT, MILESTONES_LIMIT
from bot.goals.titles import TITLE_LIMIT, one_line
from bot.measure import Measure
from bot.messages import clean
from bot.models import Celebrates, Confidence, GoalState, Intensity, MilestoneState, Roll
from bot.nudges.rhythms import OFF
from bot.people import zones

CHECKINS_LIMIT = 10_000
"""Check-ins of one goal that are read back."""


def _zone(name: str | None) -> str | None:
    if name is not None and name not in zones.every():
        raise ValueError("no time zone has that name; write it like Europe/Lisbon")
    return name


def _rule(text: str) -> str:
    return checked(text) if text else text


def _asking(text: str) -> str:
    return text if text == OFF else _rule(text)


def _stands(state: GoalState | MilestoneState) -> GoalState | MilestoneState:
    if state == GoalState.withdrawn:
        raise ValueError("what was taken back is not kept")
    return state


def _finite(measure: Measure | None) -> Measure | None:
    if measure is not None and not all(isfinite(number) for number in (measure.start or 0, measure.target or 0)):
        raise ValueError("its numbers have to be finite")
    return measure


def _title(text: str) -> str:
    title = one_line(text)
    if not title:
        raise ValueError("I see no words there")
    return title


Title: TypeAlias = Annotated[str, Field(max_length=TITLE_LIMIT), AfterValidator(_title)]
Words: TypeAlias = Annotated[str, Field(max_length=OWN_WORDS_LIMIT), AfterValidator(clean)]
Number: TypeAlias = Annotated[float, Field(allow_inf_nan=False)]


class Value(BaseModel):
    """A value that nothing changes; it is read out of a row by the names of its columns."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class Dated(Value):
    """What goals and milestones share, as in `bot.models`."""

    due_on: date | None = None
    due_at: time | None = None
    due_zone: Annotated[str | None, AfterValidator(_zone)] = None
    due_said: Words = ""
    dated_at: AwareDatetime | None = None


class Step(Dated):
    """A milestone."""

    title: Title
    value: Number | None = None
    state: Annotated[MilestoneState, AfterValidator(_stands)] = MilestoneState.open
    created_at: AwareDatetime | None = None
    """None in a file that was written by hand: then it begins when it is read."""
    ended_at: AwareDatetime | None = None


class Said(Value):
    """A check-in."""

    on: date
    at: AwareDatetime
    milestone: Annotated[int | None, Field(ge=1)] = None
    """Which of the goal's milestones it was said of, counted from 1; none: of the goal as a whole."""
    value: Number | None = None
    confidence: Confidence | None = None
    note: Words = ""
    blocker: Words = ""


class Elsewhere(Said):
    """A check-in on a goal of somebody else's."""

    goal: Words
    """That goal's words, as its owner tells them to others, and as long as these may see it."""


class Mine(Value):
    """What one person settled for themselves, as in `bot.models`."""

    name: Words = ""
    locale: Words = ""
    zone: Annotated[str, AfterValidator(_zone)]
    work_start: time
    work_days: Words
    quiet_from: time
    quiet_to: time
    country: Words = ""
    roll: Roll
    daily_nudges: int
    celebrates: Celebrates = Celebrates.ask


class Off(Value):
    """A time off, both days of it included."""

    first: date
    last: date


class Kept(Dated):
    """A goal with all that its owner said of it."""

    number: int = Field(ge=1)
    title: Title
    state: Annotated[GoalState, AfterValidator(_stands)] = GoalState.active
    reason: Words = ""
    wording: Words = ""
    measure: Annotated[Measure | None, AfterValidator(_finite)] = None
    rhythm: Annotated[str, Field(max_length=OWN_WORDS_LIMIT), AfterValidator(_rule)] = ""
    rhythm_from: date | None = None
    asking: Annotated[str, Field(max_length=OWN_WORDS_LIMIT), AfterValidator(_asking)] = ""
    asking_from: date | None = None
    elements: Words = ""
    obstacle: Words = ""
    response: Words = ""
    leaving: bool = False
    confided: bool = False
    misread: Annotated[str, Field(max_length=(MILESTONES_LIMIT + 1) * (TITLE_LIMIT + 1))] = ""
    intensity: Intensity = Intensity.standard
    under: int | None = None
    """The number, in this file, of the long-term goal that it leads to."""
    created_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    archived_at: AwareDatetime | None = None
    milestones: tuple[Step, ...] = Field(default=(), max_length=MILESTONES_LIMIT)
    checkins: tuple[Said, ...] = Field(default=(), max_length=CHECKINS_LIMIT)

    @model_validator(mode="after")
    def _said_of_its_own(self) -> "Kept":
        if (most := max((said.milestone or 0 for said in self.checkins), default=0)) > len(self.milestones):
            raise ValueError(f"something is said of milestone {most}, and there are {len(self.milestones)}")
        return self


class Document(Value):
    """Everything that one person set, and what else there is of theirs, to read."""

    milepost: Literal[1]
    """The version of the format."""
    goals: tuple[Kept, ...] = Field(default=(), max_length=GOALS_LIMIT)
    me: Mine | None = None
    away: tuple[Off, ...] = Field(default=(), max_length=CHECKINS_LIMIT)
    elsewhere: tuple[Elsewhere, ...] = Field(default=(), max_length=CHECKINS_LIMIT)
    """What they said of goals of others."""

    @model_validator(mode="after")
    def _roads_lead_somewhere(self) -> "Document":
        above = {goal.number: goal.under for goal in self.goals}
        if len(above) < len(self.goals):
            raise ValueError("two goals have the same number")
        for number, end in above.items():
            if end is not None and end not in above:
                raise ValueError(f"goal {number} is under goal {end}, which is not in the file")
        try:
            TopologicalSorter({number: [end] for number, end in above.items() if end is not None}).prepare()
        except CycleError as circle:
            raise ValueError(f"goal {circle.args[1][0]} is under itself") from circle
        return self
