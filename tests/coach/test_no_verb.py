"""What only names a thing has no act, though a verb may begin its name; what one owns is had, and not done."""

from __future__ import annotations

import pytest

from tests.coach.evaluate import verdicts


@pytest.mark.parametrize(
    "text",
    [
        "Bookkeeping",
        "Sleep quality",
        "sign language",
        "Study habits",
        "Dance lessons",
        "Book club",
        "Water bill under 40 euros a month by March",
        "Bread on the shelves by 6:30 every morning",
        "Three new members on the volunteer fire crew by New Year's Eve",
        "Four coaches at the swim club by May",
        "Own a flat near the harbour",
    ],
)
def test_a_name_is_no_act(text: str) -> None:
    """A noun before "on the …" is none either, nor what others are a part of: the fire crew."""
    assert not verdicts(text)["action_based"]


@pytest.mark.parametrize(
    "text",
    [
        "Book the keeper for Saturday",
        "Sleep better",
        "Sign the lease",
        "Water the beds every evening",
        "Plan the party by Friday",
        "Bread the fish for the school lunch",
        "Dance the tango at my sister's wedding",
        "Volunteers clean the wards every Friday",
        "Own the checkout redesign",
        "Jot down the names of all callers",
    ],
)
def test_the_same_words_may_act(text: str) -> None:
    """What is done to something follows at once."""
    assert verdicts(text)["action_based"]


@pytest.mark.parametrize("text", ["Own a flat near the harbour", "Own a boat on Lake Garda", "Own a house"])
def test_what_one_owns_is_there_or_not(text: str) -> None:
    """It is so or not, wherever it is."""
    assert verdicts(text)["measurable"]


@pytest.mark.parametrize("text", ["improve our cleaning", "Improve my soldering"])
def test_an_activity_that_is_improved_is_no_act(text: str) -> None:
    """Whatever else the lexicon knows of it."""
    assert not verdicts(text)["action_based"]
