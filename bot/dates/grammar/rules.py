"""A recurrence rule in the making, and its text as RFC 5545 writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dates.names import BYDAY
from bot.dates.rhythm import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, time

_ORDER = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSETPOS")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rhythm: every so many days, weeks, months or years, on these days, at this time."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: date | None = None
    """The last day; written with the last second of it, in local time."""
    months: tuple[int, ...] = ()
    monthdays: tuple[int, ...] = ()
    days: tuple[str, ...] = ()
    at: time | None = None
    further: time | None = None
    """A second time of each day, which is only offered: whoever keeps a rhythm is asked once a day."""
    place: int | None = None
    """Which of the days of a period to take, from its end if negative (BYSETPOS)."""

    def twice(self) -> str | None:
        """Return the RRULE with both of its times, if one can say them."""
        if self.at is None or self.further is None or self.at.minute != self.further.minute:
            return None
        return self.text().replace(f"BYHOUR={self.at.hour};", f"BYHOUR={self.at.hour},{self.further.hour};")

    def text(self) -> str:
        """Return the RRULE, its keys always in the same order, without the name before it."""
        pairs = (
            ("FREQ", self.freq),
            ("INTERVAL", self.interval if self.interval > 1 else None),
            ("COUNT", self.count),
            ("UNTIL", f"{self.until:%Y%m%d}T235959" if self.until and not self.count else None),
            ("BYMONTH", _joined(self.months)),
            ("BYMONTHDAY", _joined(self.monthdays)),
            ("BYDAY", _joined(self.days)),
            ("BYHOUR", None if self.at is None else self.at.hour),
            ("BYMINUTE", None if self.at is None else self.at.minute),
            ("BYSETPOS", self.place),
        )
        return ";".join(f"{key}={value}" for key, value in pairs if value is not None)


def byday(weekdays: Iterable[int]) -> tuple[str, ...]:
    """Return the days of the week by their two letters, Monday first."""
    return tuple(BYDAY[day] for day in sorted(set(weekdays)))


def monthdays(numbers: tuple[int, ...]) -> tuple[tuple[int, ...], int | None]:
    """Return the days of a month and the place to take: a 31st is the last day of a shorter month."""
    if len(numbers) == 1 and numbers[0] > 28:
        return tuple(range(28, numbers[0] + 1)), -1
    return tuple(sorted({-1 if number == 31 else number for number in numbers}, key=lambda n: n % 40)), None


def without_days(text: str, out: tuple[str, ...]) -> str | None:
    """Return a rule without days of the week that it names, as it is if it names none of them.

    None where it cannot leave them out: what comes round every third day or once a month, or on no other day.
    """
    said = parts(text)
    weekly = said.get("FREQ") == "WEEKLY" and "BYDAY" in said and "BYSETPOS" not in said
    if not out or not (weekly or (said.get("FREQ") == "DAILY" and "INTERVAL" not in said and "BYDAY" not in said)):
        return None
    days = said["BYDAY"].split(",") if weekly else BYDAY
    left = [day for day in days if day not in out]
    return _rewritten(said, FREQ="WEEKLY", BYDAY=",".join(left)) if left else None


def in_months(text: str, months: Iterable[int]) -> str | None:
    """Return a rule kept to some months of each year; None if it names some already, or none is left."""
    said, named = parts(text), ",".join(map(str, sorted(months)))
    return None if "BYMONTH" in said or not named else _rewritten(said, BYMONTH=named)


def _rewritten(said: Mapping[str, str], **other: str) -> str:
    """Return a rule in which some parts say something else, in the order that all rules have."""
    said = {**said, **other}
    return ";".join(f"{name}={said[name]}" for name in _ORDER if name in said)


def _joined(values: tuple[int, ...] | tuple[str, ...]) -> str | None:
    return ",".join(str(value) for value in values) or None
