"""What somebody tells of the past, which sets no time: "we lost the account last spring", "we met on Tuesday"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.grammar import names

if TYPE_CHECKING:
    from datetime import date

    from bot.dates.grammar.parts import Day
    from bot.dates.grammar.sentence import Sentence

_DEADLINE = frozenset({"by", "before", "until"})
_AHEAD = frozenset({"by", "before", "until", "for", "to", "from"})
"""Prepositions behind which a time may be ahead, whatever was before: "I asked Bo to call on Friday"."""
_SAID_SO = ("shift", "coming", "day", "unit", "year_label")
"""Words that tell by themselves which day is meant: "next Friday"."""
_WHOM = frozenset(
    "them him her me us you it a an some his off up out all first with".split()  # noqa: SIM905 - so many read better so
)
"""Small words that may stand between a verb and its time."""
_OTHER_CLAUSE = ("function", "subject", "intended", "mark", "fraction")
_NO_ACTS = frozenset(
    """
    subject pronoun prep article and weekday weekday_short month day shift part function denial
    """.split()  # noqa: SIM905 - likewise
)
"""What no clause begins with that says what is to be done."""
_FAR = 12
"""How many words before its time the verb of a clause stands at most …"""
_BEHIND = 6
"""… and how many behind."""
_GOT = frozenset({"got", "received"})
_PASSED = -1
"""What "last" means before a time."""
_OLD = 2
"""Years after which a period that has passed is nobody's deadline, whatever is said of it."""
_BARE, _ALONE = 2, 3
"""Verbs that are about the past without a subject, too ("lost it on Monday"), and those behind any thing."""


def is_over(s: Sentence, found: Day, name: str | None, at: int) -> bool:
    """Tell whether a time led by the preposition `name` at place `at` only says when something was.

    A day that has passed is still that day ("I sent it yesterday"), unless something is to be done behind it
    ("I ran it yesterday, improve my time"); a whole period is nobody's deadline then.
    """
    if found.day is None or name in _DEADLINE:
        return False
    if s.number(found.start - 1, "shift") == _PASSED and _is_told(s, found.start - 1, found.end):
        return True
    if found.day < s.today:
        return _has_passed(s, found, found.day)
    if name == "for" and s.has(found.start, "feast"):
        return _is_given(s, at)
    bare = name is None and found.end - found.start == 1 and s.has(found.start, "weekday") and s.closes(found.end)
    if not (bare or name in {"on", "in"}) or _says_which(s, found):
        return False
    return _was_done(s, at, goes_on=_goes_on(s, found.end))


def _is_given(s: Sentence, end: int) -> bool:
    """Tell whether something was got for a holiday: "the book I got for Christmas", "got the puppy for Christmas"."""
    got = next((k for k in range(end - 1, max(end - _FAR, -1), -1) if s.word(k) in _GOT), None)
    return got is not None and (s.opens(got) or s.has(got - 1, "subject")) and s.name(got + 1, "prep") != "to"


def _has_passed(s: Sentence, found: Day, on: date) -> bool:
    """Tell whether a time that has passed is only told of, and not the day that somebody asks for."""
    if s.has(found.end - 1, "possessive") and names.is_noun(s, found.end):
        return True  # yesterday's numbers
    if found.approximate and on.year < s.today.year - _OLD:
        return True  # learn December, 1963
    told = _is_told(s, found.start, found.end)
    return told and (found.approximate or _is_long_ago(s, found) or _goes_on(s, found.end))


