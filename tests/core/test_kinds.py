"""A few words to choose from, whole numbers and none are read the same way everywhere."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.errors import Refusal
from bot.kinds import choice, is_none, is_off, whole

WHOSE = choice("For", {"me": 1, "team": 2}, also={"us": 2}, unknown="Not for “{}”.", hint="For example: for: team")
NOBODY: Any = None


@pytest.mark.parametrize(("typed", "meant"), [("me", 1), ("TEAM", 2), ("us", 2)])
async def test_a_choice_is_read_by_what_is_offered_and_by_what_people_say_for_it(typed: str, meant: int) -> None:
    assert await WHOSE.read(typed, NOBODY) == meant


async def test_a_choice_that_there_is_not_is_quoted_back() -> None:
    with pytest.raises(Refusal, match=re.escape("Not for “{them}”")) as refused:
        await WHOSE.read("{them}", NOBODY)

    assert refused.value.hint == "For example: for: team"


def test_only_what_is_offered_stands_in_a_menu() -> None:
    assert (WHOSE.options, WHOSE.example) == (("me", "team"), "me")


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1", 1), ("20", 20), ("0", None), ("21", None), ("-1", None), ("1.5", None), ("²", None), ("9" * 40, None)],
)
def test_a_whole_number_is_read_within_its_bounds(typed: str, number: int | None) -> None:
    assert whole(typed, 1, 20) == number


@pytest.mark.parametrize("typed", ["none", "Nothing", "off", "no", "never", "stop"])
def test_off_has_many_words(typed: str) -> None:
    """Of which only the first two leave no doubt where somebody's own words could stand: `then: stop`."""
    assert is_off(typed)
    assert is_none(typed) == (typed.casefold() in ("none", "nothing"))
