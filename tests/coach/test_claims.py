"""Nothing is told of a goal that its own numbers deny."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.bragging import Feat, brag
from bot.coach.claims import Outcome, told
from bot.coach.expressing import Facts, express
from bot.measure import Measure
from tests.house import MONDAY


def outcome(
    target: float, at: float | None, unit: str = "", *, begin: float = 0, start: float | None = None
) -> Outcome:
    return Outcome(Measure("number", start, target, unit or None, "down" if target < begin else "up"), begin, at)


@pytest.mark.parametrize(
    ("title", "came", "line"),
    [
        ("Fix 20 bugs", outcome(20, 12, "bugs"), "Fixed 12 of 20 bugs"),
        ("Save €3000", outcome(3000, 2500, "€"), "Saved €2,500 of €3000"),
        ("Read twelve books", outcome(12, 8, "books"), "Read 8 of 12 books"),
        ("Complete 80 % of the backlog", outcome(80, 60, "%"), "Completed 60 % of the backlog"),
        ("Talk to 20 customers", outcome(20, 12, "customers"), "Talked to 12 customers"),
        (
            "Cut p95 latency from 800 to 300 ms",
            outcome(300, 350, "ms", begin=800, start=800),
            "Cut p95 latency from 800 to 350 ms",
        ),
        (
            "Get the backlog down to 10 tickets",
            outcome(10, 14, "tickets", begin=30),
            "Got the backlog down to 14 tickets",
        ),
    ],
)
def test_the_number_that_was_reached_is_told(title: str, came: Outcome, line: str) -> None:
    """It takes the place of the target where that reads well."""
    assert told(title, came).line == line


@pytest.mark.parametrize(
    ("title", "came", "line"),
    [
        (
            "Bring the build time below 5 minutes",
            outcome(5, 6, "minutes", begin=9),
            "Bring the build time below 5 minutes; ended at 6 minutes",
        ),
        ("Read twenty-five books", outcome(25, 8, "books"), "Read twenty-five books; ended at 8 of 25 books"),
        ("Fix 20 bugs", outcome(20, 0, "bugs"), "Fix 20 bugs; ended at 0 of 20 bugs"),
        ("Sort the archive", outcome(100, 40, "%"), "Sort the archive; ended at 40 of 100 %"),
        (
            "Cut p95 latency from 800 to 300 ms",
            outcome(300, 900, "ms", begin=800, start=800),
            "Cut p95 latency from 800 to 300 ms; ended at 900 ms",
        ),
    ],
)
def test_what_cannot_be_put_so_is_no_act_of_the_past(title: str, came: Outcome, line: str) -> None:
    """It stays the goal that it was, with what came of it."""
    assert told(title, came).line == line


@pytest.mark.parametrize(
    ("title", "came", "line"),
    [
        ("Fix 20 bugs", outcome(20, 20, "bugs"), "Fixed 20 bugs"),
        ("Fix 20 bugs", outcome(20, 25, "bugs"), "Fixed 20 bugs"),
        ("Fix 20 bugs", outcome(20, None, "bugs"), "Fixed 20 bugs"),
        ("Read 24 books", outcome(30, 26, "books"), "Read 24 books"),
        ("Ship dark mode", None, "Shipped dark mode"),
    ],
)
def test_what_no_number_denies_stays_as_it_is(title: str, came: Outcome | None, line: str) -> None:
    """Where nobody has given a number, its owner's word that it is reached counts."""
    assert told(title, came).line == line


def test_words_that_claim_more_than_a_lowered_target_are_put_right() -> None:
    """The goal is reached at 12, but its words still say 24."""
    assert told("Read 24 books", outcome(12, 12, "books")).line == "Read 12 of 24 books"


@pytest.mark.parametrize(
    ("kept", "missed", "line"),
    [
        (10, 0, "Ran three times a week"),
        (8, 2, "Ran three times a week; kept 8 of 10 weeks"),
        (0, 1, "Run three times a week; kept 0 of 1 week"),
    ],
)
def test_a_habit_is_told_with_how_often_it_was_kept(kept: int, missed: int, line: str) -> None:
    came = Outcome(Measure("habit", None, 3, None, "up", "week"), kept=kept, missed=missed, per="week")

    assert told("Run three times a week", came).line == line


def test_every_audience_hears_what_came_of_it() -> None:
    goal = Facts("Fix 20 bugs in the importer", done=True, came=outcome(20, 12, "bugs"))

    assert express(goal, "resume") == "Fixed 12 of 20 bugs in the importer"
    assert express(goal, "interview") == "I fixed 12 of 20 bugs in the importer."
    assert express(goal, "manager") == "I fixed 12 of 20 bugs in the importer."


def test_words_of_ones_own_are_held_to_the_number_too() -> None:
    goal = Facts(
        "Fix 20 bugs", wording="Stabilise the importer", measure="20 bugs", done=True, came=outcome(20, 12, "bugs")
    )

    assert express(goal, "team") == "I worked on this: stabilise the importer; ended at 12 of 20 bugs."


def test_a_long_line_keeps_what_came_of_it() -> None:
    title = "Bring the build time of every service that the platform team owns and that customers use below 5 minutes"
    line = express(Facts(title, done=True, came=outcome(5, 6, "minutes", begin=9)), "resume")

    assert line.endswith("; ended at 6 minutes")
    assert len(line.split()) == 20


def test_an_open_goal_is_told_as_ahead() -> None:
    """What is still open claims nothing."""
    assert express(Facts("Fix 20 bugs", came=outcome(20, 12, "bugs")), "resume") == "In progress: Fix 20 bugs"


def test_how_far_the_number_of_an_open_goal_has_come_is_told() -> None:
    goal = Facts("Publish 3 papers", so_far=outcome(3, 2, "papers"), due="by October 2027", parent="Lead a lab")

    assert express(goal, "resume") == "In progress: Publish 3 papers; 2 of 3 papers so far"
    assert express(goal, "interview") == "I will publish 3 papers by October 2027. So far: 2 of 3 papers."
    assert express(goal, "manager") == "I will publish 3 papers by October 2027. So far: 2 of 3 papers."


def test_nobody_will_reach_what_they_have_passed() -> None:
    goal = Facts("Close 40 tickets", so_far=outcome(40, 55, "tickets"))

    assert express(goal, "interview") == "I am working on this: close 40 tickets. So far: 55 of 40 tickets."


@pytest.mark.parametrize("at", [None, 0])
def test_a_number_that_has_not_moved_is_not_told(at: float | None) -> None:
    assert express(Facts("Publish 3 papers", so_far=outcome(3, at, "papers")), "team") == "I will publish 3 papers."


def test_brag_holds_to_the_numbers() -> None:
    feats = [Feat("I want to fix 20 bugs", MONDAY.date(), came=outcome(20, 12, "bugs"))]

    assert brag(feats, MONDAY.date()) == "### Q4 2026\n- Fixed 12 of 20 bugs (23 November 2026)"


@given(st.integers(1, 500), st.integers(0, 500))
def test_a_target_that_was_not_reached_is_never_told_as_done(target: int, at: int) -> None:
    line = told(f"Fix {target} bugs", outcome(target, at, "bugs")).line

    assert (line == f"Fixed {target} bugs") == (at >= target)
