"""Whether words that could speak of time do so where they stand: "May" the month, "may" the verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.grammar import names, past, speed, titles
from bot.dates.grammar.numbers import cardinal
from bot.dates.grammar.parts import Day, Instant

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_PLACES = frozenset({"to", "from", "at", "in"})
"""Prepositions that stand before the names of places too: "move to Sunday River"."""
_MAKERS = frozenset({"to", "from", "at", "by"})
"""Prepositions that stand before somebody called after a month: "a letter to June Carter"."""
_AUTHORS = frozenset({"by", "from"})
"""Prepositions that stand before who made something too: "a play by August Wilson"."""
_WORDS = 3
"""How many words about time the name of a thing holds at most: "the September 11 Memorial"."""
_TITLES = (titles.of_work, titles.is_called, titles.repeats, titles.begins_name)
_THINGS = frozenset({"quarter_label", "half_label", "month"})
_AROUND = ("filler", "prep", "article", "mark", "range_to")
_NOTED = frozenset({"feast", "trade_feast", "month", "season"})
"""Times that stand alone between commas, where the next of a list is none of them."""
_ASKING = frozenset({"me", "us"})
"""Whom a word such as "remind" asks for, where nothing is told of what."""
_A_FEW = 12
"""So many things are counted to be done, as three invoices are; how many more are done in an hour is a pace."""


def lead(s: Sentence, start: int) -> tuple[str | None, int]:
    """Return the preposition before place `start`, small words between them left out, and where it stands."""
    at = start - 1
    for _ in range(2):
        if (s.has(at, "article") or s.has(at, "shift")) and not s.has(at, "prep"):
            at -= 1
    name = s.name(at, "prep")
    return name, (at if name else start)


def is_background(s: Sentence, start: int, end: int) -> bool:
    """Tell whether words about time say which thing is meant, "Friday's demo", or what once held, "originally"."""
    if s.has(end - 1, "possessive") and names.is_noun(s, end):
        return True
    if s.has(start - 1, "article") and s.has(end - 1, "meridiem") and names.is_noun(s, end):
        return True  # the 3pm handover
    if s.has(start, "possessive") and end - start > 1:
        return True  # Monday's 10am
    named = s.has(start, "possessive") or (s.has(start - 1, "article") and names.is_noun(s, end))
    if named and _is_moved(s, start, end):
        return True
    at = lead(s, start)[1]
    return any(s.has(k, "formerly") for k in range(max(at - _WORDS, 0), start))


def _is_moved(s: Sentence, start: int, end: int) -> bool:
    """Tell whether what has its time is moved to another one: "move the Dec 4 gig to Dec 11"."""
    moved = any(s.has(k, "moving") for k in range(max(start - _WORDS, 0), start))
    return moved and any(s.name(k, "prep") == "to" for k in range(end, min(end + _WORDS + 1, s.size)))


def is_whole(s: Sentence, start: int, end: int) -> bool:
    """Tell whether the words `start` to `end` are all that the text says."""
    outside = s.size - (end - start)
    if outside == 0:
        return True
    if outside > 6 or (end < s.size and s.has(s.size - 1, "prep") and not s.has(s.size - 1, "filler")):
        return False
    around = (*range(start), *range(end, s.size))
    return all(any(s.has(i, kind) for kind in _AROUND) for i in around)


def speaks_of_time(s: Sentence, found: Day | Instant, month: bool = False) -> bool:  # noqa: FBT001, FBT002
    """Tell whether a day was meant, by the words around it."""
    name, at = lead(s, found.start)
    spoken_of = s.has(found.start - 1, "article") and s.has(found.start - 2, "about") and names.is_noun(s, found.end)
    if name in {"since", "after"} or spoken_of:
        return False
    if _is_title(s, found.start, found.end, name, month=month):
        if s.has(found.start, "shift"):
            s.forget(found.start, found.end)  # see Next Friday
        return False
    if is_whole(s, found.start, found.end):
        return True
    if _means_something_else(s, found, name, month=month):
        return False
    led = _is_led(s, found, name) or bool(month and _names_an_event(s, found))
    if led and isinstance(found, Day) and past.is_over(s, found, name, at):
        s.forget(found.start, found.end)
        return False
    return led


def _is_led(s: Sentence, found: Day | Instant, name: str | None) -> bool:
    """Tell whether the words stand where a time does: behind one of their prepositions, or at the end of a clause."""
    if not found.needs or name in found.needs:
        return not speed.is_speed(s, found)
    if "reminder" in found.needs:
        return _is_reminder(s, found)
    if not isinstance(found, Day):
        return False
    if _is_noted(s, found.start, found.end):
        return True
    flight = found.day is None and name == "for" and s.closes(found.end) and "on" in found.needs  # a flight for 4/31
    return flight or names.is_short_day(s, found.start, found.end)


def _is_noted(s: Sentence, start: int, end: int) -> bool:
    """Tell whether words are a note of their own before a number: "barn tour, halloween, 3 rooms built"."""
    apart = s.word(start - 1) == "," and s.word(end) == ","
    listed = any(not s.meaning(start).keys().isdisjoint(s.meaning(k).keys() & _NOTED) for k in (start - 2, end + 3))
    return apart and (s.has(end + 1, "digits") or s.has(end + 1, "number")) and not listed


def _means_something_else(s: Sentence, found: Day | Instant, name: str | None, *, month: bool) -> bool:
    """Tell whether the words name a thing, are another word, or somebody's name."""
    if _names_a_thing(s, found) or names.is_other_word(s, found.start, found.end):
        return True
    return month and name == "from" and _is_giver(s, found)


