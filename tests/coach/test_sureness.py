"""What is sure goes into a goal, chatter does not, and what may be either is asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.coach.reader import read
from bot.coach.sureness import Sureness, how_sure

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("goal", "said", "sure"),
    [
        ("Learn Italian", "order tapas", Sureness.sure),
        ("Learn Italian", "enough to read a menu", Sureness.sure),
        ("Learn Italian", "I'll read one page", Sureness.sure),
        ("Learn Italian", "Order tapas", Sureness.doubtful),
        ("Learn Italian", "I want to read Dante", Sureness.doubtful),
        ("Learn Italian", "jeden Sonntag", Sureness.doubtful),
        ("Learn Italian", "to 3", Sureness.doubtful),
        ("Learn Italian", "make me a sandwich", Sureness.doubtful),
        ("Learn Italian", "skip this question", Sureness.doubtful),
        ("Learn Italian", "kiss my ass", Sureness.none),
        ("Learn Italian", "go to hell", Sureness.none),
        ("Learn Italian", "2", Sureness.none),
        ("Read more", "2", Sureness.none),
        ("Read more", "20 pages a day", Sureness.sure),
        ("Read more", "30 pages", Sureness.doubtful),
        ("Reduce churn", "5 % to 3 %", Sureness.sure),
        ("Reduce churn", "to 3 %", Sureness.sure),
        ("Reduce churn", "2 late", Sureness.doubtful),
        ("Drink less wine", "5", Sureness.sure),
        ("Drink less wine", "my boss sucks", Sureness.doubtful),
        ("Buy the plants", "the one in the clinic", Sureness.sure),
        ("Buy the plants", "Kafka", Sureness.doubtful),
        ("Hire a head of sales", "who can sell", Sureness.sure),
        ("Hire a head of sales", "who knows that", Sureness.none),
    ],
)
def test_how_sure_an_answer_is(goal: str, said: str, sure: Sureness) -> None:
    asked = read(goal, now=NOW).question
    assert asked is not None
    tails = [one.wording.removeprefix("{goal}") for one in asked.answers if one.wording]

    assert sure is how_sure(said, tails, NOW)
