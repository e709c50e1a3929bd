"""What looks like a time of day and is none: "a 3:30 marathon", "10:30 per mile", "within 2:30", "John 3:16"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.grammar import names, sense

if TYPE_CHECKING:
    from bot.dates.grammar.parts import Clock
    from bot.dates.grammar.sentence import Sentence

_LEVEL = 5
"""How many words before its number a verb such as "keep" stands: "keep the team at 9"."""


def is_no_time(s: Sentence, i: int, lead: str | None, found: Clock) -> bool:
    """Tell whether the words before a time take it back: "within 2:30", "no email after 8pm"."""
    if found.bare and lead == "at" and any(s.has(k, "level") for k in range(max(i - _LEVEL, 0), i)):
        return True
    if lead == "after":
        return not sense.is_whole(s, i, found.end) and not sense.is_reminded(s, i)
    if lead is None and s.has(i - 1, "viewed") and not s.word(i - 1).startswith("stream") and found.start == i:
        return True  # watch 3:10 to Yuma
    lasts = lead == "from" and s.name(found.end - 1, "oclock") == "length" and s.has(found.end, "range_to")
    if lasts and s.has(found.end + 2, "unit"):
        return True  # from 4 hours to 30 minutes
    named = s.has(i - 1, "article") or s.has(i - 1, "article_one")
    if lead is None and named and (names.is_noun(s, found.end) or s.has(found.end, "early")):
        return True  # read the 5 am club
    return lead in {"within", "since"} or (lead == "in" and s.has(i, "digits")) or is_duration(s, i, found)


def is_duration(s: Sentence, i: int, found: Clock) -> bool:
    """Tell whether "3:30" is no time of day: "a 3:30 marathon", "from 55:00 to 49:00", "under 4:00", "John 3:16"."""
    if ":" not in s.word(i) or s.has(found.end - 1, "meridiem") or found.zone:
        return False
    named = s.has(i - 1, "fraction") or s.has(i - 1, "numbered") or _is_measure(s, i, found)  # chapter 4:12
    behind = s.skip(found.end, "article") if s.name(found.end, "prep") != "for" else s.skip(found.end + 1, "article")
    if named or (s.has(behind, "timed") and s.name(i - 1, "prep") is None):
        return True  # a 7:00 mile, 3:59 for the mile
    if s.has(i - 1, "verse") and not sense.is_reminded(s, i):
        return True
    if s.has(i - 1 - (s.word(i - 1) == "-"), "limit") or s.has(i - 1, "article_one"):
        return True
    lead = s.name(i - 1, "prep")
    if found.at is None:
        return lead not in {"at", "by", "before", "until", "on"} and not sense.is_whole(s, i, found.end)
    return (lead == "to" or s.has(i - 1, "range_to")) and lead != "until" and _is_bare_time(s, i - 2)


def _is_measure(s: Sentence, i: int, found: Clock) -> bool:
    """Tell whether a time is a ratio, or says how fast: "dilute it 1:10", "10:30 per mile", "break 3:30"."""
    end = found.end
    tuned = s.word(i - 1) == "to" and found.at and found.at.minute % 5 and not names.is_moved(s, i)
    rated = s.name(i - 1, "prep") != "at" and any(s.has(k, "ratio") for k in range(max(i - 4, 0), i))
    if tuned or rated:
        return True  # tune to 4:32
    broken = s.word(i - 1) in {"break", "breaking", "crack"} and (s.opens(i - 1) or s.word(i - 2) == "to")
    cut = s.name(i - 1, "prep") == "from" and s.has(end, "range_to") and ":" in s.word(end + 1)
    cut = cut and any(s.has(k, "change") and not s.has(k, "moving") for k in range(max(i - 6, 0), i))
    return broken or cut or s.word(end) == "pace" or (s.word(end) == "per" and s.word(end + 1) != "usual")


def _is_bare_time(s: Sentence, i: int) -> bool:
    return s.has(i, "digits") and (":" not in s.word(i) or int(s.word(i).split(":")[0]) > 23)
