"""The one question about the weakest point, its answers to tap and a draft with blanks, and what a verdict lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.coach.causes import without_lead
from bot.coach.families import family, how_much
from bot.coach.segments import lacks_article
from bot.coach.verdicts import Answer, Question, Reading

if TYPE_CHECKING:
    from bot.coach.clause import Clause
    from bot.coach.verbs import Verb

FAR = 365
"""More days than this away, a goal may stay fluid: it needs a day to look again and a first step, not a metric."""
_UNREAD = "scheduled_unread"
"""What is asked about a goal in another tongue, in which a thing to be finished looks like a habit."""
_JOINING = ("with", "in", "for", "from")
"""What joins a blank to a goal, and sounds wrong a second time."""
DISTANT = 3 * 365
"""More days than this away, there is nothing to ask yet."""


@dataclass(frozen=True)
class Voice:
    """The coach's own words in one language."""

    says: Mapping[str, Mapping[str, Any]]

    def lacking(self, key: str, **filled: str) -> str:
        """Say what is missing."""
        return str(self.says["lacking"][key]).format(**filled)

    def answered(self, point: str, goal: str) -> bool:
        """Tell whether `goal` says something about this point that is answer enough: it is not asked again."""
        said = goal.casefold()
        return any(words in said for words in self.says["answered"][point])

    def question(self, point: str, key: str, goal: str, *, dated: bool, **filled: str) -> Question:
        """Ask about `goal`, with answers to tap; their wordings keep its words, and ask for a date if it has none."""
        asked = self.says["questions"][key]
        when = "" if dated else self.says["blanks"]["when"]
        offered = [(label, words) for label, words in asked["answers"] if not _says_twice(words, goal)]
        answers = tuple(_answer(label, words, when) for label, words in offered or asked["answers"])
        wordings = [asked.get("draft", "").replace("{when}", when), *(answer.wording for answer in answers)]
        draft = next((wording for wording in wordings if wording), None)
        return Question(
            point,
            str(asked["text"]).format(goal=goal, **filled),
            answers,
            draft.format(goal=goal) if draft else None,
            counts=bool(asked.get("counts", False)),
        )


def _says_twice(wording: str, goal: str) -> bool:
    """Tell whether a wording goes on with a preposition that the goal has: dinner with my kids, with …."""
    after = wording.removeprefix("{goal}").replace(",", " ").split()[:1]
    return any(word in _JOINING and word in goal.casefold().split() for word in after)


def _answer(label: str, words: str, when: str) -> Answer:
    """Make an answer of what the lexicon says: a wording of the goal, or after a slash any command about it."""
    if words.startswith("/"):
        return Answer(label, call=words[1:])
    return Answer(label, words.replace("{when}", when))


def comparing_word(clause: Clause) -> str | None:
    """Find the "more" or "better" of a sentence, as it was typed."""
    for at in range(clause.sentence.begin, clause.told):
        if clause.word(at).isa("degree") and not clause.word(at).isa("softdegree"):
            return clause.word(at).token.word
    return None


def object_words(clause: Clause, text: str) -> str | None:
    """Give what the verb acts on, as it was typed."""
    content = list(clause.contents())
    if not content or content[-1] - content[0] > 4:
        return None
    last = content[-1] + 1
    while last < len(clause.sentence) and clause.word(last).token.glued:
        last += 1  # a check-in
    if last < len(clause.sentence) and clause.word(last).isa("numeric") and last not in clause.masked:
        last += 1  # Java 21
    first = content[0] - (content[0] > clause.body.start and clause.word(content[0] - 1).text == "the")
    start, end = clause.sentence.span(first, last)
    return text[start:end]


def _own_words(text: str) -> str:
    return text.strip().rstrip(".!?").strip()


def weakest(voice: Voice, reading: Reading, *, far: bool, distant: bool) -> str | None:
    """Name the point to ask about: first what it is, then what one does, then how much, by when, and what for."""
    if reading.too_general:
        return "general"
    order = ("specific", "action_based", "measurable", "scheduled", "relevant")
    lacking = [name for name in order if reading.verdict(name).level in ("missing", "partly")]
    missing = [name for name in lacking if not voice.answered(name, reading.text)]
    if far:
        return "far" if missing and not distant and not voice.answered("far", reading.text) else None
    unsure = "relevant" if reading.relevant.level == "unsure" else None
    return missing[0] if missing else unsure


def ask(
    voice: Voice, reading: Reading, clause: Clause, *, why: str | None, ahead: int | None, others: bool
) -> Question | None:
    """Ask the one question, in the words that fit the goal; ``ahead`` is the days until it is due."""
    days, goal = ahead or 0, _own_words(reading.text)
    point = weakest(voice, reading, far=days > FAR, distant=days > DISTANT)
    if point is None or not goal:
        return None
    return voice.question(
        point,
        _key(point, clause, voice, others=others, once=ahead is not None) if reading.is_judged else _UNREAD,
        goal,
        dated=bool(reading.scheduled),
        thing=object_words(clause, reading.text) or goal,
        word=comparing_word(clause) or "",
        why=without_lead(_own_words(why or "")),
        amount=how_much(clause, reading.text, voice.says),
    )


