"""What channels were told of somebody who is forgotten is taken down there, and so is their applause for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.replies import plain
from tests.celebrations.test_cheers import YES, reached, told
from tests.core.test_forgetting import dump
from tests.house import House, buttons
from tests.teams.test_digest import in_channel

if TYPE_CHECKING:
    from bot.messages import Reply


async def forgets(house: House, name: str) -> tuple[str, str]:
    """Let `name` be forgotten; return what they read before and after."""
    question: Reply = await house.says(name, "forget me", realm="W")
    goodbye = await house.reads(name, buttons(question)["Erase it all"], realm="W")
    await house.passes(minutes=2)
    return plain.text(question), goodbye


def stands(house: House) -> list[str]:
    """Return what was put in the place of messages, oldest first."""
    return [plain.text(reply) for _, reply, _ in house.postbox.changed]


async def test_what_was_celebrated_is_taken_down_with_its_owner(house: House) -> None:
    await house.says("ann", buttons(await reached(house))[YES], realm="W")
    await house.passes(minutes=1)
    await in_channel(house, "ann", "new Paint the shed")
    await in_channel(house, "ann", "share 2 with: here")
    await house.says("ann", "done 2", realm="W")
    await house.says("ann", "celebrate 2", realm="W")
    await house.passes(minutes=1)

    question, _ = await forgets(house, "ann")

    assert "what I told of 2 things that you reached" in question
    assert len(told(house)) == 2
    assert stands(house) == ["What was told here is no longer shown"] * 2
    assert {receipt for _, _, receipt in house.postbox.changed} == {"1", "2"}
    assert "billing" not in await dump(house)
    assert '"ann"' not in await dump(house)


async def test_what_was_not_told_yet_never_is(house: House) -> None:
    await house.says("ann", buttons(await reached(house))[YES], realm="W")

    await forgets(house, "ann")

    assert told(house) == stands(house) == []


async def test_what_a_team_reached_stays_with_its_cheers(house: House) -> None:
    await in_channel(house, "ann", "new Close 50 tickets for: team")
    await in_channel(house, "ben", "checkin tickets +20")
    await in_channel(house, "ann", "checkin tickets +30")
    await house.says("ann", "done 1", realm="W")
    await house.says("ann", "celebrate 1", realm="W")
    await house.passes(minutes=1)
    cheer = buttons(house.postbox.to("C1")[0])["👏 Cheer"]
    await in_channel(house, "cy", cheer)

    await forgets(house, "ann")
    answer = await in_channel(house, "dan", cheer)

    assert stands(house) == []
    assert "👏 2 cheers" in plain.text(answer)
    assert "The team has reached its goal" in plain.text(answer)


async def test_the_cheer_of_who_is_forgotten_counts_no_more(house: House) -> None:
    await house.says("ann", buttons(await reached(house))[YES], realm="W")
    await house.passes(minutes=1)
    cheer = buttons(house.postbox.to("C1")[0])["👏 Cheer"]
    for name in ("ben", "cy"):
        await in_channel(house, name, cheer)

    question, _ = await forgets(house, "ben")

    assert "1 cheer" in question
    assert "👏 1 cheer" in stands(house)[-1]
