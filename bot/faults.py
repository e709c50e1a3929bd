"""What goes wrong and is nobody's doing: it is held back, logged, and owned up to in words."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import DBAPIError

from bot.messages import Reply, Section, Tone

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

log = structlog.get_logger()


async def noted(what: str, error: BaseException | None, **where: object) -> str:
    """Log a fault, and return the reference by which the log has it."""
    reference = secrets.token_hex(4)
    await log.aerror(what, reference=reference, exc_info=error, **where)
    return reference


class Bulkhead:
    """Lets no fault out of its block: it is logged as `what`, and what comes after the block goes on."""

    def __init__(self, what: str, **where: object) -> None:
        self._what = what
        self._where = where
        self.error: Exception | None = None
        """What was held back."""
        self.reference = ""
        """By what the log has it."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> bool:
        """Hold back any error; being cancelled or stopped is none."""
        if not isinstance(error, Exception):
            return False
        self.error, self.reference = error, await noted(self._what, error, **self._where)
        return True


@dataclass(frozen=True, slots=True)
class Trouble:
    """What can be the matter with a database that is there and sound."""

    words: str
    """What the person reads."""
    passes: bool
    """It may be over in a moment, without anybody's doing."""
    sure: bool = True
    """Nothing can have been changed."""


FULL = Trouble("My database has no more room", passes=False)
BUSY = Trouble("My database is busy with something else", passes=True)
READ_ONLY = Trouble("My database can only be read at the moment", passes=False)
AWAY = Trouble("I cannot reach my database", passes=True)
LOST = Trouble("My database did not answer any more", passes=True, sure=False)
"""The connection broke: perhaps in the moment in which all was written."""

_OF_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_IOERR: AWAY,
    sqlite3.SQLITE_CANTOPEN: AWAY,
}
_OF_POSTGRESQL = {
    "53100": FULL,
    "53300": BUSY,  # too many connections
    "55P03": BUSY,  # a lock was not to be had in time
    "57014": BUSY,  # a statement took too long
    "25006": READ_ONLY,
    "57P01": AWAY,  # it is being shut down …
    "57P02": AWAY,
    "57P03": AWAY,  # … or started
}


def trouble(error: BaseException) -> Trouble | None:
    """Tell what is the matter with the database; None if `error` is of another kind."""
    if isinstance(error, ConnectionError):
        return AWAY  # asyncpg raises it as it is, before there is a connection
    if not isinstance(error, DBAPIError):
        return None
    # SQLite's finer codes hold the plain one in their last byte.
    plain = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    known = _OF_SQLITE.get(plain) or _OF_POSTGRESQL.get(getattr(error.orig, "sqlstate", None) or "")
    return known or (LOST if error.connection_invalidated else None)


def fault(reference: str, error: BaseException | None = None, *, sure: bool = True) -> Reply:
    """Own up to a fault, and say what it is if it is known; the log has the same reference.

    Unless we are `sure` that nothing was changed, the person is asked to look.
    """
    known = trouble(error) if error is not None else None
    sure = sure and (known is None or known.sure)
    changed = "Nothing was changed." if sure else "Please look whether it was done all the same."
    if known is None or not known.passes:
        then = "If it happens again, tell" if known is None else "It hardly helps to try again: please tell"
    else:
        then = "Please try again in a minute. If it happens again, tell"
    return Reply(
        title=known.words if known is not None else "Something went wrong on my side",
        sections=(Section(text=f"{changed} {then} your operator: {reference}"),),
        tone=Tone.refused,
    )
