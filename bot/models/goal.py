"""Goals."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from bot.line.naming import as_typed
from bot.measure import Measure
from bot.messages import Address
from bot.models.columns import Dated, state_column
from bot.models.team import Team

_NOWHERE = Address("", "", "")


class GoalState(StrEnum):
    """Where a goal is in its life; only an active one sends nudges."""

    draft = "draft"
    """Still too wide to work on: kept, and never asked about."""
    active = "active"
    paused = "paused"
    """Set aside for a while: nothing is asked, and streaks wait."""
    achieved = "achieved"
    dropped = "dropped"
    withdrawn = "withdrawn"
    """Its setting was undone: shown nowhere, kept for the ledger."""

    @property
    def said(self) -> str:
        """What people are told."""
        return "reached" if self is GoalState.achieved else str(self)


class Audience(StrEnum):
    """Who may see a goal beside its owners, its witness and its manager."""

    private = "private"
    channel = "channel"
    """Everybody in one channel."""
    workspace = "workspace"
    """Everybody in one Slack workspace or Discord server."""

    @property
    def named(self) -> str:
        """Who they are, in a sentence: `shown to the channel`."""
        return "nobody" if self is Audience.private else f"the {self}"


class Intensity(StrEnum):
    """How closely Milepost asks about a goal."""

    off = "off"
    gentle = "gentle"
    standard = "standard"
    close = "close"


class Goal(Dated, table=True):
    """Something that a person means to reach."""

    __table_args__ = (UniqueConstraint("person_id", "number"), Index("goal_shown_in", "realm", "platform"))

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    number: int
    """What the owner calls it by."""
    title: str
    state: GoalState = Field(default=GoalState.active, sa_type=state_column(GoalState))
    reason: str = ""
    """Why its owner wants it, in their own words: for nobody else's eyes, ever."""
    wording: str = ""
    """How its owner wants it told to others, if not by its title."""
    measure: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """How progress is counted: the fields of `Measure`."""
    rhythm: str = ""
    """How often it is to be done: an RFC 5545 rule, if the goal names one."""
    rhythm_from: date | None = None
    """The day from which the rhythm counts."""
    asking: str = ""
    """When it is asked about, where that was chosen: an RFC 5545 rule, or `off`; empty: in its own rhythm."""
    asking_from: date | None = None
    """The day from which that counts."""
    elements: str = ""
    """Keys of the career elements that it serves, comma between them; empty: they are read from its words."""
    obstacle: str = ""
    """What may come in between …"""
    response: str = ""
    """… and what its owner will do then."""
    leaving: bool = False
    """It implies leaving the employer: nothing of that is ever told to anybody else."""
    confided: bool = False
    """Its owner says so, whatever its words are."""
    misread: str = ""
    """Words of it and of its milestones of which its owner says that they are not about leaving."""
    parent_id: int | None = Field(default=None, foreign_key="goal.id", index=True)
    """The long-term goal on whose road it lies."""
    intensity: Intensity = Field(default=Intensity.standard, sa_type=state_column(Intensity))
    audience: Audience = Field(default=Audience.private, sa_type=state_column(Audience))
    platform: str = ""
    """With `realm` and `channel`: the place of its audience, and of a team's goal."""
    realm: str = ""
    channel: str = ""
    team: bool = False
    """It belongs to its channel: several people add to it."""
    nudges_channel: bool = False
    """Its check-ins go to its channel, not to a direct message."""
    ended_at: datetime | None = None
    """When it was achieved or dropped."""
    archived_at: datetime | None = None
    """When it was put away; whatever its state, nothing is asked about it any more."""
    milestones_numbered: int = 0
    """The highest milestone number given so far; numbers are never given twice."""
    created_at: datetime

    @property
    def counts(self) -> Measure | None:
        """How progress is counted, as one value."""
        return Measure(**self.measure) if self.measure else None

    @property
    def is_habit(self) -> bool:
        """Tell whether it is counted in periods, again and again."""
        return self.counts is not None and self.counts.is_habit

    @property
    def has_number(self) -> bool:
        """Tell whether it moves a number to a target."""
        return self.counts is not None and self.counts.has_number

    @property
    def ref(self) -> str:
        """How the asker calls it, for example `7`."""
        return str(self.__dict__.get("called", self.number))

    def call(self, ref: str, owner: str = "") -> None:
        """Set how the asker calls it, where they are not its `owner`; this is not stored."""
        self.__dict__["called"] = ref
        self.__dict__["owner"] = owner

    @property
    def rounds(self) -> tuple[Team, ...]:
        """The channels whose digests may tell of it, and that ask how it stands before they do."""
        found: tuple[Team, ...] = self.__dict__.get("rounds_joined", ())
        return found

    def join_rounds(self, asking: tuple[Team, ...]) -> None:
        """Set the channels that ask about it before their digests; this is not stored."""
        self.__dict__["rounds_joined"] = asking

    @property
    def is_anothers(self) -> bool:
        """Tell whether somebody else than the asker set it."""
        return "called" in self.__dict__

    @property
    def is_numbered(self) -> bool:
        """Tell whether the asker has a number for it."""
        return not self.ref.startswith("~")

    @property
    def named(self) -> str:
        """What it is called in a sentence: by its number, or by whose it is."""
        if self.is_numbered:
            return f"goal {self.ref}"
        return f"{'the team' if self.team else self.__dict__.get('owner') or 'somebody'}’s goal"

    @property
    def asks(self) -> str:
        """The name of its owner, where they alone are asked how it stands and are not the asker; else empty."""
        return self.owner_or("Its owner") if not self.nudges_channel else ""

    @property
    def heading(self) -> str:
        """What it is called at the beginning of a sentence."""
        return self.named[0].upper() + self.named[1:]

    @property
    def typed(self) -> str:
        """What the asker types for it: its number, or the beginning of its title as they read it."""
        return self.ref if self.is_numbered else as_typed(self.wording or self.title)

    @property
    def place(self) -> Address:
        """The channel, or with an empty id the workspace, of its audience; all of it empty while it has none."""
        return Address(self.platform, self.realm, self.channel)

    def owner_or(self, unnamed: str) -> str:
        """Return the name of its owner, or `unnamed` if they have none; empty where the asker is its owner."""
        return (self.__dict__.get("owner") or unnamed) if self.is_anothers else ""

    def show_to(self, audience: Audience, place: Address = _NOWHERE) -> None:
        """Give it another audience, which is to be found in `place`."""
        self.audience, self.platform, self.realm, self.channel = audience, place.platform, place.realm, place.id

    @property
    def is_ahead(self) -> bool:
        """Tell whether there is still something to do about it."""
        return self.ended_at is None and self.archived_at is None

    @property
    def standing(self) -> str:
        """Where it is in its life, in one word for people."""
        return "archived" if self.archived_at else self.state.said
