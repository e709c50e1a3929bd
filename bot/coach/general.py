"""Too general: nothing but feelings, virtues, slogans and whole fields of life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coach.leaving import cues
from bot.coach.verdicts import Finding

if TYPE_CHECKING:
    from bot.coach.clause import Clause

_EMPTY_VERBS = ("state", "grasp", "improve", "move", "rival", "reach", "abstainverb")


def too_general(clause: Clause) -> Finding:
    """Tell whether no area of the sentence can be named."""
    sentence = clause.sentence
    everything = (sentence.span(sentence.begin, len(sentence)),) if sentence.begin < len(sentence) else ()
    slogan = {at for hit in sentence.all("slogan") for at in range(hit.start, min(hit.end, len(sentence)))}
    naming = {at for hit in sentence.all("notnumber") for at in range(hit.start, hit.end)} | clause.masked
    numbered = any(word.isa("n", "code") and at not in naming for at, word in enumerate(sentence.words))
    if clause.quantities or numbered:
        return Finding(so=bool(slogan) and _only_slogan(clause), evidence=everything)
    said = [at for at in range(sentence.begin, len(sentence)) if clause.content(at) or at in slogan]
    counted = any(clause.word(at).isa("unit") for hit in clause.when.cadence for at in range(hit.start, hit.end))
    silent = counted or (not said and clause.verb is None)
    if silent or _has_area(clause):
        return Finding(so=False)
    if _whole_life(clause):
        return Finding(so=True, evidence=everything)
    if clause.verb is not None and not _empty(clause):
        return Finding(so=False)
    named = [
        at
        for at in clause.body
        if clause.content(at) and at not in slogan and not _general(clause, at) and not _everywhere(clause, at)
    ]
    trait = len(named) == 1 and _virtue(clause, named[0])
    return Finding(so=trait or not named, evidence=everything)


def _whole_life(clause: Clause) -> bool:
    """Tell whether an act is done to nothing less than oneself or one's life: fix my life, invest in myself."""
    verb = clause.verb
    said = [at for at in clause.body if clause.content(at) or clause.word(at).isa("wholelife")]
    alone = all(clause.sentence.isa(at, "wholelife") for at in said)
    return verb is not None and bool(said) and alone and not verb.isa("abstainverb")


def _has_area(clause: Clause) -> bool:
    """Tell whether leaving, a decision of others or an act to stop already names an area."""
    if any(hit.group != "independence" for hit in cues(clause.sentence)) or clause.has("decided"):
        return True
    stopping = clause.verb is not None and clause.verb.isa("abstainverb")
    return stopping and any(clause.word(at).isa("ing") and clause.word(at).isa("act") for at in clause.body)


def _everywhere(clause: Clause, at: int) -> bool:
    """Tell whether a word only says where one is anyhow: happy in my job, excellent in my field."""
    if not clause.sentence.isa(at, "everywhere") or at - 2 < clause.body.start:
        return False
    before = clause.word(at - 1)
    return before.isa("preposition") or (before.isa("own") and clause.word(at - 2).isa("preposition"))


def _virtue(clause: Clause, at: int) -> bool:
    """Tell whether an unknown word after "be" must be a trait: be tenacious."""
    verb = clause.verb
    if verb is None or not clause.word(verb.start).isa("beverb"):
        return False
    alone = [
        other
        for other in clause.body
        if not clause.word(other).isa("degree", "vagueadjective") and other not in clause.masked
    ]
    return alone == [at] and not clause.word(at).classes


def _only_slogan(clause: Clause) -> bool:
    slogan = {at for hit in clause.sentence.all("slogan") for at in range(hit.start, hit.end)}
    start = clause.verb.end if clause.verb is not None and _empty(clause) else clause.sentence.begin
    return all(at in slogan or not clause.content(at) for at in range(start, len(clause.sentence)))


def _general(clause: Clause, at: int) -> bool:
    if "general" in clause.sentence.joined[at]:
        return True
    if "skill" in clause.sentence.joined[at] or "metric" in clause.sentence.joined[at]:
        return False
    word = clause.word(at)
    return word.isa("general", "trait") and not (word.isa("skill") or word.isa("metric"))


def _empty(clause: Clause) -> bool:
    """Tell whether the verb by itself says nothing of what one would do."""
    verb = clause.verb
    if verb is None:
        return True
    if any(clause.word(at).isa("skill") for at in range(verb.start, verb.end) if verb.end - verb.start == 1):
        return False
    slogan = any(hit.start <= verb.start < hit.end for hit in clause.sentence.all("slogan", "=general"))
    if not verb.known:
        return True
    light = clause.word(verb.start).isa("light") and verb.end == verb.start + 1
    return slogan or light or verb.isa(*_EMPTY_VERBS)
