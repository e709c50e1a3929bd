"""Units as people write them: which words mean the same, and how a number is said with its unit."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.coach.lexicon import entries

_FILE = Path(__file__).parent / "units.toml"
_ENDINGS = (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("s", ""))
"""How an English plural becomes a singular; the first that fits."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is said about amounts."""

    same: tuple[frozenset[str], ...]
    money: frozenset[str]
    bare: frozenset[str]
    lead: frozenset[str]
    more: frozenset[str]
    less: frozenset[str]
    rising: frozenset[str]
    falling: frozenset[str]
    done: frozenset[str]
    kept: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the words of the one language that amounts are read in; later calls share them."""
    words = tomllib.loads(_FILE.read_text(encoding="utf-8"))["en"]
    classes = ("bare", "lead", "more", "less", "rising", "falling", "done", "kept")
    return Vocabulary(
        same=tuple(frozenset(entries(line)) for line in words["same"]),
        money=frozenset(words["money"].split()),
        **{name: frozenset(entries(words[name])) for name in classes},
    )


def _singular(word: str) -> str:
    if len(word) > 2 and not word.endswith("ss"):
        for ending, instead in _ENDINGS:
            if word.endswith(ending):
                return word.removesuffix(ending) + instead
    return word


def _meanings(unit: str) -> frozenset[str]:
    """Return every word that means what `unit` does, itself among them."""
    plain = " ".join(unit.casefold().replace(".", "").replace("-", " ").split())
    forms = {plain, _singular(plain)}
    return frozenset(forms).union(*(group for group in vocabulary().same if group & forms))


def same_unit(one: str, other: str) -> bool:
    """Tell whether two units are one: `hrs` and `hours`, `deals` and `enterprise deals`."""
    if _meanings(one) & _meanings(other):
        return True
    first, second = one.casefold().split(), other.casefold().split()
    short, long = sorted((first, second), key=len)
    shared = long[len(long) - len(short) :]
    return bool(short) and [_singular(word) for word in short] == [_singular(word) for word in shared]


def is_known(unit: str) -> bool:
    """Tell whether a word is a unit and nothing else: `km`, `%`, and not `runs`."""
    return not is_bare(unit) and any(group & _meanings(unit) for group in vocabulary().same)


def is_bare(unit: str | None) -> bool:
    """Tell whether nothing is said of what is counted: no word, or one like `times`."""
    return not unit or bool(_meanings(unit) & vocabulary().bare)


def as_typed(unit: str | None, words: str) -> str | None:
    """Return a unit as it stands in `words`, where it does: `Bücher` keeps its capital, `pull-ups` its hyphen."""
    told = r"[\s-]+".join(map(re.escape, unit.split())) if unit else ""
    found = re.search(rf"(?<!\w){told}(?!\w)", words, re.IGNORECASE) if told else None
    return found[0] if found else unit


def number(value: float) -> str:
    """Say a number: `1,200`, `0.5`; no more digits than somebody would type."""
    return f"{round(value, 6) + 0.0:,.10g}"


def amount(value: float, unit: str | None) -> str:
    """Say a number with its unit: `12 books`, `€1,200`, `5 %`, `1 book`."""
    if is_bare(unit) or unit is None:
        return number(value)
    if unit in vocabulary().money:
        return f"{'-' if value < 0 else ''}{unit}{number(abs(value))}"
    head = unit.rpartition(" ")[2]
    one = value == 1 and head != _singular(head) and len(head) > 3
    return f"{number(value)} {unit.removesuffix(head) + _singular(head) if one else unit}"
