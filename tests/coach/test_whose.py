"""What others are to do is told as theirs: never as one's own act, and never as an order."""

import pytest

from bot.coach.expressing import Facts, express


@pytest.mark.parametrize(
    "goal",
    [
        "I want my team to trust me",
        "I want my kids to eat vegetables every day",
        "I want Priya to respect my work",
        "We need our customers to pay on time",
        "I'd like Bob to read my book",
        "I would love for my son to sleep through",
        "I need the landlord to fix the roof",
        "I want us to eat together",
        "I just want my neighbour to turn the music down",
        "I want a promotion",
        "Our team will ship the API",
        "They will ship it",
        "The crew checks the van every day",
    ],
)
def test_what_one_wants_of_others_is_a_sentence_already(goal: str) -> None:
    assert express(Facts(goal), "manager") == f"{goal}."
    assert express(Facts(goal, due="by June 2027"), "team") == f"{goal} by June 2027."


@pytest.mark.parametrize(
    ("goal", "told"),
    [
        ("I want to be trusted", "I will be trusted."),
        ("I need to get my team to trust me", "I will get my team to trust me."),
        ("I want to help my team to trust itself", "I will help my team to trust itself."),
        ("As a team we will cut the backlog", "I will cut the backlog."),
        ("Ask Bob to review my talk", "I will ask Bob to review my talk."),
        ("Would be great to finish the loft", "I will finish the loft."),
        ("It'd be lovely to learn the harp", "I will learn the harp."),
        ("Need analysis for the ward", "I am working on this: Need analysis for the ward."),
        ("Love my garden again", "I am working on this: Love my garden again."),
        ("need the landlord to fix the roof", "I need the landlord to fix the roof."),
    ],
)
def test_ones_own_act_is_told_as_ones_own(goal: str, told: str) -> None:
    assert express(Facts(goal), "team") == told


@pytest.mark.parametrize(
    ("goal", "told"),
    [
        ("I want my team to trust me", "Got my team to trust me"),
        ("We need our customers to pay on time", "Got our customers to pay on time"),
        ("I want a promotion", "A promotion"),
    ],
)
def test_what_others_did_is_reached_as_theirs(goal: str, told: str) -> None:
    assert express(Facts(goal, done=True), "resume") == told


def test_a_step_comes_before_what_one_wants_of_others() -> None:
    told = express(Facts("I want my team to trust me", next_step="Run a retro"), "manager")

    assert told == "Next, I will run a retro. It is a step towards this: get my team to trust me."
