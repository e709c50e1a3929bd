"""The one question about the weakest point, what each verdict lacks, and a draft with blanks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.coach.leaving import cues
from bot.coach.verdicts import Question, Reading

if TYPE_CHECKING:
    from bot.coach.clause import Clause
    from bot.coach.verbs import Verb

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

    def draft(self, key: str, goal: str, *, dated: bool) -> str:
        """Propose a wording that keeps the person's own words, with a blank for the date where it has none."""
        says = self.says["drafts"]
        when, on = ("", "") if dated else (says["when"], says["on"])
        return str(says[key]).format(goal=goal, when=when, on=on)


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
    last = content[-1] + 1
    if last < len(clause.sentence) and clause.word(last).isa("numeric") and last not in clause.masked:
        last += 1  # Java 21
    start, end = clause.sentence.span(content[0], last)
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
    return voice.question(point, _key(point, clause, others=others), why=_own_words(why or ""))


def _key(point: str, clause: Clause, *, others: bool) -> str:
    """Name the wording that fits the point."""
    if point == "action_based":
        return "action_others" if others else "action_based" if clause.verb else "action_noun"
    if point == "scheduled":
        return "scheduled_standing" if _standing(clause) else "scheduled"
    return point


def _standing(clause: Clause) -> bool:
    """Tell whether the act is done again and again, and so has a beginning rather than an end."""
    verb = clause.verb
    if verb is None or clause.sentence.all("cue"):
        return True
    if cues(clause.sentence) or "cutoff" in clause.sentence.joined[verb.start] | clause.word(verb.start).classes:
        return False  # quit smoking, quit my job: once and for all
    return clause.abstains or clause.word(verb.start).isa("keepverb", "answering") or _responds(clause, verb)


def _responds(clause: Clause, verb: Verb) -> bool:
    soon = any(hit.group == "past" and not clause.word(hit.start).isa("lasting") for hit in clause.when.vague)
    return soon and clause.word(verb.start).isa("response")


def _which(voice: Voice, clause: Clause, text: str) -> Question:
    """Ask what exactly is meant."""
    kind = _kind(clause)
    return voice.question("specific", kind, thing=object_words(clause, text) or _own_words(text))


def _kind(clause: Clause) -> str:
    """Tell what is unspecific: a subject, a figure, an activity, an outcome, or anything else."""
    verb = clause.verb
    if any(clause.sentence.isa(at, "metric") for at in clause.contents()):
        return "specific_figure" if verb is None else "specific_metric" if _moves(verb) else "specific_pile"
    if verb is None:
        return "specific_state"
    if any(clause.sentence.isa(at, "decided", "outcomenoun") for at in clause.body):
        return "specific_outcome"
    if verb.isa("state") and not verb.isa("act", "deliver"):
        return "specific_state" if clause.word(verb.start).isa("haveverb", "getverb") else "specific_trait"
    if verb.isa("improve") and any(clause.sentence.isa(at, "skill") for at in clause.contents()):
        return "specific_skill"
    return _kind_of_act(clause, verb)


def _moves(verb: Verb) -> bool:
    return verb.isa("move", "improve", "reach", "rival")


def _kind_of_act(clause: Clause, verb: Verb) -> str:
    said, first = list(clause.contents()), clause.word(verb.start)
    subject = [at for at in said if not clause.word(at).isa("timeunit", "period")]
    for names, kind in ((("learning",), "specific_learn"), (("using",), "specific_use")):
        if subject and first.isa(*names):
            return kind
    if verb.isa("grasp") and not verb.isa("act", "deliver"):
        return "specific_state"
    one = any(clause.word(at).isa("indefinite", "pronoun") for at in clause.body)
    if verb.isa("act") and not one and all(clause.vague(at) or first.isa("take_subject") for at in said):
        return "specific_activity"
    return "specific" if said or one else "specific_bare"


def draft(voice: Voice, reading: Reading, clause: Clause, point: Question | None, *, far: bool) -> str | None:
    """Rewrite the goal with blanks for what is missing, its own words kept."""
    goal = _own_words(reading.text)
    if point is None or point.criterion == "relevant" or not goal:
        return None
    return voice.draft(_wording(reading, clause, far=far), goal, dated=bool(reading.scheduled))


def _wording(reading: Reading, clause: Clause, *, far: bool) -> str:
    if far or reading.too_general:
        return "far" if far else "general"
    if not reading.specific:
        return _kind(clause)
    if not reading.action_based:
        return "action_based" if clause.verb is not None else "action_noun"
    if not reading.measurable:
        return "measurable_more" if comparing_word(clause) else "measurable"
    return "scheduled_standing" if _standing(clause) else "scheduled"
