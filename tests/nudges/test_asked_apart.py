"""How often a habit is to be done is one thing, and when Milepost asks about it another: neither changes the other."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.messages import File, Reply
from bot.storage.database import Database
from tests.house import House, Postbox, StillClock
from tests.scheduler.test_upgraded import as_of

if TYPE_CHECKING:
    from collections.abc import Sequence

RUN = "new Run every day"
MONDAYS = "nudges 1 rhythm: every Monday 9:00"


async def says(house: House, *lines: str) -> str:
    return [await house.reads("ana", line) for line in lines][-1]


async def test_a_daily_habit_that_is_asked_about_on_mondays_stays_a_daily_one(house: House) -> None:
    await says(house, RUN, MONDAYS, "checkin 1 done")
    house.clock.advance(timedelta(days=3))

    shown = await says(house, "show 1")

    assert "kept 1 of 3 days" in shown
    assert "Rhythm: every day" in shown
    assert "Asked about: every week on Mon at 09:00" in shown
    assert "1 Run every day: Mon 30 November 2026, 09:00" in await says(house, "next")
    assert "every week on Mon at 09:00" in await says(house, "why 1")


async def test_other_words_change_how_often_it_is_done_and_not_when_it_is_asked_about(house: House) -> None:
    altered = await says(house, RUN, MONDAYS, "alter 1 Run every Tuesday")

    assert "Rhythm: every week on Tue (before: every day)" in altered
    assert "Asked about: every week on Mon at 09:00" in altered
    assert "1 Run every Tuesday: Mon 30 November 2026, 09:00" in await says(house, "next")


async def test_where_nothing_was_chosen_the_asking_goes_with_the_words(house: House) -> None:
    await says(house, RUN, "alter 1 Run every Tuesday")

    assert "1 Run every Tuesday: Tue 24 November 2026, 09:00" in await says(house, "next")


@pytest.mark.parametrize("line", [RUN, "new Run 3 times a week", "new Speak Danish by: 2030-01-01"])
async def test_off_asks_by_its_dates_alone_and_own_in_its_own_rhythm_again(house: House, line: str) -> None:
    before = await says(house, line, "next")

    off = await says(house, "nudges 1 rhythm: off")
    shown, ahead = await says(house, "show 1"), await says(house, "next")
    await says(house, "nudges 1 rhythm: own")

    assert "Rhythm: none: only by its dates" in off
    assert "or have its own rhythm again, for example: nudges 1 rhythm: own" in off
    assert "Asked about: by its dates alone" in shown
    assert ahead != before
    assert await says(house, "next") == before
    assert "Asked about" not in await says(house, "show 1")


async def test_it_is_undone_and_told(house: House) -> None:
    await says(house, RUN, MONDAYS)

    told = await says(house, "history 1")
    undone = await says(house, "undo", "show 1")

    assert "asked in the rhythm: its own → every week on Mon at 09:00" in told
    assert "Asked about" not in undone
    assert "Rhythm: every day" in undone


async def test_a_copy_is_asked_about_like_its_original(house: House) -> None:
    await says(house, RUN, MONDAYS, "copy 1")

    shown = await says(house, "show 2")

    assert "Rhythm: every day" in shown
    assert "Asked about: every week on Mon at 09:00" in shown


@pytest.mark.parametrize("chosen", ["every Monday 9:00", "off"])
async def test_a_file_keeps_both(house: House, chosen: str) -> None:
    await says(house, RUN, f"nudges 1 rhythm: {chosen}")
    before = await says(house, "show 1")

    kept = _file(await house.says("ana", "export"))
    await house.asks("ben", command="import", values={"file": kept})

    assert _facts(await house.reads("ben", "show 1")) == _facts(before)


async def test_a_file_of_an_older_version_is_asked_about_in_its_rhythm(house: House) -> None:
    await says(house, "new Ship it", "nudges 1 rhythm: every Friday 9:00")
    [goal] = json.loads(_file(await house.says("ana", "export")))["goals"]
    older = {name: value for name, value in goal.items() if not name.startswith("asking")}
    older |= {"rhythm": goal["asking"], "rhythm_from": goal["asking_from"]}

    await house.asks("ben", command="import", values={"file": json.dumps({"milepost": 1, "goals": [older]})})

    assert "1 Ship it: Fri 27 November 2026, 09:00" in await house.reads("ben", "next")


async def test_what_an_older_version_kept_goes_on_as_it_was(sqlite_url: str, empty_url: str) -> None:
    """There one rhythm was both; it is until something else is chosen."""
    clock, database = StillClock(), Database(sqlite_url)
    await House(database, clock, Postbox()).says("ana", "new Publish every Friday at 9:00")
    older = await as_of("0005", database, empty_url)
    await database.close()
    house = House(older, clock, Postbox())

    await older.upgrade()
    before = await says(house, "next")
    after = await says(house, MONDAYS, "next")
    shown = await says(house, "show 1")
    await older.close()

    assert "1 Publish every Friday at 9:00: Fri 27 November 2026, 09:00" in before
    assert "1 Publish every Friday at 9:00: Mon 30 November 2026, 09:00" in after
    assert "Rhythm: every week on Fri at 09:00" in shown


def _file(reply: Reply) -> str:
    assert isinstance(reply.file, File)
    return reply.file.text


def _facts(shown: str) -> Sequence[str]:
    return [line for line in shown.splitlines() if line.startswith(("Rhythm", "Asked about"))]
