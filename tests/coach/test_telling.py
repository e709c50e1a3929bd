"""An act told of a team is an act, and what only happens to somebody is none."""

from __future__ import annotations

import pytest

from tests.coach.evaluate import verdicts


@pytest.mark.parametrize(
    "text",
    [
        "The nurses on ward 4 check the crash trolley at every shift change",
        "They clear the 340 open permit applications",
        "The club sells 300 scarves to its handball fans",
        "The box office invites every first-time buyer to a backstage tour",
        "The finance crew closes the books by the 5th working day each month",
        "The IT group retires the old fax line in the clinic",
        "They put an end to the status call with the Dublin office",
        "The caretakers will replace the coffee machine in the staff room",
        "The caretakers are going to replace the coffee machine in the staff room",
        "They're going to move the archive to Leeds",
        "From May on, the night shift cleans the ovens every Friday",
        "HR will publish the salary bands by March",
        "Marketing sends the newsletter every Tuesday",
        "Every apprentice files two reports a month",
        "Everyone on the team takes a first-aid course by May",
        "The lab runs 40 samples a week",
        "The board of the housing association signs the roof contract",
    ],
)
def test_an_act_of_a_team_is_done_or_not(text: str) -> None:
    """Its subject is taken off, in the singular, the plural and with what they will do."""
    found = verdicts(text)

    assert found["action_based"]
    assert found["measurable"]
    assert not found["leaving_employer"]


@pytest.mark.parametrize("text", ["They hire people", "they write documentation"])
def test_without_an_end_it_is_an_act_alone(text: str) -> None:
    """As it is where one says it of oneself."""
    found = verdicts(text)

    assert found["action_based"]
    assert not found["measurable"]


@pytest.mark.parametrize(
    "text",
    [
        "Customers love us",
        "Guests recommend us to friends",
        "Sales double",
        "The team is happy",
        "The team feels safe",
        "The award goes to us",
        "The shop opens in May",
        "The crew works well together",
        "The manager promotes me to team lead",
        "My boss drives me crazy",
        "The sales team workshop in June",
        "The nurses' rota",
    ],
)
def test_what_happens_is_no_act(text: str) -> None:
    """Nor what others feel, nor a thing that has a team in its name."""
    assert not verdicts(text)["action_based"]


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("The crew quits the company", False),
        ("The nurses leave the ward", False),
        ("All three of us quit the agency together on 1 July and open our own studio", True),
        ("Our whole kitchen crew hands in notice on 2 January and starts a food truck", True),
    ],
)
def test_a_team_leaves_with_one_only_if_one_is_of_it(text: str, *, leaves: bool) -> None:
    """They and the crew are others; all of us and our crew are not."""
    assert verdicts(text)["leaving_employer"] is leaves


@pytest.mark.parametrize(
    ("text", "measurable"),
    [("The drivers never leave the engine running", True), ("The waiters will not accept cash", True)],
)
def test_what_a_team_does_not_do_is_told_as_well(text: str, *, measurable: bool) -> None:
    """The negation is no part of the subject."""
    found = verdicts(text)

    assert found["action_based"]
    assert found["measurable"] is measurable


@pytest.mark.parametrize(
    "text",
    [
        "Two of us split the booking module out of the monolith",
        "Two of us paint the club room",
        "Each of us reads one chapter a week",
        "One of us updates the price list every Friday",
        "From March on, the three of us test the release every Monday",
        "My sister and I call Mum every Sunday",
        "Me and Tom build the ramp by June",
        "Lena, Tom and I rehearse the trio every Monday",
        "My wife and I want to save 5000 euros by May",
        "Both of us quit smoking on 1 March",
    ],
)
def test_an_act_of_two_of_us_is_ones_own(text: str) -> None:
    """Those who are named with one are taken off, as a team is."""
    found = verdicts(text)

    assert found["action_based"]
    assert found["measurable"]


@pytest.mark.parametrize(
    "text", ["Both of us healthy at 80", "Two of us on site every day", "My son and I become closer"]
)
def test_what_two_of_us_are_is_no_act(text: str) -> None:
    """Nor where two of us are: it is read as if it were said of oneself."""
    assert not verdicts(text)["action_based"]
