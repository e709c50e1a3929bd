"""Rhythms: RFC 5545 rules, said in words."""

from __future__ import annotations

_DAYS = {"MO": "Mon", "TU": "Tue", "WE": "Wed", "TH": "Thu", "FR": "Fri", "SA": "Sat", "SU": "Sun"}
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_PLACES = {"1": "first", "2": "second", "3": "third", "4": "fourth", "-1": "last", "-2": "second to last"}


def rhythm_in_words(rule: str) -> str:
    """Say a rule roughly, for example `every 2 weeks on Mon at 09:00`; its details stay in the rule."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    unit, every = _UNITS.get(parts.get("FREQ", ""), "time"), parts.get("INTERVAL", "1")
    words = [f"every {unit}" if every == "1" else f"every {every} {unit}s"]
    if days := parts.get("BYDAY"):
        words.append("on " + ", ".join(_weekday(day) for day in days.split(",")))
    if dates := parts.get("BYMONTHDAY"):
        last = parts.get("BYSETPOS") == "-1" or dates == "-1"
        words.append("on the last day" if last else f"on day {dates.replace(',', ', ')}")
    if hour := parts.get("BYHOUR"):
        words.append(f"at {int(hour):02}:{int(parts.get('BYMINUTE', 0)):02}")
    return " ".join(words)


def _weekday(day: str) -> str:
    place = _PLACES.get(day[:-2], day[:-2])
    return f"{place} {_DAYS[day[-2:]]}".strip()
