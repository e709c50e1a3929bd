"""What is reached is celebrated in its channel with its owner's yes, once, and the others cheer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.outgoing import Undeliverable
from bot.replies import plain
from tests.house import House, buttons
from tests.teams.test_digest import CHANNEL, in_channel

if TYPE_CHECKING:
    from bot.messages import Reply

YES = "Celebrate it in the channel"


async def reached(house: House, words: str = "new Ship the billing API by: 2027-03-31") -> Reply:
    """Ann reaches a goal that the channel sees, and gets her answer in private."""
    await in_channel(house, "ann", words)
    await in_channel(house, "ann", "share 1 with: here")
    await house.passes(minutes=1)
    return await house.says("ann", "done 1", realm="W")


def told(house: House) -> list[str]:
    return [plain.text(reply) for to, reply, _ in house.postbox.messages if to == CHANNEL]


async def test_the_owner_sees_the_words_first_and_one_yes_tells_the_channel_once(house: House) -> None:
    offer = await reached(house)
    await house.passes(minutes=1)
    before = told(house)

    await house.says("ann", buttons(offer)[YES], realm="W")
    at_once = await house.reads("ann", buttons(offer)[YES], realm="W")
    await house.passes(minutes=2)
    again = await house.reads("ann", buttons(offer)[YES], realm="W")
    await house.passes(minutes=2)

    assert offer.private
    assert "“ann has reached a goal: Ship the billing API”" in plain.text(offer)
    assert before == []
    assert [one.partition("\n")[0] for one in told(house)] == ["ann has reached a goal: Ship the billing API"]
    assert "The channel was told on Mon 23 November 2026, 10:02" in again
    assert "The message stands there." in again
    assert "You had the channel told on Mon 23 November 2026, 10:02" in at_once
    assert "its owner said yes" in at_once


async def test_the_channel_reads_the_words_for_others_and_never_the_reason(house: House) -> None:
    await in_channel(house, "ann", "new Outgrow Bob why: he blocks my promotion")
    await house.says("ann", "alter 1 wording: Lead a project of my own", realm="W")
    await in_channel(house, "ann", "share 1 with: here")

    offer = await house.reads("ann", "done 1", realm="W")
    await house.says("ann", "celebrate 1", realm="W")
    await house.passes(minutes=1)

    assert "“ann has reached a goal: Lead a project of my own”" in offer
    assert "Lead a project of my own" in told(house)[0]
    assert not any(word in told(house)[0] for word in ("Bob", "promotion"))


async def test_a_goal_of_leaving_or_of_nobody_else_is_never_offered(house: House) -> None:
    await house.says("ann", "new Hand in my notice", realm="W")
    await house.says("ann", "new Run 10 km", realm="W")

    answers = [await house.says("ann", f"done {goal}", realm="W") for goal in (1, 2)]
    refused = [await house.reads("ann", f"celebrate {goal}", realm="W") for goal in (1, 2)]

    assert not any(YES in buttons(answer) for answer in answers)
    assert "stays between the two of us" in refused[0]
    assert "/goal share 2 with: here" in refused[1]


async def test_others_cheer_by_a_tap_and_the_count_stands_in_the_message(house: House) -> None:
    await house.says("ann", buttons(await reached(house))[YES], realm="W")
    await house.passes(minutes=1)
    cheer = buttons(house.postbox.to("C1")[0])["👏 Cheer"]

    answers = [await in_channel(house, name, cheer) for name in ("ben", "ben", "cy")]
    own = await in_channel(house, "ann", cheer)
    elsewhere = await house.reads("ben", cheer, realm="W")

    assert all(answer.replaces and not answer.private for answer in answers)
    assert ["👏 1 cheer" in plain.text(one) for one in answers] == [True, True, False]
    assert "👏 2 cheers" in plain.text(answers[2])
    assert own.private
    assert "cheering is for the others" in plain.text(own)
    assert "nothing here to cheer for" in elsewhere


async def test_two_who_cheer_at_once_are_both_counted_and_a_cheer_can_be_taken_back(house: House) -> None:
    await house.says("ann", buttons(await reached(house))[YES], realm="W")
    await house.passes(minutes=1)
    for name in ("ben", "cy"):
        await house.says(name, "hello", realm="W")
    cheer = buttons(house.postbox.to("C1")[0])["👏 Cheer"]

    answers = await asyncio.gather(*(in_channel(house, name, cheer) for name in ("ben", "cy")))
    await house.says("ben", "undo", realm="W")
    await house.passes(minutes=1)
    await house.says("ann", "share 1 with: workspace", realm="W", place=CHANNEL)
    await house.passes(minutes=1)

    assert any("👏 2 cheers" in plain.text(one) for one in answers)
    assert ["👏 1 cheer" in plain.text(reply) for _, reply, _ in house.postbox.changed] == [True], "more see it now"


async def test_the_owner_hears_of_cheers_in_private_once_a_day_and_after_quiet_hours(house: House) -> None:
    await house.says("ann", buttons(await reached(house))[YES], realm="W")
    await house.passes(minutes=1)
    cheer = buttons(house.postbox.to("C1")[0])["👏 Cheer"]
    for name in ("ben", "cy"):
        await in_channel(house, name, cheer)
    await house.passes(hours=9)  # 19:00
    first = [plain.text(reply) for reply in house.postbox.to("ann")]

    await in_channel(house, "dee", cheer)
    await house.passes(hours=13)  # 8:00 in the morning
    asleep = len(house.postbox.to("ann"))
    await house.passes(hours=2)

    assert len(first) == asleep == 1
    assert "2 cheers for what you reached" in first[0]
    assert "1 more, 3 in all" in plain.text(house.postbox.to("ann")[1])


async def test_taking_done_back_changes_the_message_in_place_and_done_again_is_told_again(house: House) -> None:
    offer = await reached(house)
    await house.says("ann", buttons(offer)[YES], realm="W")
    await house.passes(minutes=1)
    cheer = buttons(house.postbox.to("C1")[0])["👏 Cheer"]

    await house.says("ann", buttons(offer)["Undo"], realm="W")
    await house.passes(minutes=1)
    late = await in_channel(house, "ben", cheer)
    await house.says("ann", "redo", realm="W")
    await house.passes(minutes=1)
    await house.says("ann", "unshare 1", realm="W")
    await house.passes(minutes=1)

    changed = [plain.text(reply) for _, reply, _ in house.postbox.changed]
    assert len(told(house)) == 1, "no second message"
    assert {receipt for _, _, receipt in house.postbox.changed} == {"1"}
    assert "Reopened: Ship the billing API" in changed[0]
    assert "Reopened" in plain.text(late)
    assert "ann has reached a goal" in changed[1]
    assert "no longer shown" in changed[2]
    assert "billing" not in changed[2]


async def test_what_was_not_told_yet_is_dropped_with_its_yes(house: House) -> None:
    offer = await reached(house)
    yes = await house.says("ann", buttons(offer)[YES], realm="W")

    await house.says("ann", buttons(yes)["Undo"], realm="W")
    await house.passes(minutes=1)

    assert told(house) == []


async def test_a_standing_choice_tells_without_asking_or_never_asks(house: House) -> None:
    await house.says("ann", "settings celebrate: always", realm="W")
    await house.says("bob", "settings celebrate: never", realm="W")
    always = await reached(house)
    await in_channel(house, "bob", "new Read the manual")
    await in_channel(house, "bob", "share 1 with: here")
    never = await house.says("bob", "done 1", realm="W")
    await house.passes(minutes=1)

    assert YES not in buttons(always) | buttons(never)
    assert "The channel reads: “ann has reached a goal: Ship the billing API”" in plain.text(always)
    assert len(told(house)) == 1
    assert "celebrate" in await house.reads("ann", "history", realm="W")


async def test_what_was_told_by_a_standing_choice_is_reopened_with_its_goal(house: House) -> None:
    await house.says("ann", "settings celebrate: always", realm="W")
    always = await reached(house)
    await house.passes(minutes=1)

    await house.says("ann", buttons(always)["Undo"], realm="W")
    await house.passes(minutes=1)

    assert "Reopened: Ship the billing API" in plain.text(house.postbox.changed[0][1])


async def test_a_channel_that_takes_no_message_is_told_once_more_if_its_owner_says_so(house: House) -> None:
    offer = await reached(house)
    house.postbox.troubles.append(Undeliverable("I am not in that channel"))
    await house.says("ann", buttons(offer)[YES], realm="W")
    await house.passes(minutes=1)
    why = await house.reads("ann", "list", realm="W")

    await house.says("ann", "celebrate 1", realm="W")
    await house.passes(minutes=1)

    assert "I could not tell the channel what you reached: I am not in that channel." in why
    assert len(told(house)) == 1


async def test_what_a_co_owner_says_is_reached_is_its_owners_to_celebrate(house: House) -> None:
    await in_channel(house, "ann", "new Ship the billing API")
    await in_channel(house, "ann", "share 1 with: here")
    await house.says("ben", "hello", realm="W")
    await house.says("ann", "share 1 with: ben as: owner", realm="W")
    await house.says("ben", "agree 1", realm="W")
    done = await house.says("ben", "done 1", realm="W")
    refused = await house.reads("ben", "celebrate 1", realm="W")
    await house.passes(minutes=1)
    notice = house.postbox.to("ann")[-1]
    await house.says("ann", buttons(notice)[YES], realm="W")
    await house.passes(minutes=1)

    assert YES not in buttons(done)
    assert "only they say whether it is celebrated" in refused
    assert len(told(house)) == 1


async def test_the_last_milestone_and_a_goal_of_the_team_are_celebrated_too(house: House) -> None:
    await in_channel(house, "ann", "new Ship the billing API for: team")
    await house.says("ann", "milestone add 1 Draft; Ship", realm="W")
    first = await house.says("ann", "milestone done 1.1", realm="W")
    last = await house.says("ann", "done 1.2", realm="W")
    await house.says("ann", buttons(last)[YES], realm="W")
    await house.passes(minutes=1)
    early = await house.reads("ann", "celebrate 1", realm="W")
    await house.says("ann", "done 1", realm="W")
    await house.says("ann", "celebrate 1", realm="W")
    await house.passes(minutes=1)

    assert YES not in buttons(first)
    assert "The team has done all milestones of its goal: Ship the billing API" in told(house)[0]
    assert "The team has reached its goal: Ship the billing API" in told(house)[1]
    assert "Goal 1 is not reached yet." in early


async def test_the_digest_says_of_what_was_celebrated_only_that_it_is_reached(house: House) -> None:
    await in_channel(house, "ann", "new Read 10 books by: 2027-03-31")
    await in_channel(house, "ann", "share 1 with: here")
    await in_channel(house, "ann", "team every Friday 15:00")
    await house.passes(minutes=1)
    await house.says("ann", "checkin 1 10", realm="W")
    await house.says("ann", "done 1", realm="W")
    await house.says("ann", "celebrate 1", realm="W")
    await house.passes(days=5)

    digest = told(house)[-1]
    assert "Reached" in digest
    assert "ann: Read 10 books\n" in f"{digest}\n"
    assert "10 of 10" not in digest


async def test_a_button_below_what_was_forgotten_cheers_for_nothing_else(house: House) -> None:
    await house.says("ann", buttons(await reached(house))[YES], realm="W")
    await house.passes(minutes=1)
    forgotten = buttons(house.postbox.to("C1")[0])["👏 Cheer"]
    await house.says("ann", buttons(await house.says("ann", "forget me", realm="W"))["Erase it all"], realm="W")
    await in_channel(house, "cy", "new Write the handbook")
    await in_channel(house, "cy", "share 1 with: here")
    await house.says("cy", "done 1", realm="W")
    await house.says("cy", "celebrate 1", realm="W")
    await house.passes(minutes=1)

    assert "nothing here to cheer for" in plain.text(await in_channel(house, "ben", forgotten))


async def every_milestone(house: House) -> str:
    """Ann has done all milestones of a goal, and the channel was told; return what cheers for it."""
    await in_channel(house, "ann", "new Ship the billing API")
    await in_channel(house, "ann", "share 1 with: here")
    await house.says("ann", "milestone add 1 Draft; Ship", realm="W")
    for line in ("milestone done 1.1", "milestone done 1.2", "celebrate 1.2"):
        await house.says("ann", line, realm="W")
    await house.passes(minutes=1)
    return buttons(house.postbox.to("C1")[0])["👏 Cheer"]


@pytest.mark.parametrize("line", ["milestone reopen 1.1", "milestone reopen 1.2", "milestone add 1 Sell it"])
async def test_a_channel_reads_when_not_all_milestones_are_done_any_more_and_when_they_are_again(
    house: House, line: str
) -> None:
    cheer = await every_milestone(house)

    await house.says("ann", line, realm="W")
    await house.passes(minutes=1)
    tapped = await in_channel(house, "ben", cheer)
    await house.says("ann", "undo", realm="W")
    await house.passes(minutes=1)

    over, again = [plain.text(reply) for _, reply, _ in house.postbox.changed]
    assert "There is more to do: Ship the billing API" in over
    assert "ann had told here that all its milestones were done." in over
    assert plain.text(tapped) == over
    assert "ann has done all milestones of the goal" in again


async def test_what_was_reopened_there_is_named_no_more_once_it_is_hidden(house: House) -> None:
    await house.says("ann", buttons(await reached(house))[YES], realm="W")
    await house.passes(minutes=1)

    await house.says("ann", "reopen 1", realm="W")
    await house.passes(minutes=1)
    await house.says("ann", "unshare 1", realm="W")
    await house.passes(minutes=1)

    changed = [plain.text(reply) for _, reply, _ in house.postbox.changed]
    assert "Reopened: Ship the billing API" in changed[0]
    assert "billing" not in changed[-1]


async def test_a_change_that_fails_in_the_channel_asks_for_no_second_celebration(house: House) -> None:
    offer = await reached(house)
    await house.says("ann", buttons(offer)[YES], realm="W")
    await house.passes(minutes=1)
    house.postbox.troubles.append(Undeliverable("the conversation is archived"))

    await house.says("ann", buttons(offer)["Undo"], realm="W")
    await house.passes(minutes=1)
    said = await house.reads("ann", "list", realm="W")

    assert "I could not change what I told a channel that you reached: the conversation is archived." in said
    assert "It still stands there." in said
    assert "once more" not in said


async def test_what_is_so_no_more_is_not_to_be_celebrated_once_more(house: House) -> None:
    offer = await reached(house)
    house.postbox.troubles.append(Undeliverable("I am not in that channel"))
    await house.says("ann", buttons(offer)[YES], realm="W")
    await house.passes(minutes=1)

    said = await house.reads("ann", buttons(offer)["Undo"], realm="W")

    assert "I could not tell the channel what you reached: I am not in that channel." in said
    assert "once more" not in said


async def test_the_digest_tells_in_full_what_was_celebrated_in_vain(house: House) -> None:
    await in_channel(house, "ann", "new Ship the billing API")
    await in_channel(house, "ann", "share 1 with: here")
    await in_channel(house, "ann", "team every Friday 15:00")
    await house.says("ann", "milestone add 1 Draft", realm="W")
    await house.passes(minutes=1)
    house.postbox.troubles.append(Undeliverable("the conversation is archived"))
    for line in ("milestone done 1.1", "done 1", "celebrate 1"):
        await house.says("ann", line, realm="W")
    await house.passes(days=5)

    assert "“Draft” is done" in told(house)[-1]


async def test_whichever_of_several_answers_comes_last_the_message_counts_every_cheer(house: House) -> None:
    await house.says("ann", buttons(await reached(house))[YES], realm="W")
    await house.passes(minutes=1)
    cheer = buttons(house.postbox.to("C1")[0])["👏 Cheer"]

    await in_channel(house, "ben", cheer)
    await house.passes(minutes=1)
    alone = len(house.postbox.changed)
    for name in ("cy", "dee", "eve"):
        await in_channel(house, name, cheer)
    await house.passes(minutes=1)

    assert alone == 0
    assert ["👏 4 cheers" in plain.text(reply) for _, reply, _ in house.postbox.changed] == [True]
    assert len(told(house)) == 1


async def test_what_is_reached_again_stands_again_and_told_anew_it_stands_once(house: House) -> None:
    await house.says("ann", buttons(await reached(house))[YES], realm="W")
    await house.passes(minutes=1)
    cheer = buttons(house.postbox.to("C1")[0])["👏 Cheer"]
    await in_channel(house, "ben", cheer)
    await house.says("ann", "reopen 1", realm="W")
    await house.passes(minutes=1)

    offer = await house.says("ann", "done 1", realm="W")
    await house.passes(minutes=1)
    await house.says("ann", buttons(offer)[YES], realm="W")
    await house.passes(minutes=1)
    await house.says("ann", "undo", realm="W")
    await house.passes(minutes=1)

    changed = [(receipt, plain.text(reply)) for _, reply, receipt in house.postbox.changed]
    assert "Where the channel was told before, it reads again" in plain.text(offer)
    assert [one.partition("\n")[0] for one in told(house)] == ["ann has reached a goal: Ship the billing API"] * 2
    firsts = [text for receipt, text in changed if receipt == "1"]
    assert "Reopened" in firsts[0]
    assert "ann has reached a goal" in firsts[1]
    assert "👏 1 cheer" in firsts[1]
    assert firsts[2] == "Told here once more since: Ship the billing API"
    assert "ann has reached a goal" in firsts[3]
    assert "took back" in next(text for receipt, text in changed if receipt != "1")
