"""What is typed after the coach's question goes where an answer to tap has its blanks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.coach.filling import amount_first, filled_in
from bot.coach.reader import read

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def put(goal: str, said: str) -> str:
    """Return the goal that comes of what is typed after its question; empty if it answers nothing."""
    asked = read(goal, now=NOW).question
    tails = [answer.wording.removeprefix("{goal}") for answer in asked.answers if answer.wording] if asked else []
    tail = filled_in(amount_first(said), tails)
    return f"{goal}{tail}" if tail else ""


@pytest.mark.parametrize(
    ("goal", "said", "reads"),
    [
        ("Learn Italian", "so I can talk to my mother-in-law", " well enough to talk to my mother-in-law"),
        ("Learn Italian", "so that I can argue with my landlord", " well enough to argue with my landlord"),
        ("Learn Italian", "to order tapas.", " well enough to order tapas"),
        ("Learn Italian", "I want to read Dante", " well enough to read Dante"),
        ("Learn Italian", "Hold a conversation", " well enough to hold a conversation"),
        ("Learn Italian", "order tapas by Easter", " well enough to order tapas by Easter"),
        ("Learn Italian", "every day 20 minutes, by June", ": 20 minutes every day, by June"),
        ("Learn Italian", "every day, by June", " every day, by June"),
        ("Learn Italian", "well enough to sing", " well enough to sing"),
        ("Learn Italian", "for my holidays", " for my holidays"),
        ("Learn Italian", "the first two books of Dante", ": the first two books of Dante"),
        ("Drink less wine", "20 a week", ": at most 20 a week"),
        ("Drink less wine", "5", ": at most 5 a week"),
        ("Drink less wine", "at most 2 glasses a week", ": at most 2 glasses a week"),
        ("Drink less wine", "only on Fridays", ": only on Fridays"),
        ("Read more", "20 pages a day", ": 20 pages a day"),
        ("Read more", "Every evening", " every evening"),
        ("Reduce churn", "5 % to 3 %", " from 5 % to 3 %"),
        ("Reduce churn", "3 %", " to 3 %"),
        ("Water the plants", "1", ": once a week"),
        ("Water the plants", "the one in the clinic", ": the one in the clinic"),
        ("Buy the plants", "the one in the clinic", ": the one in the clinic"),
        ("Buy the plants", "in the kitchen", ", in the kitchen"),
        ("Buy the plants", "for Mum", ", for Mum"),
        ("Get better at cannulation", "I'll ask Sister Mary to watch me", ": I will ask Sister Mary to watch me"),
        ("Get better at cannulation", "on the ward", " on the ward"),
        ("Keep in touch with my sister", "twice a month", " twice a month"),
        ("Keep in touch with my sister", "every Sunday I will ring her", ": every Sunday I will ring her"),
        ("Keep in touch with my sister", "ring her every Sunday", ": I will ring her every Sunday"),
        ("Stop nagging my boys", "when they are late, I will breathe", ": when they are late, I will breathe"),
        ("Hire a head of sales", "who can sell", " who can sell"),
        ("Hire a head of sales", "run a team of ten", " who has run a team of ten"),
        ("Become a chef", "ask Jamie what it takes", "; to get there I will ask Jamie what it takes"),
    ],
)
def test_an_answer_in_words_stands_where_it_belongs(goal: str, said: str, reads: str) -> None:
    assert f"{goal}{reads}" == put(goal, said)


@pytest.mark.parametrize("said", ["so I can sleep", "to be healthier"])
def test_what_it_is_for_is_no_answer_to_how_much(said: str) -> None:
    assert put("Drink less wine", said) == ""