def _is_giver(s: Sentence, found: Day | Instant) -> bool:
    """Tell whether a month alone is somebody's name: "get sign-off from April"."""
    alone = found.end - found.start == 1 and s.said(found.start)[:1].isupper()
    return alone and any(s.has(i, "given") for i in range(max(found.start - 4, 0), found.start))


def _is_reminder(s: Sentence, found: Day | Instant) -> bool:
    """Tell whether "in 2 hours" is a moment, as after "remind me"; most are how long something takes."""
    if s.name(found.start, "prep") != "in" or s.word(found.end).partition(" ")[0].endswith(("'d", "’d")):
        return False  # in a minute I'd say yes
    before, at = is_reminded(s, found.start), found.start
    return s.opens(at) or before or _is_errand(s, at) or _is_reminded_behind(s, at, found.end)


def _is_reminded_behind(s: Sentence, start: int, end: int) -> bool:
    """Tell whether "remind me" is all that stands behind a place: "taking the bread out in 45 minutes, remind me".

    What is counted or measured before it is done so fast: "run 5 km in 30 minutes, remind me".
    """
    at = s.skip(s.skip_mark(end, ",;-–—("), "and")
    asked = s.has(at, "reminder") and s.word(at + 1) in _ASKING and s.closes(at + 2)
    counted = any(s.has(k, kind) for k in range(s.begin(start), start) for kind in ("digits", "number", "measure"))
    return asked and not counted and not any(s.has(k, "latency") for k in range(s.begin(start), start))


def _is_errand(s: Sentence, end: int) -> bool:
    """Tell whether what is done before a place is soon done and done once: "send the form", no "send all forms"."""
    first = s.begin(end)
    to_somebody = s.has(first, "latency") and s.said(end - 1)[:1].isupper()  # reply to Tom
    if not (s.has(first, "errand") or to_somebody) or any(s.has(k, "every") for k in range(first, end)):
        return False
    many = s.word(end - 1).endswith("s") and not s.word(end - 1).endswith("ss")
    if cardinal(s, first + 1) is not None:
        return not _is_pace(s, first + 1, end) and not any(s.has(k, "every") for k in range(end, s.size))
    return not many or s.has(first, "fetch") or any(s.has(k, "article") for k in range(first + 1, end))


def _is_pace(s: Sentence, start: int, end: int) -> bool:
    """Tell whether so much is counted between two places that the time says how fast: "walk 5 km"."""
    number = cardinal(s, start)
    return number is None or number[0] > _A_FEW or any(s.has(k, "measure") for k in range(start, end))


def is_reminded(s: Sentence, start: int) -> bool:
    """Tell whether a word such as "remind" stands near before a place, or begins the text; not in "answer calls"."""
    first = s.begin(start)
    opening = next((k for k in range(start, first, -1) if s.opens(k)), first)
    near = (*range(max(start - 4, first), start), *range(opening, min(start, opening + 2)))
    return any(s.has(i, "reminder") and not s.has(i - 1, "latency") for i in near)


def _names_an_event(s: Sentence, found: Day | Instant) -> bool:
    """Tell whether a month belongs to a dated thing: "the April compensation cycle"."""
    if not (s.has(found.start - 1, "article") or s.has(found.start - 1, "shift")) or found.end >= s.size:
        return False
    if s.has(found.start - 1, "article") and lead(s, found.start)[0] is None:
        return False
    return names.is_noun(s, found.end) and s.said(found.start)[:1].isupper() and found.end - found.start == 1


