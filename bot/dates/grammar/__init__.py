"""The date grammar: it finds the words of a text that speak of time, and says what they mean.

It is pure: the moment at which the text was said comes in, no clock is asked and nothing is fetched; only the
lexicons are read, once. A text is cut into words, each word is looked up, and small readers, one for each kind
of expression, are tried where a word of theirs stands. Each looks at a few words only, so that the time a text
takes grows with its length and no faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.grammar import names, sense
from bot.dates.grammar.answers import to_json
from bot.dates.grammar.assembly import Moment
from bot.dates.grammar.choice import ASIDE, LASTING, PASSED, TOLD, best
from bot.dates.grammar.scan import expressions
from bot.dates.grammar.sentence import Sentence
from bot.dates.grammar.unread import weighed
from bot.dates.when import Locale, When

if TYPE_CHECKING:
    from datetime import datetime

    from bot.dates.grammar.scan import Found

__all__ = ["read", "read_all", "to_json"]

_HERE = Locale()


def read(text: str, now: datetime, locale: Locale = _HERE) -> When:
    """Return the one reading of a text: the deadline or the rhythm that it speaks of, or `NOTHING`.

    `now` is an aware moment in the person's own zone. What else the text speaks of is among the alternatives.
    """
    s = Sentence(text, now, locale)
    found = tuple(expressions(s))
    return best([(when, _lead(s, one)) for when, one in zip(weighed(s, found), found, strict=True)])


def _lead(s: Sentence, found: Found) -> str | None:
    """Return the preposition before an expression: `LASTING` if it may also say how long, `ASIDE` for no deadline."""
    if isinstance(found, Moment) and found.told:
        return TOLD
    if sense.is_background(s, found.start, found.end) or names.is_moved_from(s, found.start):
        return ASIDE
    name, at = sense.lead(s, found.start)
    if not name and isinstance(found, Moment) and found.day and found.day.day and found.day.day < s.today:
        return PASSED
    return LASTING if name and s.has(at, "lasting") else name


def read_all(text: str, now: datetime, locale: Locale = _HERE) -> tuple[When, ...]:
    """Return every expression of a text that speaks of time, in order: the rhythm and the deadline of one goal."""
    s = Sentence(text, now, locale)
    return tuple(weighed(s, tuple(expressions(s))))
