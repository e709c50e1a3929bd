"""Goals as a page to read: Markdown (CommonMark)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.checkins.kinds import STILL
from bot.checkins.units import amount, is_bare
from bot.coach.replies import measured
from bot.dates.rough import lasting
from bot.models import GoalState, MilestoneState
from bot.replies.wording import many

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.exporting.document import Dated, Document, Kept, Said, Step
    from bot.measure import Measure

_MARKUP = re.compile(r"([\\`*_\[\]<>|~&$])")
"""What is markup in the middle of a line; no words of anybody's stand at the beginning of one."""


def write(document: Document, so_far: Mapping[int, str]) -> str:
    """Return `document` as a page; `so_far` says how far a goal has come, by its number."""
    blocks = [block for goal in document.goals for block in _goal(goal, so_far.get(goal.number, ""))]
    return "\n\n".join(["# My goals", *(blocks or ["None yet."])]) + "\n"


def _goal(goal: Kept, so_far: str) -> Iterator[str]:
    yield f"## {goal.number} {plain(goal.title)}"
    facts = {
        "Stands": goal.state.said if goal.state is not GoalState.active else "",
        "Due": _due(goal),
        "Counted": measured(goal.measure) if goal.measure is not None and goal.measure.target is not None else "",
        "So far": so_far,
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
            f"- [{'x' if step.state is MilestoneState.done else ' '}] {plain(step.title)}" + _step(step, goal.measure)
            for step in goal.milestones
        )
    if goal.checkins:
        yield "### Check-ins"
        yield "\n".join(f"- {said.on.isoformat()}: {_said(said, goal.measure) or STILL}" for said in goal.checkins)


def _step(step: Step, measure: Measure | None) -> str:
    """Return what there is to say of a milestone behind its words, each part in brackets."""
    dropped = "dropped" if step.state is MilestoneState.dropped else ""
    told = (plain(_due(step)), plain(_value(step.value, measure)), dropped)
    return "".join(f" ({part})" for part in told if part)


def _value(value: float | None, measure: Measure | None) -> str:
    """Say a number with what it counts: `2 books`, and `1 time` of a habit that counts nothing else."""
    if value is None:
        return ""
    unit = measure.unit if measure is not None else None
    times = measure is not None and measure.is_habit and is_bare(unit) and value == int(value)
    return many(int(value), "time") if times else amount(value, unit)


def _said(said: Said, measure: Measure | None) -> str:
    value = _value(said.value, measure)
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
