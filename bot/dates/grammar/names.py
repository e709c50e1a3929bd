"""Words about time that belong to the name of a thing or a person: "a Friday deploy freeze", "the SAT", "Mrs May"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dates.grammar.sentence import Sentence

_POINTS = frozenset({"by", "before", "until", "on", "at", "for", "to", "after", "since"})
"""Prepositions behind which "the Friday demo" is a point in time, and not only a thing."""
_NOUNS = frozenset(
    """
    standing given exam metric measure counted latency reminder errand fetch numbered moving level verse formerly
    occasion fraction country share enduring enjoyed once happened intended viewed
    episode aim called logged ratio street late held block staged listing
    """.split()  # noqa: SIM905 - a dozen names read better so
)
"""Classes whose words are nouns like any other."""
_FAR = 7
"""How many words a time of day may stand behind its day or rhythm."""
_ENDS = frozenset(
    {"day", "weekday", "weekdays", "weekday_short", "every", "rhythm", "month", "feast", "closing", "edge", "shift"}
)
"""Words about time with which something else begins."""
_TIMES = _ENDS | {"trade_feast", "unit", "ordinal", "digits", "number", "article_one", "season", "part", "clock"}
"""Words about time with which a day may begin that another is told from."""
_ARROWS = frozenset({"->", "-->", "=>", "→", "⇒", "➡", "➡️"})
"""Marks that lead from a thing to its day …"""
_LOOSE_MARKS = frozenset({">", ">>", "=", ":"})
"""… and those that stand for much else."""
_RANKED = 2
"""How many words a weekday has with its rank: "last Friday"."""
_CHAIN = 4
"""How many words the name of a thing has at most behind its weekday."""


def of_feast(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a holiday is a part of a name: "the Good Friday Agreement", "a book about Easter Island"."""
    if not (is_noun(s, end) and s.said(start)[:1].isupper() and s.said(end)[:1].isupper()):
        return False
    large = s.text.isupper() or s.text.istitle()
    return not large and (s.has(start - 1, "article") or s.name(start - 1, "prep") not in _POINTS)


def of_person(s: Sentence, i: int) -> bool:
    """Tell whether the word at place `i`, written large, is a surname: "Frau Montag", "Mr. Sunday"."""
    before = i - 2 if s.word(i - 1) == "." and s.glued(i - 1) else i - 1
    titled = s.has(before, "title") and (s.said(before)[:1].isupper() or s.word(before) != "dr")
    return 0 <= i < s.size and titled and s.said(i)[:1].isupper()


def of_agenda(s: Sentence) -> Iterator[int]:
    """Yield where "first thing" is what comes first in a list, and no hour: "Monday, first thing on my list"."""
    for i, word in enumerate(s.words):
        if not word.endswith(" thing") or not s.has(i, "part"):
            continue
        behind = range(i + 2, min(i + 2 + _CHAIN, s.size))
        listed = (s.has(i + 1, "prep") or s.has(i + 1, "of")) and any(s.has(k, "listing") for k in behind)
        among = s.word(i + 1) == "of" and _TIMES.isdisjoint(s.meaning(s.skip(i + 2, "article")))
        told = s.word(i + 1) == "for" and any(s.word(k) == "is" for k in behind)
        ahead = is_noun(s, i + 1) or s.has(i + 1, "subject") or s.word(i + 1) in {"to", "for"}
        if listed or among or told or (ahead and s.word(i - 1) == "the"):
            yield i


def of_venues(s: Sentence) -> Iterator[int]:
    """Yield the places of the weekdays that a café is called after: "eat at Café Montag"."""
    for i, meaning in enumerate(s.meanings):
        if (
            "venue" in meaning
            and s.has(i + 1, "weekday")
            and not s.has(i + 2, "digits")
            and s.said(i)[:1].isupper()
            and s.said(i + 1)[:1].isupper()
        ):
            yield i + 1


def in_capitals(s: Sentence, i: int) -> bool:
    """Tell whether a short form in capitals is an abbreviation of something else: "1400 on the SAT"."""
    said = s.said(i)
    if not (s.has(i, "homonym") and said.isupper() and len(said) > 2):
        return False
    cued = s.has(i - 1, "article") or any(s.has(k, "limit") or s.has(k, "exam") for k in range(max(i - 4, 0), i))
    return cued and not s.text.isupper()