def _is_told(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a verb of the past stands before a period in its sentence, or behind one with which it begins."""
    before = range(max(s.begin(start), start - _FAR), start)
    if any(s.has(k, "intended") for k in before):
        return False  # I meant to do this last week
    if any(_is_past(s, k) for k in before):
        return True
    head = next((k for k in range(start, max(start - 3, 0), -1) if s.opens(k)), 0 if start < 3 else start)
    small = ("article", "prep", "ago")
    leads = s.opens(head) and all(any(s.has(k, kind) for kind in small) for k in range(head, start))
    behind = range(end, min(end + _BEHIND, s.size))
    return leads and any(_is_past(s, k) for k in behind) and not any(s.has(k, "intended") for k in behind)


def _is_long_ago(s: Sentence, found: Day) -> bool:
    """Tell whether a day is counted back in months or years, so that no single one is meant: "three years ago"."""
    return any(s.name(k, "unit") in {"month", "quarter", "year"} for k in range(found.start, found.end))


def _goes_on(s: Sentence, end: int) -> bool:
    """Tell whether something that is to be done stands behind what was, and not only to log it."""
    at = end + 1 if s.word(end)[:1] in {",", ";", "-", "–", "—"} and s.word(end) else 0
    acts = at > 0 and s.word(at).isalpha() and _NO_ACTS.isdisjoint(s.meaning(at))
    return acts and at + 1 < s.size and not s.has(at, "logged")


def _is_past(s: Sentence, i: int) -> bool:
    """Tell whether word `i` is a verb of the past: "lost", "shipped", but not "need"."""
    word = s.word(i)
    regular = word.endswith("ed") and len(word) > 4 and not word.endswith("eed")
    return s.has(i, "happened") or (regular and names.is_noun(s, i))


def _says_which(s: Sentence, found: Day) -> bool:
    """Tell whether the words of a day leave no doubt whether it is ahead: "next Friday", "5 May 2027"."""
    places = range(found.start, found.end)
    dated = any(len(s.word(k)) == 4 and s.digits(k) for k in places)
    return dated or any(s.has(k, kind) for k in places for kind in _SAID_SO)


def _was_done(s: Sentence, end: int, *, goes_on: bool) -> bool:
    """Tell whether the clause before place `end` says what was done then: "we met", "he got promoted"."""
    first = end
    while first > max(end - _FAR, 0) and not s.opens(first) and not s.has(first - 1, "and"):
        first -= 1
    if _is_plain(s, end - 1) and not any(s.has(k, "intended") for k in range(first, end)):
        return True  # our last audit was in March
    got = s.word(first) == "got" and not _is_past(s, first + 1)  # but "got engaged in May"
    if s.opens(first) and _is_past(s, first) and not s.has(first, "intended") and not got:
        told = goes_on or _is_told_of(s, first + 1) or s.word(first) == "got"
        return told and _leads_to(s, first, end)  # deployed on Friday, broke everything; closed 12 deals in October
    return _leads_to(s, _verb(s, first), end) or _leads_to(s, _relative(s, first, end), end)


def _is_told_of(s: Sentence, i: int) -> bool:
    """Tell whether what was done to stands at place `i`: "closed 12 deals", "paid off the loan"."""
    return s.has(i, "article") or s.has(i, "digits") or s.has(i, "number") or (s.has(i, "particle") and s.size > i + 1)


def _is_plain(s: Sentence, i: int) -> bool:
    return s.word(i) in {"was", "were"} or s.number(i, "happened") == _ALONE


def _leads_to(s: Sentence, verb: int | None, end: int) -> bool:
    """Tell whether a verb of the past says what was at the time that is led by place `end`."""
    return (
        verb is not None
        and verb < end
        and not any(
            s.name(k, "prep") in _AHEAD or any(s.has(k, kind) for kind in _OTHER_CLAUSE)
            for k in range(verb + 1, end)
            if s.word(k) not in _WHOM
        )
    )


def _relative(s: Sentence, first: int, end: int) -> int | None:
    """Return the place of the verb in what is told of a thing: "the bug we found", "the mails that came in"."""
    for at in range(end - 1, first + 1, -1):
        led = s.has(at - 1, "subject") or s.word(at - 1) in {"that", "who", "which"}
        if led and names.is_noun(s, at - 2) and not s.has(at, "intended"):
            return at if s.has(at, "happened") or _is_past(s, at) else None
    return None


def _verb(s: Sentence, first: int) -> int | None:
    """Return the place of the verb of the past in a clause that begins at place `first`, if it is plainly one."""
    if s.number(first, "happened") == _BARE:
        return first
    if s.has(first, "subject") or s.word(first) == "it":
        at = first + 1 + (s.word(first + 1) in {"already", "just", "first", "only", "finally", "got", "was", "were"})
        plain = s.number(at, "happened") in {_BARE, _ALONE} or (_is_past(s, at) and not s.has(at, "happened"))
        return at if plain and not s.has(at, "intended") else None
    if s.has(first, "article") and names.is_noun(s, first + 1):
        told = s.number(first + 2, "happened") == _ALONE and not s.has(first + 1, "intended")
        return first + 2 if told else None
    return None
