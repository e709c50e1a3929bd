"""Goals as a table for spreadsheets (CSV, RFC 4180): a row for each goal, milestone and check-in.

A spreadsheet takes a cell that begins like a formula for one, and runs it. So such a cell begins with an apostrophe
here, as does one that begins with an apostrophe itself; reading takes the first one away again. (OWASP, "CSV
Injection".)
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from bot.errors import Refusal
from bot.exporting.document import Document, Kept, Said, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.exporting.document import Value

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_ROWS: Mapping[str, type[Value]] = {"goal": Kept, "milestone": Step, "checkin": Said}
_BELOW = {"milestone": "milestones", "checkin": "checkins"}
_TEXTS = frozenset(
    name for row in _ROWS.values() for name, field in row.model_fields.items() if field.annotation is str
)
COLUMNS = (
    "row",
    "number",
    *dict.fromkeys(
        name for row in _ROWS.values() for name in row.model_fields if name not in (*_BELOW.values(), "number")
    ),
)
"""`row` says what a row is, and `number` which goal it is, or belongs to."""
_MARK = "\ufeff"
"""By which spreadsheets know that a file is UTF-8."""


def safe(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def restored(cell: str) -> str:
    """Return what `safe` was given."""
    return cell.removeprefix("'")


def write(document: Document) -> str:
    """Return `document` as a table."""
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, COLUMNS)
    table.writeheader()
    for goal in document.goals:
        table.writerow(_cells("goal", goal.number, goal))
        for kind, name in _BELOW.items():
            table.writerows(_cells(kind, goal.number, below) for below in getattr(goal, name))
    return _MARK + out.getvalue()


def _cells(kind: str, number: int, value: Value) -> dict[str, str]:
    told = value.model_dump(mode="json", exclude={"number", *_BELOW.values()}, exclude_none=True)
    return {"row": kind, "number": str(number)} | {name: _cell(name, one) for name, one in told.items()}


def _cell(name: str, value: Any) -> str:
    if name in _TEXTS:
        return safe(value)
    return value if isinstance(value, str) else json.dumps(value)


def read(text: str) -> Document:
    """Return the document that was written as `text`; raises Refusal, with the row, or ValidationError."""
    lines = csv.DictReader(io.StringIO(text.removeprefix(_MARK), newline=""), strict=True)
    columns = _columns(lines)
    strange = columns - set(COLUMNS)
    if strange or not {"row", "number"} <= columns:
        named = ", ".join(sorted(map(str, strange))) or "row and number are missing"
        raise Refusal(f"These are not the columns that I write: {named[:80]}.", f"I write {', '.join(COLUMNS[:4])}, …")
    try:
        goals = _gathered([(lines.line_num, row) for row in lines])
    except csv.Error as broken:
        raise Refusal(f"Line {lines.line_num} of the table is broken: {broken}.", "Export it once more.") from broken
    return Document.model_validate({"milepost": 1, "goals": goals})


def _columns(lines: csv.DictReader[str]) -> set[str]:
    """Return what the first line calls its columns; raises Refusal where that is the first line of no table of ours."""
    try:
        columns = set(lines.fieldnames or ())
    except csv.Error:
        columns = set()
    if columns.isdisjoint(COLUMNS):
        raise Refusal(
            "That is no file of goals: neither JSON nor a table.",
            "Paste the whole text of what export as: json or export as: csv gave you.",
        )
    return columns


def _gathered(rows: Sequence[tuple[int, Mapping[str, str]]]) -> list[dict[str, Any]]:
    goals: dict[str, dict[str, Any]] = {}
    for line, row in rows:
        kind, number = row["row"], row["number"]
        if kind not in _ROWS:
            raise Refusal(f"Line {line}: “{str(kind)[:30]}” is no kind of row.", f"It is one of {', '.join(_ROWS)}.")
        values = dict(_values(line, row))
        if kind == "goal":
            if number in goals:
                raise Refusal(f"Line {line}: goal {number[:9]} is there twice.", "Give each goal a number of its own.")
            goals[number] = {"number": number, **values, **{name: [] for name in _BELOW.values()}}
        elif number not in goals:
            raise Refusal(f"Line {line}: there is no goal {str(number)[:9]} above it.", "A goal comes before its rows.")
        else:
            goals[number][_BELOW[kind]].append(values)
    return list(goals.values())


def _values(line: int, row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, cell in row.items():
        if name is None or cell is None:
            raise Refusal(f"Line {line} has not as many cells as the first one.", "Export it once more.")
        if name in ("row", "number") or not cell:
            continue
        if name == "measure":
            try:
                yield name, json.loads(cell)
            except ValueError as broken:
                raise Refusal(f"Line {line}: I can't read the measure.", 'Write it like {"kind": "done"}.') from broken
        else:
            yield name, restored(cell) if name in _TEXTS else cell
