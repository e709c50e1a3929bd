"""Measurable: a number, a rhythm, or an end that two strangers would agree on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from bot.coach.certain import rid_of
from bot.coach.naming import place_or_person
from bot.coach.others import none_goes
from bot.coach.segments import Segment, lacks_article
from bot.coach.specific import cues, roles
from bot.coach.verbs import Verb, verb_at

if TYPE_CHECKING:
    from bot.coach.clause import Clause


def _universal(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield "all customer emails", "no debts", "every review"."""
    for at in range(clause.sentence.begin, len(clause.sentence) - 1):
        word = clause.word(at)
        stopping = clause.abstains or clause.word(clause.sentence.begin).isa("abstainverb")
        if stopping and at and clause.word(at - 1).isa("lasting"):
            continue  # stop being the bottleneck for every deploy
        if word.isa("universal") and at not in clause.masked and not word.isa("partial"):
            last = at + (7 if clause.word(at + 1).isa("ofword") else 4)  # each of the next three all-hands
            rest = [r for r in range(at + 1, min(last, len(clause.sentence))) if clause.content(r)]
            named = next((r for r in rest if not clause.sentence.isa(r, "general", "versionsubject")), None)
            if named is not None and (named == rest[0] or word.isa("none")):
                yield at, named + 1


