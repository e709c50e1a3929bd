"""Names of arguments in a line: where each `name:` stands, and which one is meant by a near miss (`due:` for `by:`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME = re.compile(r"(?<!\S)([A-Za-z]+):")
MARK = '"“”„'
"""What words are quoted in."""
_ALSO_CALLED = {
    "by": {"due", "date", "deadline", "until", "till", "when", "on"},
    "due": {"by", "date", "deadline", "within"},
    "on": {"date", "day", "when"},
    "why": {"reason", "motivation", "because"},
    "because": {"reason", "cause", "why"},
    "under": {"parent"},
    "measure": {"metric", "target", "counted"},
    "note": {"comment"},
    "blocker": {"blocked", "obstacle"},
    "with": {"who", "whom"},
    "zone": {"tz", "timezone"},
    "whose": {"who", "owner"},
    "serves": {"serve", "element", "elements"},
    "see": {"seen", "sees", "saw"},
    "first": {"step", "firststep", "milestone"},
    "rhythm": {"every", "repeat", "repeats", "frequency"},
    "confidence": {"status", "health"},
    "only": {"risk", "filter"},
    "element": {"serves", "serving"},
    "from": {"with", "whom"},
}
"""What people write for the name of an argument."""
_ARTICLE = re.compile(r"(?<!\S)(?:the|an?|my|our|your|this|that|each|every|no)\s+$", re.IGNORECASE)
"""Behind it stands a noun of the person's own, whatever is called the same."""
_SAYS_YES = re.compile(r"\s*[^\s@<]*\s*")
"""At most one word: whoever writes `team: here` sets a switch, and with `team: two designers` tells of a team."""
_SHORT = 3
"""Letters up to which a name is so short that another word is easily one letter away: `buy` is no `by`."""


def names_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Return every word with a colon, and where it begins and ends; one inside double quotes is just a word."""
    for found in NAME.finditer(text):
        if sum(text[: found.start()].count(mark) for mark in MARK) % 2 == 0:
            yield found.group(1).casefold(), found.start(), found.end()


def is_noun(text: str, start: int) -> bool:
    """Tell whether the word that begins at `start` has an article before it: then it is no name of anything here."""
    return _ARTICLE.search(text[:start]) is not None


def switch(text: str, begin: int) -> int:
    """Return where what stands behind a switch ends, of which `begin` is behind the colon; -1 if it is none."""
    end = next((start for _, start, _ in names_in(text) if start >= begin), len(text))
    return end if _SAYS_YES.fullmatch(text[begin:end]) else -1


def meant(word: str, names: Iterable[str]) -> str:
    """Return which of the arguments `names` somebody means who writes `word:`; empty if it is just a word."""
    typed, known = word.casefold(), list(names)
    if typed in known:
        return ""
    for name in known:
        if typed in _ALSO_CALLED.get(name, ()):
            return name
    return next((name for name in known if _is_slip(typed, name)), "")


def _is_slip(typed: str, name: str) -> bool:
    """Tell whether `typed` is `name` with one slip of the keyboard."""
    if OSA.distance(typed, name, score_cutoff=1) > 1:
        return False
    if len(name) > _SHORT:
        return len(typed) > _SHORT
    swapped = sorted(typed) == sorted(name)
    doubled = len(typed) > len(name) and set(typed) == set(name)
    return swapped or doubled
