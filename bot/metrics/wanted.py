"""Whether this process is to count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import VERSION

if TYPE_CHECKING:
    from bot.metrics.registry import Metrics
    from bot.process.roles import ProcessRole
    from bot.settings import Settings


def wanted(settings: Settings, role: ProcessRole) -> Metrics | None:
    """Return what counts for a process of this role; None where no METRICS_PORT is set, as nobody would read it."""
    if settings.metrics_port is None:
        return None
    from bot.metrics.registry import Metrics  # noqa: PLC0415 - more than a megabyte

    return Metrics(version=VERSION, role=role)
