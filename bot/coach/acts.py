"""Action-based: an act that one could watch, or see delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coach.verbs import Verb, verb_at
from bot.coach.verdicts import Finding

if TYPE_CHECKING:
    from bot.coach.clause import Clause

# Verbs that act only if what they act on is something: make a cake, but not make an impact.
_SOFT = ("improve", "move", "rival", "reach", "state", "grasp")
_DOING = ("deliver", "act", "holding")


def _direct(clause: Clause, start: int) -> list[int]:
    """Give the words of what the verb acts on, up to the first preposition after it."""
    found: list[int] = []
    for at in range(start, len(clause.sentence)):
        if found and clause.word(at).isa("preposition", "mark", "conjunction"):
            break
        if clause.content(at):
            found.append(at)
    return found


def _activity(clause: Clause, found: list[int]) -> bool:
    """Tell whether an activity is all that is said: my soldering (but not the building, our onboarding call)."""
    word = clause.word(found[-1])
    named = clause.sentence.isa(found[-1], "metric", "artefact", "eventnoun", "unit", "vaguenoun")
    return len(found) == 1 and word.isa("ing", *_DOING) and "gerund" in word.shape and not named


def _hollow(clause: Clause, start: int, *, improving: bool = False) -> bool:
    """Tell whether the verb acts on nothing but feelings, virtues and bare skills."""
    found = _direct(clause, start)
    if improving and found and (clause.sentence.isa(found[-1], "skill", "general") or _activity(clause, found)):
        return True
    return all(clause.sentence.isa(at, "general", "skill") for at in found)


def _definite(clause: Clause, start: int) -> bool:
    """Tell whether the verb acts on one certain thing (the search page), not on a skill (my skills)."""
    for at in range(start, len(clause.sentence)):
        word = clause.word(at)
        if word.isa("preposition", "mark"):
            return False
        if word.isa("definite") or word.token.possessive:
            rest = []
            for later in range(at, len(clause.sentence)):
                if clause.word(later).isa("preposition", "mark", "conjunction"):
                    break
                if clause.content(later):
                    rest.append(later)
            return bool(rest) and not any(clause.sentence.isa(r, "skill", "general") for r in rest)
    return False


def _metric(clause: Clause, start: int) -> bool:
    """Tell whether a figure is named, unless what is acted on is a feeling (my fear of code reviews)."""
    direct = _direct(clause, start)
    if direct and all(clause.sentence.isa(at, "feeling", "emotion") for at in direct):
        return False
    if direct and clause.word(direct[0]).isa("ing") and not clause.sentence.isa(direct[0], "metric"):
        return False  # get better at handling complaints
    return any(clause.sentence.isa(at, "metric") for at in clause.contents(start))


def _by_doing(clause: Clause) -> Finding | None:
    """Find "by owning the redesign": a means that is an act."""
    for at in range(clause.sentence.begin, len(clause.sentence) - 1):
        if clause.word(at).isa("bycue"):
            tied = at + 2 < len(clause.sentence) and clause.word(at + 2).token.glued  # by role-playing
            first = at + 2 if tied else at + 1
            means, following = verb_at(clause.sentence, first), clause.word(first)
            gerund = "gerund" in following.shape and (following.isa("ing", *_DOING) or not following.classes)
            if gerund and not following.isa("state"):
                soft = means is not None and means.isa("improve", "grasp", "state") and not means.isa("deliver", "act")
                if not soft or (means is not None and not _hollow(clause, means.end)):
                    return Finding(so=True, evidence=(clause.sentence.span(at, min(at + 3, len(clause.sentence))),))
    return None


def _second(clause: Clause) -> Finding | None:
    """Find a further verb after "and", a comma or "I will"."""
    for at in range(clause.body.start, len(clause.sentence) - 1):
        here = clause.word(at)
        after = at + 1
        if not here.isa("joiner", "mark"):
            continue
        while after < len(clause.sentence) and clause.word(after).isa("joiner", "auxiliary", "pronoun"):
            after += 1
        later = verb_at(clause.sentence, after)
        if later is None or not later.known or clause.word(after).isa("plural", "ing"):
            continue
        nominal = clause.word(after).isa("skill", "general", "metric", "vaguenoun", "unit", "artefact", "eventnoun")
        if nominal and (
            later.end >= len(clause.sentence) or not clause.word(later.end).isa("definite", "indefinite", "n")
        ):
            continue
        if _acts(clause, later):
            return Finding(so=True, evidence=(clause.sentence.span(later.start, later.end),))
    return None


def _own_act(clause: Clause) -> Finding | None:
    """Find what one does oneself for what was told without a verb: lights out at ten, *I switch* the router off."""
    for at in range(clause.body.start, len(clause.sentence) - 2):
        if clause.word(at).isa("mark") and clause.word(at + 1).isa("wishsubject"):
            later = verb_at(clause.sentence, at + 2)
            if later is not None and later.known and _acts(clause, later):
                return Finding(so=True, evidence=(clause.sentence.span(later.start, later.end),))
    return None


def _others_decide(clause: Clause, verb: Verb) -> bool:
    if not verb.isa("rival", "state"):
        return False
    if any(clause.sentence.isa(at, "decided") for at in range(verb.end, len(clause.sentence))):
        return True
    if _exam(clause, verb):
        return False
    return any(clause.sentence.isa(at, "outcomenoun") for at in clause.contents(verb.end))


def _soft_acts(clause: Clause, verb: Verb, *, counted: bool) -> bool:
    """Judge a verb that acts only on a figure or on some certain thing."""
    if counted or (_metric(clause, verb.end) and verb.isa("reach", "move", "improve")):
        return True
    if verb.isa("reach") and not verb.isa("deliver", "act"):
        return False
    if verb.end < len(clause.sentence) and clause.word(verb.end).isa("asword"):
        return False  # grow as a product owner
    if verb.isa("move"):
        return _moves(clause, verb)
    if verb.isa("improve"):
        return _improves_a_thing(clause, verb)
    performs = verb.isa("grasp") and verb.isa("deliver") and not _hollow(clause, verb.end)  # a sonata (but not well)
    return performs or (verb.isa("rival") and _gets_a_thing(clause, verb))


def _moves(clause: Clause, verb: Verb) -> bool:
    alone = verb.end >= len(clause.sentence) or verb.end in clause.masked
    if alone and verb.isa("act"):
        return True  # shave every morning
    return not _hollow(clause, verb.end, improving=verb.isa("improve"))


def _improves_a_thing(clause: Clause, verb: Verb) -> bool:
    if verb.isa(*_DOING):
        return not _hollow(clause, verb.end)
    said = _direct(clause, verb.end)
    endless = bool(said) and clause.word(said[-1]).isa("openended")  # strengthen our brand
    return not _hollow(clause, verb.end, improving=True) and (
        (_definite(clause, verb.end) and not endless)
        or any(
            clause.sentence.isa(at, "artefact") and not clause.sentence.isa(at, "skill")
            for at in clause.contents(verb.end)
        )
    )


def _exam(clause: Clause, verb: Verb) -> bool:
    return any(clause.sentence.isa(at, "exam") for at in range(verb.end, len(clause.sentence)))


def _gets_a_thing(clause: Clause, verb: Verb) -> bool:
    if _exam(clause, verb) or (verb.isa("deliver", "act") and not _hollow(clause, verb.end)):
        return True
    return clause.word(verb.start).isa("findverb") and _concrete(clause, verb.end)


def _concrete(clause: Clause, start: int) -> bool:
    found = list(clause.contents(start))
    return bool(found) and not any(clause.sentence.isa(at, "general", "skill") for at in found)


def _acts(clause: Clause, verb: Verb) -> bool:
    counted = any(quantity.at >= verb.end for quantity in clause.quantities) or clause.counts_each_time()
    first, single = clause.word(verb.start), verb.is_single
    if first.isa("workverb") and clause.sentence.all("seeking"):
        return False
    if _others_decide(clause, verb):
        outcome = any(clause.sentence.isa(at, "outcomenoun") for at in range(verb.end, len(clause.sentence)))
        return counted and first.isa("move") and not outcome
    if verb.isa("grasp") and not verb.isa("deliver", "move", "act") and not (verb.isa("rival") and single):
        return verb.isa("improve") and _soft_acts(clause, verb, counted=counted)
    if first.isa("state") and verb.isa("state") and single:
        return _state_acts(clause, verb, counted=counted)
    return _does(clause, verb, counted=counted)


def _does(clause: Clause, verb: Verb, *, counted: bool) -> bool:
    """Judge a verb that is no state."""
    if verb.isa("state") and not verb.isa("deliver", "act", "move"):
        return False
    if verb.isa("abstainverb"):
        return not _hollow_abstention(clause, verb)
    if verb.isa(*_SOFT):
        return _soft_acts(clause, verb, counted=counted)
    said = _direct(clause, verb.end)
    if said and clause.word(verb.start).isa("light") and verb.is_single:
        return counted or not all(clause.word(at).isa("general") for at in said)
    guessed = not verb.known and _hollow(clause, verb.end) and clause.body.stop > verb.end + 1
    return verb.isa(*_DOING) and not guessed


def _state_acts(clause: Clause, verb: Verb, *, counted: bool) -> bool:
    """Judge keep, have and get: an act only when something is kept in place, gets done, or a number is moved."""
    first = clause.word(verb.start)
    if first.isa("keepverb"):
        return counted or not _hollow(clause, verb.end)
    body = range(verb.end, len(clause.sentence))
    done = any(
        (clause.word(at).isa("past") and clause.word(at).isa("deliver")) or clause.word(at).isa("participle")
        for at in body
    )
    if not first.isa("getverb"):
        return first.isa("haveverb") and done
    return done or counted or _exam(clause, verb) or _definite(clause, verb.end) or _metric(clause, verb.end)


def _hollow_abstention(clause: Clause, verb: Verb) -> bool:
    found = list(clause.contents(verb.end))
    return bool(found) and all(clause.sentence.isa(at, "general", "grasp") for at in found)


def _only_named(clause: Clause) -> bool:
    """Tell whether an activity is all there is: Coding (but I'm coding, coding every day)."""
    return len(clause.sentence) == 1 and "gerund" in clause.word(0).shape


def act(clause: Clause) -> Finding:
    """Find the act of a sentence."""
    verb = None if _only_named(clause) else clause.verb
    means = _by_doing(clause)
    if means is not None:
        return means
    if verb is not None and not clause.able:
        if clause.abstains and not verb.isa("grasp", "state"):
            if not (verb.isa("abstainverb") and _hollow_abstention(clause, verb)):
                return Finding(so=True, evidence=(clause.sentence.span(verb.start, verb.end),))
        elif _acts(clause, verb):
            return Finding(so=True, evidence=(clause.sentence.span(verb.start, verb.end),))
    elif verb is None and clause.body.start < len(clause.sentence):
        return _own_act(clause) or Finding(so=False)
    return _second(clause) or Finding(so=False)
