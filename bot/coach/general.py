"""Too general: nothing but feelings, virtues, slogans and whole fields of life.

Rules tell which clauses name no area; of a whole goal, learnt weights have a say as well (`likeness`;
docs/decisions/0014).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from bot.coach.certain import rid_of
from bot.coach.hollow import Hollow
from bot.coach.likeness import weights
from bot.coach.verdicts import Finding

if TYPE_CHECKING:
    from bot.coach.clause import Clause
    from bot.coach.parse import Sentence
    from bot.coach.verdicts import Span

_EMPTY_VERBS = ("state", "grasp", "improve", "move", "rival", "reach", "abstainverb")


def generalities(clauses: Sequence[Clause], found: Collection[str]) -> list[Finding]:
    """Tell of each clause whether it names no area, by the rules and by what the signs of the whole goal are like."""
    ruled = [too_general(part) for part in clauses]
    said = of_what_is_said(clauses, ruled)
    if not said:
        return ruled
    so, learnt = all(said), weights("general")
    like = learnt.of(found) + (learnt.ruled if so else 0) >= learnt.enough
    if like == so or (like and any(map(_is_certain, clauses))):
        return ruled
    return [Finding(like, _whole(part.sentence) if like else ()) for part in clauses]


def of_what_is_said(clauses: Iterable[Clause], generals: Iterable[Finding]) -> list[Finding]:
    """Return the findings of those clauses that say anything: a goal is too general if all of these are so."""
    pairs = zip(clauses, generals, strict=True)
    return [vague for part, vague in pairs if vague or part.verb or [*part.contents()] or part.has("general")]


def _is_certain(clause: Clause) -> bool:
    """Tell whether something is counted, tied to an hour, left or stopped: never too general, whatever it is like."""
    trait = any(clause.sentence.isa(at, "pinnedtrait") for at in clause.body)
    return _numbered(clause, Hollow(clause)) or _counted(clause) or _has_area(clause) or trait or _behind_an_aim(clause)


def _behind_an_aim(clause: Clause) -> bool:
    """Tell whether an aim stands before the act, and alone makes it like general ones: to feel happier, call Ana."""
    verb, begin = clause.verb, clause.sentence.begin
    if (
        verb is None
        or verb.start == begin
        or not verb.isa("deliver", "act")
        or not clause.word(begin).isa("state", "grasp")
    ):
        return False
    return any(clause.word(at).text == "," for at in range(begin, verb.start))


def _whole(sentence: Sentence) -> tuple[Span, ...]:
    return (sentence.span(sentence.begin, len(sentence)),) if sentence.begin < len(sentence) else ()


def too_general(clause: Clause) -> Finding:
    """Tell whether no area of the sentence can be named."""
    return Finding(so=_names_nothing(clause, Hollow(clause)), evidence=_whole(clause.sentence))


def _names_nothing(clause: Clause, hollow: Hollow) -> bool:
    """Tell whether neither what is done nor what it is done to names an area."""
    if any(hit.start == clause.sentence.begin for hit in clause.sentence.all("openquestion")):
        return True
    if _numbered(clause, hollow):
        return bool(hollow.slogan) and _only_slogan(clause, hollow)
    if _silent(clause, hollow) or _has_area(clause):
        return False
    return _whole_life(clause) or (not _does(clause, hollow) and _is_hollow(clause, hollow))


def _silent(clause: Clause, hollow: Hollow) -> bool:
    """Tell whether nothing is said that could be general: only a date, or a rhythm that counts something."""
    sentence = clause.sentence
    said = any(clause.content(at) or at in hollow.slogan for at in range(sentence.begin, len(sentence)))
    return _counted(clause) or (not said and clause.verb is None)


def _does(clause: Clause, hollow: Hollow) -> bool:
    """Tell whether there is an act that one can watch, whatever it is done to, or one that is done to something."""
    acted_on = any(clause.content(at) or at in hollow.slogan for at in clause.body)
    if acted_on and _plain(clause):
        return True
    return _does_something(clause) and (not acted_on or any(hollow.names(at) for at in clause.body))


def _is_hollow(clause: Clause, hollow: Hollow) -> bool:
    """Tell whether no word names an area, or only in a way that says as little."""
    named = [at for at in clause.body if hollow.names(at)]
    return (
        all(_blank_object(clause, at, hollow) for at in named)
        or _trait(clause, named, hollow)
        or _unknown_act(clause, named)
    )


def _numbered(clause: Clause, hollow: Hollow) -> bool:
    """Tell whether a number counts or names something."""
    sentence = clause.sentence
    naming = {at for hit in sentence.all("notnumber") for at in range(hit.start, hit.end)} | clause.masked
    naming |= {
        at + 1 for at in range(1, len(sentence)) if sentence.words[at].isa("versionsubject") and hollow.in_passing(at)
    }
    numbered = any(word.isa("n", "code") and at not in naming for at, word in enumerate(sentence.words))
    return bool(clause.quantities) or numbered


def _counted(clause: Clause) -> bool:
    """Tell whether a rhythm counts something, or a clock tells when: a photo a day, rise at six."""
    return any(hit.group == "clock" for hit in clause.when.fixed) or clause.counts_each_time()


def _whole_life(clause: Clause) -> bool:
    """Tell whether an act is done to nothing less than oneself or one's life: fix my life, invest in myself."""
    verb = clause.verb
    said = [at for at in clause.body if clause.content(at) or clause.word(at).isa("wholelife")]
    alone = all(clause.sentence.isa(at, "wholelife") for at in said)
    topic = any(clause.word(at).isa("aboutword") for at in clause.body)  # write about happiness
    return verb is not None and bool(said) and alone and not topic and not verb.isa("abstainverb")


