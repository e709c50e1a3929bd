"""Goals and milestones, from setting to undoing, on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.messages import Form, Tone
from bot.replies import plain
from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House


async def test_a_goal_is_set_and_its_date_is_echoed(house: House) -> None:
    reply = await house.says("alice", "/goal new Ship the billing API by: 2027-03-31")

    assert reply.title == "Goal 1 is set: Ship the billing API"
    assert "Due: Wed 31 March 2027" in plain.text(reply)
    assert buttons(reply)["Undo"].startswith("undo ")


async def test_each_person_counts_their_own_goals_and_sees_no_others(house: House) -> None:
    await house.says("alice", "new Learn to sail")
    await house.says("bob", "new Ship it")

    assert (await house.says("bob", "show 1")).title == "Goal 1: Ship it"
    assert (await house.says("bob", "show sail")).tone is Tone.refused
    assert (await house.says("bob", "list")).title == "1 goal"
    assert (await house.says("bob", "show 2")).tone is Tone.refused


async def test_the_same_user_id_in_another_workspace_is_another_person(house: House) -> None:
    await house.says("U1", "new Ship it", realm="T1")

    assert (await house.says("U1", "list", realm="T2")).title == "No goals here yet"


async def test_milestones_carry_a_goal_forward(house: House) -> None:
    await house.says("alice", "new Ship it")
    await house.says("alice", "milestone add 1 Draft by: in 3 days")
    await house.says("alice", "milestone add ship Test")

    done = await house.says("alice", "milestone done draft")

    assert "1 of 2 milestones done, 50 %" in plain.text(done)
    assert "1 of 2 milestones done, 50 %" in await house.reads("alice", "list")


async def test_done_twice_is_harmless_and_says_when(house: House) -> None:
    await house.says("alice", "new Ship it")
    await house.says("alice", "milestone add 1 Draft")
    await house.says("alice", "milestone done 1.1")
    house.clock.advance(timedelta(hours=1))

    again = await house.says("alice", "milestone done 1.1")

    assert again.title == "Milestone 1.1 was done on Mon 23 November 2026, 10:00 (Europe/Lisbon) already: Draft"
    assert "1 of 1 milestones done" in await house.reads("alice", "show 1")


async def test_undo_takes_back_one_change_after_the_other(house: House) -> None:
    await house.says("alice", "new Ship it")
    await house.says("alice", "milestone add 1 Draft by: in 3 days")
    await house.says("alice", "milestone done 1.1")

    taken_back = [(await house.says("alice", "undo")).title for _ in range(4)]

    assert taken_back == [
        "Taken back: you marked milestone 1.1 done",
        "Taken back: you added milestone 1.1",
        "Taken back: you set goal 1",
        "All that you changed is taken back.",
    ]
    assert (await house.says("alice", "list")).title == "No goals here yet"
    assert (await house.says("alice", "next")).title == "No check-in is planned"


async def test_an_undo_button_takes_back_its_own_change_and_no_other(house: House) -> None:
    first = await house.says("alice", "new Ship it")
    await house.says("alice", "new Learn to sail")
    undo_first = buttons(first)["Undo"]

    now = await house.says("alice", undo_first)
    again = await house.says("alice", undo_first)

    assert now.title == again.title == "Taken back: you set goal 1"
    assert "2 Learn to sail" in await house.reads("alice", "list")


async def test_an_undo_button_waits_for_what_was_built_on_its_change(house: House) -> None:
    first = await house.says("alice", "new Ship it")
    await house.says("alice", "milestone add 1 Draft")
    undo_first = buttons(first)["Undo"]

    too_early = await house.says("alice", undo_first)
    await house.says("alice", "undo")
    now = await house.says("alice", undo_first)

    assert too_early.title == "I can't take back “set goal 1”: since then you added milestone 1.1."
    assert too_early.sections[0].text == "Take that back first: undo 2"
    assert now.title == "Taken back: you set goal 1"


async def test_nobody_takes_back_what_another_did(house: House) -> None:
    reply = await house.says("alice", "new Ship it")

    assert (await house.says("bob", buttons(reply)["Undo"])).tone is Tone.refused
    assert (await house.says("alice", "list")).title == "1 goal"


async def test_undoing_settings_gives_the_old_ones_back(house: House) -> None:
    await house.says("alice", "settings zone: Asia/Tokyo quiet: none days: sun-thu start: 7:30")

    changed = await house.reads("alice", "settings")
    await house.says("alice", "undo")
    restored = await house.reads("alice", "settings")

    assert all(words in changed for words in ("Asia/Tokyo", "Quiet hours: none", "Sun", "07:30"))
    assert all(words in restored for words in ("Europe/Lisbon", "20:00 to 08:00", "Mon to Fri", "09:00"))


async def test_what_is_missing_opens_a_form_whose_errors_stand_beside_the_blanks(house: House) -> None:
    form = await house.gets_form("alice", "form milestone add")
    await house.says("alice", "new Ship it")

    wrong = await house.asks("alice", command=form.command, values={"goal": "9", "title": "", "by": "32 May"})
    right = await house.asks("alice", command=form.command, values={"goal": "1", "title": "Draft", "by": ""})

    assert [ask.name for ask in form.asks] == ["goal", "title", "by", "value"]
    assert isinstance(wrong, Form)
    assert set(wrong.errors) == {"goal", "title", "by"}
    assert not isinstance(right, Form)
    assert right is not None
    assert right.title == "Milestone 1.1 is added: Draft"


async def test_several_matches_are_a_menu_and_never_a_guess(house: House) -> None:
    await house.says("alice", "new Ship the API")
    await house.says("alice", "new Ship the app")

    asked = await house.says("alice", "done ship the a")

    assert buttons(asked) == {"1 Ship the API": "done 1", "2 Ship the app": "done 2"}


async def test_a_delivery_that_comes_again_takes_effect_once(house: House) -> None:
    first = await house.asks("alice", "new Ship it", key="E1")
    again = await house.asks("alice", "new Ship it", key="E1")

    assert first is not None
    assert again is None
    assert (await house.says("alice", "list")).title == "1 goal"


async def test_deliveries_at_once_take_effect_once_each(house: House) -> None:
    await asyncio.gather(*(house.asks("alice", f"new Goal {n % 5}", key=f"E{n % 5}") for n in range(15)))

    assert (await house.says("alice", "list")).title == "5 goals"


@pytest.mark.parametrize(
    "words",
    [
        "new <!channel> @everyone [x](https://y) *b* `c`",
        "new \u202eevil\u202c title",
        "new 🎯",
        "show <@U1>",
        "milestone add 1",
        "new " + "x" * 9_000,
        "new \x00\x1b[31m",
        "done 999999999999999999999999",
        "undo 99999999999999999999",
        "list page: 0",
        "list page: ٣",
        "later 1 yesterday",
        "/goal",
        "   ",
    ],
)
async def test_whatever_is_typed_is_answered_in_words(house: House, words: str) -> None:
    answer = await house.asks("alice", words)

    assert answer is not None
    assert answer.title
    assert "Something went wrong" not in answer.title


async def test_many_goals_come_in_pages(house: House) -> None:
    for n in range(25):
        await house.says("alice", f"new Goal number {n}")

    first = await house.says("alice", "list")
    third = await house.says("alice", "list page: 3")

    assert first.title == "25 goals, page 1 of 3"
    assert buttons(first) == {"More": "list page: 2"}
    assert "25 Goal number 24" in plain.text(third)


async def test_a_person_whose_zone_is_unknown_is_asked_once(house: House) -> None:
    first = await house.says("dora", "new Ship it", zone="")
    second = await house.says("dora", "list", zone="")

    assert "Set my time zone" in buttons(first)
    assert "Set my time zone" not in buttons(second)


async def test_a_zone_that_moves_takes_the_check_ins_along(house: House) -> None:
    await house.says("alice", "new Ship it by: 2026-12-01")

    moved = await house.says("alice", "next", zone="Asia/Tokyo")

    assert "Tue 1 December 2026, 09:00 (Asia/Tokyo)" in plain.text(moved)


async def test_a_zone_chosen_by_hand_stays(house: House) -> None:
    await house.says("alice", "settings zone: Asia/Tokyo")

    assert "Asia/Tokyo" in await house.reads("alice", "settings", zone="America/New_York")


async def test_a_number_that_is_nobodys_is_no_word_of_a_title(house: House) -> None:
    """“done 2” must not end “Read 24 books”: the number may be mistyped."""
    await house.says("alice", "new Read 24 books")

    asked = await house.says("alice", "done 2")
    left = await house.says("alice", "done 3")

    assert asked.title == "You have no goal 2. Do you mean one of these?"
    assert list(buttons(asked)) == ["1 Read 24 books"]
    assert left.title == "You have no goal “3”."


async def test_a_change_that_changes_nothing_says_so_and_bars_no_undo(house: House) -> None:
    await house.says("alice", "new Ship it")

    same = await house.says("alice", "alter 1 Ship it")
    undone = await house.says("alice", "undo")

    assert same.title == "Goal 1 stays as it was: Ship it"
    assert undone.title == "Taken back: you set goal 1"
