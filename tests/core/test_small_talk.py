"""What is said besides: how am I doing, what nobody shares, a day that there is none of, none for a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House


@pytest.mark.parametrize("words", ["how am I doing?", "How are my goals going?", "where do I stand"])
async def test_how_am_i_doing_is_the_list(house: House, words: str) -> None:
    await house.says("ana", "new Read 24 books in 2027")

    assert "1 Read 24 books" in await house.reads("ana", words)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("list whose: shared", "No goal of somebody else is shown to you here"),
        ("list team", "No team’s goal is here"),
    ],
)
async def test_an_empty_list_of_others_goals_says_so_in_a_sentence(house: House, line: str, title: str) -> None:
    await house.says("ana", "new Read 24 books in 2027")

    reply = await house.says("ana", line)

    assert reply.title == title
    assert buttons(reply) == {"Show my goals": "list"}


async def test_the_nearest_day_to_one_that_there_is_none_of_is_a_tap_away(house: House) -> None:
    await house.says("ana", "new Ship it")
    await house.says("ana", "milestone add 1 Draft")

    moved = await house.says("ana", "milestone move 1.1 to: 30 Feb")
    new = await house.says("ana", "new Sell it by 30 Feb")

    assert moved.title == "“30 Feb” does not exist. The nearest is Sun 28 February 2027."
    assert buttons(moved) == {
        "Sun 28 February 2027": "milestone move 1.1 2027-02-28",
        "Correct it": "form milestone move 1.1 30 Feb",
    }
    assert "Due: Sun 28 February 2027" in await house.reads("ana", buttons(new)["Sun 28 February 2027"])


@pytest.mark.parametrize("line", ["plan 1 none", "plan 1 if: none", "plan 1 then: none", "plan 1 if: none then: none"])
async def test_none_takes_a_plan_away_at_once(house: House, line: str) -> None:
    await house.says("ana", "new Run every Monday")
    await house.says("ana", "plan 1 if: it rains then: I run inside")

    reply = await house.reads("ana", line)

    assert "Goal 1 has no plan for bad days any more" in reply


async def test_the_help_of_a_group_names_one_of_its_own(house: House) -> None:
    assert "help road move" in await house.reads("ana", "help road")


async def test_working_from_home_is_a_perk_and_a_report_no_passion(house: House) -> None:
    await house.says("ana", "new Work from home two days a week by summer")
    await house.says("ana", "new Write the report by Friday")

    told = await house.reads("ana", "elements")

    assert "Job perks: 1 Work from home two days a week" in told
    assert "Passion and interest: none yet" in told


async def test_a_milestone_of_what_counts_no_number_is_told_how_to_count_it_and_keep_its_words(house: House) -> None:
    await house.says("ana", "new Ship the API")
    await house.says("ana", "milestone add 1 Draft")

    told = await house.reads("ana", "milestone rename 1.1 value: 8")
    altered = await house.reads("ana", "alter 1 measure: from 0 to 10 pages")

    assert "alter 1 measure: from 0 to 10 pages" in told
    assert "Goal 1 is changed: Ship the API" in altered


async def test_a_form_with_a_blank_inside_asks_for_it(house: House) -> None:
    await house.says("ana", "new Reduce churn")

    form = await house.gets_form("ana", "form alter 1 Reduce churn from ___ to ___ by ___")

    (asked,) = [ask for ask in form.asks if "___" in ask.value]
    assert asked.required
    assert asked.hint == "Put your own words in the place of each ___."


async def test_a_road_says_which_words_its_picture_has_no_letters_for(house: House) -> None:
    await house.says("ana", "new Learn Russian by: 2028-01-01")
    await house.says("ana", "milestone add 1 Купить билеты by: 2027-02-01")
    await house.says("ana", "milestone add 1 Zażółć gęślą jaźń by: 2027-03-01")
    await house.says("ana", "milestone add 1 日本語 by: 2027-04-01")

    told = await house.reads("ana", "roadmap 1")

    assert "The picture has no letters for the words of 1.1 and 1.3: there the number stands alone." in told
