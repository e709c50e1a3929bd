"""Which word was meant where one was mistyped: the nearest, or the one that what stands around it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from bot.coach.company import EDGE, NAME, NUMBER
from bot.coach.patterns import END, Reading

if TYPE_CHECKING:
    from bot.coach.lexicon import Lexicon
    from bot.coach.parse import Word
    from bot.coach.patterns import Key
    from bot.coach.tokens import Token

VERBAL = ("deliver", "act", "move", "improve", "grasp", "state", "rival", "reach", "abstainverb")
_BEFORE_ARTICLES = (
    "preposition",
    "conjunction",
    "negation",
    "universal",
    "times",
    "everyword",
    "auxiliary",
    "opening",
    "nowword",
    "edge",
    "n",
)
TELLING = frozenset({"date", "cadence", "rate", "past", "loose", "leaving", "seeking", "slogan", "clock", "cue"})
"""Groups of patterns that a word next to others can complete."""
AROUND = 5
"""So many words before and after are looked at."""
LIKELIER = 9.0
"""So much likelier is what the words around ask for than a real word that was typed: for the hall, not for the fall."""
RARER = 5.0
"""So much less likely may be what the words around ask for, as a logarithm: by the end, not to Tue marketing."""
TRIED = 4
"""So many words are tried in the place of one."""
MOST = 6
"""So many words of a text are reconsidered: a goal with more slips is not read any better."""

SHORT = 3
"""Letters of a word that may as well be a name."""
NAMED = 6.5
"""So much less likely than any other name is a certain one, as a logarithm."""
SURE = 13.0
"""So much likelier is a word than an odd one that was typed, and yet is there."""
DUE = 3.0
"""So much likelier is a verb where one is due."""
SHORTEST = 4
"""Letters of a verb that somebody may be named by."""


@dataclass(frozen=True, slots=True)
class Place:
    """What stands around a word, and what is due there."""

    before: str
    behind: str
    verbal: bool = False
    """A verb's plain form is."""
    gerund: bool = False
    """A verb's form in -ing is: by asking."""


def beside(token: Token, text: str, lexicon: Lexicon) -> str:
    """Give what a word, as it was read, is to the words around it."""
    if token.kind == "number":
        return NUMBER
    if token.kind == "mark":
        return EDGE
    return text if lexicon.classes(text) or text in lexicon.spelling.known else NAME


def mended(text: str, place: Place, lexicon: Lexicon) -> str:
    """Mend a typo: into what is likeliest there, by the slip and by the words around it."""
    kept = _as_typed(text, place, lexicon)
    near = [] if kept is None else [other for other in _likeliest(text, place, lexicon) if other[0] > kept]
    return near[0][1] if near else text


def _as_typed(text: str, place: Place, lexicon: Lexicon) -> float | None:
    """Return how likely a word is meant as it stands, None if it is for certain.

    A real word is no slip, unless it is hardly ever said, and short or one slip from a usual one; what is no word is
    often a name if it is short. Who or what does it is no slip, though the lexicon has the verb alone: a reseller, an
    extinguisher.
    """
    if lexicon.classes(text) or text in lexicon.spelling.known:
        return _likely(text, place, lexicon) + SURE if text in lexicon.odd else None
    doers = [text.removesuffix(ending) for ending in lexicon.shapes["doer"] if text.endswith(ending)]
    if any(_plain_verb(base, lexicon) for stem in doers if len(stem) >= SHORTEST for base in (stem, f"{stem}e")):
        return None
    head, short, _ = text.partition("'")
    if not text.replace("'", "").isalpha() or (short and head in lexicon.spelling.known):
        return None  # she'd
    return lexicon.company.between(place.before, NAME, place.behind) - NAMED if len(text) <= SHORT else float("-inf")


def _likely(word: str, place: Place, lexicon: Lexicon) -> float:
    """Return how likely a word is in its place, as a logarithm."""
    due = (place.verbal and _plain_verb(word, lexicon)) + (place.gerund and "ing" in lexicon.classes(word))
    return lexicon.company.between(place.before, word, place.behind) + DUE * due


def _likeliest(text: str, place: Place, lexicon: Lexicon) -> list[tuple[float, str]]:
    """Return the words that may be meant by a slip, the likeliest first."""
    near = [other for other in lexicon.spelling.candidates(text) if other != text]
    rated = ((_likely(other, place, lexicon) - lexicon.spelling.odd(text, other), other) for other in near)
    return sorted(rated, key=itemgetter(0), reverse=True)


def _plain_verb(word: str, lexicon: Lexicon) -> bool:
    classes = lexicon.classes(word)
    return not classes.isdisjoint(VERBAL) and classes.isdisjoint(("third", "past", "ing"))


