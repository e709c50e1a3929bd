"""What `doctor` prints: a line for each finding, for people or for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from bot.doctor.examining import examine
from bot.doctor.finding import Standing, all_well

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.doctor.examining import Check
    from bot.doctor.finding import Finding

_MARKS = {Standing.well: "✓", Standing.wrong: "✗", Standing.off: "–"}


async def doctor(checks: Iterable[Check], *, as_json: bool) -> int:
    """Carry out `checks` and print their findings; return 1 if something is wrong."""
    findings = await examine(checks)
    lines = map(json_line, findings) if as_json else examined(findings)
    for line in lines:
        typer.echo(line)
    return 0 if all_well(findings) else 1


def json_line(finding: Finding) -> str:
    """Return a finding as a line of JSON."""
    return json.dumps(finding.to_json(), ensure_ascii=False)


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
