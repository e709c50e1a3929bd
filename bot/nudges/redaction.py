"""Redaction of a nudge's story for other readers: it must not tell them when its owner works, rests or is off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.models import LedgerEntry, Nudge

WAITED, WAITS = "it had to wait", "it has to wait"
"""All that others read of why a nudge was held: time off, quiet hours and the budget are the owner's own business."""
_OTHERWISE = (
    (re.compile(r"your start of work on the day it is due"), "the start of work on the day it is due"),
    (re.compile(r"your work had started"), "work had started"),
    (re.compile(r"(the start of work nearest to the day it is due) \([^)]*\)"), r"\1"),
    (re.compile(r"(; moved from \w+) \([^)]*\)"), r"\1"),
    (re.compile(r"you asked to be asked again then"), "it was put off to then"),
    (re.compile(r"you have said how it stands since"), "somebody has said how it stands since"),
)
"""What the ledger says to the person it is about, and what it says to others instead."""


def words_for(nudge: Nudge, entries: Sequence[LedgerEntry], reader: int) -> list[str]:
    """Return the steps of a nudge's story in words for a reader, who goes by their row id."""
    return [entry.words if nudge.person_id == reader else redacted(entry.step, entry.words) for entry in entries]


def redacted(step: str, words: str) -> str:
    """Return the words of one step for people whom it is not about."""
    if step == "held":
        return f"Held: {WAITED}."
    for own, others in _OTHERWISE:
        words = own.sub(others, words)
    return words