def settle(words: list[Word], lexicon: Lexicon, key: Callable[[Word], Key]) -> None:
    """Look again at words that may be slips, and take what makes sense together with the words around them."""
    left = MOST
    if len(words) > 1:
        _head(words, lexicon)
    for at, word in enumerate(words):
        if left and _doubtful(words, at):
            left -= 1
            chosen = _chosen(words, at, lexicon, key)
            if chosen != word.text:
                words[at] = word.respelled(chosen, lexicon)


def _head(words: list[Word], lexicon: Lexicon) -> None:
    """Mend a first word that is no verb, though an article follows it as after a verb: "Old a meeting".

    What was mended already may be any verb ("Tle the bathroom"); a word that there is, only a usual one.
    """
    first, second = words[0], words[1]
    counted = second.isa("n") and not first.classes
    slip = first.text != first.token.word
    doubled = slip and first.isa("definite", "numberword") and second.isa("definite", "indefinite")
    if (counted or second.isa("definite", "indefinite", "numberword", "everyword")) and (
        doubled or not first.isa(*VERBAL, *_BEFORE_ARTICLES)
    ):
        spelling = lexicon.spelling
        near = [other for other in _near(words, 0, lexicon) if _plain_verb(other, lexicon)]
        likely = [w for w in near if slip or w in spelling.likely]
        if likely:
            words[0] = first.respelled(likely[0], lexicon)


def _doubtful(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word is unknown or was mended, or is a small word before the name of a period."""
    word = words[at]
    if word.token.kind != "word" or not word.text.isalpha() or word.isa("frequency"):
        return False
    if not word.classes or word.text != word.token.word:
        return True
    timed = at + 1 < len(words) and words[at + 1].isa("period", "daypart", "weekday", "month", "season", "times")
    return timed and word.isa("vagueadjective", "definite", "degree", "pronoun") and not word.isa("near", "everyword")


def _chosen(words: Sequence[Word], at: int, lexicon: Lexicon, key: Callable[[Word], Key]) -> str:
    word = words[at]
    near = [other for other in _near(words, at, lexicon) if other != word.text]
    # A real word, though unknown to the lexicon, must be outvoted by more of its neighbours than a mistyped one.
    real = word.text == word.token.word and word.text in lexicon.spelling.known
    counted = real and "plural" in word.shape and any(before.isa("n") for before in words[max(0, at - 3) : at])
    every = at > 0 and words[at - 1].isa("everyword", "near")
    certain = real and not word.classes and len(word.text) <= SHORT and not every
    if not near or counted or certain:
        return word.text  # what is counted, three green teas a day; what is short, get a flu jab
    options = [word.text, *near]
    begin = max(0, at - AROUND)
    around = Reading(lexicon.tries, [*map(key, words[begin : at + AROUND + 1]), END])
    found = _lengths(around, at - begin, [key(word), *(key(word.respelled(other, lexicon)) for other in near)])
    enough = 3 if real and not word.classes and not every else 2
    best = found.index(max(found))
    return options[best] if found[best] >= enough else word.text


def _near(words: Sequence[Word], at: int, lexicon: Lexicon) -> list[str]:
    """Return the words that are likeliest meant by one that may be a slip."""
    around = (words[to] if 0 <= to < len(words) else None for to in (at - 1, at + 1))
    before, behind = (EDGE if word is None else beside(word.token, word.text, lexicon) for word in around)
    typed, place = words[at].token.word, Place(before, behind)
    near = _likeliest(typed, place, lexicon)[:TRIED]
    meant = [_likely(typed, place, lexicon)] if typed in lexicon.spelling.known else []
    best = max([*meant, *(likely for likely, _ in near)], default=0.0)
    real = meant and not words[at].classes
    least = meant[0] + LIKELIER if real else best - RARER
    return [other for likely, other in near if likely > least]


def _lengths(around: Reading, at: int, options: Iterable[Key]) -> list[int]:
    """Give how many words the longest telling pattern joins that holds the word in this place, for each that it may be.

    What begins behind it is the same for all of them.
    """
    for start in reversed(range(at + 1, len(around.line))):
        around.leap(start)
    lengths = []
    for option in options:
        around.line[at] = option
        longest = 0
        for start in reversed(range(at + 1)):
            around.leap(start)
            telling = [end for group, end in around.patterns(start) if group in TELLING]
            ends = [*telling, *(end for _, end in around.phrases[start])]
            longest = max(longest, *(end - start for end in ends if end > at), 0)
        lengths.append(longest)
    return lengths
