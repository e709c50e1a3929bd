"""Specific: an object and at least one thing that pins it down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.coach.leaving import cues

if TYPE_CHECKING:
    from bot.coach.clause import Clause
    from bot.coach.patterns import Hit

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
    if full and full[0][2] and full[0][2] not in ("by", "so", "because", "without") and full[0] is not found[0]:
        first = full[0]
        if not any(clause.word(at).isa("pronoun", "n") for at in range(clause.body.start, first[0])):
            full[0] = (first[0], first[1], "")
    return full


def vague_degree(clause: Clause) -> bool:
    """Tell whether the sentence asks for "more", "better" or "regularly", and so for no certain amount."""
    sentence = clause.sentence
    comparing = {at for hit in sentence.all("=comparator") for at in range(hit.start, min(hit.end, len(sentence)))}
    for at in range(sentence.begin, len(sentence)):
        word = clause.word(at)
        degree = word.isa("degree") or "degree" in sentence.joined[at]
        if not degree or word.isa("softdegree") or at in comparing or at in clause.masked:
            continue
        verb = clause.verb
        if verb is not None and verb.start <= at < verb.end:
            continue
        return True
    return False


def _pinned_noun(clause: Clause, segment: Segment) -> bool:
    """Tell whether "the", "my" or a name's 's stands before a noun that says which."""
    start, end, _ = segment
    for at in range(start, end):
        word = clause.word(at)
        if at not in clause.masked and (
            word.isa("definite") or word.token.possessive or (word.isa("universal") and not word.isa("none"))
        ):
            rest = [r for r in range(at + 1 if word.isa("definite", "universal") else at, end) if clause.content(r)]
            if rest and _mover(clause) and clause.sentence.isa(rest[-1], "metric"):
                continue  # "improve our conversion rate": which figure, but not where or how far
            if word.isa("own") and len(rest) == 1 and _only_improves(clause):
                continue  # "improve our onboarding"
            if _pins(clause, rest):
                return True
            # Of one's own things one knows which: my tasks, our budget; but not my life, our costs.
            own = word.isa("own") and bool(rest) and clause.word(rest[-1]).isa("vaguenoun")
            if own and not any(clause.sentence.isa(r, "general", "skill", "metric", "nowhere") for r in rest):
                return True
    return False


def _only_improves(clause: Clause) -> bool:
    verb = clause.verb
    return verb is not None and verb.isa("improve", "move") and not verb.isa("deliver", "act")


def _none_of(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield "no debts", "zero accidents": none at all of a thing pins it."""
    for at in range(clause.sentence.begin, len(clause.sentence) - 1):
        if clause.word(at).isa("none") and at not in clause.masked:
            thing = at + 1
            if (clause.content(thing) and not clause.sentence.isa(thing, "general", "skill")) or clause.word(thing).isa(
                "eventnoun"
            ):
                yield at, thing + 1


def _pins(clause: Clause, rest: list[int]) -> bool:
    """Tell whether these words of one noun phrase say which thing is meant."""
    if not rest:
        return False
    head = rest[-1]
    plain = [at for at in rest if not clause.vague(at)]
    modifiers = [at for at in rest[:-1] if not clause.sentence.isa(at, "general")]
    if clause.word(head).isa("nowhere") and not modifiers:
        return False
    if clause.sentence.isa(head, "skill", "general") and not clause.sentence.isa(head, "artefact", "eventnoun"):
        named = any(not clause.vague(at) for at in modifiers)
        return named and not clause.sentence.isa(head, "skill")
    if clause.sentence.isa(head, "vaguenoun") and not clause.word(head).isa("artefact"):
        return bool(plain) or bool(modifiers) or clause.sentence.isa(head, "person", "exam", "role")
    return bool(plain) or clause.sentence.isa(head, "artefact", "person", "role", "eventnoun")


def _role(clause: Clause) -> bool:
    """Tell whether a role is named that one can hold or not: a senior designer, head of the Lisbon office."""
    verb = clause.verb
    if verb is None or vague_degree(clause):
        return False
    texts = {clause.word(at).text for at in range(clause.sentence.begin, len(clause.sentence))}
    becoming = verb.isa("state") or clause.has("decided")
    if not becoming or not texts & {
        "become",
        "be",
        "promoted",
        "appointed",
        "elected",
        "hired",
        "named",
        "as",
        "becoming",
    }:
        return False
    body = list(clause.body)
    adjective = any(clause.word(at).isa("vagueadjective") and not clause.word(at).isa("rank", "role") for at in body)
    return not adjective and any(
        clause.sentence.isa(at, "role") and not clause.sentence.isa(at, "general") for at in body
    )