def is_other_word(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a short form that is a word too is that: "in the sun", "for sun protection", "on the SAT"."""
    end -= end - start > 1 and s.word(end - 1) == "."
    if end - start != 1 or not s.has(start, "homonym"):
        return False
    month, large = s.has(start, "month"), s.said(start).isupper()
    if s.word(start) == "wed" and s.name(start - 1, "prep") == "to" and not is_moved(s, start):
        return True  # whom to wed
    if not month and (s.has(start - 1, "article") or in_capitals(s, start)):
        return True
    beyond = end + 1 if s.has(end, "range_to") else end
    named = is_noun(s, beyond) and s.name(start - 1, "prep") not in {"by", "before", "until"}
    return named and (large or not month)


def is_short_day(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a short weekday ends its clause behind a thing, as a day does: "pick up the fittings sat"."""
    if (s.heads(start, end) and s.has(start, "weekday_short")) or _is_pointed_to(s, start, end):
        return True
    begins = any(s.has(end, kind) for kind in ("subject", "once", "clause"))  # math test fri gotta study
    if end - start != 1 or not s.has(start, "weekday_short") or not (s.closes(end) or s.has(end, "either") or begins):
        return False
    if not s.has(start, "homonym"):
        return start > s.begin(start)
    if s.has(start - 2, "reminder") and s.word(start - 1) in {"me", "us"}:
        return True  # nudge me sat
    # "sat" and "wed" are what somebody did, "sun" is what there is more of: not behind what is done to a certain thing.
    first = s.begin(start)
    told = any(s.has(first, kind) for kind in ("article", "pronoun", "subject", "owner")) or s.said(start).isupper()
    certain = any(s.has(k, "article") or s.has(k, "digits") for k in range(max(start - 4, first), start - 1))
    plain = s.word(start) != "sun" and start - first > 1 and not s.word(start - 1).endswith("ly")
    return (is_noun(s, start - 1) or s.has(start - 1, "particle")) and not told and (certain or plain)


def _is_pointed_to(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a mark leads from what is to be done to its short weekday: "newsletter draft -> sun"."""
    mark = s.word(start - 1)
    alone = end - start == 1 and s.has(start, "weekday_short") and (s.closes(end) or s.heads(start, end))
    if not alone or s.said(start).isupper() or mark not in _ARROWS | _LOOSE_MARKS:
        return False
    behind = is_noun(s, start - 2) or s.has(start - 2, "weekday_short") or s.has(start - 2, "particle")
    once = sum(word in _ARROWS | _LOOSE_MARKS for word in s.words) == 1
    # "sun" is a thing as well: only behind an arrow, and what is more than one word.
    sure = s.word(start) != "sun" or (mark in _ARROWS and start - 2 > s.begin(start))
    return behind and once and sure and len(s.word(start - 2)) > 1


def of_thing(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a weekday only says which thing is meant: "our Monday lunch club", "Friday deploy freeze policy"."""
    if is_told_from_unknown(s, end) and _is_pointed_at(s, start, end):
        return True  # the last Friday before the wedding
    weekday = (s.has(start, "weekday") or s.has(start, "weekday_short")) and not s.has(start, "possessive")
    if not weekday or end - start != 1:
        return _is_today_of(s, start, end)
    joined = s.word(end) == "-" and s.glued(end) and s.glued(end + 1) and is_noun(s, end + 1)
    one = (s.has(start - 1, "article_one") and not s.glued(start - 1)) or s.number(start - 1, "number") == 1
    if joined or one or _is_of_thing(s, start):
        return True
    if not is_noun(s, end):
        return False
    if s.has(start - 1, "article"):
        return s.name(start - 2, "prep") not in _POINTS
    return s.name(start - 1, "prep") is None and (lasts(s, end) or _are_many(s, start, end))


def is_told_from_unknown(s: Sentence, i: int) -> bool:
    """Tell whether "before" or "after" at place `i` tells a day from one that no calendar knows: "before I leave"."""
    if s.name(i, "prep") not in {"after", "before"}:
        return False
    if s.has(i + 1, "article") and not s.has(i + 1, "unit"):
        return i + 2 < s.size and _TIMES.isdisjoint(s.meanings[i + 2])
    return is_noun(s, i + 1) or s.has(i + 1, "subject")


def _is_pointed_at(s: Sentence, start: int, end: int) -> bool:
    """Tell whether an article or a rank makes a day one of several: "the Friday", "the last working day"."""
    if end - start == 1:
        return s.has(start, "weekday") and (s.has(start - 1, "article") or s.has(start - 1, "ordinal"))
    led = s.has(start - 1, "article") or s.name(start - 1, "prep") == "on"
    return end - start == _RANKED and s.has(start, "shift") and s.has(start, "ordinal") and led


def _is_today_of(s: Sentence, start: int, end: int) -> bool:
    """Tell whether "today" names a thing: "the today widget", but not "for the today meeting"."""
    named = s.has(start, "day") and end - start == 1 and s.has(start - 1, "article") and is_noun(s, end)
    return named and s.name(start - 2, "prep") not in _POINTS


def _is_of_thing(s: Sentence, start: int) -> bool:
    """Tell whether a thing stands before its weekday: "le club du mardi", but "avant la réunion du lundi"."""
    if not s.has(start - 1, "of") or s.name(start - 1, "prep") in _POINTS or not is_noun(s, start - 2):
        return False
    if s.word(start - 1) == "in":
        return False  # fill the form in Monday
    return not any(s.name(k, "prep") in _POINTS - {"to", "on"} for k in range(max(start - 7, 0), start - 1))


def in_title(s: Sentence, i: int) -> bool:
    """Tell whether a rhythm at place `i` is the name of something to read: "the Weekly Standard", "The Daily"."""
    large = s.has(i - 1, "article") and s.said(i)[:1].isupper() and not (s.text.isupper() or s.text.istitle())
    return large and (s.said(i - 1)[:1].isupper() or s.said(i + 1)[:1].isupper()) and i - 1 > s.begin(i)


def of_metric(s: Sentence, i: int) -> bool:
    """Tell whether a rhythm at place `i` is an adjective of something measured: "grow monthly active users"."""
    if s.has(i, "adverb"):
        return s.number(i + 1, "metric") == 2
    if s.has(i, "postnominal") and any(s.has(k, "metric") for k in range(max(i - 3, 0), i)):
        return True
    end = _chain(s, i + 1)
    if end == i + 1:
        return False
    if s.has(end - 1, "metric") or s.number(i + 1, "metric") == 2 or s.has(end, "change") or s.has(end, "alter"):
        return True
    counted = s.has(i - 1, "digits") and s.digits(i - 1, 2) is None and ":" not in s.word(i - 1)
    near_by = range(max(i - 3, 0), i)
    return counted or any(s.has(k, "change") or s.has(k, "alter") for k in near_by)


def near(s: Sentence, end: int) -> Iterator[int]:
    """Yield the next few places of the same clause, up to the next words about time."""
    for j in range(end, min(end + _FAR, s.size)):
        listed = s.word(j) in {",", "("} and (s.has(j + 1, "weekdays") or s.has(j + 1, "weekday"))
        if s.has(j, "and") or (s.has(j, "mark") and s.word(j) not in {"@", ":"} and not listed):
            return
        yield j
        if not _ENDS.isdisjoint(s.meanings[j]):
            return


def is_denied(s: Sentence, start: int) -> bool:
    """Tell whether "not", "instead of" or the like stands before the words about time that begin at a place."""
    at = start - 1
    while at > 0 and (s.has(at, "prep") or s.has(at, "article")) and not s.has(at, "denial"):
        at -= 1
    return s.has(at, "denial")


def is_moved(s: Sentence, start: int) -> bool:
    """Tell whether something is moved to another time before a place, or lasts up to it: "move it to wed"."""
    return any(s.has(k, "moving") or s.name(k, "prep") == "from" for k in range(max(start - _FAR, 0), start))


def is_moved_from(s: Sentence, start: int) -> bool:
    """Tell whether the words about time that begin at a place are left behind: "move it from Friday to Monday"."""
    moved = s.name(start - 1, "prep") == "from"
    return moved and any(s.has(k, "moving") for k in range(max(start - _FAR, 0), start))


def is_noun(s: Sentence, i: int) -> bool:
    """Tell whether word `i` may be a noun: it has nothing to do with time, and is no word such as "if" or "with"."""
    return 0 <= i < s.size and _NOUNS.issuperset(s.meanings[i]) and s.said(i)[:1].isalpha()


def is_event(s: Sentence, i: int) -> bool:
    """Tell whether a part of the day ends the name of what is held: "parents' evening on 12 January", "movie night"."""
    before = i - 2 if s.word(i - 1) in {"'", "’"} and s.glued(i - 1) else i - 1
    named = s.has(i, "of_day") and is_noun(s, before) and before > s.begin(i)
    person = s.said(before)[:1].isupper() and s.said(i)[:1].islower() and before == i - 1  # meet Ann evening on Friday
    return named and not person


def _chain(s: Sentence, i: int) -> int:
    """Return the place after the nouns that begin at place `i`."""
    end = i
    while end < i + _CHAIN and is_noun(s, end):
        end += 1
    return end


def lasts(s: Sentence, i: int) -> bool:
    """Tell whether the nouns from place `i` on hold one for something that lasts: "policy", "club"."""
    end = _chain(s, i)
    return any(s.has(k, "standing") for k in range(i, end)) and not s.has(end, "article")


def _are_many(s: Sentence, start: int, end: int) -> bool:
    """Tell whether things in the plural follow, as in "cancel Friday deploys" and "cut Monday meetings"."""
    word = s.said(end)
    many = word.islower() and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    acted_on = is_noun(s, start - 1) or s.has(start - 1, "alter") or s.has(start - 1, "change")
    return many and len(word) > 3 and acted_on
