"""What was reached is said in the past, by verbs that no list names as well."""

import pytest

from bot.coach.expressing import Facts, express
from bot.coach.lexicon import load
from bot.coach.tense import in_past


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Finish the thesis", "Finished the thesis"),
        ("Approve the budget", "Approved the budget"),
        ("Organise a retro", "Organised a retro"),
        ("Reach B2", "Reached B2"),
        ("Register the trademark", "Registered the trademark"),
        ("Chop the old forms", "Chopped the old forms"),
        ("Apply for a grant", "Applied for a grant"),
        ("Play the Moonlight Sonata", "Played the Moonlight Sonata"),
        ("Row across the lake", "Rowed across the lake"),
        ("Scrape the old site", "Scraped the old site"),
        ("Retake the exam", "Retook the exam"),
        ("Undertake an audit", "Undertook an audit"),
        ("Resubmit the paper", "Resubmitted the paper"),
        ("Release the beta", "Released the beta"),
        ("Finished the thesis", "Finished the thesis"),
        ("Dark mode for the shop", "Dark mode for the shop"),
    ],
)
def test_a_verb_is_put_into_the_past(title: str, told: str) -> None:
    assert in_past(title) == told


@pytest.mark.parametrize(
    "name",
    [
        "Mock exam",
        "Test run",
        "Photo shoot",
        "Demo day",
        "Design review",
        "Training plan",
        "Market study",
        "Release notes",
        "Launch party for the app",
        "Test run of the pump",
        "Project Apollo",
        "Sprint 3",
        "Release 2 review",
        "Follow up call",
        "Research and development plan",
        "Finish line",
        "Interview",
    ],
)
def test_a_thing_that_a_verb_could_begin_stays_as_it_is(name: str) -> None:
    """Nobody has mocked an exam or tested a run: what may be a name stays as it was written, in every text."""
    assert in_past(name) == name
    assert express(Facts(name, done=True), "resume") == name
    assert express(Facts(name, done=True), "interview") == f"Reached: {name}."
    assert express(Facts("Ship the app", next_step=name), "manager").startswith(f"Next: {name}.")
    assert express(Facts("Ship the app", reached=(name,)), "team").startswith(f"So far: {name}.")
    assert express(Facts("Ship the app", reached=(name,)), "resume") == name


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Test the pumps", "Tested the pumps"),
        ("Test every pump", "Tested every pump"),
        ("Test them", "Tested them"),
        ("Test Anna's code", "Tested Anna's code"),
        ("Mock 3 interviews", "Mocked 3 interviews"),
        ("Record 4 short videos", "Recorded 4 short videos"),
        ("Pay €200", "Paid €200"),
        ("Market the new range", "Marketed the new range"),
        ("Design new posters", "Designed new posters"),
        ("Talk to the board", "Talked to the board"),
        ("Sign up for the run", "Signed up for the run"),
    ],
)
def test_a_verb_that_is_a_noun_too_is_bent_where_no_name_can_follow(title: str, told: str) -> None:
    assert in_past(title) == told


def test_no_verb_that_is_an_act_stays_as_it_is() -> None:
    """A line that begins with a verb never comes out raw, but for the few whose past is the same."""
    acts = {"deliver", "act", "move", "improve"}
    verbs = [
        word for word in load().words if " " not in word and word not in load().bases and load().classes(word) & acts
    ]

    same = {word for word in verbs if in_past(f"{word.capitalize()} it") == f"{word.capitalize()} it"}

    assert same <= {"beat", "bid", "cast", "cost", "cut", "forecast", "hit", "hurt", "input", "let", "offset", "outbid",
                    "put", "quit", "read", "recast", "recut", "reread", "reset", "rid", "set", "shed", "shut", "split",
                    "spread", "sublet", "sunset", "typeset", "undercut", "upset"}  # fmt: skip


def test_finishing_is_told_as_done() -> None:
    goal = Facts("Finish the thesis", done=True)

    assert express(goal, "resume") == "Finished the thesis"
    assert express(goal, "interview") == "I finished the thesis."