def _compound(clause: Clause, segment: Segment) -> bool:
    """Tell whether words stand together that name one thing: dark mode, architecture guild."""
    start, end, _ = segment
    words = [at for at in range(start, end) if clause.content(at)]
    if not words or (clause.vague(words[-1]) and clause.sentence.isa(words[-1], "skill", "general")):
        return False
    article = any(clause.word(at).isa("indefinite") for at in range(start, end))
    named = [at for at in words if not clause.vague(at)]
    if len(words) >= 2:
        plural = clause.word(words[-1]).isa("plural") or _plural(clause, words[-1])
        return bool(named) and not (plural and not article)
    only = clause.word(words[0])
    if only.isa("act") and only.text.endswith("ing") and not only.isa("standard"):
        return False  # go hiking
    if clause.verb is not None and not clause.verb.isa("deliver") and clause.word(start - 1).isa("preposition"):
        return False  # save for retirement
    if (
        clause.vague(words[0])
        or only.isa("versionsubject", "metric", "artefact", "topic", "eventnoun")
        or only.isa("plural")
        or _plural(clause, words[0])
    ):
        return False
    return not article and clause.verb is not None and clause.verb.end < len(clause.sentence)


def _plural(clause: Clause, at: int) -> bool:
    text = clause.word(at).text
    return not clause.word(at).classes and text.endswith("s") and not text.endswith(("ss", "us", "is", "ics"))


def _place_or_person(clause: Clause, segment: Segment) -> bool:
    """Tell whether "in Spain", "with Marta" or "on Etsy" says where or with whom."""
    start, end, lead = segment
    if lead in ("as", "like", "than", "and", "or", ",") or not lead:
        return False
    words = [at for at in range(start, end) if clause.content(at)]
    if not words:
        return False
    if all(_version(clause, at) for at in words):
        return False
    if all(clause.word(at).isa("nowhere") or clause.vague(at) for at in words):
        return False
    return not (clause.word(words[-1]).isa("skill") or clause.sentence.isa(words[-1], "skill"))


def _names(clause: Clause) -> bool:
    """Tell whether a thing is named that one keeps away from, not only an act (procrastinating)."""
    return any(
        (not clause.vague(at) and not clause.word(at).isa("act", "grasp", "versionsubject", "numeric"))
        or (_gives_up(clause) and not clause.sentence.isa(at, "general", "grasp"))
        for at in clause.contents()
    )


def _gives_up(clause: Clause) -> bool:
    """Tell whether a thing is given up for good, and so wholly: sugar, vaping (but not avoided)."""
    verb = clause.verb
    return verb is not None and "cutoff" in clause.sentence.joined[verb.start] | clause.word(verb.start).classes


def _not_at_all(clause: Clause) -> bool:
    """Tell whether a thing is named after "do not" (drink alcohol)."""
    verb = clause.verb
    return (
        verb is not None
        and not verb.isa("abstainverb")
        and any(not clause.sentence.isa(at, "general", "versionsubject") for at in clause.contents())
    )


def _version(clause: Clause, at: int) -> bool:
    """Tell whether a number follows that is only a version: in Python 3."""
    return (
        clause.word(at).isa("versionsubject") and at + 1 < len(clause.sentence) and clause.word(at + 1).isa("numeric")
    )


def cue(clause: Clause) -> list[Hit]:
    """Find a moment of the day that the act is tied to: before coffee, when the alarm rings."""
    return [hit for hit in clause.sentence.all("cue") if hit.start >= clause.sentence.begin]


def _purpose(clause: Clause) -> bool:
    """Tell whether the sentence says what for: to <verb> …, so that …, by …ing."""
    learning = clause.verb is not None and clause.word(clause.verb.start).isa("needs_object")
    for at in range(clause.body.start + (0 if learning else 1), len(clause.sentence) - 1):
        if at in clause.masked:
            continue
        word, following = clause.word(at), clause.word(at + 1)
        if (
            word.text == "to"
            and following.isa("act", "deliver", "move", "improve")
            and not following.isa("vaguenoun", "metric", "unit", "skill", "general", "n", "period")
        ):
            rest = [r for r in range(at + 1, len(clause.sentence)) if clause.content(r)]
            return any(not clause.vague(r) for r in rest[1:])
        if word.isa("bycue") and following.isa("ing", "act") and following.text.endswith("ing"):
            rest = [r for r in range(at + 2, len(clause.sentence)) if clause.content(r)]
            return any(not clause.vague(r) for r in rest)
    return bool(clause.sentence.all("=purpose"))


