"""Amounts of several words are one amount, and the number that is counted is the one that is meant."""

import pytest

from bot.coach.claims import Outcome, told
from bot.coach.reader import read
from bot.coach.replies import measured
from bot.measure import Measure
from tests.coach.evaluate import NOW


def counted(text: str) -> str:
    return measured(read(text, now=NOW).measure)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Cut my commute from 90 minutes to an hour by June", "from 90 to 60 minutes"),
        ("Bring the standup from an hour to 15 minutes", "from 60 to 15 minutes"),
        ("Cut the lead time from 2 weeks to 3 days", "from 14 to 3 days"),
        ("Get from half an hour to an hour of reading a day", "from 30 to 60 minutes a day"),
        ("Get pick errors down from 3 in 100 to 1 in 100", "from 3 to 1 in 100"),
        ("Lift the win rate from 1 in 10 to 1 in 5", "from 10 to 20 %"),
        ("Cut latency from 800 to 300 ms", "from 800 to 300 ms"),
    ],
)
def test_both_ends_are_told_in_one_unit(text: str, is_told: str) -> None:
    """So that progress between them can be told at all."""
    assert counted(text) == is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Beat 1 hour 50 in the Leeds half", "down to 110 minutes"),
        ("Run the half in under 1 hour 45 minutes", "down to 105 minutes"),
        ("Run a marathon in 3 hours 30", "down to 210 minutes"),
        ("Get my 10k down to 1h05", "down to 65 minutes"),
        ("Run a 10k in under an hour", "down to 1 hour"),
        ("Get back to 11 stone 4", "to 158 lb"),
        ("Get down to 11 stone", "down to 11 stone"),
        ("Lose half a stone by June", "down to 0.5 stone"),
        ("Read for half an hour a day", "30 minutes a day"),
        ("Run an hour and a half every Sunday", "90 minutes a week"),
        ("Sell half a dozen chairs", "6 chairs"),
        ("Win 3 out of 5 games", "3 out of 5"),
        ("Cook four nights out of seven", "4 nights a week"),
        ("Meditate 2 hours 3 times a week", "3 times a week"),
        ("Practise 1 hour 20 days in a row", "1 hour"),
    ],
)
def test_what_is_said_in_several_words_is_one_amount(text: str, is_told: str) -> None:
    assert counted(text) == is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Run 5k without stopping", "5 km"),
        ("Run 10k every Sunday", "10 km a week"),
        ("Walk 10k steps a day", "10,000 steps a day"),
        ("Run a 5k in under 25 minutes", "down to 25 minutes"),
        ("Finish a 10k in May", "done or not done"),
        ("Save 5k", "5,000"),
        ("Close our seed round, 1.5m", "1,500,000"),
        ("Reach 1m users", "1,000,000 users"),
        ("Get revenue to 3m by 2028", "3,000,000"),
        ("Swim 400m", "400 m"),
        ("Jump 6m", "6 m"),
    ],
)
def test_a_letter_on_a_number_is_read_by_what_is_done(text: str, is_told: str) -> None:
    """What is run in k is kilometres, and what is raised in m is millions."""
    assert counted(text) == is_told


@pytest.mark.parametrize(
    ("text", "kind", "is_told"),
    [
        ("Pay off £6,000 of my card, £500 a month", "number", "£6,000"),
        ("Save 5000 euros, 200 a week", "number", "5,000 euros"),
        ("Publish 3 papers by 2028, one a year", "number", "3 papers"),
        ("Save £500 a month", "habit", "£500 a month"),
        ("Walk 10,000 steps 5 days a week", "habit", "5 times a week"),
        ("Meditate 10 minutes four mornings a week", "habit", "4 times a week"),
        ("Do 20 push-ups a day, 5 days a week", "habit", "20 push ups a day"),
        ("Run 5 km three times a week", "habit", "3 times a week"),
    ],
)
def test_a_rhythm_belongs_to_the_number_beside_it(text: str, kind: str, is_told: str) -> None:
    """All of it is the target, and its steps are not; how often it is done is what a habit is kept by."""
    measure = read(text, now=NOW).measure

    assert measure is not None
    assert (measure.kind, measured(measure)) == (kind, is_told)


@pytest.mark.parametrize(
    "text", ["Publish one paper and two blog posts this year", "Hire 2 nurses and 3 clerks by May"]
)
def test_of_two_things_that_are_counted_neither_is_the_goal(text: str) -> None:
    """One of them alone would say that all is done."""
    reading = read(text, now=NOW)

    assert measured(reading.measure) == "done or not done"
    assert reading.measurable


def test_an_amount_of_several_words_is_not_put_into_a_line_by_halves() -> None:
    came = Outcome(Measure("number", None, 110, "minutes", "down"), 130, 115)

    assert (
        told("Beat 1 hour 50 in the Leeds half", came).line == "Beat 1 hour 50 in the Leeds half; ended at 115 minutes"
    )
