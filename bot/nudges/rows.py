"""The queries of the outbox, whose rows are read as values.

Nearly every command plans anew, and an object that SQLAlchemy keeps in sync takes several times as long to load as a
plain row (docs/decisions/0016). The statements are built once, from tables rather than classes.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, or_, select, update
from sqlmodel import SQLModel

from bot.models import Nudge, NudgeState
from bot.models.occurrence import of_kind
from bot.models.reading import Reader
from bot.storage.array_parameters import among
from bot.storage.statements import execute

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Celebration, Change, NudgeKey, Person, Team

_REMEMBERED = timedelta(days=40)
"""How long after its moment a check-in can still be answered, or be brought back by an undo."""
_STILL_ASKED = timedelta(hours=1)
"""How late a check-in is still asked that came due between a change and its undo."""
OVER = (NudgeState.sent, NudgeState.skipped, NudgeState.failed)
"""The states of a check-in that has come or was left out."""

_nudge, _ledger, _account = (SQLModel.metadata.tables[name] for name in ("nudge", "ledger", "account"))
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
            _nudge.c.occurrence.not_like(of_kind("rhythm")),
        ),
    )
    .order_by(_nudge.c.id)
)
_KNOWN_BUT_DROPPED = _KNOWN.where(_nudge.c.state != NudgeState.dropped)
_DROPPED_AT = (
    select(_ledger.c.nudge_id)
    .join(_nudge, _nudge.c.id == _ledger.c.nudge_id)
    .where(
        among(_ledger.c.nudge_id, "nudges"),
        _ledger.c.step == "dropped",
        or_(
            _ledger.c.at == bindparam("at"),
            # It was being sent, so the deliverer decided on it a little later.
            and_(_nudge.c.delivery_id.is_not(None), _ledger.c.at > bindparam("at")),
        ),
    )
)
_WITH_KEYS = select(*_NUDGE.columns).where(
    _nudge.c.subject.in_(bindparam("subjects", expanding=True)),
    _nudge.c.occurrence.in_(bindparam("occurrences", expanding=True)),
)
_OF_SNOOZES = select(*_NUDGE.columns).where(among(_nudge.c.snooze_id, "snoozes")).order_by(_nudge.c.id)
_NOTICES = select(*_NUDGE.columns).where(
    _nudge.c.person_id == bindparam("person"),
    or_(_nudge.c.share_id.is_not(None), _nudge.c.celebration_id.is_not(None)),
    _nudge.c.state == NudgeState.waiting,
)
_OF_CELEBRATION = (
    select(*_NUDGE.columns)
    .where(_nudge.c.celebration_id == bindparam("celebration"), _nudge.c.channel != "")
    .order_by(_nudge.c.id)
)
_OF_TEAM = select(*_NUDGE.columns).where(_nudge.c.team_id == bindparam("team")).order_by(_nudge.c.id)
_ENDED = (
    select(*_NUDGE.columns)
    .where(_nudge.c.state.in_(OVER), _nudge.c.followed.is_(False))
    .order_by(_nudge.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_FOLLOWED = update(_nudge).where(among(_nudge.c.id, "nudges")).values(followed=True)
_WAY = (
    select(_account.c.platform, _account.c.realm)
    .where(_account.c.person_id == bindparam("person"))
    .order_by(_account.c.id)
    .limit(1)
)


async def known(
    session: AsyncSession, goals: Collection[int], now: datetime, *, dropped: bool = False
) -> Sequence[Nudge]:
    """Return the nudges about goals, by the goals' row ids, that the planning has to know of.

    Those of a rhythm are left out when they are long past: there may be thousands. Those about a date are not, as a
    time off that reaches into the past may move them into the future. The dropped ones come only with `dropped`: there
    is one for each time that something was put off or moved.
    """
    asked = _KNOWN if dropped else _KNOWN_BUT_DROPPED
    return _NUDGE.rows(await execute(session, asked, {"goals": goals, "since": now - _REMEMBERED}))


async def restored_by_undo(
    session: AsyncSession, nudges: Iterable[Nudge], undone: Change | None, now: datetime
) -> frozenset[int]:
    """Return the row ids of those `nudges` that come back as `undone` is undone, even if their moment has passed.

    Only what that change dropped comes back: the ledger has an entry of the same moment. What would not have been
    waiting at any time in the last hour belongs to the past.
    """
    if undone is None:
        return frozenset()
    since = now - _STILL_ASKED
    recent = [n.id for n in nudges if n.state is NudgeState.dropped and max(n.run_at, undone.at) >= since]
    if not recent:
        return frozenset()
    found = await execute(session, _DROPPED_AT, {"nudges": recent, "at": undone.at})
    return frozenset(row.nudge_id for row in found)


async def with_keys(session: AsyncSession, keys: Collection[NudgeKey]) -> dict[NudgeKey, Nudge]:
    """Return the nudges with these `keys` that are or were in the outbox."""
    if not keys:
        return {}
    subjects, occurrences = zip(*keys, strict=True)
    found = await execute(session, _WITH_KEYS, {"subjects": subjects, "occurrences": occurrences})
    by_key = {nudge.key: nudge for nudge in _NUDGE.rows(found)}
    return {key: by_key[key] for key in keys if key in by_key}


async def of_snoozes(session: AsyncSession, snoozes: Collection[int]) -> Sequence[Nudge]:
    """Return all nudges, past ones too, of `snoozes`, by the snoozes' row ids."""
    return _NUDGE.rows(await execute(session, _OF_SNOOZES, {"snoozes": snoozes})) if snoozes else ()


async def notices(session: AsyncSession, person: Person) -> Sequence[Nudge]:
    """Return the notices that wait for `person`."""
    return _NUDGE.rows(await execute(session, _NOTICES, {"person": person.id}))


async def of_team(session: AsyncSession, team: Team) -> Sequence[Nudge]:
    """Return all nudges, past ones too, that are digests of a team."""
    return _NUDGE.rows(await execute(session, _OF_TEAM, {"team": team.id}))


async def of_celebration(session: AsyncSession, celebration: Celebration) -> Sequence[Nudge]:
    """Return all that a channel was or is to be told of a celebration, oldest first."""
    return _NUDGE.rows(await execute(session, _OF_CELEBRATION, {"celebration": celebration.id}))


async def ended(session: AsyncSession, limit: int) -> Sequence[Nudge]:
    """Return nudges that ended and have no next one planned yet, `limit` at most, and mark them as followed."""
    found = _NUDGE.rows(await execute(session, _ENDED, {"limit": limit}))
    if found:
        await execute(session, _FOLLOWED, {"nudges": [nudge.id for nudge in found]})
    return found


async def way_to(session: AsyncSession, person: Person) -> tuple[str, str]:
    """Return the platform and the workspace in which a person is asked: those of their first account."""
    platform, realm = (await execute(session, _WAY, {"person": person.id})).one()
    return platform, realm
