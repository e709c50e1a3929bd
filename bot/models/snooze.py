"""Snoozes: what one person put off for themselves, of a check-in that a whole channel is asked."""

from enum import StrEnum

from sqlmodel import Field

from bot.models.columns import PutOff, state_column


class SnoozeState(StrEnum):
    """Whether it holds."""

    on = "on"
    withdrawn = "withdrawn"
    """Putting it off was undone: nothing is asked, kept for the log."""


class Snooze(PutOff, table=True):
    """One person's wish to be asked again in private; what the channel is asked stays as it is."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    goal_id: int = Field(foreign_key="goal.id", index=True)
    milestone_id: int | None = Field(default=None, foreign_key="milestone.id")
    state: SnoozeState = Field(default=SnoozeState.on, sa_type=state_column(SnoozeState))
    platform: str
    realm: str
    """With `platform`: the account by which it was put off, and which is asked again."""
    space: str
    """The workspace or server of the channel …"""
    channel: str
    """… that was asked: what it may not read any more is not asked here either."""
