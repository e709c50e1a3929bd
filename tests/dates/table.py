"""The tables of phrases, and how a reading is compared with what a row expects."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.dates import grammar
from bot.dates.when import Locale, When

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
HELD_OUT = ("held_out.json", *(f"held_out_{number}.json" for number in range(2, 20)))
"""The tables that were written after the rules."""
NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 18, 10, tzinfo=NEW_YORK)
"""A Wednesday."""


@dataclass(frozen=True)
class Row:
    """One phrase, what it means, and whose calendar it is read with."""

    category: str
    text: str
    expected: str
    more: dict[str, Any] = field(default_factory=dict)

    def read(self) -> When:
        """Return what the grammar makes of the phrase."""
        return grammar.read(self.text, self.now, self.locale)

    @property
    def home(self) -> ZoneInfo:
        """The zone of the person who said it."""
        return ZoneInfo(self.more.get("home", NEW_YORK.key))

    @property
    def now(self) -> datetime:
        """The moment at which it was said."""
        given = self.more.get("now")
        return (datetime.fromisoformat(given) if given else NOW).replace(tzinfo=self.home)

    @property
    def locale(self) -> Locale:
        """How the person who said it writes and counts days."""
        given: dict[str, Any] = {key: self.more[key] for key in ("order", "country", "week_start") if key in self.more}
        if "working_days" in self.more:
            given["working_days"] = frozenset(self.more["working_days"])
        return Locale(**given)


def rows(name: str) -> list[Row]:
    """Return the rows of a table."""
    table = json.loads((HERE / name).read_text("utf-8"))
    return [Row(category, *row) for category, phrases in table.items() for row in phrases]


def spoken(when: When, home: ZoneInfo = NEW_YORK) -> str:
    """Return a reading as the tables write it: `2027-05-05`, `3/week`, `invalid 2027-02-28`, `none`."""
    answer = grammar.to_json(when, home)
    value = answer["value"]
    if when.kind == "quota":
        return f"{value['count']}/{value['per']}"
    if when.kind == "invalid":
        return f"invalid {_minutes(answer['suggestion'])}"
    return "none" if value is None else _minutes(value)


def _minutes(moment: str | None) -> str:
    return (moment or "").removesuffix(":00") if (moment or "").count(":") == 2 else moment or ""


def faults(row: Row) -> Iterator[str]:
    """Yield, in words, each way in which the reading of a row differs from what it expects."""
    when = row.read()
    got, others = spoken(when, row.home), [spoken(other, row.home) for other in when.alternatives]
    right = [row.expected, *row.more.get("or", [])]
    if not any(got == one or (one == "invalid" and got.startswith("invalid")) for one in right):
        silent = "" if row.expected in others or got == "none" else ", silently wrong"
        yield f"{row.text!r} reads {got}, not {row.expected}{silent}"
    for other in row.more.get("also", []):
        if other not in [*others, got]:
            yield f"{row.text!r} does not offer {other}, only {others}"
    if "words" in row.more and (when.span is None or row.text[slice(*when.span)] != row.more["words"]):
        yield f"{row.text!r} points at {row.text[slice(*when.span)] if when.span else None!r}"
    if "range" in row.more and [day.isoformat() for day in when.range or ()] != row.more["range"]:
        yield f"{row.text!r} spans {when.range}"
    for name in ("zone", "approximate"):
        if name in row.more and getattr(when, name) != row.more[name]:
            yield f"{row.text!r}: {name} is {getattr(when, name)!r}"
