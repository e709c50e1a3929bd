"""What comes to an end, what is had or not, and what goes on: each told apart from what only sounds like it."""

from __future__ import annotations

import pytest

from tests.coach.evaluate import verdicts


@pytest.mark.parametrize(
    "text",
    [
        "Help my mother fill in her retirement forms",
        "Help my neighbour put up her fence",
        "Help the new trainee pass her driving test",
        "Talk Ingrid out of leaving",
        "Talk my brother into selling the van",
        "Walk Priya through her first inventory count",
        "Go to Boots for the hearing test",
        "Go to my sister's graduation",
        "get it done by EOM",
        "improve the herb section of the shop by moving it next to the till",
        "Become head gardener at the botanical garden I work in",
        "Become a trustee of the food bank",
        "Be a pensioner by 65",
        "Promoted by 2028",
        "A place on the night bus roster",
        "A roof on the bike shed",
        "Our bakery in the regional top ten of the bread guide",
        "No more work mails after 8pm",
        "Get an A in chemistry",
    ],
)
def test_it_comes_to_an_end_or_is_so_or_not(text: str) -> None:
    """Two strangers would agree on it."""
    assert verdicts(text)["measurable"]


@pytest.mark.parametrize(
    "text",
    [
        "Help my neighbour with her garden",
        "Help the trainees learn",
        "Feed the birds on the balcony",
        "Be more patient with class 7b",
        "Work on my tenor sax solo in Harlem Nocturne",
        "Spend more evenings with Nils before he goes to uni",
        "Have a good relationship with my supervisor Ewa",
        "Strengthen our brand",
    ],
)
def test_it_goes_on(text: str) -> None:
    """A class's letter counts nothing, and more evenings are no rhythm."""
    assert not verdicts(text)["measurable"]


@pytest.mark.parametrize(
    "text",
    [
        "Learn the accordion",
        "Play the flute",
        "take up the banjo",
        "Revise for two hours each evening",
        "Learn the tango",
    ],
)
def test_a_bare_instrument_or_dance_says_not_which(text: str) -> None:
    """Nor does an act that says nothing of what, whenever it is done."""
    found = verdicts(text)

    assert found["action_based"]
    assert not found["specific"]


def test_before_an_age_is_no_moment_of_the_day() -> None:
    """Before coffee is one, and pins what is done."""
    assert not verdicts("Learn Arabic before I am 70")["specific"]
    assert verdicts("Stretch before coffee")["specific"]


@pytest.mark.parametrize(
    "text",
    ["Visit Aunt Rosa more often", "Swim in Lake Bled more often", "Have a good relationship with my supervisor Ewa"],
)
def test_a_name_of_two_words_says_which(text: str) -> None:
    """Also where there shall only be more of it."""
    assert verdicts(text)["specific"]


@pytest.mark.parametrize(
    "text",
    [
        "Leave my phone in the locker during every shift",
        "Drink two litres of water on every harvest day",
        "Ask Ines for feedback after each of my next 5 shifts at the till",
    ],
)
def test_a_shift_comes_again_as_a_day_does(text: str) -> None:
    """So it is a rhythm."""
    assert verdicts(text)["scheduled"]


@pytest.mark.parametrize("text", ["Promoted by 2028", "Strengthen our brand"])
def test_what_others_decide_or_has_no_end_is_no_act(text: str) -> None:
    """Whatever form the word has."""
    assert not verdicts(text)["action_based"]


def test_a_team_does_a_thing_in_the_third_person() -> None:
    """A form that ends in "oes" is one."""
    assert verdicts("Each nurse on bay 3 does one hand-hygiene audit per fortnight")["action_based"]
