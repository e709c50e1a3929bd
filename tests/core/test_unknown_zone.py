"""Where the platform tells no zone: a guess is called so, and what moves with a zone that is set is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.house import tappable

if TYPE_CHECKING:
    from tests.house import House


async def test_a_guess_is_called_so_until_a_zone_is_set(house: House) -> None:
    guessed = await house.says("dan", "settings", zone="")
    await house.says("dan", "settings zone: UTC", zone="")

    chosen = await house.reads("dan", "settings", zone="")

    assert [one.label for one in tappable(guessed)].count("Set my time zone") == 1
    assert "UTC as long as I know no better" in str(guessed.sections[0].fields[0].value)
    assert "Time zone: UTC, where it is 10:00 now" in chosen
    assert "as long as" not in await house.reads("eve", "settings")


async def test_setting_the_zone_tells_what_moved(house: House) -> None:
    for line in (
        *("new Call the bank by tomorrow 17:00", "new Ship it by: in 3 days", "new Post it by: Friday 9:00 UTC"),
        "milestone add 2 Draft it by: Wednesday 15:00",
    ):
        await house.says("dan", line, zone="")

    told = await house.reads("dan", "settings zone: new york", zone="")
    again = await house.reads("dan", "settings zone: new york", zone="")

    assert "1 Call the bank: Tue 24 November 2026, 17:00 (America/New_York)" in told
    assert "2.1 Draft it: Wed 25 November 2026, 15:00 (America/New_York)" in told
    assert "Post it" not in told
    assert "Ship it" not in told
    assert "keeps it on your new clock" not in again


async def test_setting_the_zone_tells_what_has_gone_by_there(house: House) -> None:
    for line in (
        *(
            "new Call Bob today 17:00",
            "new Call Ann tomorrow 17:00",
            "new Post it today 17:00 UTC",
            "new Ship it today",
        ),
        *("new Ring Eve today 10:30", "milestone add 2 Draft it by: today 16:00"),
    ):
        await house.says("dan", line, zone="")
    house.clock.advance(timedelta(hours=1))

    told = await house.reads("dan", "settings zone: Tokyo", zone="")
    gone = told.partition("gone by on your new clock")[2]
    back = await house.reads("dan", "settings zone: London", zone="")

    assert "1 Call Bob: Mon 23 November 2026, 17:00 (Asia/Tokyo)" in gone
    assert "2.1 Draft it: Mon 23 November 2026, 16:00 (Asia/Tokyo)" in gone
    assert not any(title in gone for title in ("Call Ann", "Post it", "Ship it", "Ring Eve")), "ahead, or asked before"
    assert "Call Ann" in told
    assert "gone by" not in back


async def test_when_something_happened_is_told_to_the_minute(house: House) -> None:
    house.clock.advance(timedelta(seconds=47))
    for line in ("new Ship it", "milestone add 1 Draft it", "pause 1", "resume 1", "milestone done 1.1"):
        await house.says("dan", line)
    house.clock.advance(timedelta(minutes=30))

    for line in ("start 1", "milestone done 1.1"):
        assert ":47" not in await house.reads("dan", line)
    await house.says("dan", "archive 1")
    house.clock.advance(timedelta(minutes=30))
    for line in ("archive 1", "history 1"):
        assert ":47" not in await house.reads("dan", line)
