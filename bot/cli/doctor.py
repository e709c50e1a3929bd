"""What `doctor` prints: a line for each finding, for people or for programs."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import typer

from bot.doctor.examining import examine
from bot.doctor.finding import Standing, all_well

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.doctor.examining import Check
    from bot.doctor.finding import Finding

_MARKS = {Standing.well: "✓", Standing.wrong: "✗", Standing.off: "–"}
_PLAIN = str.maketrans({"✓": "+", "✗": "x", "–": "-", "→": ">", "“": '"', "”": '"'})
"""The same on a terminal that does not know them."""


async def doctor(checks: Iterable[Check], *, as_json: bool) -> int:
    """Carry out `checks` and print their findings; return 1 if something is wrong."""
    findings = await examine(checks)
    lines = map(json_line, findings) if as_json else examined(findings)
    for line in lines:
        typer.echo(sayable(line, sys.stdout.encoding or "utf-8"))
    return 0 if all_well(findings) else 1


def sayable(line: str, encoding: str) -> str:
    """Return a line as a terminal of that `encoding` can show it: nothing is worse than a doctor who falls silent."""
    try:
        line.encode(encoding)
    except UnicodeEncodeError:
        return line.translate(_PLAIN).encode(encoding, "replace").decode(encoding)
    return line


def json_line(finding: Finding) -> str:
    """Return a finding as a line of JSON."""
    return json.dumps(finding.to_json())


def examined(findings: Sequence[Finding]) -> list[str]:
    """Say how all stands: a line for each finding, the way to mend it below, and at the end whether all is well."""
    width = max((len(one.about) for one in findings), default=0)
    lines = []
    for one in findings:
        lines.append(f"{_MARKS[one.standing]} {one.about:<{width}}  {one.told}")
        if one.mend:
            lines.append(f"  {'':<{width}}  → {one.mend}")
    broken = sum(one.standing is Standing.wrong for one in findings)
    end = {0: "All is well.", 1: "One thing is wrong."}.get(broken, f"{broken} things are wrong.")
    return [*lines, "", end]
