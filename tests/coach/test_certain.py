"""What says which thing is meant, and what is done or not done, in wordings of no number."""

from __future__ import annotations

import pytest

from tests.coach.evaluate import verdicts


@pytest.mark.parametrize(
    "text",
    [
        "Tidy up the seed store more often",
        "Spend more time with my grandson in Oslo",
        "Read more papers on battery ageing",
        "Lower the scrap rate on line 2 significantly",
        "Drink more water at my desk",
        "Visit my aunt in Leeds more often",
    ],
)
def test_more_of_a_certain_thing_is_specific_and_not_measurable(text: str) -> None:
    """A comparison leaves open how much, not of what."""
    found = verdicts(text)

    assert found["specific"]
    assert not found["measurable"]


@pytest.mark.parametrize(
    "text",
    ["Spend less time on my phone", "Spend more time with my family", "Take more breaks", "Post more on LinkedIn"],
)
def test_more_of_anything_is_not(text: str) -> None:
    """What anybody could say says not which."""
    assert not verdicts(text)["specific"]


@pytest.mark.parametrize(
    "text",
    [
        "Be debt-free by 50",
        "Stay smoke-free until June",
        "Make partner in 2029",
        "Scrap paper timesheets on 1 April",
        "Fence the lower paddock",
        "Know the stock codes by heart",
    ],
)
def test_it_is_so_or_not(text: str) -> None:
    """Rid of something, made something, an end of all there are, a certain one of several."""
    found = verdicts(text)

    assert found["specific"]
    assert found["measurable"]


@pytest.mark.parametrize(
    "text", ["Be stress free", "Be carefree", "Be financially free", "Live every day with gratitude"]
)
def test_a_feeling_is_measured_by_nothing(text: str) -> None:
    """Neither by being free of it nor by a rhythm."""
    found = verdicts(text)

    assert found["too_general"]
    assert not found["measurable"]


@pytest.mark.parametrize(
    ("text", "measurable"),
    [
        ("Apply to other companies", False),
        ("Go back to uni full time", True),
        ("Learn Danish to chat with my neighbours in Aarhus", False),
        ("Ship it", True),
    ],
)
def test_leaving_is_done_or_not_and_seeking_has_no_end(text: str, *, measurable: bool) -> None:
    """What one learns something for is no end of it either."""
    assert verdicts(text)["measurable"] is measurable


@pytest.mark.parametrize("text", ["Circle back with the APAC team", "Price our autumn range", "Truck the hay to Ennis"])
def test_a_word_that_something_definite_follows_acts(text: str) -> None:
    """Verbs that no list holds."""
    assert verdicts(text)["action_based"]


@pytest.mark.parametrize("text", ["Replace two lorries", "Feed the herd", "Hire three waiters", "Sell 40 haircuts"])
def test_real_words_are_left_as_they_are(text: str) -> None:
    """A herd is not hard, and lorries are no worries."""
    assert verdicts(text)["specific"]
    assert not verdicts(text)["too_general"]


@pytest.mark.parametrize(
    "text",
    ["Visit museums", "Visit castles", "Do crossfit in 2027", "Do judo this summer", "Stretch once in a while"],
)
def test_an_activity_is_bare(text: str) -> None:
    """Whatever its name is, whenever it is done now and then."""
    found = verdicts(text)

    assert found["action_based"]
    assert not found["specific"]
    assert not found["measurable"]


@pytest.mark.parametrize(
    "text", ["Visit the Prado", "Visit three museums", "Visit castles in Wales", "Do crossfit at Box 21"]
)
def test_which_one_makes_it_specific(text: str) -> None:
    """Named, counted, or at a place."""
    assert verdicts(text)["specific"]


@pytest.mark.parametrize(
    ("text", "specific"),
    [
        ("Be working for a different employer by next Christmas", False),
        ("Have a new job by May", False),
        ("Have a pilot job at Lufthansa by 1 July", True),
        ("Have a teaching post in Vienna by September", True),
        ("Get hired by another law firm", True),
    ],
)
def test_a_post_is_specific_by_where_it_is(text: str, *, specific: bool) -> None:
    """Another employer is any other."""
    assert verdicts(text)["specific"] is specific


@pytest.mark.parametrize(
    "text",
    [
        "Have 10,000 in my emergency fund by the end of next year",
        "Have 3,000 in the holiday pot by May",
        "A 4.8 rating on Google for the café",
        "Have nobody resign from the kitchen crew in 2027",
    ],
)
def test_what_is_had_is_counted(text: str) -> None:
    """A number after "have" or before a figure counts, and none at all does."""
    found = verdicts(text)

    assert found["specific"]
    assert found["measurable"]


def test_getting_better_at_an_act_is_no_act() -> None:
    """Though it names a figure."""
    assert not verdicts("Get better at handling complaints")["action_based"]
