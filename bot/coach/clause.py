"""The grammar that the verdicts need: the verb at the head, what it acts on, and what stands around."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.coach.quantities import Quantity, quantities
from bot.coach.schedule import When, when

if TYPE_CHECKING:
    from bot.coach.parse import Sentence, Word

VERBS = ("deliver", "act", "move", "improve", "grasp", "state", "rival", "reach", "abstainverb", "holding")
_NOUN_ENDINGS = (
    "tion",
    "sion",
    "ness",
    "ity",
    "ment",
    "ence",
    "ance",
    "ship",
    "ism",
    "ics",
    "ware",
    "ogy",
    "ing",
    "ers",
    "ful",
    "ous",
    "ive",
    "ic",
    "al",
    "ed",
    "er",
    "ly",
)
_SMALL = (
    "definite",
    "indefinite",
    "preposition",
    "conjunction",
    "pronoun",
    "auxiliary",
    "negation",
    "universal",
    "mark",
    "degree",
    "vagueadjective",
    "comparator",
    "greeting",
    "everyword",
    "aper",
)


@dataclass(frozen=True)
class Verb:
    """A verb of the sentence, one word or a phrase (set up), with its classes."""

    start: int
    end: int
    classes: frozenset[str]
    known: bool = True
    """False when only its place says that it is a verb."""

    def isa(self, *names: str) -> bool:
        """Whether the verb has one of these classes."""
        return not self.classes.isdisjoint(names)


@dataclass(frozen=True)
class Clause:
    """A sentence taken apart."""

    sentence: Sentence
    verb: Verb | None
    when: When
    quantities: tuple[Quantity, ...]
    abstains: bool
    """Do not, never, stop: the act is leaving something be."""

    @cached_property
    def masked(self) -> frozenset[int]:
        """The words that speak of time."""
        return self.when.masked()

    @property
    def body(self) -> range:
        """Where the verb's object and the rest stand."""
        return range(self.verb.end if self.verb else self.sentence.begin, len(self.sentence))

    def word(self, at: int) -> Word:
        """Give a word by its place."""
        return self.sentence.words[at]

    def content(self, at: int) -> bool:
        """Tell whether a word says something by itself: no small word, no comparison, no time word."""
        word = self.word(at)
        if at in self.masked or word.isa("numeric", *_SMALL):
            return False
        return not (
            self.sentence.joined[at]
            & {"degree", "preposition", "vagueadjective", "opening", "comparator", "conjunction"}
        )

    def contents(self) -> Iterator[int]:
        """Yield the places of the words after the verb that say something."""
        return (at for at in self.body if self.content(at))

    def vague(self, at: int) -> bool:
        """Tell whether a word does not say which: project, skills, success."""
        return self.sentence.isa(at, "vaguenoun", "general", "skill")

    def has(self, *names: str) -> bool:
        """Tell whether any word of the sentence, from its beginning on, has one of these classes."""
        return any(self.word(at).isa(*names) for at in range(self.sentence.begin, len(self.sentence)))


def _longest(sentence: Sentence, at: int) -> tuple[int, frozenset[str]]:
    """Find the longest verb phrase that starts here, and its classes."""
    end, classes = at + 1, set(sentence.words[at].classes & set(VERBS))
    for hit in sentence.hits:
        if (
            hit.start == at
            and hit.group.startswith("=")
            and hit.group[1:] in VERBS
            and hit.end >= end
            and hit.end <= len(sentence)
        ):
            if hit.end > end:
                end, classes = hit.end, set()
            classes.add(hit.group[1:])
    return end, frozenset(classes)


def _noun_phrase(sentence: Sentence, at: int) -> bool:
    """Tell whether a noun stands where a verb might: "build time under 10 minutes"."""
    verb_end, classes = _longest(sentence, at)
    nouns = [
        h
        for h in sentence.hits
        if h.start == at
        and h.group in ("=metric", "=skill", "=eventnoun", "=vaguenoun", "=unit", "=artefact")
        and h.end > max(at + 1, verb_end)
    ]
    if nouns:
        return not classes & {"state"}
    word = sentence.words[at]
    following = sentence.words[at + 1] if at + 1 < len(sentence) else None
    if following is not None and following.token.glued and following.isa("direction"):
        return True  # stand-up, check-in
    if following is not None and following.token.glued and verb_end == at + 1 and not word.isa("verbprefix"):
        return True  # meeting-free
    if following is not None and word.isa("objectverb") and following.isa("preposition"):
        return True  # phone out of the bedroom
    if following is None or not word.isa("metric", "unit", "vaguenoun", "skill", "artefact", "eventnoun", "timeunit"):
        return False
    return following.isa("comparator", "auxiliary") or (following.isa("preposition") and word.isa("plural"))


