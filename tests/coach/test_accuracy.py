"""The coach reads labelled goals as the guideline does."""

from __future__ import annotations

import pytest

from tests.coach.evaluate import ALSO, APART, HASTY, PARTIAL, SETS, VERBS, Judged, all_four, judge, relevance, score

THRESHOLDS = {
    "specific": 0.92,
    "measurable": 0.95,
    "action_based": 0.95,
    "scheduled": 0.98,
    "too_general": 0.90,
    "leaving_employer": 0.95,
}


@pytest.fixture(
    scope="module", params=["goals_dev", *(pytest.param(name, marks=pytest.mark.slow) for name in SETS[1:])]
)
def judged(request: pytest.FixtureRequest) -> list[Judged]:
    return judge(request.param)


@pytest.mark.parametrize("criterion", THRESHOLDS)
def test_criterion_reaches_its_threshold(judged: list[Judged], criterion: str) -> None:
    """F1 of each criterion stays above what was promised."""
    assert score(judged, criterion).f1 >= THRESHOLDS[criterion]


def test_leaving_is_precise_and_complete(judged: list[Judged]) -> None:
    """A goal of leaving is told apart in both directions."""
    found = score(judged, "leaving_employer")

    assert min(found.precision, found.recall) >= 0.95


@pytest.mark.slow
@pytest.mark.parametrize("name", PARTIAL)
def test_leaving_in_many_trades_is_told_from_what_sounds_like_it(name: str) -> None:
    """Wards, kitchens and classrooms are left as offices are; a lease, a guild and a batch job are not an employer."""
    found = score(judge(name), "leaving_employer")

    assert min(found.precision, found.recall) >= 0.95


@pytest.mark.parametrize("criterion", ["too_general", "leaving_employer"])
@pytest.mark.parametrize("name", HASTY)
def test_rare_wordings_are_told(name: str, criterion: str) -> None:
    """What is too general and what leaves is found in wordings sought out for being rare, too."""
    assert score(judge(name), criterion).f1 >= THRESHOLDS[criterion]


@pytest.mark.slow
@pytest.mark.parametrize("criterion", THRESHOLDS)
def test_goals_of_other_authors_are_read_as_well(criterion: str) -> None:
    """Those that wrote the usual mix, together; for what is learnt only those that the weights have not learnt from."""
    sets = APART if criterion in ("leaving_employer", "too_general") else (*ALSO, *APART)
    found = score([one for name in sets for one in judge(name)], criterion)

    assert found.f1 >= THRESHOLDS[criterion]
    assert criterion != "leaving_employer" or min(found.precision, found.recall) >= THRESHOLDS[criterion]


@pytest.mark.parametrize("criterion", ["specific", "measurable", "action_based", "scheduled"])
def test_the_verbs_of_many_trades_are_known(criterion: str) -> None:
    """What is done in fields, wards, workshops and kitchens is read as well as what is done in offices."""
    assert score(judge(*VERBS), criterion).f1 >= THRESHOLDS[criterion]


@pytest.mark.slow
@pytest.mark.parametrize("criterion", [name for name in THRESHOLDS if name != "leaving_employer"])
def test_the_goals_of_all_of_life_are_read_as_well(criterion: str) -> None:
    """Parents, players, gardeners and bakers, by strangers; in leaving they are too few to tell."""
    assert score(judge("goals_lives"), criterion).f1 >= THRESHOLDS[criterion]


def test_first_four_are_right_together(judged: list[Judged]) -> None:
    """Most goals are read without any mistake."""
    assert all_four(judged) >= 0.85


@pytest.mark.parametrize("name", ["goals_dev", "goals_more", "held_out"])
def test_relevance_is_more_often_right_than_wrong(name: str) -> None:
    """Where the coach does not ask, it is usually right about the why."""
    right, wrong, _asked = relevance(name)

    assert right >= 3 * wrong
