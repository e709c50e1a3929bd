"""The log of what people changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class Change(SQLModel, table=True):
    """What one command changed; never altered afterwards: an undo is a change too."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    goal_id: int | None = Field(default=None, foreign_key="goal.id", index=True)
    at: datetime
    summary: str
    """What was done, in words that follow the person's name, for example `set goal 1`."""
    reason: str = ""
    """Why, in the person's own words, if they said so."""
    edits: list[dict[str, Any]] = Field(sa_type=JSON)
    """Each `{table, row, before, after}`; `before` is null where the row was new."""
    undoes: int | None = Field(default=None, foreign_key="change.id", unique=True)
    """The change that this one took back."""

    @property
    def goals(self) -> set[int]:
        """The goals, by row id, on which it may have had an effect."""
        rows = {edit["row"] for edit in self.edits if edit["table"] == "goal"}
        moved = [
            side["goal_id"]
            for edit in self.edits
            for side in (edit["before"] or {}, edit["after"])
            if "goal_id" in side
        ]
        return rows | set(moved) | ({self.goal_id} if self.goal_id is not None else set())
