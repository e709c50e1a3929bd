"""What will have been done by a day is an act like what will be done."""

from __future__ import annotations

import pytest

from tests.coach.evaluate import verdicts


@pytest.mark.parametrize(
    "text",
    [
        "By July I'll have cut and hung twelve panel doors on my own",
        "By May I will have read 12 books",
        "By Easter I'll have repainted the hallway",
        "By 30 June we will have moved the archive to Leeds",
        "By the end of the year I'd like to have visited three national parks",
        "By Christmas I'll have paid off the car",
        "I want to have swum 40 km by August",
        "Have finished chapter 3 of my thesis by June",
    ],
)
def test_it_is_an_act_with_an_end(text: str) -> None:
    """Whether its form is told by its ending or not."""
    found = verdicts(text)

    assert found["action_based"]
    assert found["measurable"]
    assert found["scheduled"]


@pytest.mark.parametrize(
    "text",
    ["By June I'll have 5000 euros in the bank", "By June I will have no debts", "I want to have more confidence"],
)
def test_what_one_will_have_is_none(text: str) -> None:
    """Have is no act by itself."""
    assert not verdicts(text)["action_based"]
