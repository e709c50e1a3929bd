"""The one question about the weakest point, what each verdict lacks, and a draft with blanks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.coach.verdicts import Question, Reading

if TYPE_CHECKING:
    from bot.coach.clause import Clause, Verb

FAR = 365
"""More days than this away, a goal may stay fluid: it needs a day to look again and a first step, not a metric."""
DISTANT = 3 * 365
"""More days than this away, there is nothing to ask yet."""


@dataclass(frozen=True)
class Voice:
    """The coach's own words in one language."""

    says: Mapping[str, Mapping[str, Any]]

    def lacking(self, key: str, **filled: str) -> str:
        """Say what is missing."""
        return str(self.says["lacking"][key]).format(**filled)

    def question(self, criterion: str, key: str, **filled: str) -> Question:
        """Ask, with answers to tap."""
        text = str(self.says["questions"][key]).format(**filled)
        return Question(criterion, text, tuple(self.says["answers"].get(key, ())))

    def draft(self, key: str, goal: str) -> str:
        """Propose a wording that keeps the person's own words."""
        return str(self.says["drafts"][key]).format(goal=goal)


def comparing_word(clause: Clause) -> str | None:
    """Find the "more" or "better" of a sentence, as it was typed."""
    for at in range(clause.sentence.begin, len(clause.sentence)):
        if clause.word(at).isa("degree") and not clause.word(at).isa("softdegree"):
            return clause.word(at).token.word
    return None


def object_words(clause: Clause, text: str) -> str | None:
    """Give what the verb acts on, as it was typed."""
    content = list(clause.contents())
    if not content or content[-1] - content[0] > 4:
        return None
    start, end = clause.sentence.span(content[0], content[-1] + 1)
    return text[start:end]


def _own_words(text: str) -> str:
    return text.strip().rstrip(".!?").strip()


def weakest(reading: Reading, *, far: bool, distant: bool) -> str | None:
    """Name the point to ask about: first what it is, then what one does, then how much, by when, and what for."""
    if reading.too_general:
        return "general"
    order = ("specific", "action_based", "measurable", "scheduled", "relevant")
    missing = [name for name in order if reading.verdict(name).level in ("missing", "partly")]
    if far:
        return "far" if missing and not distant else None
    unsure = "relevant" if reading.relevant.level == "unsure" else None
    return missing[0] if missing else unsure


def ask(
    voice: Voice, reading: Reading, clause: Clause, *, why: str | None, ahead: int | None, others: bool
) -> Question | None:
    """Ask the one question, in the words that fit the goal; ``ahead`` is the days until it is due."""
    days = ahead or 0
    point = weakest(reading, far=days > FAR, distant=days > DISTANT)
    if point is None or not _own_words(reading.text):
        return None
    word = comparing_word(clause)
    if point == "far":
        return voice.question("scheduled", "far")
    if point == "general":
        return voice.question("specific", "general")
    if point == "specific":
        return _which(voice, clause, reading.text)
    if point == "measurable" and word:
        return voice.question("measurable", "measurable_more", word=word)
    key = "action_others" if point == "action_based" and others else point
    return voice.question(point, key, why=_own_words(why or ""))


def _which(voice: Voice, clause: Clause, text: str) -> Question:
    """Ask what exactly is meant."""
    kind = _kind(clause)
    return voice.question("specific", kind, thing=object_words(clause, text) or _own_words(text))


def _kind(clause: Clause) -> str:
    """Tell what is unspecific: a subject, a figure, an activity, an outcome, or anything else."""
    verb = clause.verb
    if any(clause.sentence.isa(at, "metric") for at in clause.contents()):
        return "specific_metric"
    if verb is None:
        return "specific"
    if any(clause.sentence.isa(at, "decided", "outcomenoun") for at in clause.body):
        return "specific_outcome"
    skilled = any(clause.sentence.isa(at, "skill") for at in clause.contents())
    if verb.isa("state") and not verb.isa("act", "deliver"):
        return "specific_trait"
    if verb.isa("improve") and skilled:
        return "specific_skill"
    return _kind_of_act(clause, verb)


def _kind_of_act(clause: Clause, verb: Verb) -> str:
    said = list(clause.contents())
    if said and clause.word(verb.start).isa("needs_object", "take_subject"):
        return "specific_learn"
    one = any(clause.word(at).isa("indefinite") for at in clause.body)
    wide = verb.isa("act") and not one and all(clause.vague(at) for at in said)
    return "specific_activity" if wide else "specific"


def draft(voice: Voice, reading: Reading, clause: Clause, point: Question | None, *, far: bool) -> str | None:
    """Rewrite the goal with a blank for each thing that is missing, its own words kept."""
    goal = _own_words(reading.text)
    if point is None or point.criterion == "relevant" or not goal:
        return None
    if far or reading.too_general:
        return voice.draft("far" if far else "general", goal)
    if not reading.specific:
        goal = voice.draft(_kind(clause), goal)
    if not reading.action_based:
        goal = voice.draft("action_based" if clause.verb is not None else "action_noun", goal)
    elif not reading.measurable and reading.specific:
        goal = voice.draft("measurable", goal)
    if not reading.scheduled:
        goal = voice.draft("scheduled", goal)
    return goal
