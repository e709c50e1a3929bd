"""The question that stood last holds people's words: not longer than it may be answered, or than they are known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.messages import Address, Button, Reply, Section
from bot.requests.last_asked import LastAsked
from tests.house import House, buttons

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
ANN, BEN = Address("test", "", "ann"), Address("test", "", "ben")
ASKED = Reply("Goal 1 is set", (Section("What for?", buttons=(Button("Leave it open", "keep 1"),)),))


def test_a_question_is_let_go_when_anybody_speaks_after_half_an_hour() -> None:
    last = LastAsked()
    last.heard(ANN, None, ASKED, NOW)
    last.heard(BEN, None, ASKED, NOW + timedelta(minutes=20))

    last.standing(BEN, None, NOW + timedelta(minutes=31))

    assert len(last) == 1


async def test_whoever_is_forgotten_is_so_wherever_they_were_asked(house: House) -> None:
    channel = Address("test", "", "C1")
    await house.says("ann", "new Learn Greek")
    asked = await house.says("ann", "forget me", place=channel)
    await house.says("ann", buttons(asked)["Erase it all"], place=channel)
    await house.says("ann", "new Find the keys by Friday", place=channel)

    assert "I don't know “to order”." in await house.reads("ann", "to order tapas")
