"""The grammar that the verdicts need: the verb at the head, what it acts on, and what stands around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.coach.leaving import cues
from bot.coach.parse import SMALL, openings
from bot.coach.patterns import Hit
from bot.coach.preface import after_preface
from bot.coach.quantities import quantities
from bot.coach.reasons import reason_begins
from bot.coach.schedule import When, when
from bot.coach.segments import Segment, segments, vague_degree
from bot.coach.verbs import Verb, longest, verb_at

if TYPE_CHECKING:
    from bot.coach.amounts import Quantity
    from bot.coach.parse import Sentence, Word
    from bot.coach.verdicts import Span

_SMALL = (*SMALL, "mark", "degree", "vagueadjective", "comparator", "greeting", "everyword", "aper")
_SMALL_PHRASES = ("degree", "preposition", "vagueadjective", "opening", "comparator", "conjunction")


@dataclass(frozen=True)
class Clause:
    """A sentence taken apart."""

    sentence: Sentence
    verb: Verb | None
    when: When
    quantities: tuple[Quantity, ...]
    abstains: bool
    """Do not, never, stop: the act is leaving something be."""
    able: bool = False
    """Be able to: what follows is no act yet."""

    @cached_property
    def masked(self) -> frozenset[int]:
        """The words that speak of time."""
        return self.when.masked()

    @cached_property
    def body(self) -> range:
        """Where the verb's object and the rest stand."""
        return range(self.verb.end if self.verb else self.sentence.begin, len(self.sentence))

    @cached_property
    def parts(self) -> list[Segment]:
        """What stands after the verb, cut at prepositions and commas."""
        return segments(self)

    @cached_property
    def leaving(self) -> list[Hit]:
        """What speaks of leaving the employer."""
        return cues(self.sentence)

    @cached_property
    def told(self) -> int:
        """Where the goal ends, and its reason begins: so that I can earn more."""
        return reason_begins(self.sentence)

    @cached_property
    def vague_degree(self) -> bool:
        """More, better, regularly: no certain amount is asked for."""
        return vague_degree(self)

    @cached_property
    def _telling(self) -> frozenset[int]:
        """The words that say something by themselves: no small word, no comparison, no time word."""
        return frozenset(
            at
            for at, (word, joined) in enumerate(zip(self.sentence.words, self.sentence.joined, strict=True))
            if at not in self.masked and not word.isa(*_SMALL) and joined.isdisjoint(_SMALL_PHRASES)
        )

    @cached_property
    def _classes(self) -> frozenset[str]:
        """The classes of all words, from the beginning on."""
        return frozenset[str]().union(*(word.classes for word in self.sentence.words[self.sentence.begin :]))

    def word(self, at: int) -> Word:
        """Give a word by its place."""
        return self.sentence.words[at]

    def content(self, at: int) -> bool:
        """Tell whether a word says something by itself: no small word, no comparison, no time word."""
        return at in self._telling

    def contents(self, start: int | None = None) -> Iterator[int]:
        """Yield the places of the words that say something, from `start` on; after the verb, if that is not given."""
        begin = self.body.start if start is None else start
        return filter(self._telling.__contains__, range(begin, len(self.sentence)))

    def vague(self, at: int) -> bool:
        """Tell whether a word does not say which: project, skills, success."""
        return self.sentence.isa(at, "vaguenoun", "general", "skill")

    def counts_each_time(self) -> bool:
        """Tell whether a rhythm says what is counted: a photo a day."""
        return any(self.word(at).isa("unit") for hit in self.when.cadence for at in range(hit.start, hit.end))

    def has(self, *names: str) -> bool:
        """Tell whether any word of the sentence, from its beginning on, has one of these classes."""
        return not self._classes.isdisjoint(names)


def _aim(sentence: Sentence, at: int) -> int:
    """Skip an aim that stands before the act: "To feel happier at work, have lunch …"."""
    comma = next((here for here in range(at, len(sentence)) if sentence.words[here].text == ","), None)
    if comma is None:
        return at
    first = verb_at(sentence, at)
    if first is None or not first.isa("state", "grasp") or first.isa("deliver", "act"):
        return at
    later = verb_at(sentence, comma + 1)
    acting = later is not None and later.known and later.isa("deliver", "act") and not later.isa("skill")
    return comma + 1 if acting else at


def _before(sentence: Sentence, at: int) -> bool:
    """Tell whether a word only stands before the verb: I'm quitting, carefully repot the orchids."""
    word, after = sentence.words[at], at + 1
    if word.isa("doingnow"):
        return after < len(sentence) and sentence.words[after].isa("ing")
    return "adverb" in word.shape and not word.classes and verb_at(sentence, after) is not None


def _lead(sentence: Sentence, timed: frozenset[int]) -> int:
    """Skip what stands before the verb: "By June,", "Before coffee,", "Never", "I will"."""
    at, size = sentence.begin, len(sentence)
    first = sentence.words[at] if at < size else None
    if first is not None and (first.isa("preposition") or at in timed or first.isa("cuestart")):
        for comma in range(at, size):
            if sentence.words[comma].text in (",", ":") and comma + 1 < size:
                at = comma + 1
                break
    at = _aim(sentence, at)
    at = after_preface(sentence, at)
    skipped = openings(sentence.hits)
    while at < size:
        word = sentence.words[at]
        if at in skipped and skipped[at] < size and not longest(sentence, at)[1]:
            at = skipped[at]
        elif at in timed or word.isa("mark", "negation", "auxiliary", "greeting", "leadin") or _before(sentence, at):
            at += 1
        else:
            break
    return at


def _timed(sentence: Sentence, found: When) -> frozenset[int]:
    loose = tuple(hit for hit in found.vague if hit.group == "loose")
    acting = {hit.start for hit in sentence.all("leaving")}  # retire at 62
    return frozenset(
        at for hit in found.fixed + found.cadence + loose if hit.start not in acting for at in range(hit.start, hit.end)
    )


def _with_days(times: When, sentence: Sentence, verb: Verb | None, days: Iterable[Span]) -> When:
    """Add what the grammar of dates reads in a number with a point: taxes by 15.4., but not costs cut by 15.4."""
    spans = () if verb is not None and verb.isa("move", "improve") else tuple(days)
    masked = times.masked()
    told = [
        Hit("date", at, at + 1)
        for at, word in enumerate(sentence.words)
        if word.isa("dotted")
        and at not in masked
        and any(start <= word.token.start and word.token.end <= end for start, end in spans)
    ]
    return When((*times.fixed, *told), times.cadence, times.vague) if told else times


def clause(sentence: Sentence, days: Iterable[Span] = ()) -> Clause:
    """Take a sentence apart; ``days`` are where the grammar of dates found one."""
    spoken = when(sentence, None)
    lead = _lead(sentence, _timed(sentence, spoken))
    verb = verb_at(sentence, lead)
    able = next((hit.end for hit in sentence.all("=ability") if hit.start == lead), 0)
    if able and verb_at(sentence, able) is not None:
        lead, verb = able, verb_at(sentence, able)
    abstains = any(word.isa("negation") for word in sentence.words[sentence.begin : lead])
    if verb is not None and verb.isa("abstainverb") and verb.start + 1 < len(sentence):
        abstains = True
    times = _with_days(spoken if verb is None else when(sentence, verb.start), sentence, verb, days)
    head = None if verb is None else verb.start
    return Clause(sentence, verb, times, quantities(sentence, times, head), abstains, able=bool(able))