def _has_area(clause: Clause) -> bool:
    """Tell whether leaving, a decision of others or an act to stop already names an area."""
    if clause.has("decided") or any(hit.group != "independence" for hit in clause.leaving):
        return True
    if any(_occasion(clause, at) or clause.sentence.isa(at, "elsewhereword") for at in clause.body):
        return True
    if any("talking" in clause.sentence.joined[at] for at in clause.body) or any(True for _ in rid_of(clause)):
        return True
    if clause.verb is not None and not clause.verb.isa("grasp") and _days(clause):
        return True
    return _stops_an_act(clause) or _does_a_task(clause)


def _stops_an_act(clause: Clause) -> bool:
    """Tell whether what is stopped can be watched, is done to somebody, or at an occasion: being late for handover."""
    if clause.verb is None or not clause.word(clause.verb.start).isa("abstainverb"):
        return False
    acts = [at for at in clause.body if clause.word(at).isa("ing") and clause.word(at).isa("act", "deliver")]
    somebody = any(clause.content(at) and not clause.word(at).classes for at in clause.body)
    occasion = any(clause.word(at).isa("eventnoun") for at in clause.contents())
    return occasion or any(clause.word(at).isa("act") for at in acts) or bool(acts and somebody)


def _does_a_task(clause: Clause) -> bool:
    """Tell whether one is to be who does a certain thing: the person who runs the Monday huddle."""
    for at in clause.body:
        if (
            clause.word(at - 1).isa("whodoes")
            and clause.sentence.isa(at, "act", "deliver")
            and at + 1 < len(clause.sentence)
        ):
            return clause.word(at + 1).isa("definite") and any(
                not clause.vague(said) for said in clause.contents(at + 1)
            )
    return False


def _days(clause: Clause) -> bool:
    """Tell whether certain days are what the act is done to: take every Friday off, keep Mondays free."""
    held = [hit for hit in clause.when.cadence if hit.start == clause.body.start]
    return any(clause.word(at).isa("weekday", "weekdayplural") for hit in held for at in range(hit.start, hit.end))


def _occasion(clause: Clause, at: int) -> bool:
    """Tell whether a word names an occasion that comes again and again: calm before exams."""
    return at in clause.masked and clause.word(at).isa("eventnoun") and "plural" in clause.word(at).shape


def _trait(clause: Clause, named: list[int], hollow: Hollow) -> bool:
    """Tell whether unknown words after "be" must be traits: be tenacious, stay alert and curious."""
    verb = clause.verb
    if verb is None or not clause.word(verb.start).isa("beverb"):
        return False
    around = [at for at in clause.body if at not in named and at not in clause.masked]
    bare = all(
        clause.word(at).isa("degree", "vagueadjective", "conjunction", "mark") or hollow.empty(at) for at in around
    )
    return bare and not any(clause.word(at).classes for at in named)


def _blank_object(clause: Clause, at: int, hollow: Hollow) -> bool:
    """Tell whether a blank noun is acted on with nothing but feelings beside it: make the company a success."""
    apart = any(clause.word(before).isa("preposition") for before in range(clause.body.start, at))
    felt = any(hollow.empty(other) or other in hollow.slogan for other in clause.body if other > at)
    bare = clause.sentence.isa(at, "blank", "nowhere", "feltperson") and not clause.sentence.isa(at, "skill")
    return clause.verb is not None and bare and felt and not apart


def _unknown_act(clause: Clause, named: list[int]) -> bool:
    """Tell whether all that is left is a first word, unknown and so likely a verb of change: manifest abundance."""
    first = named[0]
    acting = named == [clause.body.start] and clause.verb is None and not clause.word(first).classes
    return acting and "noun" not in clause.word(first).shape and sum(1 for _ in clause.contents()) > 1


def _only_slogan(clause: Clause, hollow: Hollow) -> bool:
    start = clause.verb.end if clause.verb is not None and not _does_something(clause) else clause.sentence.begin
    return all(at in hollow.slogan or not clause.content(at) for at in range(start, len(clause.sentence)))


def _plain(clause: Clause) -> bool:
    """Tell whether the act can be watched whatever it is done to: write about happiness, track my mood."""
    verb = clause.verb
    if verb is None:
        return False
    if verb.is_single:
        return clause.word(verb.start).isa("plainact")
    return any(hit.start == verb.start and hit.end == verb.end for hit in clause.sentence.all("=plainact"))


def _does_something(clause: Clause) -> bool:
    """Tell whether the verb by itself says what one would do."""
    verb = clause.verb
    if verb is None or not verb.known:
        return False
    if verb.is_single and clause.word(verb.start).isa("skill"):
        return True
    slogan = any(hit.start <= verb.start < hit.end for hit in clause.sentence.all("slogan", "=general"))
    acted_on = any(clause.content(at) or clause.word(at).isa("general") for at in clause.body)
    bare = verb.isa("deliver", "act") and not acted_on  # work less
    light = clause.word(verb.start).isa("light") and verb.is_single and not bare
    return not (slogan or light or verb.isa(*_EMPTY_VERBS))