def _key(point: str, clause: Clause, voice: Voice, *, others: bool, once: bool) -> str:
    """Name the question that fits the point: that of the goal's own family, or one for its kind."""
    return family(clause, point, voice.says) or _plain_key(point, clause, voice, others=others, once=once)


def _plain_key(point: str, clause: Clause, voice: Voice, *, others: bool, once: bool) -> str:
    more = comparing_word(clause) is not None
    if point == "specific":
        abstains = clause.abstains and next(clause.contents(), None) is not None
        kind = "specific_stop" if abstains else _kind(clause, voice, once=once)
        return "measurable_more" if kind == "specific_pile" and more else kind
    if point == "measurable":
        return "measurable_more" if more else "measurable"
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
    if clause.leaving or clause.sentence.isa(verb.start, "cutoff"):
        return False  # quit smoking, quit my job: once and for all
    return clause.abstains or clause.word(verb.start).isa("keepverb", "answering") or _responds(clause, verb)


def _responds(clause: Clause, verb: Verb) -> bool:
    soon = any(hit.group == "past" and not clause.word(hit.start).isa("lasting") for hit in clause.when.vague)
    return soon and clause.word(verb.start).isa("response")


def _kind(clause: Clause, voice: Voice, *, once: bool) -> str:
    """Tell what is unspecific: a subject, a figure, an activity, an outcome, or anything else."""
    verb = clause.verb
    if (figure := _kind_of_figure(clause, verb)) is not None:
        return figure
    if verb is None:
        return "specific_state"
    if any(clause.sentence.isa(at, "decided", "outcomenoun") for at in clause.body):
        return "specific_outcome"
    if verb.isa("state") and not verb.isa("act", "deliver"):
        return "specific_state" if clause.word(verb.start).isa("haveverb", "getverb") else "specific_trait"
    if verb.isa("improve") and any(clause.sentence.isa(at, "skill") for at in clause.contents()):
        return (
            "specific_craft" if any(clause.sentence.isa(at, "craft") for at in clause.contents()) else "specific_skill"
        )
    return _kind_of_act(clause, verb, voice, once=once)


def _kind_of_figure(clause: Clause, verb: Verb | None) -> str | None:
    """Tell what is asked of a figure: where it stands, or of what can be counted, how many; None if there is none."""
    said = [at for at in clause.contents() if clause.sentence.isa(at, "metric")]
    if verb is None:
        typed = any(clause.word(at).text == clause.word(at).token.word for at in said)
        return "specific_figure" if typed else None  # Lohn is no slip of loan
    if not said:
        return None
    if _moves(verb):
        return "specific_metric"
    if any(clause.sentence.isa(at, "owed") for at in said):
        return None
    return "specific_metric" if any(clause.sentence.isa(at, "amountword") for at in said) else "specific_pile"


def _moves(verb: Verb) -> bool:
    return verb.isa("move", "improve", "reach", "rival")


def _kind_of_learning(clause: Clause, subject: list[int], voice: Voice) -> str:
    """Tell what is learnt: for an exam, to do something, or anything else."""
    if any(clause.word(at).isa("exam") for at in subject):
        return "specific_exam"
    to = clause.word(subject[0] - 1).text == voice.says["questions"]["specific_learn_to"]["after"]
    return "specific_learn_to" if to else "specific_learn"


def _kind_of_act(clause: Clause, verb: Verb, voice: Voice, *, once: bool) -> str:
    """Tell what is unspecific about an act; `once` says that it has a day by which it is done."""
    said, first = list(clause.contents()), clause.word(verb.start)
    subject = [at for at in said if not clause.word(at).isa("timeunit", "period")]
    articles = (at for at in clause.body if clause.word(at).isa("indefinite", "pronoun"))
    one = lacks_article(clause) or any(at not in clause.masked for at in articles)
    if subject and first.isa("learning"):
        return _kind_of_learning(clause, subject, voice)
    if subject and (first.isa("using") or clause.sentence.isa(verb.start, "using")) and not one:
        doing = clause.word(subject[0])
        return "specific_activity" if doing.isa("act") and "gerund" in doing.shape else "specific_use"
    if verb.isa("grasp") and not verb.isa("act", "deliver"):
        return "specific_state"
    if not said and once and not clause.when.cadence:
        return "specific_bare"  # vote by Thanksgiving: no habit
    habit = None if one else _kind_of_habit(clause, verb, once=once)
    return habit or ("specific" if said or one else "specific_bare")


def _kind_of_habit(clause: Clause, verb: Verb, *, once: bool) -> str | None:
    """Tell whether it is asked how an act is done each time, or how often; None where it is done once."""
    said, first = list(clause.contents()), clause.word(verb.start)
    if clause.when.cadence and verb.isa("act", "holding"):
        return "specific_rhythm"
    compared = comparing_word(clause) is not None  # scroll less in bed
    if verb.isa("act") and (compared or all(clause.vague(at) or first.isa("take_subject") for at in said)):
        return "specific_activity"
    # Visit museums, write postmortems: none of them has a name.
    return "specific_activity" if said and not once and _many(clause, said[0]) else None


def _many(clause: Clause, thing: int) -> bool:
    """Tell whether a verb acts on several of a kind, and not on certain ones."""
    certain = any(clause.word(at).isa("definite", "universal", "n") for at in clause.body)
    return not certain and ("plural" in clause.word(thing).shape or clause.word(thing).isa("plural"))