def pins(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield the places of what pins the goal down."""
    sentence, verb = clause.sentence, clause.verb
    own = [hit for hit in cues(sentence) if hit.group == "leaving" and not _unnamed(clause, hit)]
    yield from ((hit.start, hit.end) for hit in own)
    parts = segments(clause)
    if _role(clause):
        yield next((at, at + 1) for at in clause.body if sentence.isa(at, "role"))
    counted = [quantity for quantity in clause.quantities if not _bare_duration(clause, quantity.at)]
    vague = vague_degree(clause) and not counted
    growing = (verb is not None and verb.isa("improve", "grasp", "state") and not verb.isa("deliver", "act")) or (
        verb is not None and clause.word(verb.start).isa("take_subject")
    )
    if not vague:
        yield from _pins_of_parts(clause, parts, growing=growing)
        if (
            clause.abstains
            and clause.verb is not None
            and (clause.when.cadence or _names(clause) or _not_at_all(clause))
        ):
            yield clause.verb.start, len(sentence)
        if cue(clause) and (verb is not None):
            yield from ((hit.start, hit.end) for hit in cue(clause))
        if _purpose(clause):
            yield (clause.body.start, len(sentence))
        rhythm = [*clause.when.cadence, *(hit for hit in clause.when.fixed if hit.group == "clock")]
        if rhythm and not _generic(clause):
            yield from ((hit.start, hit.end) for hit in rhythm)
        yield from _none_of(clause)
    yield from ((quantity.at, quantity.end) for quantity in counted)


def _unnamed(clause: Clause, hit: Hit) -> bool:
    """Tell whether a business is only "a startup"."""
    words = clause.sentence.words[hit.start : hit.end]
    return any(word.isa("indefinite") for word in words) and not any(word.text == "own" for word in words)


def _pins_of_parts(clause: Clause, parts: list[Segment], *, growing: bool) -> Iterator[tuple[int, int]]:
    verb = clause.verb
    state = verb is not None and verb.isa("state", "grasp") and not verb.isa("deliver", "act", "move", "rival")
    if clause.has("decided"):
        state = False
    first = [at for at in range(parts[0][0], parts[0][1]) if clause.content(at)] if parts else []
    skillful = bool(first) and clause.sentence.isa(first[-1], "skill")
    for index, part in enumerate(parts):
        start, end, lead = part
        direct = not lead
        if (
            (_pinned_noun(clause, part) and not (state and not clause.abstains) and not (growing and skillful))
            or (
                direct
                and not growing
                and not state
                and verb is not None
                and not _mover(clause)
                and _compound(clause, part)
            )
            or (
                index
                and not state
                and not (growing and skillful and verb is not None and verb.isa("improve", "grasp"))
                and _place_or_person(clause, part)
            )
        ):
            yield start, end
    if verb is not None and verb.isa("deliver"):
        numbered = (at for at in clause.body if clause.word(at).isa("edition") and clause.word(at).isa("label"))
        yield from ((at, at + 2) for at in numbered if at + 1 < clause.body.stop and clause.word(at + 1).isa("numeric"))
    standards = [hit for hit in clause.sentence.all("=standard") if hit.start >= clause.body.start]
    for at in clause.body:
        if (
            clause.content(at)
            and clause.sentence.isa(at, "standard")
            and (standards or clause.word(at).isa("standard"))
        ):
            yield at, at + 1


def _mover(clause: Clause) -> bool:
    verb = clause.verb
    return (
        verb is not None
        and verb.isa("move", "improve")
        and any(clause.sentence.isa(at, "metric", "general", "skill") for at in clause.contents())
    )


def _generic(clause: Clause) -> bool:
    """Tell whether the act is so wide that doing it every day still says nothing of what: exercise, study."""
    verb = clause.verb
    if verb is None:
        return True
    wide = verb.isa("generic_activity") or (verb.end == verb.start + 1 and clause.word(verb.start).isa("generic_activity"))
    named_days = any(clause.word(at).isa("weekday", "weekdayplural") for at in clause.masked)
    if named_days and not clause.word(verb.start).isa("needs_object"):
        return False
    return wide and (
        not any(not clause.sentence.isa(at, "general", "vaguenoun") for at in clause.contents())
    )


def _bare_duration(clause: Clause, at: int) -> bool:
    """Tell whether only "for 3 hours" is said of a verb that needs an object: study 3 hours."""
    verb = clause.verb
    quantity = next(q for q in clause.quantities if q.at == at)
    if verb is None or not clause.word(verb.start).isa("needs_object"):
        return False
    timed = quantity.end <= len(clause.sentence) and clause.word(quantity.end - 1).isa("timeunit", "period")
    return timed and not any(not clause.word(a).isa("timeunit", "period") for a in clause.contents())
