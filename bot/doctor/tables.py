"""Whether the tables are those that this Milepost works with, and what to run if they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.doctor.finding import well, wrong
from bot.process.shell import shell_line
from bot.storage.database import SCHEMA

if TYPE_CHECKING:
    from bot.doctor.finding import Finding


def tables(version: str | None) -> Finding:
    """Return how tables of a `version` stand, or that there are none yet."""
    if version is None:
        return well("Tables", "None yet; they are made at the first start")
    if version == SCHEMA:
        return well("Tables", f"Version {version}, as this Milepost needs them")
    told = f"Version {version}, and this Milepost works with {SCHEMA}"
    if version < SCHEMA:
        return wrong("Tables", told, f"Make a backup, then run: {shell_line('upgrade')}")
    return wrong("Tables", f"{told}: it is older than its tables", "Run the Milepost that made them, or a newer one")
