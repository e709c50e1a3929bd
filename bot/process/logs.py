"""Structured logs, to standard error, without secrets and without people's words."""

from __future__ import annotations

import logging
import re
import sys
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor, WrappedLogger

_SECRET = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}|(?<=://)[^/\s:@]*:\S+(?=@)"
    r"|(?<=/calendar/)[^\s/?#'\"]+"
)
"""Slack tokens, Discord tokens, the user and password of a URL, and the address of somebody's calendar.

A password may hold anything, a slash and another @ too: all before the last @ is taken for it.
"""


def without_secrets(text: str) -> str:
    """Take anything that looks like a secret out of a text."""
    return _SECRET.sub("[secret]", text)


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take anything that looks like a secret out of an event."""
    return {key: without_secrets(value) if isinstance(value, str) else value for key, value in event.items()}


def configure(level: str) -> None:
    """Send our own events and those of the libraries the same way, from `level` on."""
    number = logging.getLevelNamesMapping()[level.upper()]
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            redact,
            structlog.processors.JSONRenderer(),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(number, logging.WARNING))
    logging.getLogger("milepost").setLevel(number)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=lambda *_: logging.getLogger("milepost"),
        wrapper_class=structlog.make_filtering_bound_logger(number),
        cache_logger_on_first_use=True,
    )