def _is_title(s: Sentence, start: int, end: int, name: str | None, *, month: bool) -> bool:
    """Tell whether the words are a part of a name: written large, with another large word behind."""
    named = any(tells(s, start, end) for tells in _TITLES)
    if named or _is_large_phrase(s, start, end, name) or _ends_title(s, start):
        return True
    if end - start > _WORDS or not _goes_on(s, end) or not _tells_names(s, start) or _is_title_case(s, start):
        return False
    several = end - start > 1
    if s.has(start - 1, "article"):
        if s.has(start, "weekday") and name in _PLACES - {"at"}:
            return True  # an article in the Sunday Times
        return (month or several) and (name is None or s.has(lead(s, start)[1], "topic"))
    if name and name not in (_MAKERS if month else _PLACES):
        return False
    authored = not month or name not in _AUTHORS or _ends_there(s, end)
    return authored and (not several or (name is None and s.has(end - 1, "part")))


def _goes_on(s: Sentence, end: int) -> bool:
    """Tell whether a large noun stands at a place."""
    return (names.is_noun(s, end) or s.has(end, "name")) and s.said(end)[:1].isupper()


def _tells_names(s: Sentence, start: int) -> bool:
    """Tell whether a word is large where that says something: not so in German, where every noun is."""
    said = s.said(start)
    if not all(word[:1].isupper() for word in said.split()) or said.isupper() or s.text.isupper():
        return False
    return not s.has(start, "cased") and not s.has(start - 1, "cased")


def _is_large_phrase(s: Sentence, start: int, end: int, name: str | None) -> bool:
    """Tell whether a phrase is a title, as in "watch The Day After Tomorrow"."""
    words = s.said(start).split()
    if end - start > 1 or not s.has(start, "day") or len(words) < 2 or name or s.text.isupper():
        return False
    return all(word[0].isupper() for word in words) and not is_whole(s, start, end) and not _is_title_case(s, start)


def _ends_there(s: Sentence, end: int) -> bool:
    """Tell whether the sentence ends with the large words from a place on, as with who wrote something."""
    while end < s.size and _goes_on(s, end):
        end += 1
    return (
        s.closes(end)
        or s.has(end, "mark")
        or s.has(end, "prep")
        or s.word(end) in {"with", "because", "so", "but", "if"}
    )


def _names_a_thing(s: Sentence, found: Day | Instant) -> bool:
    """Tell whether a month or a quarter only says which thing is meant: "review Q3 results", "the March report"."""
    start, end = found.start, found.end
    if s.has(start, "closing") and s.has(start - 1, "article") and end == start + 1:
        return lead(s, start)[0] is None and names.is_noun(s, end)  # the month-end close
    if _is_kind_of(s, start, end):
        return True
    if isinstance(found, Instant) or found.period is None or not found.approximate:
        return False
    if start == 0 or (s.has(end, "aim") and s.opens(start)):
        return False  # H1 target: two chefs
    if not names.is_noun(s, end) or _THINGS.isdisjoint(s.meanings[start]) or _is_last_verb(s, end):
        return False
    name, at = lead(s, start)
    return name is None or s.has(at, "topic")


def _is_kind_of(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a day or a season is of a thing or a place: "the Christmas choir", "summer school", "Saturday's"."""
    named, name = names.is_noun(s, end), s.name(start - 1, "prep")
    if s.has(start, "feast") and s.has(start - 1, "article"):
        return named and s.name(start - 2, "prep") == "in"  # sing in the Christmas choir
    if s.has(start, "season"):
        return named and end == start + 1 and name == "for"  # apply for summer school
    return s.has(start, "weekday") and s.has(start, "possessive") and name == "at" and not named  # eat at Saturday's


def _is_last_verb(s: Sentence, i: int) -> bool:
    """Tell whether a verb ends a German sentence: "Migration Q3 abschließen"."""
    return i == s.size - 1 and s.said(i).islower() and s.word(i).endswith("en")


def _ends_title(s: Sentence, start: int) -> bool:
    """Tell whether a title ends with the words, where large letters say something."""
    telling = _tells_names(s, start) and (_begins_small(s) or not _is_title_case(s, start))
    return telling and titles.ends_title(s, start)


def _begins_small(s: Sentence) -> bool:
    """Tell whether a text begins with a small letter, so that its capitals say something: "read The Long Goodbye"."""
    return next((s.said(i)[0].islower() for i in range(min(s.size, 4)) if s.said(i)[:1].isalpha()), False)


def _is_title_case(s: Sentence, start: int) -> bool:
    """Tell whether nearly all words are written large beside the first and those of a name, so that it says nothing."""
    size = min(s.size, 40)
    end = start
    while end < size and s.said(end)[:1].isupper():
        end += 1
    places = (i for i in range(1, size) if not start <= i < end)
    longer = [s.said(i) for i in places if len(s.said(i)) > 2]
    return len(longer) > 1 and sum(word[0].isupper() for word in longer) > 0.8 * len(longer)
