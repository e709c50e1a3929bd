"""What was reached, as Markdown for a review or a resume: by quarter, newest first, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coach.claims import told
from bot.coach.expressing import means_leaving, reached_words
from bot.coach.lexicon import load
from bot.dates.wording import plain_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from bot.coach.claims import Outcome


@dataclass(frozen=True, slots=True)
class Feat:
    """Something that was reached, in words for others."""

    line: str
    on: date | None = None
    """The day it was reached; None if it is still ahead."""
    steps: tuple[Feat, ...] = ()
    """What was reached on its road."""
    came: Outcome | None = None
    """What its own numbers say came of it."""
    misread: str = ""
    """Words of it that are known not to mean leaving, whatever they sound like."""


def brag(feats: Iterable[Feat], since: date) -> str:
    """Write down what was reached since a day; empty if nothing was. Nothing of leaving the employer is in it."""
    open_to_others = [feat for feat in feats if not means_leaving(feat.line, feat.misread)]
    days = (one.on for feat in open_to_others for one in (feat, *feat.steps) if one.on and one.on >= since)
    pages: list[str] = []
    for year, number in sorted({_quarter(day) for day in days}, reverse=True):
        lines = [line for feat in open_to_others for line in _lines(feat, (year, number), since)]
        if lines:
            pages.append("\n".join((f"### Q{number} {year}", *lines)))
    return "\n\n".join(pages)


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3


def _lines(feat: Feat, quarter: tuple[int, int], since: date) -> Iterator[str]:
    """Yield the lines of one goal in one quarter; a goal that was not reached then only heads its milestones."""
    steps = [step for step in _within(feat.steps, quarter, since) if not means_leaving(step.line, feat.misread)]
    if _within((feat,), quarter, since):
        yield f"- {_dated(feat)}"
    elif steps:
        yield f"- {load().says['express']['brag_towards'].format(title=feat.line)}"
    yield from (f"  - {_dated(step)}" for step in steps)


def _within(feats: Sequence[Feat], quarter: tuple[int, int], since: date) -> list[Feat]:
    return [feat for feat in feats if feat.on and feat.on >= since and _quarter(feat.on) == quarter]


def _dated(feat: Feat) -> str:
    return f"{told(reached_words(feat.line), feat.came).line} ({plain_day(feat.on)})" if feat.on else feat.line
