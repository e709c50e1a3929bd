"""Harmless changes of the wording change no verdict."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.coach.evaluate import FOUR, goals, verdicts
from tests.coach.mutations import dated, typos, wished

TEXTS = [item["text"] for item in goals("goals_dev")]


@pytest.mark.parametrize("change", [wished, str.lower, str.upper, str.title])
def test_wish_and_case_flip_nothing(change: Callable[[str], str]) -> None:
    """Saying "I want to", or shouting, is the same goal."""
    flipped = [text for text in TEXTS if verdicts(change(text)) != verdicts(text)]

    assert flipped == []


def test_date_flips_scheduled_only() -> None:
    """A date added to a goal without one makes it scheduled and nothing else."""
    for text in TEXTS:
        before = verdicts(text)
        if not before["scheduled"]:
            assert verdicts(dated(text)) == {**before, "scheduled": True}, text


@pytest.mark.parametrize("tail", [" in Python 3", " with Python 3", " using Python 3"])
def test_version_never_measures(tail: str) -> None:
    """The 3 of Python 3 counts nothing."""
    flipped = [text for text in TEXTS if verdicts(text + tail)["measurable"] and not verdicts(text)["measurable"]]

    assert flipped == []


@pytest.mark.parametrize(
    ("counted", "uncounted"),
    [
        ("Read 24 books", "Read more books"),
        ("Save 200 per month", "Save more"),
        ("Lose 10 pounds", "Lose more pounds"),
        ("Collect 50 reviews on G2", "Collect more reviews on G2"),
        ("Win 20 new customers in Austria", "Win more new customers in Austria"),
        ("Attend two UX conferences", "Attend more UX conferences"),
    ],
)
def test_more_instead_of_a_number_measures_nothing(counted: str, uncounted: str) -> None:
    """More is no number."""
    assert verdicts(counted)["measurable"]
    assert not verdicts(uncounted)["measurable"]


def test_one_typo_hardly_ever_flips_a_verdict() -> None:
    """One slip in a longer word is mended; the few exceptions make another real word (work, wort)."""
    tried = flipped = 0
    for text in TEXTS:
        before = verdicts(text)
        for seed in range(2):
            for typed in typos(text, seed=seed):
                tried += 1
                flipped += verdicts(typed) != before

    assert tried > 500
    assert flipped / tried < 0.01


def test_labels_name_the_four() -> None:
    """The sets are labelled for all that is judged."""
    assert all(set(FOUR) <= set(item["labels"]) for item in goals("held_out"))
