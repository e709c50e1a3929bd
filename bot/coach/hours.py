"""A bare number that is an hour of the day, and counts nothing: home by 5 three days a week, no Slack after 7."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coach.patterns import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.coach.parse import Sentence, Word

LAST_OF_HALF = 12
"""Up to here a number is an hour wherever one may stand …"""
LAST_OF_DAY = 23
"""… and up to here where a rhythm of days stands behind it: what is higher may be an age."""
_DOTTED = re.compile(r"\d{1,2}\.[0-5][05]")
"""An hour with its minutes, as many write it: home by 5.30."""
_PART_OF = ("percent", "money", "unit", "scaled", "ordinal")
_TIMED = ("period", "daypart", "weekday", "weekdayshort")
_BEHIND = (
    "terminal",
    "preposition",
    "conjunction",
    "comparator",
    "frequency",
    "times",
    "weekday",
    "weekdayplural",
    "weekdayshort",
    "daypart",
    "partplural",
    "weekend",
    "today",
    "meridiem",
    "hourend",
)
"""What stands behind an hour, and is never counted by it."""
_SINCE, _UNTIL = ("from", "between"), ("until", "till")
_DAYS = ("day", "night", "daily", "nightly")
_BY_HOW_MUCH = ("move", "improve", "falling", "rising", "contest", "losing", "outdoing")
"""Verbs after which "by 5" says by how much."""


def hours(sentence: Sentence, head: int | None) -> Iterator[Hit]:
    """Find the hours of a sentence with what leads to them; ``head`` is the place of its verb."""
    last = -1
    for at in range(max(sentence.begin, 1), len(sentence)):
        if not sentence.words[at].isa("n"):
            continue
        joined = last == at - 2 and sentence.words[at - 1].isa("joiner")  # at 8 and 8
        if _may_be(sentence, at) and (joined or _is_led_to(sentence, at, head)):
            begin = at - 3 if joined else at - 1
            last = at
            yield Hit("clock", begin, at + 1)
        elif begin := _began(sentence, at, head):
            yield Hit("clock", begin, at + 1)


def _began(sentence: Sentence, at: int, head: int | None) -> int:
    """Return where a span of hours began that ends here: from 9 to 5 every day; 0 if none does."""
    if not _is_of_days(sentence, at + 1) or (head is not None and sentence.isa(head, *_BY_HOW_MUCH)):
        return 0
    word, before = sentence.words[at], sentence.words[at - 1]
    if word.token.glued:  # 9-11 each morning, 9-5 on weekdays (but read 10-12 every day)
        parts = any(after.isa("daypart") for after in sentence.words[at + 2 : at + 3])
        return at - 1 if at > 1 and _are_hours(before, word) and (parts or _falls(before, word)) else 0
    spread = before.isa("toword", "joiner") or before.text in _UNTIL
    led = at > 2 and spread and sentence.words[at - 3].text in _SINCE
    return at - 3 if led and _are_hours(sentence.words[at - 2], word) else 0


def _are_hours(*words: Word) -> bool:
    return all(map(_is_hour, words))


def _falls(first: Word, last: Word) -> bool:
    return bool(first.numeral and last.numeral and first.numeral.value > last.numeral.value)


def _is_hour(word: Word) -> bool:
    """Tell whether a number alone could be that of an hour."""
    if word.numeral is None or not word.isa("n") or word.isa(*_PART_OF):
        return False
    return 1 <= word.numeral.value <= LAST_OF_DAY and (word.numeral.value % 1 == 0 or _is_dotted(word))


def _is_dotted(word: Word) -> bool:
    return bool(_DOTTED.fullmatch(word.token.word))


def _may_be(sentence: Sentence, at: int) -> bool:
    """Tell whether a number is that of an hour, and nothing behind it could be counted."""
    word = sentence.words[at]
    if word.numeral is None or not _is_hour(word) or word.token.glued or word.text == "one":
        return False
    daily = _is_of_days(sentence, at + 1)
    if not daily and (word.numeral.value > LAST_OF_HALF or word.isa("dotted")):
        return False  # from 17 on it may be an age; a day of a month has a point, too
    return at + 1 == len(sentence) or daily or _ends(sentence, at + 1)


def _ends(sentence: Sentence, at: int) -> bool:
    """Tell whether nothing that could be counted stands here."""
    word = sentence.words[at]
    if word.token.glued or (
        at + 1 < len(sentence) and word.isa("toword", "inword") and sentence.words[at + 1].isa("n")
    ):
        return False  # by 5 to 10, by 3 in 100
    if word.isa("ofword") or word.text == "per":
        return False
    return sentence.isa(at, *_BEHIND) or _is_of_days(sentence, at)


def _is_of_days(sentence: Sentence, at: int) -> bool:
    """Tell whether a rhythm of days begins here: every day, on weekdays, five nights a week (but not every month)."""
    word = sentence.words[at] if at < len(sentence) else None
    after = sentence.words[at + 1] if at + 1 < len(sentence) else None
    if word is None or after is None:
        return word is not None and word.text in _DAYS
    if word.isa("everyword", "universal"):
        return _is_day(after) or any(_is_day(other) for other in sentence.words[at + 2 : at + 3])
    if word.isa("n"):
        return after.isa(*_TIMED) or after.text == "times" or "plural" in after.shape
    return word.text in _DAYS or (
        word.text == "on" and after.isa("weekday", "weekdayplural", "weekend", "weekdayshort")
    )


def _is_day(word: Word) -> bool:
    return word.isa("daypart", "weekday", "weekdayshort", "weekdayplural", "weekend") or word.text in _DAYS


def _is_led_to(sentence: Sentence, at: int, head: int | None) -> bool:
    """Tell whether what stands before a number leads to an hour, and not to an amount: up by 6, cut the costs by 6."""
    before = sentence.words[at - 1]
    if not before.isa("hourprep") or (head is not None and _is_of_verb(sentence, head, at)):
        return False
    if before.isa("bycue") and head is not None and sentence.isa(head, *_BY_HOW_MUCH):
        return False
    return not (before.text == "at" and head is not None and sentence.isa(head, "falling", "keepverb", "levelverb"))


def _is_of_verb(sentence: Sentence, head: int, at: int) -> bool:
    """Tell whether the preposition before a number is a part of the verb: look after 3."""
    return any(hit.start == head and hit.end == at for hit in sentence.phrases.get(head, ()))
