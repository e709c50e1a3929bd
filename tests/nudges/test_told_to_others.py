"""The story of a check-in: the newest first, a page at a time; and "you" is only whoever it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from adapters.discord import limits
from adapters.discord.render import render
from bot.messages import Address
from bot.nudges.redaction import redacted
from bot.replies import plain
from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House

HERE = Address("test", "W", "C1")
_YOU = re.compile(r"\byou(?:rs?)?\b", re.IGNORECASE)


async def here(house: House, name: str, words: str) -> str:
    return await house.reads(name, words, realm="W", place=HERE)


async def test_others_read_that_it_had_to_wait_and_whoever_it_is_about_reads_why(house: House) -> None:
    await here(house, "ann", "new Ship the billing API by: tomorrow 15:00")
    await here(house, "ann", "share 1 with: here")
    await here(house, "ann", "nudges 1 to: here")
    await here(house, "ann", "away tomorrow to Thursday")
    ahead = await here(house, "ben", "why billing")
    await house.passes(days=2)

    mine, theirs = await here(house, "ann", "why 1"), await here(house, "ben", "why billing")

    assert "Held: you are off." in mine
    assert "Held: it had to wait." in theirs
    assert "it comes Fri 27 November 2026, 09:00, as it has to wait" in theirs
    assert "as you are off" in mine
    assert not _YOU.search(theirs + ahead)


@pytest.mark.parametrize(
    "words",
    [
        "Planned for Tue 24 November 2026, 09:00 (Europe/Lisbon): your start of work on the day it is due.",
        "Planned for Tue 24 November 2026, 11:00 (Europe/Lisbon): it is due today, and your work had started.",
        "Planned for Tue 24 November 2026, 09:00 (UTC): the start of work nearest to the day it is due (you are off).",
        "Planned anew for Mon 7 December 2026, 09:00 (UTC): every week on Fri; moved from Friday (you are off).",
        "Planned for Tue 24 November 2026, 09:00 (UTC): you asked to be asked again then.",
        "Left out: you have said how it stands since I last asked.",
    ],
)
def test_no_step_of_a_story_calls_others_you(words: str) -> None:
    told = redacted("planned", words)

    assert not _YOU.search(told)
    assert "are off" not in told
    for held in ("you are off", "these are your quiet hours", "you have had 3 messages today, and want no more than 3"):
        assert redacted("held", f"Held: {held}.") == "Held: it had to wait."


async def test_the_newest_check_in_comes_first_a_page_at_a_time(house: House) -> None:
    await house.says("ann", "new Write in my diary every day")
    for _ in range(21):
        await house.passes(days=1)
        await house.says("ann", "checkin 1 a line")

    first = await house.says("ann", "why 1")
    words, newer = plain.text(first), buttons(first)
    last = await house.says("ann", newer["Older"])

    stories = [one.partition(":")[0] for one in words.splitlines() if one.startswith("Check-in for")]
    assert len(stories) == 4
    assert words.index("waiting") < words.index(": sent")
    assert "page 1 of " in first.title
    assert "Newer" not in newer
    assert set(buttons(last)) >= {"Newer", "Older"}
    for page in (first, last):
        drawn = render(page).content
        assert "than fit here" not in drawn
        assert len(drawn) <= limits.CONTENT
    assert "There is no page 99" in await house.reads("ann", "why 1 page: 99")
