"""What is known about one language, loaded once from its file in ``lexicons/`` (the schema is told there)."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, product
from pathlib import Path
from typing import Any, TypeVar

from bot.coach.company import LEAST, Company, company
from bot.coach.patterns import Hit, Key, Node, Tries, folded, grow
from bot.coach.spelling import Speller, speller

T = TypeVar("T")
SHORT, RARE = 4, -9.0
"""Letters of a real word that may be a slip of another one, if it is rarer than this, as a logarithm."""
NO_CLASSES: frozenset[str] = frozenset()
FOLDER = Path(__file__).parent / "lexicons"
SPOKEN = (
    *("lacking", "answered", "plan", "blanks", "questions", "portions"),
    *("ladder", "shrugs", "asides", "elements", "reflect", "weak", "grow", "express"),
)
FAMILY = "?"
"""What the groups of those patterns begin with by which a question knows a family of goals."""


@dataclass(frozen=True, slots=True)
class Smaller:
    """What a measure is told with where it is no whole number: 1 hour 50 minutes."""

    unit: str
    """How both are told together: minutes."""
    many: int
    """How many make one of the greater."""
    names: frozenset[str]
    """What it is called, in the singular."""


@dataclass(frozen=True)
class Lexicon:
    """Words with their classes, patterns in tries, number words, and a speller over all of them."""

    words: Mapping[str, frozenset[str]]
    numbers: Mapping[str, float]
    tries: Tries
    """Phrases of several words, and patterns."""
    spelling: Speller
    company: Company
    """How usual words are, alone and beside each other."""
    odd: frozenset[str]
    """Real words that are hardly ever said, and are short or one slip away from others."""
    participles: Mapping[str, str]
    """What has been done, with the plain form of it, where the ending does not tell that: hung, hang."""
    bases: Mapping[str, str]
    """Inflected form to dictionary form (cutting to cut)."""
    fields: Mapping[str, frozenset[str]]
    """Word or phrase to the fields of life and work that it belongs to."""
    spans: Mapping[str, int]
    """Names of periods, in all their forms, with their length in days."""
    rhythms: Mapping[str, str]
    """Words of rhythm (weekly) and of periods with the period that a habit is counted by."""
    endings: tuple[tuple[str, tuple[str, ...]], ...]
    """Endings of words, by what they tell: a noun that is no verb, a gerund, a plural, or none."""
    times: Mapping[str, float]
    """Twice and its like."""
    seconds: Mapping[str, int]
    """How long a unit of time is, in all its forms."""
    smaller: Mapping[str, Smaller]
    """What is left over of a measure: minutes of an hour."""
    shapes: Mapping[str, tuple[str, ...]]
    """Other parts of words: ``stem`` endings, beginnings of a ``fiscal`` year, words that are ``whole``."""
    telling: Mapping[str, frozenset[str]]
    """Words that tell whom an act is told of: a ``team``, ``outsiders``."""
    says: Mapping[str, Mapping[str, Any]]
    """What the coach says: its tables ``lacking``, ``questions`` and the like."""

    def classes(self, word: str) -> frozenset[str]:
        """Give all classes of a word; empty if it is unknown."""
        return self.words.get(word, NO_CLASSES)

    def find(self, line: list[Key]) -> tuple[Hit, ...]:
        """Find phrases, whose group begins with ``=``, and patterns."""
        return self.tries.find(line)


def entries(block: str) -> list[str]:
    """Split a block of words, separated by commas or line ends."""
    return [entry for line in block.replace("\n", ",").split(",") if (entry := " ".join(line.split()))]


def lines(block: str) -> list[str]:
    """Split a block of patterns: one a line, ``#`` begins a remark."""
    return [line for raw in block.splitlines() if (line := raw.split("#")[0].strip())]


def _forms(word: str, rules: Iterable[tuple[str, str]]) -> list[str]:
    """Bend a word by the rules of the longest ending that it has; ``+`` doubles its last letter."""
    fitting = [(ending, other) for ending, other in rules if word.endswith(ending)]
    longest = max((len(ending) for ending, _ in fitting), default=0)
    forms = []
    for ending, other in fitting:
        stem = word[: len(word) - len(ending)]
        if len(ending) < longest or (other.startswith("+") and not _doubles(word)):
            continue
        forms.append(stem + stem[-1] + other[1:] if other.startswith("+") else stem + other)
    return forms


def _doubles(word: str) -> bool:
    """Tell whether a word may double its last letter: one vowel before one consonant."""
    return len(word) > 2 and word[-1] not in "aeiouywx" and word[-2] in "aeiou" and word[-3] not in "aeiou"


def _inflected(classes: Mapping[str, list[str]], inflection: Mapping[str, Any]) -> Iterable[tuple[str, str, str, str]]:
    """Yield (form, dictionary form, class, name of the form) for all classes that inflect."""
    for kind, names in inflection["apply"].items():
        for name in names:
            for entry in classes.get(name, []):
                head, _, rest = entry.partition(" ")
                # Phrases bend at their first word if verbs (setting up), at their last if nouns (blog posts).
                bent = head if kind == "verb" else entry.rsplit(" ", 1)[-1]
                for form_name, rules in inflection[kind].items():
                    for form in _forms(bent, rules):
                        whole = f"{form} {rest}".strip() if kind == "verb" else entry[: len(entry) - len(bent)] + form
                        yield whole, entry, name, form_name


def _smaller(told: str) -> Smaller:
    unit, many, *names = told.split()
    return Smaller(unit, int(many), frozenset([unit, *names]))


def _split(phrase: str) -> str:
    return " ".join(phrase.replace("-", " ").split())


