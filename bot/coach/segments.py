"""The parts of a sentence after its verb, cut at prepositions, and whether it asks for no certain amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.coach.clause import Clause

Segment = tuple[int, int, str]
"""From and to (not included) among the words, and the preposition before it ("" for the direct object)."""


def segments(clause: Clause) -> list[Segment]:
    """Cut what stands after the verb at prepositions and commas."""
    found: list[Segment] = []
    start, lead = clause.body.start, ""
    for at in clause.body:
        word = clause.word(at)
        cut = at not in clause.masked and (
            word.isa("preposition", "mark", "conjunction") and not word.isa("comparator")
        )
        if cut:
            found.append((start, at, lead))
            start, lead = at + 1, word.text
    found.append((start, clause.body.stop, lead))
    # Without a direct object, the first preposition belongs to the verb: invest in Bitcoin, move to Berlin.
    full = [segment for segment in found if any(clause.content(at) for at in range(segment[0], segment[1]))]
    if full and full[0][2] and not clause.word(full[0][0] - 1).isa("meansprep") and full[0] is not found[0]:
        first = full[0]
        if not any(clause.word(at).isa("pronoun", "n") for at in range(clause.body.start, first[0])):
            full[0] = (first[0], first[1], "")
    return full


def lacks_article(clause: Clause) -> bool:
    """Tell whether the verb acts on a single thing of which only the article was left out: launch newsletter."""
    verb = clause.verb
    if verb is None or not verb.isa("deliver") or verb.end >= len(clause.sentence):
        return False
    thing = clause.word(verb.end)
    after = clause.word(verb.end + 1) if verb.end + 1 < len(clause.sentence) else None
    ends = after is None or verb.end + 1 in clause.masked or after.isa("mark", "preposition", "conjunction")
    single = not thing.isa("plural", "openended", "general", "skill", "uncountable") and thing.shape != {"plural"}
    return ends and single and thing.isa("artefact") and clause.content(verb.end)


def vague_degree(clause: Clause) -> bool:
    """Tell whether the sentence asks for "more", "better" or "regularly", and so for no certain amount."""
    sentence = clause.sentence
    comparing = {at for hit in sentence.all("=comparator") for at in range(hit.start, min(hit.end, len(sentence)))}
    head = clause.verb.start if clause.verb is not None else sentence.begin
    aims = [at + 1 for at in range(sentence.begin, head) if clause.word(at).text == ","]  # to feel happier, …
    for at in range(max(aims, default=sentence.begin), clause.told):
        word = clause.word(at)
        if not sentence.isa(at, "degree") or word.isa("softdegree") or at in comparing or at in clause.masked:
            continue
        verb = clause.verb
        if verb is not None and verb.start <= at < verb.end:
            continue
        if at and clause.word(at - 1).isa("none"):
            continue  # no more sweets
        if at and clause.word(at - 1).isa("indefinite") and _asks(clause):
            continue  # negotiate a lower rent
        if at and at + 1 < len(sentence) and clause.word(at - 1).isa("definite") and clause.content(at + 1):
            continue  # the lower paddock: which of them
        return True
    return False


def _asks(clause: Clause) -> bool:
    """Tell whether the verb comes to an end whatever the degree: negotiate, ask for."""
    verb = clause.verb
    return verb is not None and verb.isa("deliver") and not verb.isa("state", "rival", "improve", "move", "happens")
