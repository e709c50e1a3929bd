"""What is there soon is the first answer that Discord gets; what takes longer follows a sign that we heard."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.grace import Grace
from tests.adapters.discord.conftest import Stage, message, modal
from tests.peers.discord.desk import DEFER, MESSAGE, MODAL, UPDATE

if TYPE_CHECKING:
    from collections.abc import Sequence

patient = pytest.mark.parametrize("milepost", [Grace(2, 2)], ids=["patient"], indirect=True)
"""Where a busy machine is not to decide which way an answer goes."""
SHIP = {"goal": "Ship the billing API", "by": "2031-03-31"}
FIRST, AFTERWARDS = "/interactions/*/callback", "/webhooks/*"


def firsts(stage: Stage) -> Sequence[int]:
    """Return the kinds of the first answers so far."""
    return [call.body["type"] for call in stage.peer.calls("POST", FIRST)]


def followed(stage: Stage) -> int:
    """Count the calls that came after a first answer."""
    return sum(len(stage.peer.calls(method, AFTERWARDS)) for method in ("POST", "PATCH", "GET"))


@patient
async def test_a_command_a_form_and_a_tap_are_answered_by_one_call_each(live: Stage) -> None:
    general = live.peer.guild("Team", members=[live.alice]).general

    set_ = message(await live.alice.uses("goal new", SHIP, where=general))
    form = modal(await live.alice.uses("goal new", where=general))
    second = message(await form.submit({"Goal": "Read 24 books"}))
    shown = message(await live.alice.uses("goal show", {"goal": "1"}, where=general))
    done = message(await shown.tap("Goal reached"))
    listed = message(await done.tap("Undo"))

    assert set_.ephemeral
    assert "Goal 2 is set" in second.plain
    assert shown.id == done.id
    assert "Taken back" in listed.plain
    assert firsts(live) == [MESSAGE, MODAL, MESSAGE, MESSAGE, UPDATE, UPDATE]
    assert followed(live) == 0


@patient
async def test_a_form_with_errors_is_answered_and_corrected_by_one_call_each(live: Stage) -> None:
    form = modal(await live.alice.uses("goal new"))
    wrong = message(await form.submit({"Goal": "Ship it", "Due": "the 12th of never"}))
    again = modal(await wrong.tap("Correct it"))
    right = message(await again.submit({"Due": "2031-03-31"}))

    assert right.id == wrong.id
    assert firsts(live) == [MODAL, MESSAGE, MODAL, UPDATE]
    assert followed(live) == 0


async def test_what_takes_longer_follows_a_sign_that_we_heard(live: Stage) -> None:
    async with live.database.transaction():
        asking = asyncio.create_task(live.alice.uses("goal list"))
        await live.peer.called("POST", FIRST)
    listed = message(await asking)

    assert "No goals here yet" in listed.plain
    assert firsts(live) == [DEFER]
    assert followed(live) == 1


@patient
async def test_a_first_answer_that_got_lost_is_given_again_and_stands_once(live: Stage) -> None:
    """Whether it arrived or not; nothing is done twice."""
    for accepted in (True, False):
        live.peer.drop("POST", FIRST, accepted=accepted)
        answer = message(await live.alice.uses("goal new", SHIP))

        assert "is set" in answer.plain

    assert len(live.alice.dm_messages) == 2
    assert "2 goals" in message(await live.alice.uses("goal list")).plain


async def test_a_sign_that_did_not_arrive_costs_no_answer(live: Stage) -> None:
    live.peer.drop("POST", FIRST, accepted=False, times=2)
    async with live.database.transaction():
        asking = asyncio.create_task(live.alice.uses("goal new", SHIP))
        await live.peer.called("POST", FIRST, times=2)
        await asyncio.sleep(0.1)
    answer = message(await asking)

    assert "Goal 1 is set" in answer.plain
    assert firsts(live) == [DEFER, DEFER, MESSAGE]


async def test_what_was_long_on_its_way_is_not_carried_out_before_it_is_known_to_be_heard(live: Stage) -> None:
    """The person may have read that it failed: then nothing is done behind their back."""
    live.peer.stage.desk.way_seconds = 1.2
    slow = message(await live.alice.uses("goal list"))
    live.peer.stage.desk.answer_seconds = 1.1
    await live.alice.uses("goal new", SHIP)
    await live.peer.called("POST", FIRST, times=2)
    await asyncio.sleep(0.3)
    live.peer.stage.desk.way_seconds, live.peer.stage.desk.answer_seconds = 0, 3
    listed = message(await live.alice.uses("goal list"))

    assert "No goals here yet" in slow.plain
    assert "No goals here yet" in listed.plain
    assert firsts(live) == [DEFER, DEFER, MESSAGE]


@patient
async def test_an_answer_that_came_too_late_is_written_to_the_person(live: Stage) -> None:
    """It was done, and they have read that it failed."""
    general = live.peer.guild("Team", members=[live.alice]).general
    live.peer.stage.desk.answer_seconds = -1
    failed = await live.alice.uses("goal new", SHIP, where=general)
    told = await live.alice.next_message()

    assert failed.as_message.failed
    assert "Goal 1 is set: Ship the billing API" in told.plain
    assert "Change" in told.buttons
    assert told.nonce


@pytest.mark.parametrize("command", ["goal new", "goal list"])
async def test_two_mileposts_that_hear_the_same_show_one_answer(stage: Stage, command: str) -> None:
    """As when one is started before the other ends: only one carries it out, and its answer stands."""
    async with stage.running():
        await stage.peer.commands_synced()
        other = asyncio.create_task(stage.milepost().run())
        await stage.peer.connected(sessions=2)
        answer = message(await stage.alice.uses(command, SHIP if command == "goal new" else {}))
        await asyncio.sleep(0.8)
        other.cancel()
        await asyncio.wait([other])

    assert ("Goal 1 is set" if command == "goal new" else "No goals here yet") in answer.plain
    assert len(stage.alice.dm_messages) == 1


@patient
async def test_what_was_done_by_one_that_ended_before_it_answered_says_so(live: Stage) -> None:
    """Its answer got lost with it; whoever hears the same again at least tells that it is done."""
    live.peer.drop("POST", FIRST, accepted=False, times=4)
    asking = asyncio.create_task(live.alice.uses("goal new", SHIP))
    await live.peer.called("POST", FIRST, times=4)
    live.peer.redeliver()
    answer = message(await asking)

    assert "That is done already" in answer.plain
    assert "1 goal" in message(await live.alice.uses("goal list")).plain
