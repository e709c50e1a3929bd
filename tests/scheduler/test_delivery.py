"""The life of a nudge: planned, sent once, and explained, on both databases."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Form, Reply, Tone
from bot.replies import plain
from tests.house import House, buttons, tappable
from tests.scheduler.one_milestone import story, titles, with_a_milestone


async def test_a_nudge_comes_when_its_milestone_is_due_and_not_before(house: House) -> None:
    await with_a_milestone(house)

    await house.passes(seconds=4)
    early = titles(house)
    await house.passes(seconds=1)

    assert early == []
    assert titles(house) == ["Milestone 1.1 is due: Draft"]


async def test_what_stays_open_is_followed_up_further_and_further_apart_and_then_left_in_peace(house: House) -> None:
    await with_a_milestone(house)

    await house.passes(days=60)

    assert titles(house) == [
        "Milestone 1.1 is due: Draft",
        "Milestone 1.1 was due: Draft",
        "Milestone 1.1 was due: Draft",
        "Milestone 1.1 was due: Draft",
        "What is to become of milestone 1.1? Draft",
    ]
    assert "7 working days after it was due" in await story(house)


async def test_done_moved_and_dropped_stay_silent(house: House) -> None:
    await with_a_milestone(house)
    await house.says("alice", "milestone add 1 Test by: in 5 seconds")
    await house.says("alice", "milestone done 1.1")
    await house.says("alice", "milestone drop 1.2")

    await house.passes(days=2)

    assert titles(house) == []
    assert "Dropped: the milestone was marked done." in await story(house)


async def test_ending_a_goal_stops_all_its_nudges(house: House) -> None:
    await with_a_milestone(house)

    await house.says("alice", "drop 1")
    await house.passes(days=200)

    assert titles(house) == []


async def test_undoing_done_brings_the_nudge_back(house: House) -> None:
    await with_a_milestone(house, by="in 3 days")
    await house.says("alice", "milestone done 1.1")

    await house.says("alice", "undo")
    await house.passes(days=3)

    assert titles(house) == ["Milestone 1.1 is due: Draft"]


async def test_later_puts_off_the_check_in_and_leaves_the_date(house: House) -> None:
    await with_a_milestone(house, by="2026-11-25 12:00")

    reply = await house.says("alice", "milestone later 1.1 2026-11-27 15:00")
    await house.passes(days=3)
    early = titles(house)
    await house.passes(days=3)

    assert "Due: Wed 25 November 2026, 12:00" in plain.text(reply)
    assert early == []
    assert titles(house) == ["Milestone 1.1, once more: Draft"]


async def test_what_is_due_together_comes_in_one_message(house: House) -> None:
    await house.says("alice", "new Ship it")
    for n in range(30):
        await house.says("alice", f"milestone add 1 Step {n} by: 2026-11-24")

    await house.passes(days=1)

    assert titles(house) == ["30 things are due"]


async def test_what_next_shows_is_what_is_sent(house: House) -> None:
    await with_a_milestone(house, by="2026-11-28")

    shown = await house.reads("alice", "next")
    await house.passes(days=6, hours=22, minutes=59)
    early = titles(house)
    await house.passes(minutes=1)

    assert "1.1 Draft (moved from Saturday): Mon 30 November 2026, 09:00 (Europe/Lisbon)" in shown
    assert (early, titles(house)) == ([], ["Milestone 1.1 is due: Draft"])


async def test_after_a_week_of_downtime_what_is_too_old_is_left_out_and_the_ledger_says_so(house: House) -> None:
    await with_a_milestone(house)

    house.clock.advance(timedelta(days=8))
    await house.deliverer.send_due()

    assert titles(house) == ["Milestone 1.1 was due: Draft"]
    assert "it is more than 7 days late" in await story(house)


async def test_the_answer_to_a_nudge_is_part_of_its_story(house: House) -> None:
    await with_a_milestone(house)
    await house.passes(seconds=5)
    nudge = house.postbox.to("alice")[0]
    done = nudge.sections[0].buttons[0]

    reply = await house.says("alice", done.call)

    assert (done.label, reply.tone, reply.replaces) == ("Done", Tone.good, True)
    assert "Answered: you marked milestone 1.1 done." in await story(house)


async def test_every_button_of_a_nudge_works(house: House) -> None:
    await with_a_milestone(house)
    await house.passes(seconds=5)

    forms: list[Form] = []
    for button in tappable(house.postbox.to("alice")[0]):
        answer = await house.asks("alice", button.call)
        if isinstance(answer, Form):
            forms.append(answer)
            continue
        assert isinstance(answer, Reply)
        assert answer.tone is not Tone.refused, button
        await house.says("alice", "undo")

    assert [form.asks[0].value for form in forms] == ["1.1"] * 3, "Stuck, Pick a time and Alter"


async def test_one_answer_in_a_message_about_several_things_keeps_the_rest(house: House) -> None:
    await house.says("alice", "new Ship it")
    for title in ("Draft", "Test", "Ship"):
        await house.says("alice", f"milestone add 1 {title} by: 2026-11-24")
    await house.passes(days=1)
    second = house.postbox.to("alice")[0].sections[1]

    answered = await house.says("alice", second.buttons[0].call)
    undone = await house.says("alice", buttons(answered)["Undo"])

    assert answered.replaces
    assert [button.label for button in answered.sections[1].buttons] == ["Undo"]
    assert "Milestone 1.2 is done: Test" in plain.text(answered)
    assert all(section.buttons for section in undone.sections[:3])


async def test_a_bare_date_is_held_through_quiet_hours_after_downtime(house: House) -> None:
    await with_a_milestone(house, by="2026-11-24")

    house.clock.advance(timedelta(days=1, hours=12))
    await house.deliverer.send_due()
    night = titles(house)
    await house.passes(hours=10)

    assert (night, titles(house)) == ([], ["Milestone 1.1 is due: Draft"])
    assert "Held: these are your quiet hours." in await story(house)


async def test_undoing_done_after_the_due_moment_asks_again(house: House) -> None:
    await with_a_milestone(house)
    await house.says("alice", "milestone done 1.1")
    await house.passes(minutes=1)

    await house.says("alice", "undo")
    await house.passes(minutes=1)

    assert titles(house) == ["Milestone 1.1 is due: Draft"]


async def test_what_was_put_off_and_comes_due_again_has_its_buttons(house: House) -> None:
    await house.says("alice", "new Ship it")
    for title in ("Draft", "Test"):
        await house.says("alice", f"milestone add 1 {title} by: 2026-11-24")
    for ref in ("1.1", "1.2"):
        await house.says("alice", f"milestone later {ref} 2026-11-26")

    await house.passes(days=4)

    assert [len(section.buttons) for section in house.postbox.to("alice")[0].sections[:2]] == [5, 5]


async def test_a_put_off_check_in_moves_with_its_owner(house: House) -> None:
    await with_a_milestone(house, by="2026-11-24 12:00")
    await house.says("alice", "milestone later 1.1 2026-11-26")

    moved = await house.reads("alice", "next", zone="Asia/Tokyo")

    assert "1.1 Draft: Thu 26 November 2026, 09:00 (Asia/Tokyo)" in moved
