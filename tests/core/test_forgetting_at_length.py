"""Forgetting where much was changed: what others changed is looked through in parts, and others are served."""

from __future__ import annotations

import asyncio
from time import thread_time
from typing import TYPE_CHECKING, Any

from sqlmodel import insert

from bot.messages import Address
from bot.models import Change, Edit
from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House

CHANGES = 10_000
AT_MOST = 0.4
"""The part of the work that is done in one go: it hardly depends on the machine."""


async def test_a_long_log_holds_nobody_up(house: House) -> None:
    here: dict[str, Any] = {"realm": "T1", "place": Address("test", "T1", "C1")}
    await house.says("ana", "new Resolve 200 tickets for: team", **here)
    await house.says("ben", "checkin tickets 3", **here)
    renamed = (Edit("goal", 1, {"title": "Resolve"}, {"title": "Resolve 200 tickets"}),)
    row = {"person_id": 1, "goal_id": 1, "at": house.clock.now(), "summary": "renamed goal 1", "edits": renamed}
    async with house.database.transaction() as session:
        await session.execute(insert(Change), [row] * CHANGES)
    asked = await house.says("ben", "forget me", realm="T1")
    call = next(call for call in buttons(asked).values() if call.startswith("forget surely"))
    turns: list[float] = []

    async def others() -> None:
        while True:
            begun = thread_time()
            await asyncio.sleep(0.001)
            turns.append(thread_time() - begun)

    meanwhile = asyncio.create_task(others())
    answer = await house.says("ben", call, realm="T1")
    meanwhile.cancel()

    assert answer.title == "I have forgotten you"
    assert max(turns) / sum(turns) < AT_MOST
