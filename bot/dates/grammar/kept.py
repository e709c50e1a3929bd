"""Days that may come round, told apart by what is done on them: kept each month or week, or meant once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dates.grammar import names
from bot.dates.grammar.assembly import Moment, with_time
from bot.dates.grammar.lexicon import load
from bot.dates.grammar.parts import Day, Rhythm
from bot.dates.grammar.rules import Rule, byday

if TYPE_CHECKING:
    from bot.dates.grammar.scan import Found
    from bot.dates.grammar.sentence import Sentence

_IS = frozenset({"=", "~", "is", ",", ":", "-", "–", "—", "(", "@", "every"})
"""What may stand between a thing and the days on which it is held."""
_RUN = 3
"""How many words two days are with a dash or a word between."""


def each_month_or_once(s: Sentence, found: Moment) -> Found:
    """Return "last Friday of the month I do the books" as a rhythm that somebody keeps, its coming day beside it.

    So is what heads a line as its title, "last Friday of the month: fire drill", and what is held again and again:
    "book club last Wednesday of the month". Behind a preposition, and for any other act, it is the coming one.
    """
    day, at = found.day, found.clock
    rule = day.rule if day and not any(found.apart) else None
    head = found.start - s.has(found.start - 1, "article")
    led = s.has(head, "prep") and not s.has(head, "article")
    if day is None or not rule or not rule.startswith("FREQ=MONTHLY") or led or s.has(head - 1, "prep"):
        return found
    each = s.name(day.end - 1, "unit") == "month" and _is_of_each(s, head, found.end)
    if not each and not _heads(s, head, found.end):
        return found
    if at is None:
        return Rhythm(found.start, found.end, rule, sure=0.75, day=day)
    if at.at is None or at.offset is not None or at.place:
        return found
    others = tuple(with_time(rule, other) for other in at.others)
    timed = with_time(rule, at.at)
    return Rhythm(found.start, found.end, timed, (*others, rule), at.zone, sure=0.75, day=day, clock=at)


def _heads(s: Sentence, head: int, end: int) -> bool:
    """Tell whether days begin a line as a title does, or before what somebody does on them."""
    at = s.skip_mark(end, ",")
    return s.opens(head) and (_is_done(s, at) or s.heads(head, end) or (at > end and names.is_noun(s, at)))


def _is_done(s: Sentence, at: int) -> bool:
    """Tell whether somebody does something at a place, which is not to be done once: "I do the books"."""
    return s.has(at, "subject") and s.word(at).isalpha() and not s.has(at + 1, "once") and s.said(at + 1).isalpha()


def _is_of_each(s: Sentence, head: int, end: int) -> bool:
    """Tell whether a thing stands beside the days of "the month": "second Thursday of the month = tenants' meeting"."""
    at = end + (s.word(end) in _IS)
    named = names.is_noun(s, at) and not s.has(at, "errand")
    done = s.word(end) == "," and _is_done(s, at)  # evensong first Sunday of the month, I carry the cross
    once = s.has(at, "subject") and not done
    return (_is_held(s, head) and not once) or (s.opens(head) and named) or done


def _is_held(s: Sentence, head: int) -> bool:
    """Tell whether what is held again and again stands before place `head`: "choir committee, third Monday"."""
    at = head - 1 - (s.word(head - 1) in _IS)
    return s.has(at, "standing") or s.has(at, "held")


def each_week_or_once(s: Sentence, rhythm: Rhythm, run: Day) -> Found:
    """Return "Mon-Wed" as a rhythm with the coming days beside it, "from Saturday to Tuesday" as those days."""
    week = rhythm.value == Rule("WEEKLY", days=byday(s.locale.working_days)).text()
    led = s.name(run.start - 1, "prep") == "from"
    if not week and (led or _is_block(s, run)) and isinstance(rhythm.value, str):
        sure = 0.7 if led else 0.6
        return Moment(run.start, run.end, replace(run, rule=rhythm.value, sure=sure, needs=frozenset()), None)
    return replace(rhythm, day=run, sure=min(rhythm.sure, 0.85 if week else 0.7))


def _is_block(s: Sentence, run: Day) -> bool:
    """Tell whether two days joined by a dash stand behind what takes so long: "study block thursday-friday".

    Behind anything else they are those of each week: go running Mon-Thu.
    """
    short = run.end - run.start == _RUN
    one = load(s.locale.languages).words.get(s.word(run.start - 1).removesuffix("s"), ())
    things = ("occasion", "block")
    named = any(s.has(run.start - 1, kind) or kind in one for kind in things)  # interviews
    return short and (named or _is_staged(s, run.start))


def _is_staged(s: Sentence, end: int) -> bool:
    """Tell whether a certain thing is put on or made before a place: "host the auditors", "paint the hallway"."""
    first = s.begin(end)
    certain = any(s.has(k, "article") or s.has(k, "owner") for k in range(first + 1, min(first + 3, end)))
    return certain and s.has(first, "staged") and not s.has(end - 1, "standing")
