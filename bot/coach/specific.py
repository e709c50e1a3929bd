"""Specific: an object and at least one thing that pins it down."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from bot.coach.certain import owed, pins_though_vague, rid_of, told_by_two
from bot.coach.naming import compound, mover, pinned_noun, place_or_person
from bot.coach.naming_numbers import names_one
from bot.coach.others import none_goes
from bot.coach.segments import lacks_article

if TYPE_CHECKING:
    from bot.coach.amounts import Quantity
    from bot.coach.clause import Clause
    from bot.coach.patterns import Hit
    from bot.coach.segments import Segment


def _none_of(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield "no debts", "zero accidents": none at all of a thing pins it."""
    for at in range(clause.sentence.begin, len(clause.sentence) - 1):
        if clause.word(at).isa("none") and at not in clause.masked:
            first = at + 1 + clause.word(at + 1).isa("degree")  # no more snacking
            thing = next(
                (t for t in range(first, len(clause.sentence)) if not clause.word(t).isa("vagueadjective")), at
            )
            if (clause.content(thing) and not clause.sentence.isa(thing, "general", "skill")) or clause.word(thing).isa(
                "eventnoun"
            ):
                yield at, thing + 1


def roles(clause: Clause) -> Iterator[int]:
    """Yield the words that name a role, also by its paper or its rank: a licensed crane operator, head gardener."""
    for at in clause.body:
        papers = clause.word(at - 1).isa("credential", "rank") and clause.content(at) and not clause.vague(at)
        if clause.sentence.isa(at, "role") or (at > clause.body.start and papers):
            yield at


def _role(clause: Clause) -> bool:
    """Tell whether a role is named that one can hold or not: a senior designer, head of the Lisbon office."""
    verb = clause.verb
    if verb is None or clause.vague_degree:
        return False
    if not (clause.has("becoming") or verb.isa("becomes")):
        return False
    later = any(clause.word(at).isa("beverb") for at in clause.body)  # rise through the ranks to become a director
    if not (verb.isa("state") or later or clause.has("decided")):
        return False
    body = list(clause.body)
    adjective = any(clause.word(at).isa("vagueadjective") and not clause.word(at).isa("rank", "role") for at in body)
    return not adjective and any(not clause.sentence.isa(at, "general") for at in roles(clause))


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
    return verb is not None and clause.sentence.isa(verb.start, "cutoff")


def _not_at_all(clause: Clause) -> bool:
    """Tell whether a thing is named after "do not" (drink alcohol)."""
    verb = clause.verb
    return (
        verb is not None
        and not verb.isa("abstainverb")
        and any(not clause.sentence.isa(at, "general", "versionsubject") for at in clause.contents())
    )


def cues(clause: Clause) -> list[Hit]:
    """Find the moments of the day that the act is tied to: before coffee, when the alarm rings (but before I am 70)."""
    days = {hit.start for hit in clause.when.fixed if hit.group == "date"}
    found = (hit for hit in clause.sentence.all("cue") if hit.start >= clause.sentence.begin)
    return [hit for hit in found if days.isdisjoint(range(hit.start, hit.end))]


def _purpose(clause: Clause) -> bool:
    """Tell whether the sentence says what for: to <verb> …, so that …, by …ing."""
    learning = clause.verb is not None and clause.word(clause.verb.start).isa("needs_object")
    for at in range(clause.body.start + (0 if learning else 1), len(clause.sentence) - 1):
        if at in clause.masked:
            continue
        word, following = clause.word(at), clause.word(at + 1)
        if (
            word.isa("toword")
            and following.isa("act", "deliver", "move", "improve")
            and not following.isa("vaguenoun", "metric", "unit", "skill", "general", "n", "period")
        ):
            return any(not clause.vague(r) for r in islice(clause.contents(at + 1), 1, None))
        if word.isa("bycue") and following.isa("ing", "act") and "gerund" in following.shape:
            return any(not clause.vague(r) for r in clause.contents(at + 2))
    return any(hit.start >= clause.body.start for hit in clause.sentence.all("=purpose"))


