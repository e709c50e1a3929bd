"""Several milestones at once: one that cannot be read keeps none of the others away, nor one doubt another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one database: nothing here depends on which."""
    return sqlite_url


async def test_of_a_list_with_a_bad_date_the_good_ones_are_added(house: House) -> None:
    await house.says("alice", "new Open a studio in Porto")
    answer = await house.says("alice", "milestone add 1 alpha by 1 March; beta by 30 Feb; gamma by 3 March")
    told = await house.reads("alice", "show 1")

    assert answer.title == "2 milestones are added to goal 1: Open a studio in Porto"
    assert any("Not added: “beta by 30 Feb”" in section.text for section in answer.sections)
    assert buttons(answer)["Correct it"] == "form milestone add 1 beta by 30 Feb"
    assert "alpha" in told
    assert "gamma" in told
    assert "beta" not in told


async def test_a_single_good_one_is_added_too(house: House) -> None:
    await house.says("alice", "new Open a studio in Porto")
    told = await house.reads("alice", "milestone add 1 alpha by 30 Feb; beta by 3 March")

    assert told.startswith("Milestone 1.1 is added: beta")
    assert "Not added: “alpha by 30 Feb”. “30 Feb” does not exist." in told


async def test_a_long_one_is_corrected_in_the_form_all_the_same(house: House) -> None:
    long = "beta with a good many words about what is to be done there and by whom it is to be done"
    await house.says("alice", "new Open a studio in Porto")
    answer = await house.says("alice", f"milestone add 1 alpha by 3 March; {long} by 30 Feb")

    assert buttons(answer)["Correct it"] == "form milestone add 1"
    assert any(long in section.text for section in answer.sections)


async def test_where_none_is_good_nothing_is_added(house: House) -> None:
    await house.says("alice", "new Open a studio in Porto")
    told = await house.reads("alice", "milestone add 1 alpha by 30 Feb; beta by 31 June")

    assert "“30 Feb” does not exist" in told
    assert "alpha" not in await house.reads("alice", "show 1")


async def test_whichever_doubt_is_settled_first_the_others_stay(house: House) -> None:
    await house.says("alice", "new Open a studio in Porto")
    answer = await house.says("alice", "milestone add 1 name by 1.12.; website by 5/2; flyer by 3/4")
    doubts = {label: call for label, call in buttons(answer).items() if call.startswith("among")}
    label, call = next(iter(doubts.items()))
    moved = await house.says("alice", call)

    assert len(doubts) > 1
    assert moved.title.startswith(f"Milestone {label.partition(':')[0]} is moved")
    assert not moved.replaces


async def test_one_doubt_among_several_names_its_milestone(house: House) -> None:
    await house.says("alice", "new Open a studio in Porto")
    told = await house.reads("alice", "milestone add 1 name by Friday; website by 5/2")

    assert "did you mean 1.2:" in told


async def test_many_doubts_are_a_menu_and_none_is_left_out(house: House) -> None:
    await house.says("alice", "new Open a studio in Porto")
    steps = "; ".join(f"step {n} by {n}/{n + 1}" for n in range(2, 9))
    answer = await house.says("alice", f"milestone add 1 {steps}")
    menus = [section.menu for section in answer.sections if section.menu]

    assert [len(menu.options) for menu in menus] == [7]


async def test_of_several_wrong_dates_each_is_corrected_by_its_name(house: House) -> None:
    await house.says("ana", "new Renovate the flat")

    told = await house.says("ana", "milestone add 1 paint the walls by 31 Feb; chairs by 31 April; lamps by Friday")

    assert buttons(told)["Correct “paint the walls by 31 Feb”"] == "form milestone add 1 paint the walls by 31 Feb"
    assert buttons(told)["Correct “chairs by 31 April”"] == "form milestone add 1 chairs by 31 April"
    assert "Correct it" not in buttons(told)


@pytest.mark.parametrize("by", ["1 Sept.", "1 September.", "Friday.", "Dec. 15.", "15 Dec. at 10 a.m."])
async def test_the_stop_behind_a_date_is_no_part_of_what_a_milestone_is_called(house: House, by: str) -> None:
    await house.says("ana", "new Renovate the flat")

    told = await house.reads("ana", f"milestone add 1 order the chairs by {by}")

    assert told.splitlines()[0] == "Milestone 1.1 is added: order the chairs"
