"""Time off, in the words that people have for it; it is Monday, 23 November 2026."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.replies import plain
from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("until Friday", "Mon 23 November 2026 to Fri 27 November 2026"),
        ("through next week", "Mon 23 November 2026 to Sun 6 December 2026"),
        ("through Friday", "Mon 23 November 2026 to Fri 27 November 2026"),
        ("from now until new year", "Mon 23 November 2026 to Fri 1 January 2027"),
        ("bis 4 December", "Mon 23 November 2026 to Fri 4 December 2026"),
        ("until the end of next week", "Mon 23 November 2026 to Fri 4 December 2026"),
        ("3 weeks from 4 January", "Mon 4 January 2027 to Sun 24 January 2027"),
        ("from 4 January for 3 weeks", "Mon 4 January 2027 to Sun 24 January 2027"),
        ("a week", "Mon 23 November 2026 to Sun 29 November 2026"),
        ("Friday to Sunday", "Fri 27 November 2026 to Sun 29 November 2026"),
        ("from fri until sun", "Fri 27 November 2026 to Sun 29 November 2026"),
        ("Friday, Saturday", "Fri 27 November 2026 to Sat 28 November 2026"),
        ("Sunday to Tuesday", "Sun 29 November 2026 to Tue 1 December 2026"),
        ("tomorrow to Friday", "Tue 24 November 2026 to Fri 27 November 2026"),
        ("Friday", "Fri 27 November 2026"),
    ],
)
async def test_days_off_are_those_that_a_person_would_stay_away(house: House, said: str, days: str) -> None:
    reply = await house.says("ann", f"away {said}")

    assert reply.title == f"You are off: {days}"


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("until next week", ["2026-11-23 to 2026-11-29", "2026-11-23 to 2026-12-06"]),
        ("until January", ["2026-11-23 to 2026-12-31", "2026-11-23 to 2027-01-31"]),
    ],
)
async def test_until_next_week_is_asked_as_it_may_end_before_or_after_it(
    house: House, said: str, days: list[str]
) -> None:
    asked = await house.says("ann", f"away {said}")

    assert asked.title == f"“{said}” can mean two last days. Do you mean:"
    assert [call.removeprefix("away ") for call in buttons(asked).values()][:2] == days


@pytest.mark.parametrize("said", ["every Friday", "Monday, Wednesday", "until further notice", "until yesterday"])
async def test_what_is_no_time_off_is_refused_with_an_example(house: House, said: str) -> None:
    reply = await house.says("ann", f"away {said}")

    assert reply.tone == "refused"
    assert "away" in plain.text(reply) or "2026-12-21" in plain.text(reply)


@pytest.mark.parametrize("words", ["off", "end", "stop"])
async def test_whoever_wants_a_time_off_to_end_is_told_how(house: House, words: str) -> None:
    asked = await house.says("ana", f"away {words}")

    assert "type back" in plain.text(asked)
    assert "back" in buttons(asked).values()


@pytest.mark.parametrize("words", ["until i say so", "until further notice", "indefinitely", "until I’m back"])
async def test_a_time_off_without_an_end_is_asked_for_one(house: House, words: str) -> None:
    told = await house.reads("ana", f"away {words}")

    assert told.startswith("A time off needs its last day.")
    assert "as soon as you type back" in told