def _outcome(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield what has happened or not: promoted, an offer, a title held."""
    verb, begin = clause.verb, clause.sentence.begin
    if verb is None and begin < len(clause.sentence) and clause.sentence.isa(begin, "decided"):
        yield begin, begin + 1  # promoted by 2028
    if verb is None or not verb.isa("state", "rival", "reach") or clause.vague_degree:
        return
    adjective = any(
        clause.word(at).isa("vagueadjective") and not clause.word(at).isa("rank", "another") for at in clause.body
    )
    for at in clause.body:
        if clause.sentence.isa(at, "decided") or (
            clause.sentence.isa(at, "outcomenoun")
            and verb.isa("rival", "reach")
            and not clause.word(verb.start).isa("beverb")
            and not adjective
            and at not in clause.masked
        ):
            yield at, at + 1
    if verb.isa("reach", "rival"):
        yield from ((at, at + 1) for at in clause.body if _step(clause, at))


def _step(clause: Clause, at: int) -> bool:
    """Tell whether a step of a ladder is named, that is reached or not: level 5, B2 (but not Python 3)."""
    if at in clause.masked or any(hit.start <= at < hit.end for hit in clause.sentence.all("notnumber")):
        return False
    if at + 2 < len(clause.sentence) and clause.word(at + 1).isa("toword") and verb_at(clause.sentence, at + 2):
        return False  # get Year 9 to hand in their homework
    before = clause.word(at - 1)
    rung = before.isa("label") and not before.isa("versionsubject", "indefinite")
    return clause.word(at).isa("code") or (clause.word(at).isa("numeric") and (rung or before.isa("levelword")))


def _telic(clause: Clause) -> bool:
    """Tell whether the verb can come to an end."""
    verb = clause.verb
    if verb is None:
        return False
    if verb.isa("happens"):
        return True
    found = clause.word(verb.start).isa("findverb") and verb.is_single
    endless = clause.sentence.isa(verb.start, "noend")
    return (verb.isa("deliver") or found) and not endless


def _bounded(clause: Clause, *, specific: bool) -> bool:
    """Tell whether the act has an end of its own: ship dark mode, sell the car, write a book."""
    verb = clause.verb
    if verb is None or clause.vague_degree:
        return False
    going = clause.word(verb.start).isa("goverb") and verb.isa("act")
    kinds = ("occasion", "exam", "lifefest") if going else ("occasion",)
    event = specific and any(clause.sentence.isa(at, *kinds) for at in clause.contents())
    if not _telic(clause):
        once = event and not clause.word(verb.start).isa("learning")
        return (once or _performed(clause, verb)) and verb.isa("deliver", "act", "holding")
    after = verb.end < len(clause.sentence) and clause.word(verb.end).isa("itself")
    if after and verb.isa("deliver") and not clause.word(verb.start).isa("light"):
        return True  # ship it
    parts = clause.parts
    if not parts:
        phrase = not verb.is_single and not clause.word(verb.start).isa("act")
        return clause.word(verb.start).isa("goverb") or phrase
    return event or _bounded_thing(clause, verb, parts[0], specific=specific)


def _contested(clause: Clause, verb: Verb) -> bool:
    """Tell whether a certain contest or rival is won against or not: win the bake-off, beat my brother at chess."""
    part = next(iter(clause.parts), None)
    if part is None or part[2] or not clause.sentence.isa(verb.start, "contest"):
        return False
    said = [at for at in range(part[0], part[1]) if clause.content(at)]
    certain = any(clause.word(at).isa("definite") for at in range(part[0], part[1]))
    many = clause.word(said[-1]).isa("plural", "person") and not certain
    return not many and not all(clause.sentence.isa(at, "metric", "skill", "general", "unit") for at in said)


def _performed(clause: Clause, verb: Verb) -> bool:
    """Tell whether a piece is played or sung to somebody, or at an occasion: Blackbird at the campfire."""
    piece = next(clause.contents(), None)
    named = piece is not None and not clause.vague(piece) and not clause.sentence.isa(piece, "skill")
    heard = any(clause.word(start - 1).isa("lasting", "clockprep") for start, _, lead in clause.parts[1:] if lead)
    return clause.word(verb.start).isa("performing") and named and (heard or bool(clause.when.fixed))


def _bounded_thing(clause: Clause, verb: Verb, part: Segment, *, specific: bool) -> bool:
    """Tell whether what the verb acts on is one thing that is there or not."""
    start, end, _ = part
    words = [at for at in range(start, end) if clause.content(at)]
    article = any(clause.word(at).isa("indefinite") for at in range(start, end)) or lacks_article(clause)
    definite = any(clause.word(at).isa("definite") or clause.word(at).token.possessive for at in range(start, end))
    head = clause.word(words[-1])
    labelled = words[-1] + 1 < len(clause.sentence) and clause.word(words[-1] + 1).isa("numeric")  # level 2
    hollow = not labelled and all(clause.sentence.isa(at, "general", "skill") for at in words)
    if hollow and not (head.isa("artefact", "exam") and (article or definite)):
        return False
    if clause.word(verb.start).isa("mass") and not (article or definite or _named(clause, words)):
        return False
    if specific or clause.sentence.isa(words[-1], "exam"):
        return True
    article = article or (definite and head.isa("someof"))  # finish the course
    return article and (head.isa("artefact") or not clause.vague(words[-1])) and not head.isa("openended")


def _later_end(clause: Clause) -> bool:
    """Tell whether a further act has an end: … and rewrite the settings page, … to rebuild the dashboard.

    To talk, and how to do a thing, are what one learns something for, and no end of it.
    """
    learning = clause.verb is not None and clause.word(clause.verb.start).isa("learning")
    for at in range(clause.body.start, len(clause.sentence) - 2):
        if learning and (clause.sentence.isa(at + 1, "talkverb") or clause.word(at - 1).isa("howword")):
            continue
        if clause.word(at).isa("joiner", "bycue", "toword"):
            later = verb_at(clause.sentence, at + 1)
            if later is not None and later.known and later.isa("deliver") and not clause.word(later.start).isa("noend"):
                following = clause.word(later.end) if later.end < len(clause.sentence) else None
                if following is not None and following.isa("definite", "indefinite", "itself"):
                    return True
    return False


def _kept_somewhere(clause: Clause, verb: Verb) -> bool:
    """Tell whether a thing is kept at a place: the phone out of the bedroom, a glass on the desk."""
    if not clause.word(verb.start).isa("keepverb"):
        return False
    places = [part for part in clause.parts if part[2] and clause.word(part[0] - 1).isa("placeprep")]
    things = [at for at in clause.contents() if not clause.sentence.isa(at, "general", "skill", "metric")]
    return bool(places) and len(things) >= 2 and things[0] == next(clause.contents(), None)


def _named(clause: Clause, words: list[int]) -> bool:
    around = range(words[0] - 1, min(words[-1] + 2, len(clause.sentence)))
    labelled = any(clause.word(at).isa("numeric", "title") for at in around)  # the 2027 roadmap, chapter 4, "Dune"
    return labelled or len([at for at in words if not clause.vague(at)]) >= 2


def counts(clause: Clause, *, specific: bool) -> Iterator[tuple[int, int]]:
    """Yield what makes the sentence measurable."""
    sentence = clause.sentence
    yield from ((q.at, q.end) for q in clause.quantities)
    yield from ((hit.start, hit.end) for hit in clause.when.cadence)
    if clause.verb is not None:
        yield from ((hit.start, hit.end) for hit in clause.when.fixed if hit.group == "clock")
    ratios = ((at, at + 1) for at in range(sentence.begin, len(sentence)) if clause.word(at).isa("ratio"))
    yield from islice(ratios, 1)
    yield from ((hit.start, hit.end) for hit in sentence.all("fraction"))
    bars = (hit for hit in sentence.all("=donewhen") if any(True for _ in clause.contents(hit.end)))
    yield from ((hit.start, len(sentence)) for hit in bars)
    if clause.vague_degree:
        return
    yield from _universal(clause)
    yield from _outcome(clause)
    yield from rid_of(clause)
    yield from ((hit.start, hit.end) for hit in sentence.all("=endstate"))
    yield from none_goes(sentence)
    if clause.verb is None and specific:
        if clause.has("occasion", "eventnoun"):
            yield from ((hit.start, hit.end) for hit in cues(clause))  # a retro after every release
        yield from _a_piece(clause)
    if clause.verb is not None:
        yield from _ended(clause, clause.verb, specific=specific)


def _a_piece(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield a single thing to be made, of which no verb tells: a one-page playbook for outages."""
    first = clause.word(clause.sentence.begin) if clause.sentence.begin < len(clause.sentence) else None
    start, end, lead = next(iter(clause.parts), (0, 0, ""))
    said = [at for at in range(start, end) if clause.content(at)]
    if first is not None and first.isa("indefinite") and not lead and said:
        head = clause.word(said[-1])
        post = clause.sentence.isa(said[-1], "outcomenoun", "jobnoun")
        placed = not clause.vague(said[-1]) and any(
            part[2] and place_or_person(clause, part) for part in clause.parts[1:]
        )
        if post or ((placed or head.isa("artefact")) and not head.isa("openended", "general")):
            yield start, end


def _before_reason(clause: Clause, verb: Verb) -> int:
    """Return where the act ends: before because, which tells why, and not when it is done."""
    rest = range(verb.end + 1, len(clause.sentence))
    return next((at for at in rest if clause.word(at).isa("purpose")), len(clause.sentence))


def _helped(clause: Clause, verb: Verb) -> bool:
    """Tell whether others are helped to come to an end: help my mother fill in her forms (but help Tom with maths)."""
    if not clause.word(verb.start).isa("helping"):
        return False
    for at in islice(clause.body, 1, 6):
        if clause.word(at).isa("preposition", "mark", "conjunction") and not clause.word(at).isa("toword"):
            return False
        later = verb_at(clause.sentence, at)
        if later is not None and later.known and later.isa("deliver") and later.end < len(clause.sentence):
            done = clause.word(later.end).isa("definite", "indefinite", "universal")
            return done and not clause.word(later.start).isa("noend")
    return False


def _ended(clause: Clause, verb: Verb, *, specific: bool) -> Iterator[tuple[int, int]]:
    """Yield what shows that the act comes to an end, or is done or not each time."""
    sentence, whole = clause.sentence, (verb.start, _before_reason(clause, verb))
    if verb.isa("deliver", "act") and clause.word(verb.start).isa("response", "answering"):
        yield from ((hit.start, hit.end) for hit in sentence.all("prompt"))
    if _bounded(clause, specific=specific) or _later_end(clause):
        yield whole
    if not specific:
        return
    if _contested(clause, verb) and not any(True for _ in _outcome(clause)):
        yield whole
    later = any(clause.word(at).isa("beverb") for at in clause.body)
    held = (
        clause.parts[0][1] if clause.parts and not later and clause.word(verb.start).isa("haveverb") else len(sentence)
    )
    if any(at < held for at in roles(clause)) and (verb.isa("state") or later):
        yield whole
    if clause.abstains or _kept_somewhere(clause, verb) or _helped(clause, verb):
        yield whole
    if verb.isa("deliver", "act") and not clause.word(verb.start).isa("learning"):
        yield from ((hit.start, hit.end) for hit in cues(clause)[:1])
    yield from ((hit.start, hit.end) for hit in sentence.all("completion"))
