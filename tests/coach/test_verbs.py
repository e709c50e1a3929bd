"""What the form of a sentence tells of its verb: having a thing done, contests, one's own act beside a state."""

from __future__ import annotations

import pytest

from bot.coach.lexicon import load
from bot.coach.verbs import VERBS
from tests.coach.evaluate import verdicts
from tests.coach.test_reader import heard


def met(text: str) -> str:
    """Name what is met of the first four by its letters."""
    found = verdicts(text)
    names = {"s": "specific", "m": "measurable", "a": "action_based", "d": "scheduled"}
    return "".join(letter for letter, name in names.items() if found[name])


@pytest.mark.parametrize(
    "text",
    [
        "Have the rash on my elbow looked at by Dr Lenz this week",
        "Have the furnace serviced by Mr Novak before 1 November",
        "Get the harp tuned before the Whitsun concert",
        "Get the ridge tiles relaid by Friday",
    ],
)
def test_having_a_thing_done_is_an_act_with_an_end(text: str) -> None:
    """Wherever the thing is, and whatever is done to it."""
    assert met(text) == "smad"


@pytest.mark.parametrize(
    "text", ["Get the raise my boss promised me", "Have a plan for the delayed harvest", "Get my paper accepted"]
)
def test_what_others_do_is_not_had_done(text: str) -> None:
    assert not verdicts(text)["action_based"]


@pytest.mark.parametrize(
    "text",
    [
        "Win the regional shearing contest in June",
        "Beat my cousin at darts in June",
        "Come second in the village quiz in June",
    ],
)
def test_a_contest_is_won_or_not_but_not_in_ones_hand(text: str) -> None:
    assert met(text) == "smd"


def test_a_figure_that_is_beaten_is_an_act() -> None:
    """A rival is not moved by oneself, a number is."""
    assert met("Beat last year's sales by 5% in May") == "smad"


@pytest.mark.parametrize(
    "text",
    [
        "No more vaping on the balcony: I chew gum every evening",
        "Telly off at 22:00, I pull the plug every evening",
    ],
)
def test_what_one_does_oneself_for_it_is_the_act(text: str) -> None:
    assert met(text) == "smad"


@pytest.mark.parametrize("text", ["No more vaping on the balcony", "Lights off at 22:00", "Lights out, and the cat in"])
def test_without_it_there_is_no_act(text: str) -> None:
    assert not verdicts(text)["action_based"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Become a licensed blaster", "sm"),
        ("Become a certified dog handler by 2029", "smd"),
        ("Become a licensed person", ""),
        ("Become a blaster", ""),
    ],
)
def test_papers_make_a_role_of_a_word(text: str, said: str) -> None:
    assert met(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Shorten the visa form to one page", "sma"),
        ("Read Emma to the last page", "sma"),
        ("Caption every reel", "sma"),
        ("Referee four matches in May", "smad"),
        ("Fit a cat flap to the back door", "sma"),
        ("Crate-train the puppy by May", "smad"),
        ("Code-review every merge request", "sma"),
        ("Perform Jupiter from memory", "sma"),
    ],
)
def test_a_noun_with_what_it_is_done_to_is_a_verb(text: str, said: str) -> None:
    assert met(text) == said


@pytest.mark.parametrize(
    "text",
    ["Coffee every morning", "Half-marathon a year", "Perform well", "Improve my soldering", "Meeting-free days"],
)
def test_a_noun_with_a_time_and_a_bare_activity_are_no_acts(text: str) -> None:
    assert not verdicts(text)["action_based"]


@pytest.mark.parametrize(
    "text", ["Use the lathe", "Finish the course", "Read up on dementia", "Work with AutoCAD 2027", "Meditate daily"]
)
def test_a_bare_tool_course_or_subject_pins_nothing(text: str) -> None:
    assert not verdicts(text)["specific"]


@pytest.mark.parametrize(
    "text", ["Leave the Tuesday book club", "Work with AutoCAD 2027", "Drop out of the Monday choir"]
)
def test_a_day_or_a_year_in_a_name_is_no_schedule(text: str) -> None:
    assert not verdicts(text)["scheduled"]


def test_no_verb_is_an_outcome_and_an_end_of_its_own() -> None:
    """What is won against others is in no class of what one delivers, whichever verb is added next."""
    words = load().words

    assert [word for word, names in words.items() if "contest" in names and names & {"deliver", "act"}] == []
    assert all(names & set(VERBS) for names in words.values() if "contest" in names)


def test_the_measure_of_one_page_is_one() -> None:
    measure = heard("Shorten the visa form to one page").measure

    assert measure is not None
    assert (measure.target, measure.unit, measure.direction) == (1, "page", "down")
