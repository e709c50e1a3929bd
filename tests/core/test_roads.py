"""Roads: short-term goals under long-term ones, progress rolled up, the next step, and what is kept of a road."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.charts.values import Stage
from bot.messages import Tone
from bot.models import Goal, GoalState, Milestone, MilestoneState
from bot.replies import plain
from bot.roads.picture import picture
from bot.roads.road import Road, banked, next_milestone, next_step, rows
from tests.house import buttons, menus

if TYPE_CHECKING:
    from tests.house import House

THEN = datetime(2026, 11, 1, tzinfo=UTC)
LISBON = ZoneInfo("Europe/Lisbon")


def goal(number: int, due: date | None = None, state: GoalState = GoalState.active) -> Goal:
    ended = THEN if state in (GoalState.achieved, GoalState.dropped) else None
    return Goal(
        id=number,
        person_id=1,
        number=number,
        title=f"goal {number}",
        due_on=due,
        state=state,
        ended_at=ended,
        created_at=THEN,
    )


def step(number: int, due: date | None = None, state: MilestoneState = MilestoneState.open) -> Milestone:
    ended = None if state is MilestoneState.open else THEN
    return Milestone(
        id=number, goal_id=1, number=number, title="", due_on=due, state=state, ended_at=ended, created_at=THEN
    )


def test_a_road_goes_by_time_and_what_has_no_date_comes_last() -> None:
    near = Road(goal(3, date(2027, 1, 1)), "", (step(7, date(2026, 12, 20)),))
    far = Road(goal(2, date(2027, 6, 1)), "")

    road = Road(goal(1), "", (step(1, date(2027, 3, 1)), step(2)), (far, near))

    assert [(row.depth, row.ref) for row in rows(road)] == [
        (0, "1"),
        (1, "3"),
        (2, "3.7"),
        (1, "1.1"),
        (1, "2"),
        (1, "1.2"),
    ]


def test_the_next_step_is_the_first_that_can_be_worked_on() -> None:
    paused = Road(goal(2, date(2026, 12, 1), GoalState.paused), "", (step(1, date(2026, 11, 25)),))
    draft = Road(goal(3, date(2026, 12, 2), GoalState.draft), "")
    active = Road(goal(4, date(2027, 1, 1)), "", (step(1, date(2026, 12, 20)), step(2)))

    found = next_step(Road(goal(1), "", (step(1, date(2027, 3, 1)),), (paused, draft, active)))

    assert found is not None
    assert found.ref == "4.1"
    assert next_step(Road(goal(1, state=GoalState.achieved), "")) is None


def test_what_has_no_date_is_due_with_what_it_leads_to() -> None:
    exam = Road(goal(2, date(2027, 3, 31)), "", (step(1), step(2)))
    hours = Road(goal(3, date(2027, 9, 30)), "")

    found = next_step(Road(goal(1, date(2030, 12, 31)), "", (), (exam, hours)))

    assert found is not None
    assert found.ref == "2.1"


def test_a_milestone_without_a_date_comes_before_the_dated_one_that_follows_it() -> None:
    steps = (step(1), step(2), step(3, date(2027, 2, 1)), step(4))

    found = next_step(Road(goal(1), "", steps))

    assert found is not None
    assert found.ref == "1.1"
    assert next_milestone(steps) is steps[0]
    assert next_milestone(steps[2:]) is steps[2]


def test_nothing_comes_next_on_the_road_of_a_goal_that_is_over() -> None:
    """What lies on it may go on, but not towards this goal."""
    still_going = Road(goal(2, date(2027, 3, 31)), "")

    assert next_step(Road(goal(1, state=GoalState.dropped), "", (), (still_going,))) is None


def test_what_is_part_of_a_goal_that_goes_on_is_not_banked() -> None:
    exam = Road(
        goal(2), "", (step(1, state=MilestoneState.done), step(2)), (Road(goal(3, state=GoalState.achieved), ""),)
    )

    assert banked(Road(goal(1, state=GoalState.dropped), "", (), (exam,))).words == ""


def test_what_was_reached_is_banked_however_deep_it_lies() -> None:
    deep = Road(goal(4, state=GoalState.achieved), "")
    between = Road(goal(3, state=GoalState.dropped), "", (step(1, state=MilestoneState.done),), (deep,))

    kept = banked(Road(goal(1), "", (step(1, state=MilestoneState.done), step(2)), (between,)))

    assert kept.words == "1 goal, 2 milestones"
    assert banked(Road(goal(1), "")).words == ""


def test_a_picture_of_a_road_holds_numbers_and_dates() -> None:
    late = step(1, date(2026, 11, 10))
    roughly = step(2, date(2027, 3, 31))
    roughly.due_said = "Q1"
    under = Road(goal(2, date(2027, 1, 1)), "secret words", (step(3, state=MilestoneState.done),))

    drawn = picture(Road(goal(1, date(2027, 12, 31)), "", (late, roughly), (under,)), date(2026, 11, 23), LISBON)

    assert drawn is not None
    assert [(one.label, one.stage, one.since) for one in drawn.steps] == [
        ("1.1", Stage.late, None),
        ("2", Stage.ahead, date(2026, 11, 1)),
        ("2.3", Stage.done, None),
        ("1.2", Stage.approximate, None),
    ]
    assert (drawn.star, drawn.goal, drawn.due) == ("1.1", "1", date(2027, 12, 31))
    assert picture(Road(goal(1), ""), date(2026, 11, 23), LISBON) is None


async def test_a_circle_is_refused_with_its_path(house: House) -> None:
    await house.says("alice", "new Lead a team")
    await house.says("alice", "new Ship it under: 1")
    await house.says("alice", "new Write the tests under: 2")

    circle = await house.says("alice", "alter 1 under: 3")
    itself = await house.says("alice", "alter 1 under: 1")

    assert circle.tone is itself.tone is Tone.refused
    assert circle.sections[0].text == "1 Lead a team → 3 Write the tests → 2 Ship it → 1 Lead a team"
    assert itself.sections[0].text == "1 Lead a team → 1 Lead a team"


async def test_a_road_has_at_most_five_goals_one_under_the_other(house: House) -> None:
    await house.says("alice", "new Read 1 books")
    for n in range(1, 5):
        await house.says("alice", f"new Read {n + 1} books under: {n}")
    await house.says("alice", "new Read 9 books")

    sixth = await house.says("alice", "new Read 6 books under: 5")
    joined = await house.says("alice", "alter 1 under: 6")

    assert sixth.title == joined.title == "That road would have more than 5 goals one under the other."


async def test_nothing_is_put_under_what_is_over(house: House) -> None:
    await house.says("alice", "new Lead a team")
    await house.says("alice", "drop 1")

    refused = await house.says("alice", "new Ship it under: 1")

    assert refused.title == "Goal 1 is dropped, so nothing is put under it."


async def test_under_none_takes_a_goal_off_its_road(house: House) -> None:
    await house.says("alice", "new Lead a team")
    await house.says("alice", "new Ship it under: team")

    off = await house.says("alice", "alter 2 under: none")

    assert "On the road to" not in plain.text(off)
    assert (await house.says("alice", "roadmap")).title == "No roads yet"


async def test_a_roadmap_shows_the_road_and_one_asked_from_its_middle_too(house: House) -> None:
    await house.says("alice", "new Lead a team by 2028")
    await house.says("alice", "new Ship the API by: 2027-01-31 under: 1")
    await house.says("alice", "milestone add 1 Hold a retro by: 2026-12-18")

    whole = await house.says("alice", "roadmap 1")
    from_below = await house.says("alice", "roadmap 2")
    all_ = await house.reads("alice", "roadmap")

    lines = plain.text(whole).splitlines()
    assert whole == from_below
    assert "★ 1.1 Hold a retro: due Fri 18 December 2026" in lines
    assert "2 Ship the API: due Sun 31 January 2027" in lines
    assert buttons(whole)["Done: Hold a retro"] == "milestone done 1.1"
    assert "1 Lead a team: 0 % · ★ 1.1 Hold a retro, due Fri 18 December 2026" in all_


async def test_what_was_reached_is_kept_and_moved_when_a_long_term_goal_is_dropped(house: House) -> None:
    await house.says("alice", "new Lead a team")
    await house.says("alice", "new Ship the API under: 1")
    await house.says("alice", "milestone add 1 Hold a retro")
    await house.says("alice", "milestone done 1.1")
    await house.says("alice", "done 2")
    await house.says("alice", "new Become a manager")

    dropped = await house.says("alice", "drop 1")
    listed = await house.reads("alice", "list dropped")
    shown = await house.reads("alice", "show 1")
    move = menus(dropped)["Move what was reached to…"]["3 Become a manager"]
    moved = await house.says("alice", move)
    again = await house.says("alice", move)

    assert "Banked: 1 goal, 1 milestone." in plain.text(dropped)
    assert "banked: 1 goal, 1 milestone" in listed
    assert "Banked: 1 goal, 1 milestone" in shown
    assert moved.title == "1 goal and 1 milestone now lie on the road to 3 Become a manager"
    assert again.title.startswith("Nothing like that lies on the road to goal 1 any more")
    road = await house.reads("alice", "roadmap 3")
    assert "3.1 Hold a retro: done" in road
    assert "2 Ship the API: reached" in road

    await house.says("alice", buttons(moved)["Undo"])

    assert "Banked: 1 goal, 1 milestone" in await house.reads("alice", "show 1")


async def test_a_goal_that_goes_on_keeps_what_was_reached_of_it(house: House) -> None:
    """Moving what was reached robs nothing that is still being worked on."""
    for line in (
        "new Become a licensed pilot by 2030",
        "new Pass the medical exam by: 2027-03-31 under: 1",
        "milestone add 2 find a doctor; do the eye test",
        "milestone done 2.1",
        "new Fly gliders across the Alps by 2031",
    ):
        await house.says("fay", line)
    goes_on = await house.says("fay", "road move 1 to: 3 what: reached")

    dropped = await house.says("fay", "drop 1")
    moved = await house.says("fay", "road move 1 to: 3 what: reached")

    assert goes_on.title == "Goal 1 goes on, so what was reached on its road stays with it."
    assert "Banked" not in plain.text(dropped)
    assert moved.title.startswith("Nothing like that lies on the road to goal 1")
    assert "1 of 2 milestones done, 50 %" in await house.reads("fay", "show 2")


async def test_a_road_on_which_all_is_reached_is_asked_what_comes_next(house: House) -> None:
    """What was brought there is not all that there is to do."""
    for line in ("new Become a pilot by 2030", "milestone add 1 find a doctor", "milestone done 1.1", "drop 1"):
        await house.says("fay", line)
    await house.says("fay", "new Fly gliders across the Alps by 2031")

    moved = await house.says("fay", "road move 1 to: 2 what: reached")
    await house.says("fay", "undo")
    await house.says("fay", "milestone add 2 learn to glide")
    with_more = await house.says("fay", "road move 1 to: 2 what: reached")

    assert "Nothing on that road is ahead now" in plain.text(moved)
    assert buttons(moved)["Add a milestone"] == "milestone add 2"
    assert "Nothing on that road" not in plain.text(with_more)


async def test_the_road_of_a_goal_that_was_dropped_says_so(house: House) -> None:
    for line in (
        "new Become a chief architect by 2031",
        "new Publish 3 papers by: 2027-10-31 under: 1",
        "new Pass the licence exam by: 2027-04-30 under: 1",
        "drop 1",
    ):
        await house.says("vic", line)

    road = await house.says("vic", "roadmap 1")

    assert road.sections[0].fields[0].value == "dropped on Mon 23 November 2026"
    assert "★" not in plain.text(road)
    assert road.charts[0].alt == "The road to 1 Become a chief architect, dropped, 0 % of the way, 0 of 2 steps done."
    assert "On the road to: 1 Become a chief architect (dropped)" in await house.reads("vic", "show 2")


async def test_a_goal_is_told_as_no_step_towards_one_that_was_dropped(house: House) -> None:
    await house.says("vic", "new Become a chief architect by 2031")
    await house.says("vic", "new Publish 3 papers by: 2027-10-31 under: 1")
    before = await house.reads("vic", "express 2 for: manager")

    await house.says("vic", "drop 1")

    assert "a step towards" in before
    assert "a step towards" not in await house.reads("vic", "express 2 for: manager")
    assert "a step towards" not in await house.reads("vic", "express 2 for: interview")


async def test_what_is_still_open_is_asked_about_and_never_dropped_silently(house: House) -> None:
    await house.says("alice", "new Lead a team")
    await house.says("alice", "new Ship the API by: in 3 days under: 1")
    await house.says("alice", "new Become a manager")

    dropped = await house.says("alice", "drop 1")
    still = await house.reads("alice", "show 2")
    kept = await house.says("alice", buttons(dropped)["Keep on their own"])
    await house.says("alice", "undo")
    moved = await house.says("alice", menus(dropped)["Move them to…"]["3 Become a manager"])
    await house.says("alice", "undo")
    gone = await house.says("alice", buttons(dropped)["Drop them too"])
    silent = (await house.says("alice", "next")).title
    await house.says("alice", buttons(gone)["Undo"])

    assert "State: active" in still
    assert kept.title == "1 goal now stands on its own"
    assert moved.title == "1 goal now lies on the road to 3 Become a manager"
    assert gone.title == "Dropped as well: 2 Ship the API"
    assert silent == "No check-in is planned"
    assert (await house.says("alice", "next")).title.startswith("Your next")
    assert "2 Ship the API" in await house.reads("alice", "list")


async def test_a_reached_goal_can_be_moved_by_hand(house: House) -> None:
    await house.says("alice", "new Lead a team")
    await house.says("alice", "new Ship the API under: 1")
    await house.says("alice", "done 2")
    await house.says("alice", "new Become a manager")

    moved = await house.says("alice", "alter 2 under: 3")

    assert "On the road to: 3 Become a manager" in plain.text(moved)


async def test_nobody_finds_a_road_through_somebody_elses_goal(house: House) -> None:
    await house.says("alice", "new Lead a team")

    assert (await house.says("bob", "new Ship it under: 1")).title == "You have no goal “1”."
    assert (await house.says("bob", "roadmap 1")).title == "You have no goal “1”."


async def test_all_that_would_be_dropped_is_listed(house: House) -> None:
    await house.says("alice", "new Lead a team by 2028")
    await house.says("alice", "new Ship the API by: 2027-01-31 under: 1")
    await house.says("alice", "new Write ten tests under: 2")

    dropped = await house.says("alice", "drop 1")
    gone = await house.says("alice", buttons(dropped)["Drop them too"])

    assert "2 Ship the API: active" in plain.text(dropped)
    assert "3 Write ten tests: active" in plain.text(dropped)
    assert gone.title == "Dropped as well: 2 Ship the API, 3 Write ten tests"


async def test_an_empty_road_explains_no_star(house: House) -> None:
    await house.says("ann", "new Ship the billing API")

    assert "★" not in await house.reads("ann", "roadmap 1")


async def test_the_milestone_that_is_due_next_is_the_one_to_tap(house: House) -> None:
    await house.says("ann", "new Buy a bike by: 2027-07-31")
    for words in ("Look", "Order by: 2027-06-01", "Compare by: 2027-01-10"):
        await house.says("ann", f"milestone add 1 {words}")

    assert "Done: 1.3" in buttons(await house.says("ann", "show 1"))


async def test_what_lies_on_a_road_is_not_moved_to_where_it_is(house: House) -> None:
    for line in ("new Ship it", "milestone add 1 Draft", "milestone done 1.1"):
        await house.says("alice", line)

    refused = await house.says("alice", "road move 1 to: 1 what: reached")

    assert refused.title == "It lies on the road to goal 1 already."
    assert "1.1 Draft" in await house.reads("alice", "show 1")
