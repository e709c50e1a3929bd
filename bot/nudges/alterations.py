"""What a planning alters in the outbox, and tells of it: gathered while it looks, then written together.

One statement of each kind, put together once, of tables rather than classes (docs/decisions/0016).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import SQLModel

from bot.array_parameters import among
from bot.models import NudgeState
from bot.statements import connection_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Nudge

_nudge, _ledger = (SQLModel.metadata.tables[name] for name in ("nudge", "ledger"))
_WHATEVER_BECOMES_OF_IT = {"goal_id"}
"""What is altered of a nudge that somebody else has taken up, too."""
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
    """Tell whether it is still ours to move or drop: once it is being sent, the deliverer looks again by itself."""
    return nudge.state is NudgeState.waiting and nudge.delivery_id is None


class Alterations:
    """What a planning alters in the outbox, and tells of it: gathered while it looks, then written together."""

    def __init__(self, now: datetime) -> None:
        """Begin with none; `now` is when they are made."""
        self._now = now
        self._read: dict[int, Nudge] = {}
        self._altered: defaultdict[int, dict[str, Any]] = defaultdict(dict)
        self._added: list[tuple[dict[str, Any], str]] = []
        self._told: list[dict[str, Any]] = []

    def alter(self, nudge: Nudge, **columns: Any) -> None:
        """Give a nudge other values, if nobody else takes it up before they are written.

        What was read of it stays as it was. Where it belongs (`goal_id`) is written whatever became of it.
        """
        self._read[nudge.id] = nudge
        self._altered[nudge.id] |= columns

    def add(self, at: datetime, words: str, **columns: Any) -> None:
        """Put a new nudge into the outbox that is due `at` a moment, planned as `words` tell."""
        self._added.append(({"due_at": at, "run_at": at, **columns}, f"Planned {words}"))

    def drop(self, nudge: Nudge, why: str) -> None:
        """Have a nudge wait no more."""
        self.alter(nudge, state=NudgeState.dropped)
        self.tell(nudge, "dropped", f"Dropped: {why}.")

    def keep(self, nudge: Nudge, at: datetime, words: str, *, afresh: bool = False, **columns: Any) -> None:
        """Have a nudge wait for the moment that is planned now, as `words` tell; one that was dropped comes back.

        Where that moves it, it gets the other `columns` too. With `afresh`, it is looked at again at once if it was
        held. What is in other hands, or over, stays.
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
        """Write one step of a nudge's story into the ledger."""
        self._tell(nudge.id, step, words)

    def _tell(self, nudge: int, step: str, words: str) -> None:
        self._told.append({"nudge_id": nudge, "at": self._now, "step": step, "words": words})

    async def write(self, session: AsyncSession) -> None:
        """Write all of it; of each nudge only what was altered, as whoever sends may just be writing the rest."""
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
        """Lock what is altered; what is in other hands since it was read is theirs, and nothing is told of it.

        On PostgreSQL a nudge may be leased, sent or brought back while whoever changes the goal of somebody else
        looks at it: without the lease, nobody could write down that it was sent, and it would be sent again.
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
