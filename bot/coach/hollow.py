"""Which words of a goal name no area: feelings, virtues, one's life, and what only describes or surrounds these."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.coach.clause import Clause

_NAMING = (
    "skill",
    "metric",
    "unit",
    "artefact",
    "role",
    "standard",
    "exam",
    "eventnoun",
    "versionsubject",
    "pinnedtrait",
)
_BEING = frozenset(
    [
        "grasp",
        "state",
        "improve",
        "move",
        "rival",
        "ing",
        "third",
        "past",
        "beverb",
        "becoming",
        "becomingverb",
        "venturing",
        "noend",
    ]
)
"""Classes of verbs that say no more than be, become or grow."""
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
        """The words of clauses that only feel: a job *that excites me*, the leader *I was born to be*."""
        body = self.clause.body
        first = body.start - (self.clause.verb is not None)  # "do what I love": the verb may have taken the "what"
        begin = next((at for at in range(first, body.stop) if self._feels(at)), body.stop)
        return frozenset(range(begin, body.stop))

    def _feels(self, at: int) -> bool:
        """Tell whether a clause that only feels begins here."""
        sentence, word = self.clause.sentence, self.clause.word(at)
        begins = word.isa("whword") or any(hit.start == at for hit in sentence.all("=comparing"))
        if not begins and word.isa("relative") and at > self.clause.body.start:
            all_of_mine = word.isa("own") and sentence.isa(at - 1, "universal")  # all my exams
            begins = sentence.isa(at - 1, "blank", "feltperson") or (self.empty(at - 1) and not all_of_mine)
        return begins and at + 1 < len(sentence) and not self._acts_within(at)

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
            and not self._whose(at)
            and not self.in_passing(at)
            and not self._says_as_little(at)
        )

    def _says_as_little(self, at: int) -> bool:
        """Tell whether a further act is done to nothing that names an area: … and drive excellence."""
        clause = self.clause
        joined = at > clause.body.start and clause.word(at - 1).isa("joiner", "mark")
        if not joined or not clause.word(at).isa("light", "improve") or clause.sentence.isa(at, "skill", "plainact"):
            return False
        first = next(clause.contents(at + 1), None)
        return first is not None and self.empty(first)

    def empty(self, at: int) -> bool:
        """Tell whether a word is a feeling, a virtue, a slogan or a whole field of life."""
        clause, sentence = self.clause, self.clause.sentence
        if sentence.isa(at, "pinnedtrait") or sentence.joined[at] & {"artefact", "eventnoun"}:
            return False  # the warm-up is not warm
        if "general" in sentence.joined[at] or self._comes_again(at):
            return True
        if sentence.isa(at, "skill", "metric"):
            return False
        return clause.word(at).isa("general", "trait") or self._merely_is(at)

    def _comes_again(self, at: int) -> bool:
        """Tell whether a word only says that something returns: my spark back (but not my back, a stronger back)."""
        before = self.clause.word(at - 1)
        return self.clause.word(at).isa("particle") and (
            before.isa("general") and not before.isa("vagueadjective", "degree")
        )

    def _merely_is(self, at: int) -> bool:
        """Tell whether a further verb says no more than be or grow: keep evolving, all I can be."""
        word, joined = self.clause.word(at), self.clause.sentence.joined[at]
        phrase = "grasp" in joined and not joined & {"deliver", "act", "skill"}
        return phrase or (word.isa("ing", "beverb") and word.classes <= _BEING)

    def _whose(self, at: int) -> bool:
        """Tell whether people are only those whose it is: the respect of my peers, our customers' expectations."""
        if not self.clause.sentence.isa(at, "person", "nowhere", "blank"):
            return False
        after = at + 1
        if self.clause.word(at).token.possessive and after < len(self.clause.sentence):
            return self.empty(after)
        before = at - 1
        while before > self.clause.body.start and self.clause.word(before).isa("definite", "own"):
            before -= 1
        return (
            before >= self.clause.body.start
            and self.clause.word(before).isa("whoseword")
            and self.clause.word(before).isa("preposition")
        )

    def in_passing(self, at: int) -> bool:
        """Tell whether a word only says how, when or with what: wisely, now, in Python 3."""
        word, before = self.clause.word(at), self.clause.word(at - 1)
        if word.isa("versionsubject") and at > self.clause.body.start and before.isa("preposition", "usingword"):
            return at + 1 < len(self.clause.sentence) and self.clause.word(at + 1).isa("numeric")
        if word.isa("participle", "past") and at > self.clause.body.start:
            return self.empty(at - 1)
        return word.isa("today") or ("adverb" in word.shape and not word.classes and self.clause.verb is not None)

    def _acts_within(self, start: int) -> bool:
        """Tell whether a clause about a blank noun says something that one does: a job where I write Python."""
        clause = self.clause
        start += clause.word(start).isa("definite")  # someone my children can be proud of
        for at in range(start, len(clause.sentence) - 1):
            acting = clause.word(at).isa("plainact") and not clause.word(at - 1).isa("definite", "indefinite")
            if acting and any(clause.content(r) and not self.empty(r) for r in range(at + 1, len(clause.sentence))):
                return True
        rest = range(start + 1, len(clause.sentence))
        return any(clause.sentence.isa(at, *_NAMING) and not self.empty(at) and not self.in_passing(at) for at in rest)

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
        """Tell whether a word can describe: it has the meaning, the shape or the place of an adjective."""
        word, before = self.clause.word(at), self.clause.word(at - 1)
        unknown = not word.classes and before.isa("indefinite")  # a bright future
        return unknown or "describing" in word.shape or word.isa("past", "general", "trait") or before.isa("degree")

    def _described(self, at: int) -> bool:
        """Tell whether a blank noun says nothing, for all that is said of it is empty: a job I love, better days."""
        clause = self.clause
        if clause.sentence.isa(at, "blank", "feltperson") and at + 1 in self.felt:
            return True
        if not clause.sentence.isa(at, "blank"):
            return False
        for before in range(at - 1, clause.body.start - 1, -1):
            word = clause.word(before)
            if word.isa(*_BREAKS):
                return False
            if (
                self.empty(before)
                or word.isa("degree")
                or before in self.slogan
                or (clause.content(before) and self._describes(before))
            ):
                return True
            if clause.content(before):
                return False
        return False
