"""Which words of a goal name no area: feelings, virtues, one's life, and what only describes or surrounds these."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.coach.clause import Clause

_NAMING = ("skill", "metric", "unit", "artefact", "role", "standard", "exam", "eventnoun", "versionsubject", "topic", "pinnedtrait")
_BREAKS = ("preposition", "conjunction", "mark", "auxiliary", "negation")


@dataclass(frozen=True)
class Hollow:
    """What of a clause names no area."""

    clause: Clause

    @cached_property
    def slogan(self) -> frozenset[int]:
        """The words of slogans."""
        sentence = self.clause.sentence
        return frozenset(at for hit in sentence.all("slogan") for at in range(hit.start, min(hit.end, len(sentence))))

    @cached_property
    def felt(self) -> frozenset[int]:
        """The words of clauses about a blank noun: a job *that excites me*, someone *my children can be proud of*."""
        clause, found = self.clause, set()
        for at in range(clause.body.start, len(clause.sentence) - 1):
            after = clause.word(at + 1)
            if clause.sentence.isa(at, "blank") and after.isa("relative") and not self._acts_within(at + 1):
                found.update(range(at + 1, len(clause.sentence)))
                break
        return frozenset(found)

    def names(self, at: int) -> bool:
        """Tell whether a word names an area that one could work on."""
        return (
            self.clause.content(at)
            and at not in self.slogan
            and at not in self.felt
            and not self.empty(at)
            and not self._everywhere(at)
            and not self._describes(at)
            and not self._described(at)
        )

    def empty(self, at: int) -> bool:
        """Tell whether a word is a feeling, a virtue, a slogan or a whole field of life."""
        clause, sentence = self.clause, self.clause.sentence
        if "general" in sentence.joined[at]:
            return True
        if sentence.joined[at] & {"skill", "metric"}:
            return False
        return clause.word(at).isa("general", "trait") and not clause.word(at).isa("skill", "metric")

    def _acts_within(self, start: int) -> bool:
        """Tell whether a clause about a blank noun says something that one does: a job where I write Python."""
        clause = self.clause
        for at in range(start, len(clause.sentence) - 1):
            acting = clause.word(at).isa("plainact") and not clause.word(at - 1).isa("definite", "indefinite")
            if acting and any(clause.content(r) and not self.empty(r) for r in range(at + 1, len(clause.sentence))):
                return True
        return any(clause.sentence.isa(at, *_NAMING) and not self.empty(at) for at in range(start, len(clause.sentence)))

    def _everywhere(self, at: int) -> bool:
        """Tell whether a word only says where one is anyhow: happy in my job, excellent in my field."""
        clause = self.clause
        if not clause.sentence.isa(at, "everywhere"):
            return False
        for before in range(at - 1, max(clause.body.start, at - 4) - 1, -1):
            word = clause.word(before)
            if word.isa("preposition"):
                return before > clause.body.start
            if not (word.isa("own", "definite", "universal") or self.empty(before)):
                return False
        return False

    def _describes(self, at: int) -> bool:
        """Tell whether a word only describes what is empty itself: a more complete person, a quiet life."""
        clause = self.clause
        if clause.sentence.isa(at, *_NAMING):
            return False
        for after in range(at + 1, len(clause.sentence)):
            word = clause.word(after)
            if word.isa(*_BREAKS) or after in clause.masked:
                return False
            if not clause.content(after):
                continue
            if clause.sentence.isa(after, "blank") or self.empty(after):
                return clause.sentence.isa(after, "blank") and self._adjective(at)
            if clause.word(after).classes:
                return False
        return False

    def _adjective(self, at: int) -> bool:
        """Tell whether a word can describe: it is unknown, or has the shape or the place of an adjective."""
        word = self.clause.word(at)
        return not word.classes or "describing" in word.shape or word.isa("past", "general", "trait") or self.clause.word(
            at - 1
        ).isa("degree")

    def _described(self, at: int) -> bool:
        """Tell whether a blank noun says nothing, for all that is said of it is empty: a job I love, better days."""
        clause = self.clause
        if not clause.sentence.isa(at, "blank"):
            return False
        if at + 1 in self.felt:
            return True
        for before in range(at - 1, clause.body.start - 1, -1):
            word = clause.word(before)
            if word.isa(*_BREAKS):
                return False
            if self.empty(before) or word.isa("degree") or before in self.slogan or (
                clause.content(before) and self._describes(before)
            ):
                return True
            if clause.content(before):
                return False
        return False
