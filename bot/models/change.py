"""The log of what people changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, String, TypeDecorator, cast, or_
from sqlmodel import Field, SQLModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Dialect


@dataclass(frozen=True, slots=True)
class Edit:
    """What was done to one row; every value is as JSON has it."""

    table: str
    row: int
    before: Mapping[str, Any] | None = field(default_factory=dict)
    """What the fields said that were altered; None where the row was new."""
    after: Mapping[str, Any] = field(default_factory=dict)
    """What they say since."""

    @property
    def of(self) -> tuple[str, int]:
        """Which row it is: table and row id."""
        return self.table, self.row

    @property
    def is_new(self) -> bool:
        """The row was made by it."""
        return self.before is None

    @property
    def was(self) -> Mapping[str, Any]:
        """What the altered fields said before; nothing of a new row."""
        return self.before or {}

    @property
    def is_whole(self) -> bool:
        """Every later change of the row builds on it: it made the row, or gave it to a team."""
        return self.is_new or "team" in self.after

    def values(self, *names: str) -> set[Any]:
        """Return all values of the fields `names`, before and after."""
        return {side[name] for side in (self.was, self.after) for name in names if side.get(name) is not None}

    def then(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> Edit:
        """Return this edit merged with a later one of the same row."""
        first = None if self.before is None else {**before, **self.before}
        return replace(self, before=first, after={**self.after, **after})


@dataclass(frozen=True, slots=True)
class Entry:
    """What there is to say of a change beside what it altered."""

    person_id: int
    """Who made it."""
    goal_id: int | None
    """The goal that it is about, if it is about one."""
    at: datetime
    summary: str
    reason: str = ""
    undoes: int | None = None
    """The change that it takes back."""


class _Edits(TypeDecorator[tuple[Edit, ...]]):
    """A list of `{table, row, before, after}`."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[Edit] | None, dialect: Dialect) -> list[dict[str, Any]]:
        """Spell it as JSON."""
        del dialect
        return [asdict(edit) for edit in value or ()]

    def process_result_value(self, value: list[dict[str, Any]] | None, dialect: Dialect) -> tuple[Edit, ...]:
        """Read it back."""
        del dialect
        return tuple(Edit(**edit) for edit in value or ())


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
    edits: tuple[Edit, ...] = Field(default=(), sa_type=_Edits, sa_column_kwargs={"nullable": False})
    undoes: int | None = Field(default=None, foreign_key="change.id", unique=True)
    """The change that this one took back."""

    @property
    def rows(self) -> set[tuple[str, int]]:
        """The rows that it touched, each by table and row id."""
        return {edit.of for edit in self.edits}

    @property
    def goals(self) -> set[int]:
        """The goals, by row id, on which it may have had an effect."""
        own = {row for table, row in self.rows if table == "goal"}
        moved = {goal for edit in self.edits for goal in edit.values("goal_id")}
        return own | moved | ({self.goal_id} if self.goal_id is not None else set())


def as_they_were(edits: Iterable[Edit]) -> defaultdict[tuple[str, int], dict[str, Any]]:
    """Return what each row said before all of `edits`, given oldest first, as far as they changed it."""
    first: defaultdict[tuple[str, int], dict[str, Any]] = defaultdict(dict)
    for edit in edits:
        first[edit.of] = {**edit.was, **first[edit.of]}
    return first


def standing(log: Iterable[Change]) -> list[Change]:
    """Return those of a log of changes that were not taken back within it, and took back none of it; newest first.

    What was done again after it was taken back stands: the log has to tell of that, too. So does the undo of a change
    from before the log.
    """
    by_id = {change.id: change for change in sorted(log, key=attrgetter("id"), reverse=True)}
    gone: set[int] = set()
    for change in by_id.values():
        if change.id not in gone and change.undoes in by_id:
            gone |= {change.id, change.undoes}
    return [change for change in by_id.values() if change.id not in gone]


def in_effect(log: Iterable[Change]) -> list[Change]:
    """Return those of a log of changes that are in effect now, newest first; no undo is among them."""
    return [change for change in standing(log) if change.undoes is None]


_WRITTEN = cast(Change.edits, String)


def altering(*columns: str) -> ColumnElement[bool]:
    """Return the condition on changes that may have altered one of these columns, of whatever table.

    It finds their names in the edits as they are written, so a value that is just such a word is found too.
    """
    return or_(*(_WRITTEN.like(f'%"{name}"%') for name in columns))


def touching(rows: Iterable[tuple[str, int]]) -> ColumnElement[bool]:
    """Return the condition on changes that touched one of `rows`, each by table and row id; there must be one."""
    return or_(*(_WRITTEN.contains(f'"table": "{table}", "row": {row},') for table, row in sorted(rows)))
