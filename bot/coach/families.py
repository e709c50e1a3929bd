"""Families of goals that have a question of their own: the table of the question tells by which words it knows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.coach.lexicon import FAMILY

if TYPE_CHECKING:
    from bot.coach.clause import Clause

Says: TypeAlias = Mapping[str, Mapping[str, Any]]
"""What the coach says, as the lexicon has it."""


def family(clause: Clause, point: str, says: Says) -> str | None:
    """Name the question of the family that a goal belongs to, if that asks about this point; else None."""
    begins = {clause.sentence.begin, clause.verb.start if clause.verb is not None else clause.sentence.begin}
    for key, asked in says["questions"].items():
        if point not in asked.get("points", ()):
            continue
        told = clause.sentence.all(f"{FAMILY}{key}")
        if not any(asked.get("anywhere", False) or hit.start in begins for hit in told):
            continue
        unless = asked.get("unless", ())
        if not any(clause.sentence.isa(at, *unless) or _shaped(clause, at, unless) for at in clause.body):
            return key
    return None


def _shaped(clause: Clause, at: int, names: Collection[str]) -> bool:
    """Tell whether a word has one of these shapes by its ending: slowly is an adverb."""
    return not clause.word(at).shape.isdisjoint(names)


def how_much(clause: Clause, text: str, says: Says) -> str:
    """Ask how much there is of what a goal acts on, in what it comes in: glasses of wine, hours of meetings."""
    parts = (range(start, min(end, clause.told)) for start, end, _ in clause.parts)
    said = next((here for part in parts if (here := [at for at in part if clause.content(at)])), [])
    portions = says["portions"]
    if not said:
        return str(portions["none"])
    start, end = clause.sentence.span(said[0], said[-1] + 1)
    thing, last = text[start:end], clause.word(said[-1])
    comes_in = next((ask for ask, things in portions["in"].items() if last.text in things.split(", ")), None)
    many = "plural" in last.shape or last.isa("plural")
    return str(comes_in or portions["many" if many else "much"]).format(thing=thing)