@cache
def load() -> Lexicon:
    """Read the lexicon of the one language that the coach speaks; later calls share it."""
    data = tomllib.loads((FOLDER / "en.toml").read_text(encoding="utf-8"))
    classes = {name: [_split(entry) for entry in entries(block)] for name, block in data["words"].items()}
    for name, narrower in data["kinds"].items():
        classes[name] = [*classes[name], *(entry for kind in entries(narrower) for entry in classes[kind])]
    plain = {entry for found in classes.values() for entry in found}
    words, phrases, bases = _bent(classes, data["inflection"], plain)
    for word in data["numbers"]:
        words[word].update(("n", "numeric", "numberword"))
    telling = {name: frozenset(entries(block)) for name, block in data["telling"].items()}
    patterns = {**data["patterns"], **_families(data["questions"])}
    everyday = tomllib.loads((FOLDER / "en_words.toml").read_text(encoding="utf-8"))
    spelling = _speller(data, everyday, words, plain, telling)
    usual = company((FOLDER / "en_pairs.txt").read_text(encoding="utf-8").splitlines())
    return Lexicon(
        words=_shared(words),
        numbers=data["numbers"],
        tries=Tries(folded(phrases), parts=_trie(data["parts"]), patterns=_trie(patterns)),
        spelling=spelling,
        company=usual,
        odd=_odd(spelling.known | words.keys(), words, usual) | frozenset(everyday["rare"].split()) - words.keys(),
        participles=data["participles"],
        bases=bases,
        fields=_fields(data["fields"]),
        spans=_spread(data["spans"], bases),
        rhythms=_spread(data["rhythms"], bases),
        endings=tuple((name, tuple(entries(block))) for name, block in data["endings"].items()),
        times=data["times"],
        seconds=_spread(data["seconds"], bases),
        smaller=_spread({word: _smaller(told) for word, told in data["smaller"].items()}, bases),
        shapes={name: tuple(entries(block)) for name, block in data["shapes"].items()},
        telling=telling,
        says={name: data[name] for name in SPOKEN},
    )


def _bent(
    classes: Mapping[str, list[str]], inflection: Mapping[str, Any], plain: Collection[str]
) -> tuple[defaultdict[str, set[str]], Node, dict[str, str]]:
    """Return the words with their classes, the phrases, and the dictionary form of each word that is bent."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    phrases, bases = Node(), dict[str, str]()

    def note(entry: str, *names: str) -> None:
        if " " in entry:
            grow(phrases, names[0], entry)
        else:
            words[entry].update(names)

    for name, found in classes.items():
        for entry in found:
            note(entry, name)
    for form, base, name, form_name in _inflected(classes, inflection):
        if " " not in form:
            bases.setdefault(form, base)
        # A form that is a word of its own keeps its meaning: "better" is no past of "bet".
        note(form, name, *(() if form in plain else (form_name,)))
    return words, phrases, bases


def _odd(known: Iterable[str], words: Collection[str], usual: Company) -> frozenset[str]:
    """Return the short words that are hardly ever said: of two or three letters, of four if only the list has them.

    What was never counted is a name, or a term of some trade.
    """
    short = (word for word in known if len(word) < SHORT or (len(word) == SHORT and word not in words))
    return frozenset(word for word in short if LEAST < usual.alone(word) < RARE)


def _shared(words: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Give words of the same classes the same set of them: of seven words, six have one that there is already."""
    known: dict[frozenset[str], frozenset[str]] = {}
    shared = (known.setdefault(names, names) for names in map(frozenset, words.values()))
    return dict(zip(words, shared, strict=True))


def _families(questions: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return the patterns by which questions know a family of goals; ``this|that`` is either of them."""
    known = {key: lines(asked["knows"]) for key, asked in questions.items() if "knows" in asked}
    return {f"{FAMILY}{key}": "\n".join(chain.from_iterable(map(_spelled, told))) for key, told in known.items()}


def _spelled(pattern: str) -> Iterable[str]:
    return map(" ".join, product(*(item.split("|") for item in pattern.split())))


def _trie(blocks: Mapping[str, str]) -> Node:
    root = Node()
    for group, block in blocks.items():
        for pattern in lines(block):
            grow(root, group, _split(pattern))
    return folded(root)


def _spread(values: Mapping[str, T], bases: Mapping[str, str]) -> dict[str, T]:
    """Give the inflected forms what their dictionary form has."""
    return {**{form: values[base] for form, base in bases.items() if base in values}, **values}


def _fields(blocks: Mapping[str, str]) -> dict[str, frozenset[str]]:
    fields: defaultdict[str, set[str]] = defaultdict(set)
    for field, block in blocks.items():
        for entry in entries(block):
            fields[entry].add(field)
    return {entry: frozenset(names) for entry, names in fields.items()}


def _speller(
    data: Mapping[str, Any],
    everyday: Mapping[str, str],
    words: Mapping[str, set[str]],
    plain: Collection[str],
    telling: Mapping[str, frozenset[str]],
) -> Speller:
    """Return what mends slips: into the lexicon's own words, and never away from a word that there is."""
    blocks = [*data["patterns"].values(), *data["parts"].values()]
    literal = {step for block in blocks for step in block.split() if step.isalpha()}
    likely = [word for name in data["spelling"]["likely"] for word in words if name in words[word]]
    known = [*likely, *words, *sorted(literal), *(part for entry in sorted(plain) for part in entry.split())]
    # Real words that it would take for a typo of a lexicon word, and the lexicon words that are common.
    real = [*everyday["words"].split(), *everyday["rare"].split(), *everyday["short"].split()]
    real += [*entries(data["spelling"]["real"])]
    real += [word for name in ("team", "people", "bare") for word in sorted(telling[name])]
    likeliest = {*likely, *everyday["common"].split(), *entries(data["spelling"]["frequent"])}
    return speller(known, real, likeliest)
