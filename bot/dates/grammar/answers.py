"""A reading as JSON, for other programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.dates.when import Kind, Quota, When

if TYPE_CHECKING:
    from datetime import tzinfo


def to_json(when: When, home: tzinfo | None = None) -> dict[str, Any]:
    """Return a reading as the command line prints it.

    A moment in a zone that the words named is told on the clocks of `home`, the person's own zone, if that is
    given, and the zone stands beside it; a rhythm keeps the wall time of the zone that was named.
    """
    return {
        "kind": when.kind.value,
        "value": _value(when, home),
        "zone": when.zone,
        "range": [day.isoformat() for day in when.range] if when.range else None,
        "span": list(when.span) if when.span else None,
        "unkept": list(when.unkept) if when.unkept else None,
        "confidence": round(when.confidence, 2),
        "approximate": when.approximate,
        "alternatives": [_alternative(other, home) for other in when.alternatives],
        "suggestion": when.suggestion.isoformat() if when.suggestion else None,
    }


def _alternative(when: When, home: tzinfo | None) -> dict[str, Any]:
    return {"kind": when.kind.value, "value": _value(when, home), "zone": when.zone}


def _value(when: When, home: tzinfo | None) -> str | dict[str, Any] | None:
    value = when.value
    if isinstance(value, Quota):
        return {"count": value.count, "per": value.per}
    if isinstance(value, datetime):
        if when.kind is Kind.datetime and when.zone and home:
            value = value.replace(tzinfo=ZoneInfo(when.zone)).astimezone(home).replace(tzinfo=None)
        return value.isoformat()
    return value.isoformat() if isinstance(value, date) else value
