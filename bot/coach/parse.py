"""A goal's text as sentences of classed words, with the phrases found in it and the opening taken off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise, zip_longest
from typing import TYPE_CHECKING

from bot.coach.company import EDGE
from bot.coach.mending import VERBAL, Place, beside, mended, settle
from bot.coach.numerals import Numeral, read_numeral
from bot.coach.patterns import END
from bot.coach.perfect import as_done
from bot.coach.plans import plan_begins
from bot.coach.spacing import respaced
from bot.coach.telling import predicate
from bot.coach.titled import titled
from bot.coach.tokens import Token, tokenise

if TYPE_CHECKING:
    from bot.coach.lexicon import Lexicon
    from bot.coach.patterns import Hit, Key
    from bot.coach.verdicts import Span

STOPS = frozenset(".!?;\n")
BREAKS = frozenset(":-\N{EN DASH}\N{EM DASH}")
LONGEST_PREFACE = 10
"""Words and marks before the goal itself."""
ENDS = frozenset(".!?;,:()")
WISHES = ("=opening", "wish")
"""Groups of what stands before a goal and is taken off."""
SMALL = (
    "definite",
    "indefinite",
    "preposition",
    "conjunction",
    "pronoun",
    "auxiliary",
    "negation",
    "universal",
    "numeric",
)
"""Words that neither name nor describe a thing."""
_NONE: frozenset[str] = frozenset()
_ANY, _TELLING, _UNKNOWN = frozenset({"*"}), frozenset({"*", "+"}), frozenset({"*", "+", "unknown"})
"""What patterns call any word, one that is not small, and one that the lexicon has not."""


@dataclass(frozen=True, slots=True)
class Word:
    """A token with its mended spelling, classes and value."""

    token: Token
    text: str
    """The word as the lexicon knows it (a typo mended)."""
    classes: frozenset[str]
    numeral: Numeral | None = None
    shape: frozenset[str] = frozenset()
    """Which endings it has: of a noun, a gerund, a plural."""

    def isa(self, *names: str) -> bool:
        """Whether the word has one of these classes."""
        return not self.classes.isdisjoint(names)

    def respelled(self, text: str, lexicon: Lexicon) -> Word:
        """Give this word as if it had been typed like that."""
        return _known(self.token, text, lexicon)


@dataclass(frozen=True)
class Sentence:
    """One sentence: its words, what was found in them, and where its own content begins."""

    words: tuple[Word, ...]
    hits: tuple[Hit, ...]
    begin: int
    """The first word after "I want to" and its like."""
    others: bool = False
    """It is told of others: they, the crew."""

    def __len__(self) -> int:
        """Count the words."""
        return len(self.words)

    @cached_property
    def by_group(self) -> dict[str, list[Hit]]:
        """The hits of each group."""
        found: dict[str, list[Hit]] = {}
        for hit in self.hits:
            found.setdefault(hit.group, []).append(hit)
        return found

    def all(self, *groups: str) -> list[Hit]:
        """All hits of these groups, within the words."""
        found = self.by_group
        return [hit for group in groups if group in found for hit in found[group]]

    @cached_property
    def phrases(self) -> dict[int, list[Hit]]:
        """The phrases that begin at each place, whose groups begin with ``=``."""
        found: dict[int, list[Hit]] = {}
        for hit in self.hits:
            if hit.group.startswith("="):
                found.setdefault(hit.start, []).append(hit)
        return found

    @cached_property
    def joined(self) -> tuple[frozenset[str], ...]:
        """For each word, the classes of the phrases that it is a part of."""
        found = [_NONE] * len(self.words)
        for hit in chain.from_iterable(self.phrases.values()):
            for at in range(hit.start, min(hit.end, len(self.words))):
                found[at] |= {hit.group[1:]}
        return tuple(found)

    @cached_property
    def _classes(self) -> tuple[frozenset[str], ...]:
        """For each word, the classes that it has alone or within a phrase."""
        return tuple(word.classes | joined for word, joined in zip(self.words, self.joined, strict=True))

    def isa(self, at: int, *names: str) -> bool:
        """Whether a word, alone or within a phrase, has one of these classes."""
        return not self._classes[at].isdisjoint(names)

    def span(self, start: int, end: int) -> Span:
        """Where these words stand in the text."""
        end = min(end, len(self.words))
        return (self.words[start].token.start, self.words[end - 1].token.end)


def _extra(token: Token, lexicon: Lexicon) -> frozenset[str]:
    """Classes that the shape of a word gives: FY27, a code like p95."""
    word = token.word
    if word.isalpha() or not any(letter.isdigit() for letter in word):
        return _NONE
    fiscal = word.startswith(lexicon.shapes["fiscal"]) and word[2:].isdecimal()
    return frozenset({"code", "fiscal"} if fiscal else {"code"})


def _word(token: Token, lexicon: Lexicon, place: Place) -> Word:
    if token.kind == "number":
        numeral = read_numeral(token.word)
        names = {*lexicon.classes(token.word), *(numeral.readings if numeral else ("numeric",))}
        if token.word.count(".") == 2:
            names.add("isodate")
        return Word(token, token.word, frozenset(names), numeral)
    if token.kind == "mark":
        return Word(token, token.word, frozenset({"mark", "terminal"} if token.word in ENDS else {"mark"}))
    return _known(token, mended(token.word, place, lexicon), lexicon)


def _known(token: Token, text: str, lexicon: Lexicon) -> Word:
    """Look a word up as it is spelled here."""
    classes = lexicon.classes(text)
    names = classes | _extra(token, lexicon)
    if token.possessive:
        names |= {"possessive"}
    numeral = None
    if "numberword" in classes:
        value = lexicon.numbers[text]
        numeral = Numeral(value, "", frozenset({"n"}))
        if 1 <= value <= 31:
            names |= {"day"}
    shape = frozenset([name for name, endings in lexicon.endings if text.endswith(endings)])
    return Word(token, text, names, numeral, shape)


def _key(word: Word) -> Key:
    """Give a word with its classes, and with those that patterns have for any word."""
    if word.token.kind == "mark":
        return word.text, word.classes
    if not word.classes:
        return word.text, _UNKNOWN
    return word.text, word.classes.union(_ANY if word.isa(*SMALL) else _TELLING)


def openings(hits: Iterable[Hit]) -> dict[int, int]:
    """Return where "I want to" and its like begin, with where they end."""
    ends: dict[int, int] = {}
    for hit in hits:
        if hit.group in WISHES:
            ends[hit.start] = max(hit.end, ends.get(hit.start, 0))
    return ends


def _opening(words: Sequence[Word], hits: Iterable[Hit]) -> int:
    """Skip "ok so mine is:", "I want to", "my goal is to", one after another, and marks."""
    ends = openings(hits)
    at = _preface(words, hits)
    while at < len(words):
        if at in ends:
            at = ends[at]
        elif words[at].isa("mark", "greeting") or (words[at].isa("opening") and at + 1 < len(words)):
            at += 1
        else:
            break
    return min(at, len(words))


def _preface(words: Sequence[Word], hits: Iterable[Hit]) -> int:
    """Return where the text begins behind a colon or a dash, if nothing before it tells anything; else 0."""
    end = next((at for at, word in enumerate(words[:LONGEST_PREFACE]) if word.text in BREAKS), 0)
    dated = {at for hit in hits if hit.group == "date" for at in range(hit.start, hit.end)}
    told = any(at not in dated and not words[at].isa("preface", "mark", "n", "doingnow") for at in range(end))
    return end + 1 if end and end + 1 < len(words) and not told else 0


def _cut(words: Sequence[Word], text: str, lexicon: Lexicon) -> list[list[Word]]:
    """Cut at full stops and line ends, and before a plan."""
    sentences: list[list[Word]] = [[]]
    for index, word in enumerate(words):
        previous = words[index - 1].token.end if index else 0
        if "\n" in text[previous : word.token.start]:
            sentences.append([])
        stops = word.token.kind == "mark" and word.text in STOPS
        if stops or plan_begins(words, index, sentences[-1], lexicon):
            sentences.append([])
        else:
            sentences[-1].append(word)
    return [sentence for sentence in sentences if any(not word.isa("mark") for word in sentence)]


def _prefixed(words: Sequence[Word], word: Word, lexicon: Lexicon) -> bool:
    """Tell whether a verb continues the word before it, where a verb is due: re-read, co-write."""
    if not (words and word.token.glued and words[-1].text in lexicon.shapes["verbprefix"] and word.isa(*VERBAL)):
        return False
    return (
        len(words) == 1
        or words[-2].text in STOPS
        or words[-2].text == ","
        or words[-2].isa("joiner", "auxiliary", "verbal", "toword")
    )


def _place(words: Sequence[Word], following: Token | None, lexicon: Lexicon) -> Place:
    """Give what stands around the next word, and what is due there."""
    last = words[-1] if words else None
    return Place(
        EDGE if last is None else beside(last.token, last.text, lexicon),
        EDGE if following is None else beside(following, following.word, lexicon),
        verbal=last is None or last.text in STOPS or last.isa("joiner", "auxiliary", "verbal"),
        gerund=last is not None and last.isa("bycue"),
    )


def parse(text: str, lexicon: Lexicon) -> tuple[Sentence, ...]:
    """Read a text into sentences."""
    words: list[Word] = []
    tokens = [*respaced(tokenise(text, lexicon.shapes["whole"]), lexicon)]
    for token, following in zip_longest(tokens, tokens[1:]):
        word = _word(token, lexicon, _place(words, following, lexicon))
        if _prefixed(words, word, lexicon):
            before = words.pop().token
            word = replace(word, token=replace(token, start=before.start, glued=before.glued))
        words.append(word)
    settle(words, lexicon, _key)
    words = titled(words)
    sentences = []
    for part in _cut(words, text, lexicon):
        of = predicate(as_done(part, lexicon), lexicon)
        hits = lexicon.find([*map(_key, of.words), END])
        sentences.append(Sentence(tuple(of.words), hits, of.begin or _opening(of.words, hits), others=of.others))
    return tuple(sentences)


def said_in(sentences: Iterable[Sentence]) -> set[str]:
    """Return the words of `sentences` as the lexicon knows them, and each two that stand together."""
    rows = [[word.text for word in sentence.words] for sentence in sentences]
    return {word for row in rows for word in row} | {" ".join(two) for row in rows for two in pairwise(row)}