def _guess(sentence: Sentence, at: int) -> bool:
    """Tell whether an unknown first word is likely a verb: something definite or counted follows it."""
    word = sentence.words[at]
    if word.classes or word.text.endswith(_NOUN_ENDINGS) or at + 1 >= len(sentence):
        return False
    following = sentence.words[at + 1]
    return (
        following.isa("definite", "indefinite", "universal", "n")
        or following.token.possessive
        or following.isa("degree")
    )


def _lead(sentence: Sentence, timed: frozenset[int]) -> int:
    """Skip what stands before the verb: "By June,", "Before coffee,", "Never", "I will"."""
    at, size = sentence.begin, len(sentence)
    first = sentence.words[at] if at < size else None
    if first is not None and (first.isa("preposition") or at in timed or first.isa("cuestart")):
        for comma in range(at, size):
            if sentence.words[comma].text in (",", ":") and comma + 1 < size:
                at = comma + 1
                break
    openings = {hit.start: hit.end for hit in sentence.hits if hit.group == "=opening"}
    while at < size:
        word = sentence.words[at]
        if at in openings and openings[at] < size and not _longest(sentence, at)[1]:
            at = openings[at]
        elif (
            at in timed
            or word.isa("mark", "negation", "auxiliary", "greeting")
            or word.text
            in (
                "really",
                "finally",
                "just",
                "also",
                "only",
                "actively",
                "to",
                "i",
                "we",
                "always",
                "then",
                "consistently",
                "regularly",
                "first",
            )
        ):
            at += 1
        else:
            break
    return at


def _timed(sentence: Sentence) -> frozenset[int]:
    found = when(sentence, None)
    return frozenset(at for hit in found.fixed + found.cadence for at in range(hit.start, hit.end))


def _happens(sentence: Sentence, at: int) -> bool:
    """Tell whether something is held or gets done: have a talk with Ingrid, have my teeth checked."""
    if at + 1 >= len(sentence) or sentence.words[at + 1].isa("degree", "negation", "none"):
        return False
    for here in range(at + 1, min(at + 7, len(sentence))):
        word = sentence.words[here]
        following = sentence.words[here + 1] if here + 1 < len(sentence) else None
        if word.isa("past") and here > at + 2:
            return word.isa("deliver", "act")
        if sentence.isa(here, "talking") and (following is None or following.isa("preposition", "mark", "conjunction")):
            return following is not None and following.text in ("with", "at", "in", "over", "on", "to")
        if word.isa("preposition", "mark", "conjunction"):
            return False
    return False


def _fetched(sentence: Sentence, at: int) -> bool:
    """Tell whether a plain thing is got: a flu shot, a library card (but not a raise, nor a better life)."""
    if at + 2 >= len(sentence) or not sentence.words[at + 1].isa("indefinite"):
        return False
    for here in range(at + 2, min(at + 6, len(sentence))):
        word = sentence.words[here]
        if word.isa("preposition", "mark", "conjunction"):
            break
        if sentence.isa(
            here, "outcomenoun", "general", "skill", "vagueadjective", "degree", "decided", "metric", "role", "n"
        ):
            return False
    return True


def verb_at(sentence: Sentence, at: int) -> Verb | None:
    """Read a verb at this place, if there is one."""
    if at >= len(sentence):
        return None
    word = sentence.words[at]
    if word.isa("mark", "n"):
        return None
    end, classes = _longest(sentence, at)
    if word.isa("ing") and at + 1 == len(sentence) and at == sentence.begin:
        return None  # "Coding" names a topic
    if (word.isa("haveverb") and _happens(sentence, at)) or (word.isa("getverb") and end == at + 1 and _fetched(sentence, at)):
        return Verb(at, at + 1, frozenset({"deliver", "act", "holding", "happens"}))
    if classes and not _noun_phrase(sentence, at):
        if word.isa("plural", "past", "third") and not word.isa("ing") and end == at + 1:
            return None
        return Verb(at, end, classes)
    return Verb(at, at + 1, frozenset({"deliver"}), known=False) if not classes and _guess(sentence, at) else None


def clause(sentence: Sentence) -> Clause:
    """Take a sentence apart."""
    lead = _lead(sentence, _timed(sentence))
    verb = verb_at(sentence, lead)
    abstains = any(word.isa("negation") for word in sentence.words[sentence.begin : lead])
    if verb is not None and verb.isa("abstainverb") and verb.start + 1 < len(sentence):
        abstains = True
    times = when(sentence, verb.start if verb else None)
    return Clause(sentence, verb, times, quantities(sentence, times), abstains)
