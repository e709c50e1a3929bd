"""Teams: channels that hear how things stand."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.models.columns import state_column


class TeamState(StrEnum):
    """Whether a digest is posted."""

    active = "active"
    paused = "paused"
    withdrawn = "withdrawn"
    """Its setting was undone."""


class Team(SQLModel, table=True):
    """A channel with a digest."""

    __table_args__ = (UniqueConstraint("platform", "realm", "channel"),)

    id: int = Field(default=None, primary_key=True)
    platform: str
    realm: str
    """The Slack team or the Discord server."""
    channel: str
    person_id: int = Field(foreign_key="person.id")
    """Who set it up last."""
    zone: str
    """IANA zone in which the rhythm is meant."""
    rhythm: str
    """An RFC 5545 rule."""
    shows: str = ""
    """What its digest tells, comma between, for example `reached, at risk`; empty: everything."""
    asks: int = 0
    """So many minutes before a digest those whose goals it may tell of are asked how these stand; 0: nobody is."""
    state: TeamState = Field(default=TeamState.active, sa_type=state_column(TeamState))
    created_at: datetime
    told_at: datetime | None = None
    """Up to when the last digest told what had changed."""
