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


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Be a calmer nurse", "Became a calmer nurse"),
        ("Be more patient", "Became more patient"),
        ("Be home by 5", "Was home by 5"),
        ("Have the audit closed", "Had the audit closed"),
        ("Train three new ward clerks", "Trained three new ward clerks"),
        ("Train 2 of 3 new ward clerks", "Trained 2 of 3 new ward clerks"),
        ("Win back the contract and lose 5kg", "Won back the contract and lost 5kg"),
        ("Lead the drill and write up the report", "Led the drill and wrote up the report"),
        ("Learn to drive, then buy a van", "Learned to drive, then bought a van"),
        ("Find and fix the leak", "Found and fixed the leak"),
        ("Read the manual; write a summary", "Read the manual; wrote a summary"),
        ("Stop smoking and start running", "Stopped smoking and started running"),
        ("Get the kids to bed and call Mum", "Got the kids to bed and called Mum"),
        ("Our team will ship the API", "Our team shipped the API"),
    ],
)
def test_all_that_was_done_is_put_into_the_past(title: str, told: str) -> None:
    assert in_past(title) == told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Learn to cook and bake", "Learned to cook and bake"),
        ("Ask Anna to review and sign the form", "Asked Anna to review and sign the form"),
        ("Make Bob laugh and sing", "Made Bob laugh and sing"),
        ("Ship login, search and billing", "Shipped login, search and billing"),
        ("Finish it so that we can close and bill", "Finished it so that we can close and bill"),
        ("Do the dishes and the laundry", "Did the dishes and the laundry"),
    ],
)
def test_what_belongs_to_a_verb_within_stays(title: str, told: str) -> None:
    assert in_past(title) == told


@pytest.mark.parametrize("title", ["Eat fish and drink water", "Eat well and not snack"])
def test_what_would_be_half_in_the_past_stays_as_it_is(title: str) -> None:
    """Half a sentence in the past is no English, and so it is only quoted."""
    assert in_past(title) == title
    assert express(Facts(title, done=True), "interview") == f"Reached: {title}."


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Be a calmer nurse: I will breathe out whenever a relative shouts", "Became a calmer nurse"),
        ("Lead the planning; it is done when the plan is signed", "Led the planning"),
        ("Win the cup; to get there I will ask Bob", "Won the cup"),
        ("Watch two films: Alien and Heat", "Watched two films: Alien and Heat"),
    ],
)
def test_the_plan_is_no_part_of_what_was_reached(title: str, told: str) -> None:
    assert express(Facts(title, done=True), "resume") == told
    assert express(Facts("Ship it", reached=(title,)), "resume") == told


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
