"""Whether this process is ready for people at this moment: its database, and the platforms it speaks with."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.doctor.examining import Check, examine
from bot.doctor.finding import Finding, Standing, all_well, well, wrong
from bot.doctor.tables import tables
from bot.process.shell import shell_line
from bot.storage.database import DatabaseFault

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.storage.database import Database

SECONDS = 2.0
"""How long the database may take to answer: whoever asks gives up soon after."""
KEPT_SECONDS = 1.0
"""How long an answer holds: everybody may ask, and each look is a query."""
_ASK = f"Look why: {shell_line('doctor')}"


@dataclass(frozen=True, slots=True)
class Ready:
    """How the parts stand without which people get no answer."""

    storage: Sequence[Finding]
    """The database and its tables: without them nothing goes."""
    platforms: Sequence[Finding]
    """Each platform; one that is away holds up the people on it, and nobody else (docs/decisions/0025)."""

    @property
    def is_ready(self) -> bool:
        """Somebody at least would be answered."""
        reached = [one for one in self.platforms if one.standing is not Standing.wrong]
        return all_well(self.storage) and (bool(reached) or not self.platforms)

    def to_json(self) -> dict[str, Any]:
        """Return it for programs; `milepost` says who answers, too."""
        # Everybody may ask, so paths and commands of this machine stay here.
        findings = [
            {"about": one.about, "standing": one.standing, "told": one.told} for one in (*self.storage, *self.platforms)
        ]
        return {"milepost": "ready" if self.is_ready else "not ready", "findings": findings}


class Readiness:
    """Looks whether this process is ready, not more than once a second however many ask."""

    def __init__(self, database: Database, platforms: Sequence[Callable[[], Awaitable[Finding]]]) -> None:
        """Look at `database`, and ask each of `platforms` how it stands."""
        self._database = database
        self._platforms = platforms
        self._seen: Ready | None = None
        self._until = 0.0
        self._turn = asyncio.Lock()

    async def __call__(self) -> Ready:
        """Return how this process stands."""
        async with self._turn:
            now = asyncio.get_running_loop().time()
            if self._seen is None or now >= self._until:
                self._seen = await self._looked()
                self._until = asyncio.get_running_loop().time() + KEPT_SECONDS
            return self._seen

    async def _looked(self) -> Ready:
        storage = await examine([Check("Database", self._storage, _ASK)], SECONDS)
        return Ready(storage, [await platform() for platform in self._platforms])

    async def _storage(self) -> list[Finding]:
        try:
            version = await self._database.version()
        except DatabaseFault:
            return [wrong("Database", "It cannot be opened", _ASK)]
        return [well("Database", "It answers"), tables(version)]
