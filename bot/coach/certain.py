"""Which thing it is of which there shall be more or less: tidy up *the seed store* more often, *debt*-free."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.coach.clause import Clause
    from bot.coach.segments import Segment


def pins_though_vague(clause: Clause, parts: list[Segment]) -> Iterator[tuple[int, int]]:
    """Yield what says of which thing there shall be more: tidy up the seed store more often, more papers on batteries.

    One thing told by two words is enough, else it takes two: what is acted on and where or of what.
    """
    verb = clause.verb
    if verb is None:
        return
    being = verb.isa("grasp", "state") and not verb.isa("deliver", "act")
    told = [part for part in parts if part[2] and _tells_which(clause, part)]
    direct = [part for part in parts[:1] if not part[2] and not being and _tells(clause, part)]
    twice = [part for part in parts if _numbered_part(clause, part) or (not being and told_by_two(clause, part))]
    if twice or len(told) > 1 or (direct and any(_telling(clause, part) for part in told)):
        yield from ((start, end) for start, end, _ in (twice or [*direct, *told]))


def _telling(clause: Clause, part: Segment) -> list[int]:
    """Give the words of a part that name something: no bare area, nothing vague, no comparison."""
    start, end, _ = part
    return [
        at
        for at in range(start, end)
        if clause.content(at) and not clause.vague(at) and not clause.sentence.isa(at, "nowhere")
    ]


def _definite(clause: Clause, part: Segment) -> bool:
    return any(clause.word(at).isa("definite") or clause.word(at).token.possessive for at in range(part[0], part[1]))


def _tells(clause: Clause, part: Segment) -> bool:
    """Tell whether there is a thing at all that there shall be more of: water, reviews (but not time, nor impact)."""
    said = [at for at in range(part[0], part[1]) if clause.content(at)]
    somebody = _definite(clause, part) and not all(clause.sentence.isa(at, "nowhere", "general") for at in said)
    return bool(said) and (somebody or not all(clause.sentence.isa(at, "general", "blank", "person") for at in said))


def _tells_which(clause: Clause, part: Segment) -> bool:
    """Tell whether a part says where, whose or of what: at my desk, on battery ageing, in Poland."""
    if clause.word(part[0] - 1).isa("meansprep", "likeprep", "mark", "toword") and not _definite(clause, part):
        return False
    said = [at for at in range(part[0], part[1]) if clause.content(at)]
    named = _telling(clause, part)
    unknown = any(not clause.word(at).classes or clause.word(at).isa("servicename", "bigname") for at in named)
    return bool(said) and (_definite(clause, part) or (len(said) > 1 and bool(named)) or unknown)


def told_by_two(clause: Clause, part: Segment) -> bool:
    """Tell whether a thing is told by two words: the seed store, Aunt Rosa, Lake Bled."""
    said = [at for at in range(part[0], part[1]) if clause.content(at) and not clause.word(at).isa("nowhere")]
    certain = _definite(clause, part) or any(clause.word(at).isa("beforename") for at in said[:-1])
    return bool(_telling(clause, part)) and len(said) > 1 and certain


def _numbered_part(clause: Clause, part: Segment) -> bool:
    """Tell whether a thing is told by its number: on line 2."""
    ats = range(part[0] + 1, part[1])
    return any(clause.word(at).isa("numeric", "code") and clause.word(at - 1).isa("label") for at in ats)


def owed(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield what is owed and paid: the rent, my tax, of which there is one."""
    verb = clause.verb
    if verb is None or not clause.word(verb.start).isa("payverb") or not verb.is_single:
        return
    for at in clause.contents():
        if clause.sentence.isa(at, "owed") and clause.word(at - 1).isa("definite"):
            yield at - 1, at + 1


def rid_of(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield what one wants to be without: debt-free, free of my overdraft (but not carefree, nor free of fear)."""
    sentence = clause.sentence
    if clause.verb is None or not clause.verb.isa("state", "grasp", "rival"):
        return
    for at in range(clause.body.start + 1, len(sentence)):
        thing = sentence.words[at - 1]
        ends = at + 1 >= len(sentence) or at + 1 in clause.masked or clause.word(at + 1).isa("mark", "preposition")
        named = clause.content(at - 1) and not sentence.isa(at - 1, "emotion", "feeling", "virtue")
        if clause.word(at).isa("freeword") and ends and named and not thing.isa("degree", "feltperson", "moneyword"):
            yield at - 1, at + 1
    for hit in sentence.all("=freed"):
        rest = list(clause.contents(hit.end))
        if rest and hit.start >= clause.body.start and sentence.isa(rest[0], "metric"):
            yield hit.start, rest[0] + 1
