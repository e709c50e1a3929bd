"""Words of time that only name a thing, or a condition's number, set no time; what takes place sets one."""

from __future__ import annotations

import pytest

from tests.coach.evaluate import verdicts


@pytest.mark.parametrize(
    "text",
    [
        "Cut nitrogen on the winter barley to 120 kg per hectare",
        "Learn to cook a summer stew",
        "Learn to bake Easter bread",
        "Order the Christmas lights for the arcade",
        "Visit Easter Island",
        "Move to the May Street office",
        "Ask April about the transfer",
    ],
)
def test_a_season_a_feast_or_a_month_may_be_part_of_a_name(text: str) -> None:
    assert not verdicts(text)["scheduled"]


@pytest.mark.parametrize(
    "text",
    [
        "Sell 30 candles at the Christmas market",
        "Be elected shop steward in the March vote",
        "Present our numbers at the May board meeting",
        "Repaint the hull over the Easter holidays",
        "Before Christmas, call every donor",
    ],
)
def test_what_takes_place_says_when(text: str) -> None:
    assert verdicts(text)["scheduled"]


@pytest.mark.parametrize(
    "text", ["File my tax return for 2025", "Digitise the minutes of 2022", "Frame the photos from our 2019 trip"]
)
def test_a_year_that_is_over_is_what_a_thing_is_of(text: str) -> None:
    """2026 is the year in which the tests are read."""
    assert not verdicts(text)["scheduled"]


def test_a_year_ahead_says_when() -> None:
    assert verdicts("Read 24 books in 2027")["scheduled"]


@pytest.mark.parametrize(
    "text",
    [
        "Quit the day job once my channel makes 3,000 a month",
        "Hire a second barista when we reach 300 covers a day",
        "Go from 2000 to 3000 subscribers",
        "Sort the garage in the next few years",
    ],
)
def test_conditions_amounts_and_a_few_years_set_no_time(text: str) -> None:
    assert not verdicts(text)["scheduled"]


@pytest.mark.parametrize(
    "text", ["Have the model ready by the time the investors visit", "Renew it before my contract runs out"]
)
def test_what_must_be_done_by_then_says_when(text: str) -> None:
    assert verdicts(text)["scheduled"]


@pytest.mark.parametrize(
    "text",
    [
        "2 blog posts / month on beekeeping",
        "3 runs/week",
        "Prune the vines before the 2027 harvest",
        "Open the shop before the 2027 elections",
        "Travel through South America for the whole of 2028",
    ],
)
def test_a_slash_an_event_of_a_year_and_the_whole_of_it_say_when(text: str) -> None:
    assert verdicts(text)["scheduled"]


@pytest.mark.parametrize(
    "text",
    [
        "My aim for the coming months: fewer arguments with my brother",
        "Sort the garage in the coming weeks",
        "Handle 40 requests / second",
        "Cut the 4-week course",
        "Read the whole of Proust",
        "Buy the 2027 calendar",
    ],
)
def test_months_that_nobody_counts_and_a_rate_of_a_machine_say_nothing(text: str) -> None:
    assert not verdicts(text)["scheduled"]


@pytest.mark.parametrize(
    "text",
    [
        "Row 2k in 7:40",
        "Run a mile under 6:30",
        "Climb Box Hill in less than 8:00",
        "Get my 2k erg down to 7:30",
        "Take my 400 m from 1:12 to 1:08",
        "Hold a pace of 5:20 for 10 km",
        "Run 10k at 5:30 per km",
        "Draw the floor plan of the parish hall at 1:50",
        "Dilute the cleaner for the van at 1:20",
        "Draw the barn to a scale of 1:20",
    ],
)
def test_how_long_it_takes_a_pace_and_a_scale_are_no_hour(text: str) -> None:
    """They are something to be measured by all the same."""
    found = verdicts(text)

    assert not found["scheduled"]
    assert found["measurable"]
    assert found["specific"]


@pytest.mark.parametrize(
    "text",
    [
        "Row 2k at 6:30 before work",
        "Have the bread on the shelf at 6:30",
        "Move the choir rehearsal from 19:30 to 19:00",
        "No screens from 22:00 to 6:00",
        "Set my alarm for 6:30 every day",
        "Switch my phone off by 21:30",
        "Draw the stage at 10:30",
    ],
)
def test_an_hour_is_one_wherever_it_stands(text: str) -> None:
    """After at, by, for, and from one to another."""
    assert verdicts(text)["scheduled"]
