"""A number that only names something, or tells what was, counts nothing."""

import pytest

from bot.coach.reader import read
from bot.coach.replies import measured
from tests.coach.evaluate import NOW


def counted(text: str) -> str:
    return measured(read(text, now=NOW).measure)


@pytest.mark.parametrize(
    "text",
    [
        "Have proper 1-2-1s with everyone on the team",
        "Play a 4-4-2 in the next match",
        "Ring 555-12-34 about the boiler",
        "Get my 3 year old to sleep in her own bed",
        "Teach my 4-year-old to swim",
        "Finish my 3 year degree",
        "Win the under 12s league",
        "Coach the under-9s",
        "Get to inbox zero",
        "Reach net zero by 2030",
        "Finish the shelves in a week or two",
        "Count to ten before I answer",
        "Get 9B through the test",
        "Move to flat 3B by June",
        "Write a book one day",
        "One day I will write a book",
        "Sell the car and buy a smaller one",
        "Launch the old one",
    ],
)
def test_a_number_that_names_an_age_a_class_or_a_state_counts_nothing(text: str) -> None:
    """Nor does one that says how people meet, or that some day is meant."""
    assert counted(text) == "done or not done"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Read 2-3 pages each day", "2 pages a day"),
        ("Bike 10-12 km", "10 km"),
        ("Run 100 m in under 12s", "down to 12 s"),
        ("Bring the load time to under 2s", "down to 2 s"),
        ("Reach zero bugs", "0 bugs"),
        ("Count 10 birds every morning", "10 birds a day"),
        ("Grow to 2b users", "2,000,000,000 users"),
        ("Reach $9b in sales", "$9,000,000,000"),
        ("Take one day off", "1 day"),
        ("Meditate one day a week", "1 day a week"),
        ("Publish one a month", "once a month"),
        ("Have one paper accepted", "1 paper"),
        ("Save for 3 years", "3 years"),
    ],
)
def test_a_number_like_it_that_counts_still_does(text: str, told: str) -> None:
    assert counted(text) == told


def test_a_state_with_a_number_in_its_name_is_there_or_not() -> None:
    assert read("Get to inbox zero", now=NOW).measurable


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I want to stop smoking. I have tried four times. This time I will use patches.", "done or not done"),
        ("I've run 3 marathons. Run a fifth one by June.", "done or not done"),
        ("We had 20 orders last year. Get 30 orders this year.", "30 orders"),
        ("I tried 5 diets. Lose 5 kg.", "down to 5 kg"),
        ("I have to read 3 books.", "3 books"),
        ("I've read 3 books", "3 books"),
    ],
)
def test_what_was_is_no_target(text: str, told: str) -> None:
    """Only beside a sentence that tells what shall be; alone it may be one."""
    assert counted(text) == told
