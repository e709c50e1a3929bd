"""A day that the words of a goal name and no calendar knows, such as "by half term": it is asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.coach import reader
from bot.coach.verdicts import Verdict
from bot.dates import grammar

if TYPE_CHECKING:
    from datetime import datetime

    from bot.coach.verdicts import Reading, Span
    from bot.models import Goal

_DEADLINE = re.compile(r"(?:by|before|until|till|til)\s+(?:the\s+)?", re.IGNORECASE)


def asked(goal: Goal, found: Reading, now: datetime) -> Reading:
    """Return what was found in a goal without date, rhythm or count a period, with the day asked for that it names."""
    counted = goal.counts is not None and goal.counts.per is not None
    span = None if goal.due_on or goal.rhythm or counted else _unread(found, now)
    if span is None:
        return found
    start, end = span
    words = _DEADLINE.sub("", found.text[start:end], count=1)
    rest = f"{found.text[:start].rstrip()}{found.text[end:]}"
    question = reader.read(rest, now=now).question
    if question is not None and question.point == "scheduled":
        answers = tuple(replace(one, wording=one.wording.replace("{goal}", rest)) for one in question.answers)
        question = replace(question, text=f"I don't know when “{words}” is. Which day?", answers=answers)
    else:
        question = None
    lacking = f"“{words}” is in no calendar that I know, so nothing will call you back to it."
    return replace(found, scheduled=Verdict("missing", (), lacking), question=found.question or question)


def _unread(found: Reading, now: datetime) -> Span | None:
    """Return where a deadline stands in which no date can be read; None if there is none, or another that can."""
    spans = found.scheduled.evidence if found.scheduled else ()
    named = [span for span in spans if _DEADLINE.match(found.text[slice(*span)])]
    unread = [span for span in named if grammar.read(found.text[slice(*span)], now).value is None]
    return max(unread, key=lambda span: span[1] - span[0]) if unread and len(named) == len(spans) else None