def pins(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield the places of what pins the goal down."""
    sentence = clause.sentence
    own = [hit for hit in clause.leaving if hit.group == "leaving" and not _unnamed(clause, hit)]
    yield from ((hit.start, hit.end) for hit in own)
    parts = clause.parts
    if _role(clause):
        yield next((at, at + 1) for at in roles(clause))
    counted = [quantity for quantity in clause.quantities if not _bare_duration(clause, quantity)]
    if clause.vague_degree and not counted:
        yield from pins_though_vague(clause, parts)
    else:
        yield from _pins_of_the_clear(clause, parts)
    who = (hit for hit in sentence.all("=whoword") if any(True for _ in clause.contents(hit.end)))
    yield from ((hit.start, len(sentence)) for hit in who)
    yield from ((quantity.at, quantity.end) for quantity in counted)
    yield from _numbered(clause)


def _pins_of_the_clear(clause: Clause, parts: list[Segment]) -> Iterator[tuple[int, int]]:
    """Yield what pins down a goal that does not speak of more or better: its parts, its rhythm, its purpose."""
    sentence, verb = clause.sentence, clause.verb
    growing = verb is not None and (
        (verb.isa("improve", "grasp", "state") and not verb.isa("deliver", "act"))
        or sentence.isa(verb.start, "take_subject")
    )
    if not any(_unnamed(clause, hit) for hit in clause.leaving):
        yield from _pins_of_parts(clause, parts, growing=growing)
    if clause.abstains and verb is not None and (clause.when.cadence or _names(clause) or _not_at_all(clause)):
        yield verb.start, len(sentence)
    if verb is not None or clause.has("occasion", "eventnoun"):
        yield from ((hit.start, hit.end) for hit in cues(clause))
    yield from _known(clause, parts)
    if _purpose(clause):
        yield (clause.body.start, len(sentence))
    rhythm = [*clause.when.cadence, *(hit for hit in clause.when.fixed if hit.group == "clock")]
    if rhythm and not _generic(clause):
        yield from ((hit.start, hit.end) for hit in rhythm)
    yield from _none_of(clause)
    yield from _exam_by_date(clause)
    yield from _at_table(clause, parts)
    yield from _post(clause, parts)
    yield from none_goes(sentence)
    yield from rid_of(clause)
    yield from owed(clause)
    if verb is not None and clause.word(verb.start).isa("answering") and any(True for _ in clause.contents()):
        yield from ((hit.start, hit.end) for hit in sentence.all("prompt"))


def _known(clause: Clause, parts: list[Segment]) -> Iterator[tuple[int, int]]:
    """Yield what is known by heart, or a certain thing that is to be known or mastered: our budget sheet."""
    verb = clause.verb
    if verb is None:
        return
    if any(not clause.vague(at) for at in clause.contents()):
        yield from ((hit.start, hit.end) for hit in clause.sentence.all("completion"))
    if verb.isa("grasp") and not verb.isa("state", "improve") and clause.word(verb.start).isa("learning"):
        yield from ((start, end) for start, end, lead in parts[:1] if not lead and told_by_two(clause, parts[0]))


def _numbered(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield what is named by its number, and a ratio or a time to beat: bug 4711, the 2027 roadmap, under 6:30."""
    for at in clause.body:
        if clause.word(at).isa("ratio") and at not in clause.masked:
            yield at, at + 1
    for at in range(clause.body.start, len(clause.sentence) - 1):
        step = clause.word(at).isa("levelword") and len(clause.parts) > 1  # grade 5 on the cello
        if (step or clause.word(at).isa("numbered", "exam")) and clause.word(at + 1).isa("n", "label"):
            yield at, at + 2
        if at not in clause.masked and clause.word(at).isa("n") and names_one(clause.sentence, at):
            yield at, at + 2


def _unnamed(clause: Clause, hit: Hit) -> bool:
    """Tell whether one leaves for a business, a university or another firm without saying which."""
    words = clause.sentence.words[hit.start : hit.end]
    if not words[0].isa("venturing") or not all(word.isa("venturing", "mark") for word in words):
        return False
    others = [at for at in clause.contents() if not clause.word(at).isa("venturing")]
    return all(clause.sentence.isa(at, "general", "vaguenoun") for at in others)


def _pins_of_parts(clause: Clause, parts: list[Segment], *, growing: bool) -> Iterator[tuple[int, int]]:
    """Yield the parts that tell which: our budget sheet, a place or a person, an edition, a standard."""
    verb = clause.verb
    state = verb is not None and verb.isa("state", "grasp") and not verb.isa("deliver", "act", "move", "rival")
    state = state and not clause.has("decided")
    first = [at for at in range(parts[0][0], parts[0][1]) if clause.content(at)] if parts else []
    trained = growing and bool(first) and clause.sentence.isa(first[-1], "skill")
    used = verb is not None and len(parts) == 1 and clause.word(verb.start).isa("wielding")  # use the lathe: for what
    nouns = not used and not trained and (clause.abstains or not state)
    things = verb is not None and not growing and not state and not mover(clause)
    places = not state and not (trained and verb is not None and verb.isa("improve", "grasp"))
    for index, part in enumerate(parts):
        start, end, lead = part
        if (
            (nouns and pinned_noun(clause, part))
            or (not index and lacks_article(clause))
            or (things and not lead and compound(clause, part))
            or (places and index and place_or_person(clause, part))
        ):
            yield start, end
    yield from _editions(clause)
    yield from _standards(clause)


def _editions(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield what is made in editions, by its number: ship version 2."""
    if clause.verb is not None and clause.verb.isa("deliver"):
        numbered = (at for at in clause.body if clause.word(at).isa("edition") and clause.word(at).isa("label"))
        yield from ((at, at + 2) for at in numbered if at + 1 < clause.body.stop and clause.word(at + 1).isa("numeric"))


def _standards(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield the standards by which something is to be done."""
    by_name = any(hit.start >= clause.body.start for hit in clause.sentence.all("=standard"))
    for at in clause.body:
        is_one = clause.content(at) and clause.sentence.isa(at, "standard")
        if is_one and (by_name or clause.word(at).isa("standard")):
            yield at, at + 1


def _exam_by_date(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield an exam that is told by when it is: the March exam."""
    for at in range(clause.body.start + 2, len(clause.sentence)):
        dated = at - 1 in clause.masked and clause.word(at - 1).isa("month", "season", "weekday")
        if dated and clause.word(at).isa("exam") and clause.word(at - 2).isa("definite"):
            yield at - 2, at + 1


def _at_table(clause: Clause, parts: list[Segment]) -> Iterator[tuple[int, int]]:
    """Yield with whom one has a meal again and again: dinner with my kids on weekdays."""
    meals = (at for start, end, _ in parts[:1] for at in range(start, end) if clause.word(at).isa("mealcue"))
    if not clause.when.cadence or not any(True for _ in meals):
        return
    for start, end, _ in parts[1:]:
        people = any(clause.word(at).isa("person") and clause.word(at - 1).isa("definite") for at in range(start, end))
        if people and clause.word(start - 1).isa("besideprep"):
            yield start, end


def _post(clause: Clause, parts: list[Segment]) -> Iterator[tuple[int, int]]:
    """Yield where one wants to have a post or a bond: a pilot job at Lufthansa, a good relationship with Nurse Ewa."""
    verb = clause.verb
    had = verb is not None and (clause.word(verb.start).isa("haveverb") or verb.isa("rival"))
    if not had or not parts or parts[0][2]:
        return
    post = any(clause.word(at).isa("outcomenoun", "jobnoun") for at in range(parts[0][0], parts[0][1]))
    for part in parts[1:]:
        if part[2] and not post and told_by_two(clause, part) and _named(clause, part):
            yield part[0], part[1]
    if post:
        yield from ((start, end) for start, end, lead in parts[1:] if place_or_person(clause, (start, end, lead)))


def _named(clause: Clause, part: Segment) -> bool:
    return any(clause.content(at) and not clause.word(at).classes for at in range(part[0], part[1]))


def _generic(clause: Clause) -> bool:
    """Tell whether the act is so wide that doing it every day still says nothing of what: exercise, study."""
    verb = clause.verb
    if verb is None:
        return all(clause.sentence.isa(at, "general", "vaguenoun", "skill") for at in clause.contents())
    wide = verb.isa("generic_activity") or (verb.is_single and clause.word(verb.start).isa("generic_activity"))
    named_days = any(clause.word(at).isa("weekday", "weekdayplural") for at in clause.masked)
    if named_days and not clause.word(verb.start).isa("needs_object"):
        return False
    if any(clause.sentence.isa(at, "artefact") and clause.word(at - 1).isa("indefinite") for at in clause.contents()):
        return False  # a newsletter piece
    return wide and all(clause.sentence.isa(at, "general", "vaguenoun") for at in clause.contents())


def _bare_duration(clause: Clause, quantity: Quantity) -> bool:
    """Tell whether only "for 3 hours" is said of a verb that needs an object: study 3 hours."""
    verb = clause.verb
    if verb is None or not clause.word(verb.start).isa("needs_object"):
        return False
    timed = quantity.end <= len(clause.sentence) and clause.word(quantity.end - 1).isa("timeunit", "period")
    return timed and all(clause.word(at).isa("timeunit", "period") for at in clause.contents())
