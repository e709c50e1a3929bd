"""Phrases that many answers share are made in one place."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.dates.wording import span
from bot.errors import Refusal
from bot.replies.paging import Page
from bot.replies.wording import many, quoted


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 goals"), (1, "1 goal"), (2, "2 goals"), (1_000, "1,000 goals"), (-1, "-1 goals")]
)
def test_one_is_one_and_all_else_are_many(count: int, words: str) -> None:
    assert many(count, "goal") == words


def test_a_page_knows_what_comes_before_it_and_how_to_turn_it() -> None:
    page = Page(2).of(21, "list")

    assert (page.pages, page.skip, page.words) == (3, 10, ", page 2 of 3")
    assert page.turning("list", "Back", "More") == [("Back", "list page: 1"), ("More", "list page: 3")]


def test_a_single_page_is_not_told_and_not_turned() -> None:
    page = Page(1).of(10, "list")

    assert (page.pages, page.skip, page.words) == (1, 0, "")
    assert page.turning("list", "Back", "More") == []


@pytest.mark.parametrize(
    ("number", "found", "hint"),
    [
        (0, 21, "There are 3, for example: history 1 page: 3"),
        (4, 21, "There are 3, for example: history 1 page: 3"),
        (2, 0, "There is only 1, for example: history 1 page: 1"),
    ],
)
def test_a_page_that_there_is_not_is_refused_with_the_last_one(number: int, found: int, hint: str) -> None:
    with pytest.raises(Refusal, match=f"There is no page {number}") as refused:
        Page(number).of(found, "history 1")

    assert refused.value.hint == hint


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "1 second"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (5_400, "2 hours"),
        (90_000, "1 day"),
        (200_000, "2 days"),
    ],
)
def test_a_span_of_time_is_said_roughly(seconds: int, words: str) -> None:
    assert span(timedelta(seconds=seconds)) == words


def test_what_is_quoted_in_quotes_has_other_ones() -> None:
    assert quoted("declined to be a witness of “Run”") == "“declined to be a witness of \u2018Run\u2019”"
