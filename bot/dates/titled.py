"""What is left of a sentence as a title when the words of its date are taken out: "Ship it (by EOW)" is "Ship it"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.dates import deadlines

if TYPE_CHECKING:
    from bot.dates.when import When

_EMPTY = re.compile(r"[(\[{]\s*\0[\s,;:.!?]*[)\]}]")
"""Brackets in which only the date stood."""
_HEAD = re.compile(r"^[\s\-–—:,;>|•]*\0(?:\s*(?:[-–—=]*>+|[-–—:,;|•→⇒➡]))?\s*")
"""The date heads the sentence, with the mark behind it: "30 Nov - pay the rent"."""
_TAIL = re.compile(r"\s*[-–—:,;|>→]*\s*\0\s*(?P<end>[.!?…]*)$")
"""The date ends the sentence, with the mark before it: "Pay the rent: due 30 Nov"."""
_STOP = re.compile(r"\s*,?\s*\0(?=[.!?…)\]])")
"""The date ends a clause."""
_OPENED = re.compile(r"\(\s*\0[\s,;]*")
"""The date comes first in brackets that hold more."""
_CLAUSE = re.compile(r"\s*(?P<before>[,;:–—-]?)\s*\0\s*(?P<mark>[,;])\s*")
"""A clause follows the date: its comma stays, unless there is one before the date or in it, too."""

_MARKS = frozenset(",;(–—")
"""Marks before a date that say how it is set apart."""


def without(sentence: str, when: When) -> str:
    """Take a date out of a sentence, unless nothing else is said or it tells which thing is meant."""
    start, end = when.cut or when.span or (0, 0)
    if deadlines.only_names(sentence, when):
        return sentence
    left = _closed(sentence, start, end)
    return left if any(letter.isalnum() for letter in left) else sentence


def _closed(sentence: str, start: int, end: int) -> str:
    """Return a sentence without what stands from `start` to `end`, and without the marks that only that needed."""
    said = sentence[start:end].strip()
    mark = said[:1] if said[:1] in _MARKS and not (said[:1] == "(" and ")" in said) else ""
    mark = mark or ("," if "," in said else "")
    text = f"{sentence[:start]} {mark}\0{sentence[end:]}".strip()
    text = _EMPTY.sub("\0", text)
    text = _OPENED.sub("(", text)
    text = _HEAD.sub("", text)
    text = _TAIL.sub(r"\g<end>", text)
    text = _STOP.sub("", text)
    text = _CLAUSE.sub(lambda found: " " if found["before"] else f"{found['mark']} ", text)
    return re.sub(r"\s*\0\s*", " ", text).strip()
