"""What can be tapped is the same for all who are asked alike: it is made once, and differs wherever they differ."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from bot.dates.workdays import Calendar
from bot.line.naming import as_typed
from bot.measure import Measure
from bot.milestones.subjects import About
from bot.models import Goal, Milestone
from bot.nudges import asking
from tests.house import choices

if TYPE_CHECKING:
    from bot.messages import Reply
    from bot.milestones.subjects import Subject

CALENDAR = Calendar(ZoneInfo("Europe/Lisbon"))
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PAGES = asdict(Measure("habit", target=20, unit="pages", per="day"))


def goal(**values: Any) -> Goal:
    usual: dict[str, Any] = {"id": 7, "person_id": 1, "number": 1, "title": "Ship it", "created_at": NOW}
    return Goal(**usual | values)


def asked(subject: Subject, kind: str = "due", message: int = 3) -> Reply:
    return asking.about_one(subject, kind, CALENDAR, NOW, message)


def test_what_is_made_of_a_number_alone_is_made_once_for_all_who_have_it() -> None:
    ship, sail = (asked(About(one, one)) for one in (goal(), goal(id=8, person_id=2, title="Sail")))

    assert (ship.title, sail.title) == ("Goal 1 is due: Ship it", "Goal 1 is due: Sail")
    assert ship.sections[-1] is sail.sections[-1]


def test_each_message_is_put_off_by_its_own_button() -> None:
    third, fourth = (choices(asked(About(SHIP, SHIP), message=message)) for message in (3, 4))

    assert (third["In an hour"], fourth["In an hour"]) == (
        "nudge 3 later 1 in 1 hour",
        "nudge 4 later 1 in 1 hour",
    )


SHIP, STEP, READ = goal(), Milestone(id=4, goal_id=7, number=2, title="Draft", created_at=NOW), goal(measure=PAGES)
DIFFERENT: dict[str, tuple[Subject, str, set[str]]] = {
    "its number": (About(two := goal(number=2), two), "due", {"done 2"}),
    "a milestone": (About(STEP, SHIP), "due", {"milestone done 1.2"}),
    "its kind": (About(SHIP, SHIP), "rhythm", {"form checkin 1"}),
    "what it counts": (About(READ, READ), "rhythm", {"nudge 3 checkin 1 20"}),
    "what is there already": (About(READ, READ, so_far=15), "rhythm", {"nudge 3 checkin 1 5"}),
    "what was said": (About(SHIP, SHIP, said="on track"), "due", {"done 1"}),
    "whose it is": (About(SHIP, SHIP, owner="Ana"), "due", {"done ~7"}),
    "a team": (About(team := goal(team=True), team, owner="Team"), "due", {f"form checkin {as_typed('Ship it')}"}),
}


@pytest.mark.parametrize("what", DIFFERENT)
def test_where_one_thing_differs_its_answers_do(what: str) -> None:
    subject, kind, calls = DIFFERENT[what]
    asked(About(SHIP, SHIP))

    assert calls <= set(choices(asked(subject, kind)).values())


@pytest.mark.parametrize(
    ("due", "call"), [(date(2026, 12, 1), "split 1"), (date(2026, 11, 20), "form split 1 by: ___")]
)
def test_the_last_question_knows_whether_its_date_has_passed(due: date, call: str) -> None:
    one = goal(due_on=due, dated_at=NOW)

    assert choices(asked(About(one, one), "question"))["Too big: split it"] == call
