"""What cannot be done with the goal that was named is said before anything else is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import Address, Form, Tone
from tests.house import choices

if TYPE_CHECKING:
    from tests.house import House


@pytest.mark.parametrize("line", ["stuck 1.9", "later 1.9", "milestone add 9", "alter 9", "plan nothing"])
async def test_what_is_not_there_is_refused_before_its_form_opens_and_can_be_corrected(house: House, line: str) -> None:
    await house.says("ann", "new Fix 20 bugs by Friday")

    said = await house.says("ann", line)

    assert said.tone == "refused"
    assert f"form {line}" in choices(said).values()
    assert isinstance(await house.asks("ann", f"form {line}"), Form)


async def test_words_that_fit_several_goals_are_a_menu_before_the_form_opens(house: House) -> None:
    for title in ("Plan the party", "Plan the trip"):
        await house.says("ann", f"new {title}")

    said = await house.says("ann", "stuck Plan")

    assert list(choices(said).values()) == ["stuck 1", "stuck 2"]


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("later 1.1", "milestone later 1.1"),
        ("later 1.1 tomorrow", "milestone later 1.1 tomorrow"),
        ("drop 1.1", "milestone drop 1.1"),
        ("reopen 1.1", "milestone reopen 1.1"),
    ],
)
async def test_a_milestone_named_where_goals_are_meant_is_one_tap_away(house: House, line: str, instead: str) -> None:
    await house.says("ann", "new Fix 20 bugs by Friday")
    await house.says("ann", "milestone add 1 Find them by Thursday")

    said = await house.says("ann", line)

    assert said.title == "1.1 is a milestone, and this is done with goals."
    assert instead == next(iter(choices(said).values()))


async def test_a_number_with_a_point_of_a_goal_that_is_not_there_is_called_no_milestone(house: House) -> None:
    said = await house.says("ann", "later 9.9 tomorrow")

    assert said.title == "You have no goal “9.9”."


@pytest.mark.parametrize("line", ["stuck", "later", "done", "milestone add", "plan"])
async def test_a_command_alone_offers_the_goals_that_it_can_be_done_with(house: House, line: str) -> None:
    for title in ("Fix 20 bugs", "Read 3 books", "Learn to juggle"):
        await house.says("ann", f"new {title} by 2027-03-31")
    await house.says("ann", "done 2")
    await house.says("ann", "drop 3")

    said = await house.says("ann", line)

    assert said.title.startswith("Which goal")
    assert f"{line} 1" == choices(said)["1 Fix 20 bugs"]
    if line in {"stuck", "later", "done"}:
        assert [f"{line} 1"] == list(choices(said).values())


async def test_whoever_names_a_goal_that_is_over_is_offered_it(house: House) -> None:
    await house.says("ann", "new Fix 20 bugs by Friday")
    await house.says("ann", "drop 1")

    offered = await house.dispatcher.suggest(Address("test", "", "ann"), "done", "goal", "bugs")

    assert [choice.label for choice in offered] == ["1 Fix 20 bugs"]
    assert (await house.says("ann", "done")).title == "You have no goal or milestone that is still ahead."


async def test_a_command_alone_offers_the_goals_that_are_as_it_needs_them(house: House) -> None:
    for title in ("Fix 20 bugs", "Read 3 books", "Learn to juggle", "Write 9 letters"):
        await house.says("ann", f"new {title} by 2027-03-31")
    for line in ("pause 1", "done 2", "archive 3"):
        await house.says("ann", line)

    for line, offered in {
        "pause": ["pause 4"],
        "resume": ["resume 1"],
        "reopen": ["reopen 1", "reopen 2", "reopen 3"],
        "milestone add": ["milestone add 1", "milestone add 4"],
    }.items():
        assert list(choices(await house.says("ann", line)).values()) == offered


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("resume", "You have no goal that is paused."),
        ("start", "You have no goal that is a draft."),
        ("reopen", "You have no goal that is over or paused."),
        ("milestone done", "You have no milestone that is open."),
        ("milestone drop", "You have no milestone that is open."),
        ("milestone later", "You have no milestone that is open."),
    ],
)
async def test_where_none_is_as_a_command_needs_it_that_is_told(house: House, line: str, told: str) -> None:
    await house.says("ann", "new Fix 20 bugs by 2027-03-31")
    await house.says("ann", "milestone add 1 Draft")
    await house.says("ann", "milestone done 1.1")

    assert (await house.says("ann", line)).title == told


async def test_a_milestone_that_is_over_is_offered_to_whoever_names_it(house: House) -> None:
    for said in (
        "new Fix 20 bugs by 2027-03-31",
        "milestone add 1 Draft",
        "milestone add 1 Review",
        "milestone done 1.1",
    ):
        await house.says("ann", said)

    assert list(choices(await house.says("ann", "milestone done")).values()) == ["milestone done 1.2"]
    offered = await house.dispatcher.suggest(Address("test", "", "ann"), "milestone done", "milestone", "Draft")
    assert [choice.label for choice in offered] == ["1.1 Draft"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("later tomorrow", "later 2 tomorrow"),
        ("later in 2 hours", "later 2 in 2 hours"),
        ("stuck no time", "stuck 2 no time"),
        ("stuck time", "stuck 2 time"),
        ("milestone add Buy bread by Friday", "milestone add 2 Buy bread by Friday"),
    ],
)
async def test_whoever_names_no_goal_picks_it_and_what_they_said_is_kept(house: House, line: str, told: str) -> None:
    for title in ("Fix 20 bugs", "Read 3 books"):
        await house.says("ann", f"new {title} by 2027-03-31")

    which = choices(await house.says("ann", line))

    assert told == which["2 Read 3 books"]
    assert f"form {line}" == which["Correct it"]
    assert (await house.says("ann", told)).tone is not Tone.refused


async def test_the_goal_is_picked_where_the_moment_was_said_first(house: House) -> None:
    await house.says("ann", "new Fix 20 bugs by 2027-03-31")

    which = choices(await house.says("ann", "later to: at goal: tomorrow"))

    assert which["1 Fix 20 bugs"] == "later 1 tomorrow at"


@pytest.mark.parametrize("line", ["later some day or other", "later 9 tomorrow", "stuck 9 no time"])
async def test_what_is_not_all_of_it_said_of_a_goal_is_refused(house: House, line: str) -> None:
    await house.says("ann", "new Fix 20 bugs by 2027-03-31")

    assert (await house.says("ann", line)).tone is Tone.refused


@pytest.mark.parametrize("line", ["done!", "Later.", "help?", "stuck …"])
async def test_a_mark_behind_a_command_is_no_part_of_it(house: House, line: str) -> None:
    await house.says("ann", "new Fix 20 bugs by 2027-03-31")

    assert "I don't know" not in await house.reads("ann", line)


HERE = Address("test", "T1", "C1")


async def in_the_channel(house: House, *titles: str) -> None:
    """Let ann set goals for the team of a channel."""
    for title in titles:
        await house.says("ann", f"new {title} by 2027-03-31 for: team", realm="T1", place=HERE)


async def test_a_teams_goal_is_picked_before_a_form_opens_with_what_was_said_of_it(house: House) -> None:
    await in_the_channel(house, "Fix 20 bugs")

    which = await house.says("ben", "later tomorrow", realm="T1", place=HERE)

    assert choices(which)["Team: Fix 20 bugs"] == "later ~1 tomorrow"


async def test_where_several_of_the_teams_goals_fit_they_are_a_menu_before_the_form(house: House) -> None:
    await in_the_channel(house, "Plan the party", "Plan the trip")

    which = await house.says("ben", "stuck plan", realm="T1", place=HERE)

    assert list(choices(which).values()) == ["stuck ~1", "stuck ~2"]


@pytest.mark.parametrize(("line", "blank"), [("stuck ~1", "Fix 20 bugs"), ("later ~1", "Fix 20 bugs")])
async def test_what_a_button_calls_by_its_row_stands_in_the_blank_by_its_words(
    house: House, line: str, blank: str
) -> None:
    await in_the_channel(house, "Fix 20 bugs")

    form = await house.asks("ben", line, realm="T1", place=HERE)

    assert isinstance(form, Form)
    assert form.asks[0].value == blank


async def test_words_that_mean_two_things_do_not_stand_for_one(house: House) -> None:
    await in_the_channel(house, "Fix 20 bugs", "Fix 20 bugs")

    form = await house.asks("ben", "stuck ~2", realm="T1", place=HERE)

    assert isinstance(form, Form)
    assert form.asks[0].value == "~2"
