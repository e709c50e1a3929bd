"""What was given up: an operator sees it with its reason, and can have it sent after all."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest

from bot.outgoing import Undeliverable
from tests.scheduler.one_milestone import story, titles, with_a_milestone

if TYPE_CHECKING:
    from tests.house import House

REASON = "your settings do not let me write to you"


async def operator(url: str, *line: str) -> tuple[int | None, str]:
    """Return what `python -m bot …` answers, and its exit code."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *line),
        env={"DATABASE_URL": url, "PATH": ""},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


@pytest.mark.slow
async def test_what_was_given_up_is_listed_and_sent_after_all(house: House, database_url: str) -> None:
    await with_a_milestone(house)
    house.postbox.troubles = [Undeliverable(REASON)]
    await house.passes(minutes=1)

    _, listed = await operator(database_url, "failing")
    number = listed.split()[0]
    code, said = await operator(database_url, "retry", number)
    await house.passes(minutes=1)
    _, then = await operator(database_url, "failing")

    assert f"Given up: {REASON}." in listed
    assert (code, said) == (0, f"Planned again: {number}.\n")
    assert titles(house) == ["Milestone 1.1 is due: Draft"]
    assert "Planned again, by the operator." in await story(house)
    assert then == "Nothing was given up.\n"


@pytest.mark.slow
async def test_what_a_later_question_has_replaced_is_not_sent_after_all(house: House, database_url: str) -> None:
    await with_a_milestone(house)
    house.postbox.troubles = [Undeliverable(REASON)]
    await house.passes(days=2)
    asked = titles(house)
    number = (await operator(database_url, "failing"))[1].split()[0]

    said = await operator(database_url, "retry", number)
    await house.passes(minutes=1)

    left_out = f"Planned again: nothing.\nLeft out, as a later one about the same was sent: {number}.\n"
    assert said == (0, left_out)
    assert asked == titles(house) == ["Milestone 1.1 was due: Draft"]
    assert "Left out: a later one about it was sent." in await story(house)


@pytest.mark.slow
async def test_an_unknown_number_is_said_and_changes_nothing(house: House, database_url: str) -> None:
    await with_a_milestone(house)

    code, said = await operator(database_url, "retry", "1", "77")

    assert code == 1
    assert "Planned again: nothing." in said
    assert "Not among those given up: 1 77." in said


@pytest.mark.slow
async def test_retry_wants_numbers_or_all(database_url: str) -> None:
    code, said = await operator(database_url, "retry")

    assert code == 2
    assert "retry 12 15" in said
