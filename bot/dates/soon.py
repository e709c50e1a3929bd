"""What may be a moment at the end of a sentence, or how long something takes: "outline in 5 minutes"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.dates import grammar
from bot.dates.kinds import due_from
from bot.dates.when import Kind

if TYPE_CHECKING:
    from bot.dates.due import Due
    from bot.talk import Talk

_LAST = re.compile(r"\s+(?P<said>(?:in|dans|en) [^\s,;]+(?: [^\s,;]+){0,3}?)\W*$", re.IGNORECASE)


def soon(sentence: str, talk: Talk) -> tuple[str, Due] | None:
    """Return a sentence without the length of time at its end, and the moment after that; None if it has none."""
    found = _LAST.search(sentence)
    if found is None:
        return None
    when = grammar.read(found["said"], talk.local_now, talk.locale)
    whole = when.span == (0, len(found["said"]))
    due = due_from(when, found["said"], talk.local_now) if when.kind is Kind.datetime and when.exact and whole else None
    return (sentence[: found.start()], due) if due is not None else None
