"""A unit of work on the outbox: the alterations of one planning are gathered, then written together.

Each kind of statement is built once, from tables rather than classes (docs/decisions/0016).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import SQLModel

from bot.models import NudgeState
from bot.storage.array_parameters import among
from bot.storage.statements import connection_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Nudge

_nudge, _ledger = (SQLModel.metadata.tables[name] for name in ("nudge", "ledger"))
_WHATEVER_BECOMES_OF_IT = {"goal_id"}
"""The columns that are written even if the deliverer has taken the nudge meanwhile."""
_STILL = (
    select(_nudge.c.id, _nudge.c.state, _nudge.c.delivery_id)
    .where(among(_nudge.c.id, "nudges"))
    .order_by(_nudge.c.id)
    .with_for_update(key_share=True)
)
_ALTER = update(_nudge).where(_nudge.c.id == bindparam("row"))
_ADD = insert(_nudge).returning(_nudge.c.id, sort_by_parameter_order=True)
_TELL = insert(_ledger)


def is_ours(nudge: Nudge) -> bool:
    """Tell whether the planning may move or drop a nudge; once it is being sent, the deliverer decides by itself."""
    return nudge.state is NudgeState.waiting and nudge.delivery_id is None


class Alterations:
    """The alterations that one planning makes in the outbox, with the steps that it writes into the ledger."""

    def __init__(self, now: datetime) -> None:
        """Begin with none; `now` is when they are made."""
        self._now = now
        self._read: dict[int, Nudge] = {}
        self._altered: defaultdict[int, dict[str, Any]] = defaultdict(dict)
        self._added: list[tuple[dict[str, Any], str]] = []
        self._told: list[dict[str, Any]] = []

    def alter(self, nudge: Nudge, **columns: Any) -> None:
        """Set columns of a nudge, unless the deliverer takes it before they are written; `goal_id` is set in any case.

        The value `nudge` itself stays as it was read.
        """
        self._read[nudge.id] = nudge
        self._altered[nudge.id] |= columns

    def add(self, at: datetime, words: str, **columns: Any) -> None:
        """Add a nudge that is due `at` this moment; `words` tell in the ledger why."""
        self._added.append(({"due_at": at, "run_at": at, **columns}, f"Planned {words}"))

    def drop(self, nudge: Nudge, why: str) -> None:
        """Drop a nudge from the outbox, and tell in the ledger why."""
        self.alter(nudge, state=NudgeState.dropped)
        self.tell(nudge, "dropped", f"Dropped: {why}.")

    def keep(self, nudge: Nudge, at: datetime, words: str, *, afresh: bool = False, **columns: Any) -> None:
        """Move a nudge to the moment that is planned now, and let it come back if it was dropped.

        If that changes anything, the other `columns` are set too, and `words` tell in the ledger why. With `afresh`, a
        nudge that was held is decided on again at once. A nudge that is being sent, or is over, stays as it is.
        """
        if nudge.state is NudgeState.dropped:
            back = {"state": NudgeState.waiting, "lease": None, "delivery_id": None}
            self.alter(nudge, due_at=at, run_at=at, **back, **columns)
            self.tell(nudge, "planned", f"Planned again {words}")
        elif is_ours(nudge) and nudge.due_at != at:
            self.alter(nudge, due_at=at, run_at=at, **columns)
            self.tell(nudge, "planned", f"Planned anew {words}")
        elif is_ours(nudge) and afresh and nudge.run_at != at:
            self.alter(nudge, run_at=at)

    def tell(self, nudge: Nudge, step: str, words: str) -> None:
        """Add a step to a nudge's story in the ledger."""
        self._tell(nudge.id, step, words)

    def _tell(self, nudge: int, step: str, words: str) -> None:
        self._told.append({"nudge_id": nudge, "at": self._now, "step": step, "words": words})

    async def write(self, session: AsyncSession) -> None:
        """Write all alterations, and no other column: the deliverer may be writing those at the same time."""
        if self._altered or self._added or self._told:
            await session.run_sync(lambda sync: self._write(connection_of(sync)))

    def _write(self, connection: Connection) -> None:
        self._leave_what_was_taken(connection)
        alike: defaultdict[frozenset[str], list[dict[str, Any]]] = defaultdict(list)
        for row, columns in self._altered.items():
            alike[frozenset(columns)].append({"row": row, **columns})
        for rows in alike.values():
            connection.execute(_ALTER, rows)
        if self._added:
            ids = connection.scalars(_ADD, [columns for columns, _ in self._added])
            for id_, (_, words) in zip(ids, self._added, strict=True):
                self._tell(id_, "planned", words)
        if self._told:
            connection.execute(_TELL, self._told)

    def _leave_what_was_taken(self, connection: Connection) -> None:
        """Lock what is altered, and give up the alterations of nudges that others changed since they were read.

        On PostgreSQL a nudge may be leased, sent or brought back while a command of a co-owner plans it. If that took
        its lease away, nobody could write down that it was sent, and it would be sent again.
        """
        ours = [row for row, columns in self._altered.items() if columns.keys() - _WHATEVER_BECOMES_OF_IT]
        if not ours or connection.dialect.name == "sqlite":  # where nobody else writes while we do
            return
        found = connection.execute(_STILL, {"nudges": ours})
        still = {row for row, *now in found if now == [self._read[row].state, self._read[row].delivery_id]}
        for row in set(ours) - still:
            columns = self._altered.pop(row)
            if kept := {name: columns[name] for name in columns.keys() & _WHATEVER_BECOMES_OF_IT}:
                self._altered[row] = kept
            self._told = [told for told in self._told if told["nudge_id"] != row]
