"""How right the coach is: precision, recall and F1 of each criterion, with intervals, and the worst mistakes first."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

from bot.coach.reader import read

FOLDER = Path(__file__).parent
SETS = ("goals_dev", "goals_more", "goals_train", "held_out", "held_out_2", "held_out_3", "held_out_6")
HASTY = ("held_out_4",)
"""Labelled in haste: only what is too general and what leaves is to be relied on."""
PARTIAL = ("goals_leaving", "goals_voices", "goals_beside", "goals_trades", "goals_plain", "goals_departures")
"""Labelled for leaving alone."""
ORDINARY = ("goals_ordinary",)
"""Of nobody who leaves: labelled for leaving alone, too."""
VAGUE = ("goals_vague",)
"""Labelled for what is too general alone."""
ALSO = ("held_out_5", *(f"held_out_{number}" for number in range(7, 23)), "goals_lives")
"""In the usual mix, by authors who knew the guideline alone: learnt from for what is too general and for leaving."""
APART = ("held_out_23", "held_out_24", "held_out_25", "held_out_26")
"""Learnt from for nothing."""
VERBS = ("goals_verbs",)
"""Our own, of many verbs: looked at for the rules; the weights have not learnt from it."""
ALL = (*SETS, *HASTY, *PARTIAL, *ORDINARY, *VAGUE, *ALSO, *APART, *VERBS)
LEARNT_FROM = (*SETS, *HASTY, *PARTIAL, *ORDINARY, *VAGUE, *ALSO)
"""What `make train` learns from."""
CRITERIA = ("specific", "measurable", "action_based", "scheduled", "too_general", "leaving_employer")
FOUR = CRITERIA[:4]
NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Judged:
    """A labelled goal and what the coach said."""

    text: str
    expected: dict[str, bool]
    given: dict[str, bool]

    def wrong(self) -> tuple[str, ...]:
        """Name the criteria that were judged wrongly."""
        return tuple(name for name in CRITERIA if name in self.expected and self.expected[name] != self.given[name])


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 of one criterion."""

    precision: float
    recall: float
    f1: float


def verdicts(text: str, why: str | None = None) -> dict[str, bool]:
    """Give the coach's verdicts as strict yes or no."""
    reading = read(text, why=why, now=NOW)
    return {
        **{name: reading.verdict(name).level == "met" for name in FOUR},
        "too_general": reading.too_general.so,
        "leaving_employer": reading.leaving_employer.so,
    }


def goals(name: str) -> list[dict[str, Any]]:
    """Read a labelled set."""
    found: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["items"]
    return found


@cache
def judge(name: str) -> list[Judged]:
    """Let the coach judge a labelled set, once: it says the same again."""
    return [Judged(item["text"], item["labels"], verdicts(item["text"], item["why"])) for item in goals(name)]


def score(judged: Iterable[Judged], criterion: str) -> Score:
    """Count one criterion."""
    pairs = [(item.expected[criterion], item.given[criterion]) for item in judged if criterion in item.expected]
    right = sum(expected and given for expected, given in pairs)
    said, true = sum(given for _, given in pairs), sum(expected for expected, _ in pairs)
    f1 = 2 * right / (said + true) if said + true else 1.0
    return Score(right / said if said else 1.0, right / true if true else 1.0, f1)


def all_four(judged: Sequence[Judged]) -> float:
    """Give the share of goals with the first four criteria all right."""
    return sum(not set(item.wrong()) & set(FOUR) for item in judged) / len(judged)


def bootstrap(judged: Sequence[Judged], criterion: str, *, rounds: int = 400) -> tuple[float, float]:
    """Give the middle 95 % of F1 over sets drawn again from this one."""
    chance = random.Random(criterion)
    found = sorted(score(chance.choices(judged, k=len(judged)), criterion).f1 for _ in range(rounds))
    return found[int(rounds * 0.025)], found[int(rounds * 0.975)]


def wilson(share: float, size: int) -> tuple[float, float]:
    """Give Wilson's 95 % interval of a share."""
    z = 1.96
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z * sqrt(share * (1 - share) / size + z * z / (4 * size * size)) / (1 + z * z / size)
    return middle - half, middle + half


def relevance(name: str) -> tuple[int, int, int]:
    """Count why-goals that were judged rightly, wrongly, and asked about."""
    asked = right = wrong = 0
    for item in goals(name):
        if item["why"] is not None:
            level = read(item["text"], why=item["why"], now=NOW).relevant.level
            asked += level == "unsure"
            right += level != "unsure" and (level == "met") == item["labels"]["relevant"]
            wrong += level != "unsure" and (level == "met") != item["labels"]["relevant"]
    return right, wrong, asked


def report(name: str) -> str:
    """Write the table of one set."""
    judged = judge(name)
    lines = [f"{name}: {len(judged)} goals", "criterion          precision  recall  F1     95 % of F1"]
    for criterion in (name for name in CRITERIA if any(name in item.expected for item in judged)):
        found, (low, high) = score(judged, criterion), bootstrap(judged, criterion)
        lines.append(f"{criterion:18} {found.precision:9.3f} {found.recall:7.3f} {found.f1:6.3f}  {low:.3f}-{high:.3f}")
    if len(judged[0].expected) > 1:
        share = all_four(judged)
        low, high = wilson(share, len(judged))
        lines.append(f"first four all right: {share:.3f} ({low:.3f}-{high:.3f})")
        right, wrong, asked = relevance(name)
        lines.append(f"relevant: {right} right, {wrong} wrong, {asked} asked")
    mistaken = sorted((item for item in judged if item.wrong()), key=lambda item: -len(item.wrong()))
    for item in mistaken:
        signs = [f"{'-' if item.expected[name] else '+'}{name}" for name in item.wrong()]
        lines.append(f"  {' '.join(signs)}: {item.text}")
    return "\n".join(lines)


def main() -> None:
    """Report on the sets named, or on all."""
    for name in sys.argv[1:] or ALL:
        sys.stdout.write(report(name) + "\n\n")


if __name__ == "__main__":
    main()
