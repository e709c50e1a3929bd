"""What a co-owner changed is told to the owner as it is in the end, in one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.replies import plain
from tests.core.test_let_know import heard, says, shared
from tests.house import buttons, told

if TYPE_CHECKING:
    from tests.house import House


async def at_night(house: House, *lines: str | tuple[str, str], due: str = "1 february") -> list[str]:
    """Let ben, or who is named, say `lines` while ana sleeps; return what she reads in the morning."""
    await shared(house, "owner")
    await says(house, "ana", f"alter 1 by: {due}")
    await house.passes(hours=12)
    before = len(heard(house, "ana"))
    for line in lines:
        who, words = ("ben", line) if isinstance(line, str) else line
        await says(house, who, words)
    await house.passes(hours=11)
    return [plain.text(one) for one in house.postbox.to("ana")[before:]]


@pytest.mark.parametrize(
    "lines",
    [
        ("done 1", "undo"),
        ("drop 1", "reopen 1"),
        ("alter 1 by: 4 january", "undo"),
        ("alter 1 by: 4 january", "alter 1 by: 1 february"),
        ("alter 1 by: 4 january", ("ana", "alter 1 by: 8 january")),
        ("pause 1", ("ana", "resume 1")),
        ("archive 1", "undo"),
    ],
)
async def test_what_is_as_it_was_is_not_told(house: House, lines: tuple[str | tuple[str, str], ...]) -> None:
    assert await at_night(house, *lines) == []


async def test_done_and_undone_at_once_are_two_halves_of_nothing(house: House) -> None:
    """Both are said before the first could be sent."""
    await shared(house, "owner")
    before = heard(house, "ana")

    for words in ("done 1", "undo"):
        await house.says("ben", words, realm="T1")
    await house.passes(minutes=15)

    assert heard(house, "ana") == before


async def test_a_date_that_is_taken_back_and_given_again_is_told_once(house: House) -> None:
    (news,) = await at_night(house, "alter 1 by: 4 january because: venue", "undo", "redo", "undo", "redo")

    assert news.splitlines()[0] == "Goal 1 Improve my English: ben moved its date"
    assert news.count("due: Mon 1 February 2027 → Mon 4 January 2027 because: venue") == 1


async def test_all_of_a_night_is_one_message(house: House) -> None:
    (news,) = await at_night(
        house,
        "alter 1 Improve my Dutch",
        "alter 1 by: 4 january",
        "milestone add 1 Read a book",
        "alter 1 by: 8 january because: venue",
        "drop 1 because: ill",
    )

    assert news.splitlines()[0] == "Goal 1 Improve my Dutch: ben dropped it"
    assert "title: “Improve my English” → “Improve my Dutch”" in news
    assert "added milestone 1.1 Read a book" in news
    assert "due: Mon 1 February 2027 → Fri 8 January 2027 because: venue" in news
    assert "4 January" not in news
    assert "because: ill" in news


async def test_what_the_owner_changed_meanwhile_is_where_it_begins(house: House) -> None:
    lines = ("alter 1 by: 4 january", ("ana", "alter 1 by: 8 january"), "alter 1 by: 1 february")

    (news,) = await at_night(house, *lines)

    assert "due: Fri 8 January 2027 → Mon 1 February 2027" in news


async def test_why_it_was_dropped_is_told(house: House) -> None:
    await shared(house, "owner")

    await says(house, "ben", "drop 1 because: no budget")

    news = plain.text(house.postbox.to("ana")[-1])
    assert "dropped this goal: state: active → dropped because: no budget" in news


async def test_another_date_is_told_at_once_with_what_was_gathered(house: House) -> None:
    await shared(house, "owner")
    before = len(heard(house, "ana"))

    await says(house, "ben", "milestone add 1 Read a book")
    await says(house, "ben", "alter 1 by: 4 january")
    now = house.postbox.to("ana")[before:]
    await house.passes(minutes=15)

    (news,) = house.postbox.to("ana")[before:]
    assert [news] == now
    assert "added milestone 1.1 Read a book" in plain.text(news)
    assert told(news)["Due"] == "Mon 4 January 2027"


async def test_what_was_told_and_is_taken_back_is_told_too(house: House) -> None:
    await shared(house, "owner")
    before = len(heard(house, "ana"))

    for words in ("pause 1", "undo"):
        await says(house, "ben", words)

    assert heard(house, "ana")[before:] == [
        "Goal 1 Improve my English: ben paused it",
        "Goal 1 Improve my English: ben took it up again",
    ]
    assert "Reopen" not in buttons(house.postbox.to("ana")[-1])


@pytest.mark.parametrize(
    "words", ["alter 1 by: 4 january", "alter 1 Improve my Dutch", "pause 1", "drop 1", "done 1", "archive 1"]
)
async def test_whoever_changes_it_reads_that_its_owner_hears_of_that(house: House, words: str) -> None:
    await shared(house, "owner")
    await says(house, "ana", "new Learn to juggle")

    theirs, mine = await says(house, "ben", words), await says(house, "ana", words.replace(" 1", " 2", 1))

    assert "I let ana know." in theirs
    assert "I let" not in mine


async def test_whoever_moves_a_milestone_of_it_reads_so_too(house: House) -> None:
    await shared(house, "owner")
    await says(house, "ana", "milestone add 1 Read a book by: 4 january")

    assert "I let ana know." in await says(house, "ben", "milestone move 1.1 to: 8 january")
    assert "I let" not in await says(house, "ana", "milestone move 1.1 to: 11 january")
