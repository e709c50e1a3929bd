"""Counts what is logged as a warning or an error, ours and the libraries'."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.metrics.events import Logged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.metrics.events import Count


class _Counter(logging.Handler):
    """Tells of a record that there was one, and nothing of what it says."""

    def __init__(self, count: Count) -> None:
        super().__init__(logging.WARNING)
        self._count = count

    def emit(self, record: logging.LogRecord) -> None:
        """Count a record."""
        self._count(Logged("error" if record.levelno >= logging.ERROR else "warning"))


@contextmanager
def counted(count: Count) -> Iterator[None]:
    """Count what is logged within the block."""
    handler, root = _Counter(count), logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
