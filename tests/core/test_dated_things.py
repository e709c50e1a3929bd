"""A date that only says which thing is meant: its words stay in the title, and it is the due date all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.house import House


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one database: nothing here depends on which."""
    return sqlite_url


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("Study with Tom until the April exam", "Due: April (until Fri 30 April 2027)"),
        ("Practise speaking before the September offsite", "Tue 31 August 2027"),
        ("Finish the slides for the Tuesday meeting", "Tue 24 November 2026"),
        ("Finish the slides for Tuesday’s meeting", "Tue 24 November 2026"),
        ("Lose 5 kg before our summer wedding", "Mon 31 May 2027"),
        ("Finish the thesis before the Easter Monday brunch", "Mon 29 March 2027"),
        ("Be ready by the end of the April sprint", "Fri 30 April 2027"),
    ],
)
async def test_its_words_stay(house: House, typed: str, due: str) -> None:
    told = await house.reads("alice", f"new {typed}")

    assert told.splitlines()[0].strip("*") == f"Goal 1 is set: {typed}"
    assert due in told
    assert f"Milestone 1.1 is added: {typed}" in await house.reads("alice", f"milestone add 1 {typed}")


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Finish the slides by the end of the month and send them", "Finish the slides and send them"),
        ("Finish the report by the weekend, then rest", "Finish the report, then rest"),
        ("Call Bob on the 15th about the plan", "Call Bob about the plan"),
        ("Fix the bug Friday morning with Ann", "Fix the bug with Ann"),
        ("Lose 5 kg before this summer for the wedding", "Lose 5 kg for the wedding"),
        ("Study with Tom by April", "Study with Tom"),
    ],
)
async def test_a_deadline_that_names_nothing_is_taken_out(house: House, typed: str, title: str) -> None:
    told = await house.reads("alice", f"new {typed}")

    assert told.splitlines()[0].strip("*") == f"Goal 1 is set: {title}"


async def test_new_words_around_it_move_no_date_that_was_set_by_hand(house: House) -> None:
    await house.says("alice", "new Study with Tom until the April exam")
    await house.says("alice", "alter 1 by: 2027-04-12")
    told = await house.reads("alice", "alter 1 Study with Tom and Ann until the April exam")

    assert "Due: Mon 12 April 2027" in told
    assert "Due: Mon 3 May 2027" in await house.reads("alice", "alter 1 Study with Tom by 3 May")


async def test_no_date_is_offered_instead_of_itself(house: House) -> None:
    told = await house.reads("alice", "new Book the hotel one month before the summer holidays")

    assert "Sat 1 May 2027" in told
    assert "did you mean" not in told
