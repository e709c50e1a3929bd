"""What happens at once, or twice: one effect, and no change is lost."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from bot.dates.due import Due
from bot.messages import Address, Profile, Reply, Request
from bot.models import Goal, GoalState

if TYPE_CHECKING:
    from tests.house import House


async def the_goal(house: House, called: str = "Ship it%") -> Goal:
    """Return the goal that everybody is busy with."""
    async with house.database.transaction() as session:
        return (await session.scalars(select(Goal).where(Goal.title.like(called)))).one()  # type: ignore[attr-defined]


async def test_a_delivery_three_times_at_once_takes_effect_once(house: House) -> None:
    await house.says("alice", "list")
    answers = await asyncio.gather(*(house.asks("alice", "new Ship it", key="K1") for _ in range(3)))
    late = await house.asks("alice", "new Ship it", key="K1")

    assert [isinstance(answer, Reply) for answer in answers].count(True) == 1
    assert late is None
    assert (await house.says("alice", "list")).title.startswith("1 goal")


async def test_a_button_tapped_twice_at_once_has_one_effect(house: House) -> None:
    """Two taps are two deliveries; the second one gets the same answer."""
    await house.says("alice", "new Ship it")
    await house.says("alice", "milestone add 1 Draft the schema")

    titles = [
        answer.title
        for answer in await asyncio.gather(
            *(house.asks("alice", "milestone done 1.1", key=f"tap {n}") for n in range(2))
        )
        if isinstance(answer, Reply)
    ]
    undone = await house.says("alice", "undo")
    again = await house.says("alice", "undo")

    assert titles == ["Milestone 1.1 is done: Draft the schema"] * 2
    assert "marked milestone 1.1 done" in undone.title
    assert "marked milestone 1.1 done" not in again.title


async def test_two_changes_of_one_goal_at_once_are_both_kept(house: House) -> None:
    """From two devices of one person."""
    await house.says("alice", "new Ship it")
    for n in range(5):
        await asyncio.gather(
            house.says("alice", f"alter 1 by: 2027-03-1{n}"), house.says("alice", f"alter 1 wording: Words {n}")
        )

        goal = await the_goal(house)
        assert (goal.due, goal.wording) == (Due(date(2027, 3, 10 + n)), f"Words {n}")


async def test_two_owners_who_change_a_goal_at_once_both_keep_their_change(house: House) -> None:
    await house.says("ben", "new Something of my own")
    await house.says("alice", "new Ship it")
    await house.says("alice", "share 1 with: @ben as: owner")
    agreed = await house.says("ben", "agree 1")

    for n in range(5):
        await asyncio.gather(
            house.says("alice", f"alter 1 Ship it in {n + 2} countries"),
            house.says("ben", f"milestone add 2 Country {n}"),
            house.says("ben", f"alter 2 by: 2027-03-1{n}"),
        )

    goal, shown = await the_goal(house), str(await house.says("alice", "show 1"))
    assert agreed.sections[0].text == "You call it goal 2."
    assert (goal.title, goal.due) == ("Ship it in 6 countries", Due(date(2027, 3, 14)))
    assert all(f"Country {n}" in shown for n in range(5))


@pytest.mark.parametrize(
    ("command", "before", "did", "did_not"),
    [
        ("pause 2", "", "Goal 2 is paused: Ship it", "Goal 2 is paused already"),
        ("done 2", "", "Goal 2 is reached: Ship it", "was reached by"),
        ("drop 2", "", "Goal 2 is dropped: Ship it", "dropped by"),
        ("resume 2", "pause 2", "Goal 2 is resumed: Ship it", "Goal 2 is active already"),
        ("alter 2 by: 2028-01-01", "", "Goal 2 is changed: Ship it", "Goal 2 stays as it was"),
        ("milestone done 2.1", "", "Milestone 2.1 is done: Draft", "was done by"),
        ("milestone done draft", "", "Milestone 2.1 is done: Draft", "was done by"),
        ("milestone reopen 2.1", "milestone done 2.1", "Milestone 2.1 is open again", "is open already"),
        ("milestone drop 2.1", "", "Milestone 2.1 is dropped: Draft", "was dropped by"),
    ],
)
async def test_of_two_owners_who_say_the_same_at_once_one_did_it_and_the_other_hears_so(
    house: House, command: str, before: str, did: str, did_not: str
) -> None:
    await house.says("ben", "new Something of my own")
    for line in ("new Something else", "new Ship it", "milestone add 2 Draft", "share 2 with: @ben as: owner"):
        await house.says("ann", line)
    await house.says("ben", "agree 1")
    if before:
        await house.says("ann", before)

    answers = await asyncio.gather(house.says("ann", command), house.says("ben", command))

    titles = sorted((answer.title for answer in answers), key=lambda title: did not in title)
    assert did in titles[0]
    assert did_not in titles[1]


@pytest.mark.parametrize("first", ["done", "drop"])
async def test_of_two_owners_who_end_a_goal_otherwise_at_once_the_first_word_stands(house: House, first: str) -> None:
    await house.says("ben", "new Something of my own")
    for line in ("new Something else", "new Ship it", "share 2 with: @ben as: owner"):
        await house.says("ann", line)
    await house.says("ben", "agree 1")
    other = "drop" if first == "done" else "done"

    answers = await asyncio.gather(house.says("ann", f"{first} 2"), house.says("ben", f"{other} 2"))

    ended = {"Goal 2 is reached: Ship it": "achieved", "Goal 2 is dropped: Ship it": "dropped"}
    stands = [ended[answer.title] for answer in answers if answer.title in ended]
    assert len(stands) == 1
    assert (await the_goal(house)).state == stands[0]


async def test_of_several_taps_at_once_on_what_adds_up_one_counted_and_says_so(house: House) -> None:
    await house.says("ann", "new run every day")
    for day in range(3):
        await house.passes(days=1)
        taps = [house.says("ann", f"nudge {day + 1} checkin 1", key=f"{day} {n}") for n in range(3)]

        titles = sorted(answer.title for answer in await asyncio.gather(*taps))

        assert titles == ["Counted already: run every day"] * 2 + ["Counted for goal 1: run every day"]


async def on_a_road_held_by_another(house: House, words: str) -> tuple[str, str, int | None]:
    """Let somebody reach a goal on a road while alice says `words` of that; return her answer, its state and its end.

    The answer comes once the other has done so.
    """
    for line in ("new Ship it all", "new Ship it here under: 1", "new Another end"):
        await house.says("alice", line)
    async with house.database.transaction() as session:
        short = (await session.scalars(select(Goal).where(Goal.number == 2).with_for_update())).one()
        says = asyncio.create_task(house.says("alice", words))
        await asyncio.sleep(0.3)
        short.state, short.ended_at = GoalState.achieved, house.clock.now()
    title = (await says).title
    goal = await the_goal(house, "Ship it here")
    return title, goal.state, goal.parent_id


@pytest.mark.parametrize("words", ["road drop 1", "road move 1 to: 3 what: open"])
async def test_what_is_reached_while_its_road_is_dropped_or_moved_stays_where_it_is(house: House, words: str) -> None:
    _, state, end = await on_a_road_held_by_another(house, words)

    assert state == "achieved"
    assert end == 1


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_what_is_looked_at_while_a_form_is_filled_in_waits_for_nobody(house: House) -> None:
    await house.says("alice", "new Ship it")
    request = Request(
        who=Address("test", "", "alice"),
        command="done",
        values={"goal": "1"},
        from_form=True,
        profile=Profile(name="a"),
    )

    async with house.database.transaction() as session, asyncio.timeout(5):
        await session.scalars(select(Goal).with_for_update())

        assert await house.dispatcher.check(request) == {}
