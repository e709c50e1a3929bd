"""A bare number that is an hour of the day counts nothing."""

import pytest

from bot.coach.reader import read
from bot.coach.replies import measured
from tests.coach.evaluate import CRITERIA, NOW


def counted(text: str) -> str:
    return measured(read(text, now=NOW).measure)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("be home by 5 at least three days a week", "3 days a week"),
        ("be in bed by 11 five nights a week", "5 nights a week"),
        ("be at my desk by 9 four days a week", "4 days a week"),
        ("Have dinner at 7 twice a week", "twice a week"),
        ("Be out of bed before 7 every day", "once a day"),
        ("Take pills at 8 and 8 every day", "once a day"),
        ("Leave the office by 5.30 every day", "once a day"),
        ("Work from 9 to 5 every day", "once a day"),
        ("Block 9-11 each morning for writing", "once a day"),
        ("Be asleep by 22 every night", "once a day"),
        ("Never work after six on Fridays", "once a week"),
        ("Don't check Slack after 7", "done or not done"),
        ("No coffee after 2", "done or not done"),
        ("Phone Bob by 5 on the dot tomorrow", "done or not done"),
        ("Log off at 5 sharp", "done or not done"),
        ("Finish five chapters by 5", "5 chapters"),
        ("Serve 12 covers before 8", "12 covers"),
    ],
)
def test_an_hour_without_its_half_of_the_day_is_no_count(text: str, told: str) -> None:
    """What is counted stands elsewhere, or it is done or not done."""
    assert counted(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Cut costs by 5 every month", "at most 5 times a month"),
        ("Improve my score by 5 every day", "5 times a day"),
        ("Beat Anna by 5", "5"),
        ("Raise the price by 3", "3"),
        ("Get the error count below 5", "down to 5"),
        ("Look after 3 every day", "3 times a day"),
        ("Run after 7 kids every day", "7 kids a day"),
        ("Stop at three beers every evening", "3 beers a day"),
        ("Limit coffee to 3 a day", "at most 3 times a day"),
        ("Cut my coffees from 9 to 5 every day", "from 9 to 5 a day"),
        ("Read 10-12 every day", "10 times a day"),
        ("Aim at 5 a day", "5 times a day"),
    ],
)
def test_a_number_by_which_something_moves_still_counts(text: str, told: str) -> None:
    """So does one with things behind it, or behind a verb that takes its preposition along."""
    assert counted(text) == told


@pytest.mark.parametrize(
    ("bare", "whole"),
    [
        ("Don't check Slack after 7", "Don't check Slack after 7 pm"),
        ("No coffee after 2", "No coffee after 2 pm"),
        ("Leave the office by 6 every day", "Leave the office by 6 pm every day"),
        ("be in bed by 11 five nights a week", "be in bed by 11 pm five nights a week"),
        ("Start work before 9 three times a week", "Start work before 9 am three times a week"),
    ],
)
def test_an_hour_is_judged_as_if_its_half_of_the_day_were_said(bare: str, whole: str) -> None:
    one, other = read(bare, now=NOW), read(whole, now=NOW)

    assert [bool(getattr(one, name)) for name in CRITERIA] == [bool(getattr(other, name)) for name in CRITERIA]
    assert one.measure == other.measure


def test_a_small_word_is_no_unit() -> None:
    """Whatever the number means, nobody counts everies."""
    assert counted("Do 20 whenever they shout") == "20"
    measure = read("Cut costs by 5 every month", now=NOW).measure

    assert measure is not None
    assert measure.unit is None
