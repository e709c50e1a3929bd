"""A wish told at length is as general, and as plain, as it would be in three words."""

from __future__ import annotations

import pytest

from tests.coach.evaluate import verdicts


@pytest.mark.parametrize(
    "text",
    [
        "honestly i just want things to go better from here on",
        "I've been thinking about this for ages, and what I really need is to do something meaningful with my life",
        "My aim for the coming time is above all personal development",
        "my plan for the next few years is to simply live a good life",
        "What I'd really love is for life to get easier",
        "sort out my money situation asap",
        "Together we are stronger",
    ],
)
def test_a_general_wish_is_general_however_long_it_is(text: str) -> None:
    """What leads to it is taken off."""
    found = verdicts(text)

    assert found["too_general"]
    assert not found["specific"]


@pytest.mark.parametrize(
    ("told", "plain"),
    [
        ("What I'd really love is to paint the shed", "Paint the shed"),
        ("I've had a rough couple of years and what I want most is to climb Ben Nevis", "Climb Ben Nevis"),
        ("my plan for the next few months is to simply walk 8000 steps a day", "Walk 8000 steps a day by May"),
        ("All in all I'd like to sell the caravan", "Sell the caravan"),
        ("Why not take the bike to work twice a week?", "Take the bike to work twice a week"),
    ],
)
def test_a_plain_act_stays_one_however_it_is_told(told: str, plain: str) -> None:
    """The same lead changes no verdict."""
    assert verdicts(told) == verdicts(plain)


def test_how_old_one_is_sets_no_time() -> None:
    """Before one is so old does."""
    assert not verdicts("I'm 52 and want to feel useful")["scheduled"]
    assert verdicts("Swim the lake before I'm 53")["scheduled"]


@pytest.mark.parametrize("text", ["Coding", "Woodworking", "Cooking skills", "Meeting notes"])
def test_an_activity_alone_is_no_act(text: str) -> None:
    """Nor is what an activity begins the name of."""
    assert not verdicts(text)["action_based"]


@pytest.mark.parametrize("text", ["Reading more", "Running 5 km every Sunday", "Cooking at home", "Eating less meat"])
def test_an_activity_of_which_more_is_said_is_one(text: str) -> None:
    """It is a verb then."""
    assert verdicts(text)["action_based"]
