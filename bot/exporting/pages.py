"""Goals as a page to read: Markdown (CommonMark)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.checkins.kinds import STILL
from bot.dates.rough import lasting
from bot.models import GoalState, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.exporting.document import Dated, Document, Kept, Said

_MARKUP = re.compile(r"([\\`*_\[\]<>|~&$])")
"""What is markup in the middle of a line; no words of anybody's stand at the beginning of one."""


def write(document: Document) -> str:
    """Return `document` as a page."""
    blocks = [block for goal in document.goals for block in _goal(goal)]
    return "\n\n".join(["# My goals", *(blocks or ["None yet."])]) + "\n"


def _goal(goal: Kept) -> Iterator[str]:
    yield f"## {goal.number} {plain(goal.title)}"
    facts = {
        "Stands": str(goal.state) if goal.state is not GoalState.active else "",
        "Due": _due(goal),
        "Why": goal.reason,
        "Told to others": goal.wording,
        "Under": f"goal {goal.under}" if goal.under else "",
        "If": goal.obstacle,
        "Then": goal.response,
    }
    lines = [f"- {name}: {plain(value)}" for name, value in facts.items() if value]
    if lines:
        yield "\n".join(lines)
    if goal.milestones:
        yield "### Milestones"
        yield "\n".join(
            f"- [{'x' if step.state is MilestoneState.done else ' '}] {plain(step.title)}"
            + (f" ({plain(_due(step))})" if step.due_on else "")
            + (" (dropped)" if step.state is MilestoneState.dropped else "")
            for step in goal.milestones
        )
    if goal.checkins:
        yield "### Check-ins"
        yield "\n".join(f"- {said.on.isoformat()}: {_said(said) or STILL}" for said in goal.checkins)


def _said(said: Said) -> str:
    value = f"{said.value:g}" if said.value is not None else ""
    return "; ".join(plain(part) for part in (value, said.confidence, said.note, said.blocker) if part)


def _due(dated: Dated) -> str:
    if dated.due_on is None:
        return ""
    at = f" {dated.due_at:%H:%M}" if dated.due_at else ""
    said = lasting(dated.due_said, dated.due_on) if dated.due_said else ""
    return " ".join(filter(None, (f"{dated.due_on.isoformat()}{at}", dated.due_zone, said and f"({said})")))


def plain(words: str) -> str:
    """Return somebody's own words as text that is no markup, in one line."""
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))
