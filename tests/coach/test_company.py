"""How usual a word is beside another one tells which word was meant."""

from __future__ import annotations

import pytest

from bot.coach.company import EDGE, LEAST, STEP, UNMET, company
from bot.coach.lexicon import load
from bot.coach.parse import parse
from tests.coach.evaluate import verdicts
from tests.coach.neighbours import rows

COUNTED = company(["= getm letm wellm |m", "get wellk", "| getl"])


def test_a_pair_that_was_met_is_likelier_than_chance() -> None:
    assert COUNTED.between(EDGE, "get", "well") > COUNTED.between(EDGE, "let", "well")


def test_a_pair_that_was_never_met_is_less_likely_than_chance() -> None:
    assert COUNTED.after("let", "well") == COUNTED.alone("well") + UNMET


def test_what_was_never_counted_is_the_least_likely() -> None:
    assert COUNTED.alone("zyx") == LEAST


def test_how_likely_it_is_is_kept_to_a_quarter() -> None:
    """Half a step of the logarithm is lost where it is written."""
    kept = company(rows({"get": 0.01, "well": 0.02, "get well": 0.001}))

    assert kept.after("get", "well") == pytest.approx(-2.3, abs=STEP)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Get thsee new customers", "three"),
        ("Get wut by December", "out"),
        ("Et healthy", "get"),
        ("Sign a nw client by March", "new"),
        ("Say goodbye to my oyd habits", "old"),
        ("Walk away from thrs firm", "this"),
        ("Iork from Lisbon in February", "work"),
        ("Apply at the police ad quit the shop", "and"),
        ("I wgon't be back after my leave", "won't"),
    ],
)
def test_the_words_beside_a_slip_tell_what_was_meant(typed: str, meant: str) -> None:
    words = {word.text for sentence in parse(typed, load()) for word in sentence.words}

    assert meant in words


@pytest.mark.parametrize(
    "text",
    [
        "Interview at two ad agencies",
        "Ask Bea to stay",
        "Learn SQL and dbt",
        "Mow the lawn",
        "Buy a hut in May",
        "Get a job at the UN",
        "Get a flu jab before May",
        "Quit ad sales for a week",
    ],
)
def test_a_short_word_that_fits_stays_as_it_is(text: str) -> None:
    words = [word for sentence in parse(text, load()) for word in sentence.words]

    assert [word.text for word in words] == [word.token.word for word in words]


@pytest.mark.parametrize(
    "text",
    [
        "Brew forty pints of cider by October",
        "Ride to school unless it snows",
        "Rinse the vats every Friday",
        "Clean the flue by November",
        "Read about the feud between the clans by May",
        "Knit a shawl for Gran by Christmas",
        "Lay slabs for the shed by July",
        "Sell the yurt by July",
    ],
)
def test_a_rarer_real_word_is_no_slip_of_a_usual_one(text: str) -> None:
    words = [word for sentence in parse(text, load()) for word in sentence.words]

    assert [word.text for word in words] == [word.token.word for word in words]


@pytest.mark.parametrize(
    "text",
    [
        "Make some shelves for the hall",
        "Catch the early bus every day",
        "Lean the ladders against the back wall",
        "Pack in security at the mall",
    ],
)
def test_a_usual_word_that_names_no_day_is_not_taken_for_one_that_does(text: str) -> None:
    words = [word for sentence in parse(text, load()) for word in sentence.words]

    assert [word.text for word in words] == [word.token.word for word in words]


@pytest.mark.parametrize(
    ("typed", "meant"), [("Be bade foreman by June", "made"), ("Shadow the ard sister in March", "ward")]
)
def test_a_rarer_word_is_a_slip_where_the_words_beside_it_ask_for_another(typed: str, meant: str) -> None:
    words = {word.text for sentence in parse(typed, load()) for word in sentence.words}

    assert meant in words


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Work from Lisbon in February", "iork from Lisbon in February"),
        ("Kickstart the old Vespa", "Kickstart tbhe old Vespa"),
        ("Level the patio", "Level th patio"),
        ("Ask Nadia for a reference letter this week", "bsk Nadia for a reference letter this week"),
    ],
)
def test_a_slip_makes_a_goal_none_of_another_tongue(text: str, typed: str) -> None:
    assert verdicts(typed) == verdicts(text)
