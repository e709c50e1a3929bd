"""Writes ``en_pairs.txt``: how usual words are, alone and beside each other.

Run ``python -m tests.coach.neighbours FOLDER``. The folder is that of the package symspellpy 6.10 (MIT), with its
``frequency_dictionary_en_82_765.txt`` and ``frequency_bigramdictionary_en_243_342.txt``: words and pairs counted by
Google Books Ngram (CC BY 3.0) that are in the word list SCOWL. To them come those of the labelled goals.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise
from math import log
from pathlib import Path

from bot.coach.company import EDGE, LEAST, LEVELS, NAME, NUMBER, STEP, UNMET
from bot.coach.lexicon import FOLDER, load
from bot.coach.mending import beside
from bot.coach.tokens import tokenise
from tests.coach.evaluate import ALL, APART, goals

GOALS = 0.7
"""So much of what is likely the goals tell, and the language at large the rest."""
TELLING = 1.0
"""So much likelier than an unmet one is a pair that is kept, as a logarithm."""
USUAL = 1e-6
"""So likely is a pair that is kept though no goal has it."""

Counts = Mapping[str, int]


def in_goals(texts: Iterable[str]) -> Counter[str]:
    """Count the words of goals, and their pairs."""
    lexicon, counts = load(), Counter[str]()
    for line in (line for text in texts for line in text.splitlines()):
        row = [EDGE]
        for token in tokenise(line, lexicon.shapes["whole"]):
            told = beside(token, token.word, lexicon)
            row += [told] if told != EDGE or row[-1] != EDGE else []
        row += [EDGE] if row[-1] != EDGE else []
        counts.update(row)
        counts.update(map(" ".join, pairwise(row)))
    return counts


def at_large(folder: Path) -> dict[str, int]:
    """Read the words and pairs of the language."""
    files = ("frequency_dictionary_en_82_765.txt", "frequency_bigramdictionary_en_243_342.txt")
    lines = (line for name in files for line in (folder / name).read_text(encoding="utf-8-sig").splitlines())
    return {said: int(times) for said, _, times in (line.rpartition(" ") for line in lines)}


def likely(here: Counts, large: Counts, *, pairs: bool, known: AbstractSet[str]) -> dict[str, float]:
    """Return how likely words are, or pairs of them: of marks, numbers and names only the goals tell."""
    of_goals = {said: times for said, times in here.items() if (" " in said) == pairs}
    of_large = {said: times for said, times in large.items() if (" " in said) == pairs}
    goals_all, large_all = sum(of_goals.values()), sum(of_large.values())
    found = {}
    for said in of_goals.keys() | of_large.keys():
        words = said.split()
        if not known >= set(words):
            continue
        own = of_goals.get(said, 0) / goals_all
        others = of_large.get(said, 0) / large_all
        special = not {EDGE, NUMBER, NAME}.isdisjoint(words)
        found[said] = own if special else GOALS * own + (1 - GOALS) * others
    return found


def counted(texts: Iterable[str], large: Counts) -> dict[str, float]:
    """Return how likely words are, and those pairs that tell something."""
    lexicon = load()
    known = lexicon.words.keys() | lexicon.spelling.known | {EDGE, NUMBER, NAME}
    here = in_goals(texts)
    alone = likely(here, large, pairs=False, known=known)
    pairs = likely(here, large, pairs=True, known=alone.keys())

    mistakable = _mistakable(lexicon.spelling.rank)

    def tells(said: str, share: float) -> bool:
        before, word = said.split()
        rarely = share < USUAL and said not in here
        unlike = log(share / alone[before] / alone[word]) > UNMET + TELLING
        return unlike and not rarely and not mistakable.isdisjoint((before, word))

    return alone | {said: share for said, share in pairs.items() if tells(said, share)}


def _mistakable(words: Iterable[str]) -> set[str]:
    """Return the words that one slip may make look like another one: those that are the same without a letter."""
    alike = defaultdict[str, set[str]](set)
    for word in words:
        for less in (word, *(word[:at] + word[at + 1 :] for at in range(len(word)))):
            alike[less].add(word)
    return {word for near in alike.values() if len(near) > 1 for word in near}


def rows(shares: Mapping[str, float]) -> Iterator[str]:
    """Give the rows of the file."""
    behind = defaultdict[str, list[str]](list)
    for said, share in sorted(shares.items()):
        before, _, word = said.rpartition(" ")
        level = min(max(round((log(share) - LEAST) / STEP), 0), len(LEVELS) - 1)
        behind[before or "="].append(f"{word}{LEVELS[level]}")
    for before, words in behind.items():
        yield f"{before} {' '.join(words)}"


def main() -> None:
    """Write the file beside the lexicon."""
    texts = {item["text"] for name in ALL if name not in APART for item in goals(name)}
    target = FOLDER / "en_pairs.txt"
    target.write_text("\n".join(rows(counted(sorted(texts), at_large(Path(sys.argv[1]))))) + "\n", encoding="utf-8")
    sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
