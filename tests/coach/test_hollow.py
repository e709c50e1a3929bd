"""Too general is what names no area, not what holds a certain word."""

from __future__ import annotations

import pytest

from tests.coach.evaluate import verdicts


@pytest.mark.parametrize(
    "text",
    [
        "Rise above mediocrity",
        "Become a more complete person",
        "Be someone my children can be proud of",
        "Become the leader I was born to be",
        "Do what I love",
        "Live each day as if it were my last",
        "Earn the respect of my peers",
        "Make the company a success in 2028",
        "Manifest abundance",
        "Get my spark back by summer",
        "Invest in my future",
        "be more proactive! by 30 June",
    ],
)
def test_feelings_and_what_surrounds_them_name_no_area(text: str) -> None:
    """Describing words, clauses that only feel, and whose it is leave a feeling what it is."""
    assert verdicts(text)["too_general"]


@pytest.mark.parametrize(
    "text",
    [
        "Write about happiness every week",
        "Track my mood",
        "Strengthen my back",
        "Have a job where I write Python",
        "Be calm before exams",
        "Build trust within the team",
        "Grow the Lisbon team",
        "Improve the balance of our load tests",
        'Read "The Success Principles" by the end of May',
        "Rise at six",
        "Be vegan",
        "Patience with the kids",
    ],
)
def test_a_word_that_names_an_area_is_enough(text: str) -> None:
    """An act to watch, a thing, an occasion, a person or a title pins it down."""
    assert not verdicts(text)["too_general"]


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ('Read "The Success Principles" by the end of May', {"specific", "measurable", "action_based", "scheduled"}),
        ("Be able to touch my toes", {"specific", "measurable"}),
        ("Complete the fast.ai course", {"specific", "measurable", "action_based"}),
        ("To feel happier at work, call Ana on Monday", {"specific", "measurable", "action_based", "scheduled"}),
        ("Grow as a product owner", set()),
        ("Spend under 80 euros a week on groceries", {"specific", "measurable", "action_based", "scheduled"}),
    ],
)
def test_titles_aims_and_abilities_are_read_for_what_they_are(text: str, met: set[str]) -> None:
    """A title is a name, an aim before the act is not the act, and being able to is none."""
    given = verdicts(text)

    assert {name for name in ("specific", "measurable", "action_based", "scheduled") if given[name]} == met


@pytest.mark.parametrize(
    "text",
    [
        "Unlock synergies and drive excellence across the board",
        "Build trust and drive growth",
        "Leave the past behind",
        "Put the past behind me",
        "Let go of the past",
        "Leave fear behind me",
    ],
)
def test_a_further_verb_that_is_done_to_nothing_names_no_area(text: str) -> None:
    """Nor does "across the board", nor what one leaves behind if it is a feeling."""
    assert verdicts(text)["too_general"]


@pytest.mark.parametrize(
    "text",
    [
        "Unlock the gate and drive the van to Leeds",
        "Embrace change and drive sales of scarves",
        "Raise prices across the board by 5%",
        "Put the roof budget before the board",
        "Leave my phone behind when I go to dinner",
        "Let go of the second warehouse",
    ],
)
def test_the_same_verbs_done_to_a_thing_name_one(text: str) -> None:
    """A van, scarves, a phone."""
    assert not verdicts(text)["too_general"]
