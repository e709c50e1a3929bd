"""Milepost's own deliverer, and the statements that it makes."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from benchmarks.meter import Meter
from benchmarks.stage import PLATFORM
from bot.clock import Clock
from bot.process.memory import keep_what_is_loaded
from bot.storage.database import Database
from scheduler.delivery import Deliverer, Lane
from scheduler.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.messages import Address, Reply

Statement = tuple[str, Any, bool]
"""The words of a statement, its parameters, and whether they are many rows of them."""


class Nowhere:
    """A platform that takes everything at once."""

    def __init__(self, mark: Callable[[], None]) -> None:
        self._mark = mark

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        """Take it."""
        del to, reply
        self._mark()
        return f"D0{key}:1700000000.000100"

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        """Find nothing."""
        del to, key, since


async def drain(url: str, due: int, begin: float = 0.0) -> Meter:
    """Send all that is due, from the moment `begin` on."""
    del due
    meter, database = Meter(), Database(url)
    deliverer = Deliverer(database=database, outgoing={Lane(PLATFORM): Nowhere(meter.mark)}, clock=Clock())
    await deliverer.next_due()
    keep_what_is_loaded()  # as `python -m bot run` does
    await asyncio.sleep(max(0.0, begin - time.time()))
    async with meter.running():
        await deliverer.look()
        await deliverer.finish()
    await database.close()
    return meter


async def record(url: str) -> list[list[Statement]]:
    """Send all that is due, and return the statements that this took, a list for each transaction.

    One takes at a time: so each row gets the same id when they are said again, one after the other.
    """
    database, done = Database(url), list[list[Statement]]()
    open_: dict[Any, list[Statement]] = {}

    def note(connection: Any, _cursor: Any, words: str, parameters: Any, *_: Any) -> None:
        many = bool(parameters) and isinstance(parameters[0], tuple)
        if not words.startswith("BEGIN"):
            open_.setdefault(connection, []).append((words, parameters, many))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    event.listen(database.engine.sync_engine, "commit", lambda connection: done.append(open_.pop(connection, [])))
    outgoing, in_turn = {Lane(PLATFORM): Nowhere(lambda: None)}, Policy(takers=1)
    deliverer = Deliverer(database=database, outgoing=outgoing, clock=Clock(), policy=in_turn)
    await deliverer.look()
    await deliverer.finish()
    await database.close()
    return done
