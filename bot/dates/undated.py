"""What is left of a sentence as a title when the words of its date are taken out: "Ship it (by EOW)" is "Ship it"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.dates import deadlines

if TYPE_CHECKING:
    from bot.dates.when import When

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_JOINS = " \t\n-–—:,;|>→"
"""What stands between a date and the words before it, where nothing follows: "Pay the rent: due 30 Nov"."""
_ARROW = re.compile(r"^(?:[-–—=]*>+|[-–—:,;|•→⇒➡])")
"""The mark behind a date that heads a sentence: "30 Nov - pay the rent"."""
_PAUSES = ",;"


def without(sentence: str, when: When) -> str:
    """Take a date out of a sentence, unless nothing else is said or it tells which thing is meant, or how long."""
    start, end = when.cut or when.span or (0, 0)
    if deadlines.only_names(sentence, when) or deadlines.is_span(sentence, when):
        return sentence
    left = _closed(sentence, start, end)
    return left if any(letter.isalnum() for letter in left) else sentence


def _closed(sentence: str, start: int, end: int) -> str:
    """Return a sentence without what stands from `start` to `end`, and without the marks that only that needed."""
    said = sentence[start:end].strip()
    left, right = sentence[:start].rstrip(), sentence[end:].lstrip()
    if said[:1] in {*_PAUSES, "(", "–", "—"} and not (said[:1] == "(" and ")" in said):
        left = f"{left} {said[:1]}" if said[:1] == "(" else left + said[:1]
    if left[-1:] in _CLOSING:
        left, right = _in_brackets(left, right)
    if not left.strip(_JOINS + "•"):
        return _ARROW.sub("", right).strip()
    if not right.strip(".!?…"):
        return left.rstrip(_JOINS) + right
    if right[0] in ".!?…)]}":
        return left.rstrip(" ,") + right
    return _joined(left, right, apart="," in said)


def _in_brackets(left: str, right: str) -> tuple[str, str]:
    """Return what stands around a date that comes first in brackets, without them if they hold no more."""
    closing = _CLOSING[left[-1]]
    inside, closed, rest = right.partition(closing)
    if closed and not inside.strip(" ,;:.!?"):
        return left[:-1].rstrip(), rest.lstrip()
    return left, right.lstrip(" ,;")


def _joined(left: str, right: str, *, apart: bool) -> str:
    """Return the two halves of a sentence: a comma on one side of the date stays, one on either side set it apart."""
    paused = left[-1] in _PAUSES + "–—"
    if right[0] in _PAUSES:
        mark = "" if apart or paused or left[-1] in ":-" else right[0]
        return f"{left.rstrip(_PAUSES + '–— ')}{mark} {right[1:].lstrip()}"
    if left[-1] == "(":
        return left + right
    return f"{left.rstrip('–— ') if left[-1] in '–—' else left} {right}"
