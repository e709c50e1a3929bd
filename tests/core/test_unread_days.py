"""A deadline that no calendar knows is asked for, and counts as none before it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House


@pytest.mark.parametrize(
    ("said", "day", "rest"),
    [
        ("Learn the names of all 180 pupils by half term", "half term", "Learn the names of all 180 pupils"),
        ("Sell my bike by payday", "payday", "Sell my bike"),
        ("Get the reports in before half term", "half term", "Get the reports in"),
    ],
)
async def test_which_day_it_is_is_asked(house: House, said: str, day: str, rest: str) -> None:
    reply = await house.says("ana", f"new {said}")
    shown = await house.reads("ana", "coach 1")

    assert f"I don't know when “{day}” is. Which day?" in [section.text for section in reply.sections]
    assert buttons(reply)["Another day"] == f"form alter 1 {rest} by ___"
    assert f"– Scheduled: “{day}” is in no calendar that I know" in shown


@pytest.mark.parametrize(
    "said",
    [
        "Get the reports in by Friday",
        "Call Ann 3 times a week before half term",
        "Read every Sunday before half term",
        "Get the reports in before half term by: 1 March",
    ],
)
async def test_what_has_a_day_or_a_rhythm_is_not_asked(house: House, said: str) -> None:
    reply = await house.says("ana", f"new {said}")

    assert not [section for section in reply.sections if "Which day?" in section.text]
