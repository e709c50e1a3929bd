"""A title: one line of words, or `…` for those that something has already; and what others read in its place."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Annotated, TypeAlias

from bot.commands import Kind
from bot.errors import Refusal, TooLong
from bot.messages import BLANK

if TYPE_CHECKING:
    from bot.models import Goal
    from bot.talk import Talk

TITLE_LIMIT = 200
"""Characters in a title."""
LEAST_HEART, MOST_HEART = 12, 60
"""Characters in the example that is made of a sentence that is too long."""
_ENDS_A_PART = re.compile(r"[.,;:!?(](?=\s|$)|\s[(\N{EN DASH}\N{EM DASH}-]+\s?")
SAME = ("…", "...")
"""What stands for the words that something has now."""


def one_line(text: str) -> str:
    """Return words on one line, without what is invisible among them; emoji keep their joints."""
    return " ".join("".join(c if unicodedata.category(c)[0] != "C" or c == "\u200d" else " " for c in text).split())


async def read_title(text: str, _talk: Talk) -> str:
    """Read a title: one line, nothing invisible in it; raises Refusal for none, and for one that is too long."""
    title = one_line(text)
    if BLANK in title:
        raise Refusal("There is still a blank in it.", f"Fill it in: {title[:120]}")
    if not any(c.isalnum() for c in title):
        raise Refusal("I see no words there.", "Say it in one sentence, for example: Ship the billing API")
    if len(title) > TITLE_LIMIT:
        raise TooLong(
            f"That is {len(title):,} characters; a title has up to {TITLE_LIMIT}.",
            f"Keep the heart of it, for example: {heart(title)}",
            heart(title),
        )
    return title


def heart(words: str) -> str:
    """Return a long sentence up to where its first part ends; where it has none, as many whole words as are a title."""
    first = _ENDS_A_PART.split(words, maxsplit=1)[0].strip()
    return first if LEAST_HEART <= len(first) <= MOST_HEART else words[:MOST_HEART].rsplit(" ", 1)[0]


async def _read_wording(text: str, talk: Talk) -> str:
    return text if text in SAME else await read_title(text, talk)


def continued(said: str, words: str) -> str:
    """Return `words`, where a `…` at their beginning stands for what is `said` so far; twice adds it once."""
    tail = next((words.removeprefix(mark) for mark in SAME if words.startswith(mark)), None)
    if tail is None:
        return words
    return said if said.endswith(tail) else f"{said.strip().rstrip('.!?;,:').strip()}{tail}"


def title_told(goal: Goal) -> str:
    """Return the words of a goal that are meant for others."""
    return goal.wording or goal.title


Sentence: TypeAlias = Annotated[str, Kind("", "Ship the billing API", read=read_title)]
Wording: TypeAlias = Annotated[str, Kind("New wording", "Ship the billing API", read=_read_wording)]
