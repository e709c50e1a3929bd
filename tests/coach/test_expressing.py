"""What is told to others holds only what the goal holds, and nothing of leaving."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach.expressing import Audience, Facts, express
from bot.coach.lexicon import load
from bot.coach.parse import parse
from tests.coach.evaluate import goals
from tests.coach.ruled import outright

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
ITEMS = [item for name in ("goals_dev", "goals_more", "held_out") for item in goals(name)]
STAYING = [item["text"] for item in ITEMS if not item["labels"]["leaving_employer"]]
GOING = [item["text"] for item in ITEMS if item["labels"]["leaving_employer"]]
NUMBER = re.compile(r"\d+")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w#]*")
any_goal = st.sampled_from(STAYING + GOING)


def facts(title: st.SearchStrategy[str]) -> st.SearchStrategy[Facts]:
    return st.builds(
        Facts,
        title,
        wording=st.none() | title,
        measure=st.sampled_from([None, "300 ms", "24 books", "0 to 5"]),
        reached=st.lists(any_goal, max_size=3).map(tuple),
        next_step=st.none() | any_goal,
        parent=st.none() | any_goal,
        due=st.sampled_from([None, "by 30 June 2027", "by December 2027"]),
        done=st.booleans(),
        leaving=st.just(value=False),
    )


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(facts(any_goal), st.sampled_from(AUDIENCES))
def test_no_number_or_name_is_invented(goal: Facts, audience: Audience) -> None:
    """Every number and proper name that is told stands in the facts."""
    told, known = express(goal, audience), " ".join(goal.all()).casefold()

    assert [n for n in NUMBER.findall(told) if n not in known] == []
    assert [n for n in NAME.findall(told) if n != "I" and n.casefold() not in known] == []


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(facts(any_goal), st.sampled_from(AUDIENCES))
def test_nothing_of_leaving_is_told(goal: Facts, audience: Audience) -> None:
    """Wherever leaving stands in the facts, it is not told."""
    assert not outright(parse(express(goal, audience), load()))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_goal_of_leaving_is_told_as_its_scope(audience: Audience) -> None:
    """Not one telling word of the goal itself remains."""
    for title in GOING:
        told = express(Facts(title, due="1 March", reached=("Sign the lease",)), audience).casefold()

        telling = {"quit", "resign", "bakery", "lease", "retire", "march", "notice"} & set(re.findall(r"\w+", told))
        assert not telling, (title, told)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(facts(st.sampled_from(STAYING)), st.sampled_from(AUDIENCES))
def test_it_is_short(goal: Facts, audience: Audience) -> None:
    """A resume line has 20 words, anything else two sentences."""
    told = express(goal, audience)

    if audience == "resume":
        assert len(told.split()) <= 20
        assert "\n" not in told
    else:
        assert len(re.findall(r"[.!?](?=\s|$)", told)) <= 2


def test_goals_of_leaving_are_told_by_what_each_asks_for() -> None:
    """A studio, a bakery and a shop of one's own do not all sound alike."""
    goals_ = [
        "Quit my job and open my own ceramics studio",
        "Quit my job and open a bakery",
        "Quit my job and become a teacher",
        "Quit my job and write a novel",
        "Leave the company and found a startup",
        "Quit my job",
    ]

    for audience in AUDIENCES:
        assert len({express(Facts(title), audience) for title in goals_}) == len(goals_)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize(
    "title",
    [
        "Hand in my notice",
        "Finish my notice period",
        "Leave nursing",
        "Leave teaching by June",
        "Quit teaching",
        "Leave the university",
        "Quit my job at the studio",
        "Join my brother's firm",
        "Join another company",
        "Tell my boss that I quit",
        "Talk to a recruiter every month",
        "Get two job offers by June",
        "Retire at 60",
    ],
)
def test_of_a_goal_of_leaving_that_asks_for_nothing_there_is_nothing_to_tell(title: str, audience: Audience) -> None:
    """What is left behind, and who comes next, is no scope."""
    assert not express(Facts(title, leaving=True), audience)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Leave teaching and open my own bakery", "its plan, its budget"),
        ("Quit the bakery and become a teacher", "pass on what I know"),
        ("Leave my company and go freelance", "more independently"),
        ("Quit my job and study law full-time", "deepen what I know"),
        ("Find a job elsewhere with more responsibility", "a role with more scope"),
        ("Find a senior Python role at another company", "a role with more scope"),
        ("Lead a team at a different agency", "a role with more scope"),
    ],
)
def test_what_a_goal_of_leaving_asks_for_is_told_by_what_comes_after(title: str, told: str) -> None:
    """Not by what is left."""
    assert told in express(Facts(title, leaving=True), "manager")


def test_short_term_comes_first() -> None:
    """A manager hears of the next step before the far goal."""
    goal = Facts("I want to become a staff engineer", next_step="Shard the index", due="by December 2028")

    told = express(goal, "manager")

    assert told == (
        "Next, I will shard the index. It is a step towards this: become a staff engineer by December 2028."
    )


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Ship the billing API", "I will ship the billing API."),
        ("Read and summarise ten papers", "I will read and summarise ten papers."),
        ("QA the release", "I am working on this: QA the release."),
        ("B2 in German", "I am working on this: B2 in German."),
        ("Shipp teh API with Anna Bilding", "I am working on this: Shipp teh API with Anna Bilding."),
    ],
)
def test_it_is_said_in_the_first_person_where_a_verb_begins_it(title: str, told: str) -> None:
    """What begins otherwise is only quoted, and nothing is spelt otherwise than its owner spelt it."""
    assert express(Facts(title), "team") == told


def test_done_goal_is_a_line_in_the_past() -> None:
    """A resume speaks of what was done."""
    goal = Facts("I want to cut p95 latency from 800 to 300 ms", done=True)

    assert express(goal, "resume") == "Cut p95 latency from 800 to 300 ms"
    assert express(Facts("Ship dark mode", done=True), "resume") == "Shipped dark mode"
