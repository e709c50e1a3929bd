"""What of a date's words was not understood is named, in every place where a date or a rhythm is typed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.dates import grammar
from bot.dates.remainder import remainder
from bot.messages import Address, Reply
from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House

NOW = datetime(2026, 11, 18, 10, tzinfo=ZoneInfo("Europe/Lisbon"))


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("2026-12-18 measure: 3", "measure: 3"),
        ("every Friday 15:00 show: reached", "show: reached"),
        ("every Monday 9:00 banana", "banana"),
        ("Friday banana", "banana"),
        ("Friday", ""),
        ("by next Friday please", ""),
        ("Friday or Monday", ""),
        ("in two weeks' time", ""),
        ("tomorrow 17:00 Tokyo time", ""),
        ("some time in June", ""),
        ("mid-June or so", ""),
        ("last Friday of each month at 9", ""),
        ("weekdays at 17:00", ""),
        ("spätestens am Freitag", ""),
    ],
)
def test_words_that_were_not_understood_are_found(words: str, rest: str) -> None:
    assert remainder(words, grammar.read(words, NOW)) == rest


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("new Ship it by: 2026-12-18 price: 3", "new Ship it by: 2026-12-18"),
        ("alter 1 by: Friday banana", "alter 1 by: 2026-11-27"),
        ("later 1 Friday banana", "later 1 2026-11-27"),
        ("nudges 1 rhythm: every Monday 9:00 banana", "nudges 1 rhythm: every Monday 9:00"),
        ("checkin 1 note: well on: yesterday banana", "checkin 1 on: 2026-11-22 note: well"),
        ("away next week banana", "away next week"),
        ("team every Friday 15:00 parts: reached", "team every Friday 15:00"),
    ],
)
async def test_they_are_named_with_the_line_that_was_understood(house: House, line: str, instead: str) -> None:
    await house.asks("alice", "new Ship the billing API", realm="T1")

    reply = await house.asks("alice", line, realm="T1", place=Address("test", "T1", "C1"))

    assert isinstance(reply, Reply)
    assert "I don't understand “" in reply.title
    calls = set(buttons(reply).values())
    assert sorted(instead.split()) in [sorted(call.split()) for call in calls]
    assert "Ship the billing API" in await house.reads("alice", "list", realm="T1")
