"""The outbox in the database: read as values, and written by one statement of each kind.

Nearly every command plans anew. An object that SQLAlchemy keeps in step takes several times as long to make, to load
and to write as its row (docs/decisions/0016). The statements are put together once, of tables rather than classes.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, or_, select, update
from sqlmodel import SQLModel

from bot.among import among
from bot.models import Nudge, NudgeState
from bot.models.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Person

_REMEMBERED = timedelta(days=40)
"""How long after its moment a check-in can still be answered, or be brought back by an undo."""
OVER = (NudgeState.sent, NudgeState.skipped, NudgeState.failed)
"""States in which a check-in is behind us."""

_nudge, _account, _ledger = (SQLModel.metadata.tables[name] for name in ("nudge", "account", "ledger"))
_NUDGE = Reader.of(Nudge)
_KNOWN = (
    select(*_NUDGE.columns)
    .where(
        among(_nudge.c.goal_id, "goals"),
        _nudge.c.share_id.is_(None),
        _nudge.c.snooze_id.is_(None),
        or_(
            _nudge.c.state == NudgeState.waiting,
            _nudge.c.due_at > bindparam("since"),
            _nudge.c.occurrence.not_like("rhythm %"),
        ),
    )
    .order_by(_nudge.c.id)
)
_KNOWN_BUT_DROPPED = _KNOWN.where(_nudge.c.state != NudgeState.dropped)
_CALLED = select(*_NUDGE.columns).where(
    _nudge.c.subject.in_(bindparam("subjects", expanding=True)),
    _nudge.c.occurrence.in_(bindparam("occurrences", expanding=True)),
)
_ENDED = (
    select(*_NUDGE.columns)
    .where(_nudge.c.state.in_(OVER), _nudge.c.followed.is_(False))
    .order_by(_nudge.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_FOLLOWED = update(_nudge).where(among(_nudge.c.id, "nudges")).values(followed=True)
_WHATEVER_BECOMES_OF_IT = {"goal_id"}
"""What is altered of a nudge that somebody else has taken up, too."""
_WAY = (
    select(_account.c.platform, _account.c.realm)
    .where(_account.c.person_id == bindparam("person"))
    .order_by(_account.c.id)
    .limit(1)
)
_STILL = (
    select(_nudge.c.id, _nudge.c.state, _nudge.c.delivery_id)
    .where(among(_nudge.c.id, "nudges"))
    .order_by(_nudge.c.id)
    .with_for_update(key_share=True)
)
_ALTER = update(_nudge).where(_nudge.c.id == bindparam("row"))
_ADD = insert(_nudge).returning(_nudge.c.id, sort_by_parameter_order=True)
_TELL = insert(_ledger)


async def known(
    session: AsyncSession, goals: Collection[int], now: datetime, *, dropped: bool = False
) -> Sequence[Nudge]:
    """Return the nudges about goals, by their row ids, that the planning has to know of.

    Of a daily rhythm there are thousands that are long past, and none of those comes back. What was asked of a date
    is needed, however old: a time off that reaches into the past may move it ahead. What was `dropped` is left out
    if not asked for: there is one for each time that something was put off or moved.
    """
    asked = _KNOWN if dropped else _KNOWN_BUT_DROPPED
    return _NUDGE.rows(await session.execute(asked, {"goals": goals, "since": now - _REMEMBERED}))


async def called(session: AsyncSession, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], Nudge]:
    """Return those of `keys`, a subject and an occurrence each, that are or were in the outbox."""
    if not keys:
        return {}
    subjects, occurrences = zip(*keys, strict=True)
    found = await session.execute(_CALLED, {"subjects": subjects, "occurrences": occurrences})
    by_key = {(nudge.subject, nudge.occurrence): nudge for nudge in _NUDGE.rows(found)}
    return {key: by_key[key] for key in keys if key in by_key}


async def ended(session: AsyncSession, limit: int) -> Sequence[Nudge]:
    """Return nudges that were sent or left out and that nobody followed yet; from now on they are."""
    found = _NUDGE.rows(await session.execute(_ENDED, {"limit": limit}))
    if found:
        await session.execute(_FOLLOWED, {"nudges": [nudge.id for nudge in found]})
    return found


async def way_to(session: AsyncSession, person: Person) -> tuple[str, str]:
    """Return the platform and the workspace by which a person is asked: those they first came with."""
    platform, realm = (await session.execute(_WAY, {"person": person.id})).one()
    return platform, realm


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

    def add(self, words: str, **columns: Any) -> None:
        """Put a new nudge into the outbox, planned as `words` tell."""
        self._added.append((columns, words))

    def tell(self, nudge: Nudge, step: str, words: str) -> None:
        """Write one step of a nudge's story into the ledger."""
        self._tell(nudge.id, step, words)

    def _tell(self, nudge: int, step: str, words: str) -> None:
        self._told.append({"nudge_id": nudge, "at": self._now, "step": step, "words": words})

    async def write(self, session: AsyncSession) -> None:
        """Write all of it; of each nudge only what was altered, as whoever sends may just be writing the rest."""
        await self._leave_what_was_taken(session)
        alike: defaultdict[frozenset[str], list[dict[str, Any]]] = defaultdict(list)
        for row, columns in self._altered.items():
            alike[frozenset(columns)].append({"row": row, **columns})
        for rows in alike.values():
            await session.execute(_ALTER, rows)
        if self._added:
            ids = await session.scalars(_ADD, [columns for columns, _ in self._added])
            for id_, (_, words) in zip(ids, self._added, strict=True):
                self._tell(id_, "planned", words)
        if self._told:
            await session.execute(_TELL, self._told)

    async def _leave_what_was_taken(self, session: AsyncSession) -> None:
        """Lock what is altered; what is in other hands since it was read is theirs, and nothing is told of it.

        On PostgreSQL a nudge may be leased, sent or brought back while whoever changes the goal of somebody else
        looks at it: without the lease, nobody could write down that it was sent, and it would be sent again.
        """
        ours = [row for row, columns in self._altered.items() if columns.keys() - _WHATEVER_BECOMES_OF_IT]
        if not ours or session.get_bind().dialect.name == "sqlite":  # where nobody else writes while we do
            return
        found = await session.execute(_STILL, {"nudges": ours})
        still = {row for row, *now in found if now == [self._read[row].state, self._read[row].delivery_id]}
        for row in set(ours) - still:
            columns = self._altered.pop(row)
            if kept := {name: columns[name] for name in columns.keys() & _WHATEVER_BECOMES_OF_IT}:
                self._altered[row] = kept
            self._told = [told for told in self._told if told["nudge_id"] != row]
