"""A road is not whole before its owner says so, whatever lies on it is done; its steps are called by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.charts.values import Roadmap
from bot.replies import plain
from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House


async def with_a_full_number(house: House) -> None:
    await house.says("ana", "new Become a writer by 2028")
    await house.says("ana", "new Read 5 books by: 2027-01-31 under: 1")
    await house.says("ana", "checkin 2 5")


async def test_a_road_is_not_whole_while_nothing_on_it_is_reached(house: House) -> None:
    await with_a_full_number(house)

    open_ = await house.reads("ana", "show 1")
    own = await house.reads("ana", "show 2")
    road = await house.says("ana", "roadmap 1")
    await house.says("ana", "done 2")
    reached = await house.reads("ana", "show 1")
    whole = await house.says("ana", "roadmap 1")

    assert "1 goal on its road, 99 %" in open_
    assert "5 of 5 books, 100 %" in own
    assert road.sections[0].fields[0].value == "99 %"
    assert "Progress: 1 of 1 step on its road done\n" in reached
    assert "100 %" not in plain.text(whole).splitlines()[0]
    assert "99 % of the way" in whole.charts[0].alt


async def test_a_goal_whose_road_is_done_is_at_100_once_it_is_reached(house: House) -> None:
    await with_a_full_number(house)
    for words in ("done 2", "done 1"):
        await house.says("ana", words)

    assert "1 goal on its road, 100 %" in await house.reads("ana", "show 1")


async def test_the_picture_and_its_words_call_the_steps_by_their_titles(house: House) -> None:
    await with_a_full_number(house)
    await house.says("ana", "milestone add 1 Hold a reading by: 2027-02-28")

    road = await house.says("ana", "roadmap 1")

    drawn = road.charts[0]
    assert drawn.alt == "The road to 1 Become a writer, 50 % of the way, 0 of 2 steps done; next comes 2 Read 5 books."
    assert isinstance(drawn.picture, Roadmap)
    assert [(step.label, step.title) for step in drawn.picture.steps] == [
        ("2", "Read 5 books"),
        ("1.1", "Hold a reading"),
    ]
    assert buttons(road)["Done: Read 5 books"] == "done 2"


async def test_a_goal_that_was_reached_says_so_before_its_open_milestones(house: House) -> None:
    await house.says("ana", "new Become a writer by 2028")
    await house.says("ana", "milestone add 1 Hold a reading by: 2027-02-28")
    await house.says("ana", "done 1")

    chart = await house.says("ana", "chart 1")

    assert chart.charts[0].alt == "Reached, 0 of 1 milestones done, 100 %."
