"""An act told of a team: "The nurses on ward 4 check …" and "They will …" are read like "Check …".

Who it is told of is taken off, as "we will" is, if it is a team or people with a task, and if what follows agrees with
it and is an act. So neither "Customers love us" nor "The award goes to us" is taken for one. "Two of us" and "my sister
and I" are taken off in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.coach.lexicon import Lexicon
    from bot.coach.parse import Word

FARTHEST = 12
"""Words and marks of a subject, or before it."""
LONGEST_US = 7
"""Words of a subject that one belongs to oneself."""
_ACTS = ("deliver", "act", "holding", "abstainverb")
_NO_ACTS = ("state", "grasp", "improve", "rival")
"""Verbs that are read so only of what one does oneself: the team feels safe is no goal of anybody's."""
_NOUNS = ("vaguenoun", "artefact", "eventnoun", "unit", "metric", "role", "skill")
_FOLLOWING = ("definite", "indefinite", "universal", "n", "possessive", "degree")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A sentence without whom it is told of."""

    words: list[Word]
    """With the act as it would be said of oneself: checks, check."""
    begin: int = 0
    """Where the act stands; 0 if nobody is told of."""
    others: bool = False
    """One is not among them: the crew, they (but not our crew)."""


def predicate(words: list[Word], lexicon: Lexicon) -> Predicate:
    """Take off whom an act is told of."""
    telling = _Telling(words, lexicon)
    for start in telling.starts():
        for head in telling.heads(start):
            at = telling.act(head)
            if at is not None and not (telling.one(head) and any(word.isa("own") for word in words[start:head])):
                begin = next((here for here in range(head + 1, at) if words[here].isa("negation")), at)
                base = telling.base(at)
                verb = words[at] if base == words[at].text else words[at].respelled(base, lexicon)
                ours = any(telling.isa(here, "us", "ourselves") for here in range(start, at))
                return Predicate([*words[:at], verb, *words[at + 1 :]], begin, others=not ours)
    return Predicate(words)


@dataclass(frozen=True, slots=True)
class _Telling:
    words: list[Word]
    lexicon: Lexicon

    def isa(self, at: int, *names: str) -> bool:
        """Tell whether a word is in one of the sets that tell whether somebody is told of."""
        return at < len(self.words) and any(self.words[at].text in self.lexicon.telling[name] for name in names)

    def starts(self) -> Iterator[int]:
        """Yield where a subject may begin: at once, or after a time (from May on, the crew …)."""
        first = self.words[0]
        if first.isa("preposition") or self.isa(0, "next"):
            near = range(1, min(FARTHEST, len(self.words)))
            yield from (at for at in near if self._begins_there(at))
        elif self._led(0) or self._many(0) or self.isa(0, "they", "everyone", "bare", "team") or self._ours(0):
            yield 0

    def _begins_there(self, at: int) -> bool:
        of_us = at + 2 < len(self.words) and self.words[at + 1].isa("ofword") and self.isa(at + 2, "ourselves")
        return of_us or self.words[at].isa("definite") or self.isa(at, "they")

    def _led(self, at: int) -> bool:
        return self.words[at].isa("definite", "universal", "n")

    def heads(self, start: int) -> Iterator[int]:
        """Yield the words that may name who acts: the box *office*, the *nurses* on ward 4."""
        led = self._led(start)
        if ours := self._ours(start):
            yield ours
            return
        if self.isa(start, "they", "everyone"):
            yield start
            return
        for at in range(start, min(start + 7 if led else start + 3, len(self.words))):
            word = self.words[at]
            if word.isa("mark", "auxiliary", "pronoun", "preposition") and not self.isa(at, "bare"):
                return
            if self._names(at, led=led) and not word.token.possessive:
                yield at

    def _ours(self, start: int) -> int:
        """Return the last word of a subject that one belongs to: two of *us*, Ana and *I*, me and *Tom*; 0 if none."""
        if self.isa(start, "ourselves") and start + 2 < len(self.words) and self.words[start + 1].isa("joiner"):
            return start + 2 + (self.words[start + 2].isa("definite") and start + 3 < len(self.words))
        for at in range(start + 2, min(start + LONGEST_US, len(self.words))):
            before = self.words[at - 1]
            if before.isa("auxiliary", "preposition", "mark") and not before.isa("ofword") and before.text != ",":
                break
            if self.isa(at, "ourselves") and before.isa("ofword", "joiner"):
                return at
        return 0

    def _names(self, at: int, *, led: bool) -> bool:
        """Tell whether a word names a team, or people with a task."""
        word = self.words[at]
        if self.isa(at, "outsiders"):
            return False
        if self.isa(at, "team", "people") or (self.isa(at, "bare") and not led):
            return True
        if word.isa("role") or f"{word.text}s" in self.lexicon.telling["people"]:
            return led or self._many(at)
        return led and not word.classes and word.text.endswith(self.lexicon.shapes["doer"]) and self._many(at)

    def one(self, at: int) -> bool:
        """Tell whether it is one person."""
        return self.words[at].isa("role") and not self._many(at) and not self.isa(at, "team", "people")

    def act(self, head: int) -> int | None:
        """Return where the act stands: at once, or after where they are, that they will, and how."""
        at, size = head + 1, min(head + FARTHEST, len(self.words))
        if at < size and self.words[at].isa("preposition"):
            at = next((here for here in range(at + 2, size) if self._begins(here, head)), size)
        while at < size:
            if self._acts(at, head):
                return at
            if not (self.isa(at, "will") or self.words[at].isa("negation", "wishadverb") or self._how(at)):
                return None
            at += 1
        return None

    def _begins(self, at: int, head: int) -> bool:
        return self.isa(at, "will") or self._acts(at, head)

    def _how(self, at: int) -> bool:
        word = self.words[at]
        return "adverb" in word.shape and not word.classes

    def _acts(self, at: int, head: int) -> bool:
        """Tell whether a word is an act that agrees with who does it, and is done to something."""
        word, base = self.words[at], self.base(at)
        ours, classes = self.isa(head, "ourselves") or self._ours(0) == head > 0, self.lexicon.classes(base)
        verbal = not classes.isdisjoint((*_ACTS, *_NO_ACTS) if ours else _ACTS)
        if not verbal or (not ours and not classes.isdisjoint(_NO_ACTS)) or word.isa("n", "past", "preposition"):
            return False
        if word.isa("ing") or (
            self.isa(at, "will") and self.words[at + 1 : at + 2] and self.words[at + 1].isa("toword")
        ):
            return False  # are going to
        will = self.isa(at - 1, "will") or (at > head + 1 and self.words[at - 1].isa("negation"))
        if not will and (base == word.text) != (self.isa(head, "they") or self._several(head, ours=ours)):
            return False
        noun = not classes.isdisjoint(_NOUNS) and not will and not ours and not self.isa(head, "they")
        return self._done_to(at, base) and (not noun or self.words[at + 1].isa(*_FOLLOWING))

    def _done_to(self, at: int, base: str) -> bool:
        """Tell whether what follows is what is done to something, and no part of a name: the fire crew."""
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        if following is None or self._how(at + 1) or self.isa(at + 1, "me"):
            return False
        if base in self.lexicon.telling["happening"] and following.isa("preposition", "mark"):
            return False
        ends = at + 2 >= len(self.words) or self.words[at + 2].isa("preposition", "mark")
        return not (ends and self.isa(at + 1, "team"))

    def base(self, at: int) -> str:
        """Return a verb as it is said of oneself: checks, check."""
        text = self.words[at].text
        base = self.lexicon.bases.get(text, text)
        return base if text.endswith("s") and len(base) < len(text) else text

    def _several(self, head: int, *, ours: bool) -> bool:
        """Tell whether they are more than one: both of us (but each of us)."""
        return not self.isa(head - 2, "single") if ours else self._many(head)

    def _many(self, at: int) -> bool:
        """Tell whether it is more than one: the nurses (but the crew)."""
        word = self.words[at]
        if self.isa(at, "bare"):
            return False
        return self.isa(at, "people") or word.isa("plural") or (not word.classes and "plural" in word.shape)
