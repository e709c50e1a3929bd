"""A rhythm that its words may mean as well is one tap away; what they leave out of it in vain is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one database: nothing here depends on which."""
    return sqlite_url


@pytest.mark.parametrize(
    ("typed", "other", "told"),
    [
        ("new Yoga every Sunday 2:30", "Every week on Sun at 02:30", "every week on Sun at 02:30"),
        ("new Standup notes every weekday 2:30", "Every week from Mon to Fri at 02:30", "from Mon to Fri at 02:30"),
        ("new Jog every Tuesday 7:15", "Every week on Tue at 19:15", "every week on Tue at 19:15"),
    ],
)
async def test_the_other_half_of_the_day_is_offered_for_a_new_goal(
    house: House, typed: str, other: str, told: str
) -> None:
    answer = await house.says("alice", typed)

    assert told in await house.reads("alice", buttons(answer)[other])


async def test_it_is_offered_for_new_words(house: House) -> None:
    await house.says("alice", "new Yoga every Sunday")
    answer = await house.says("alice", "alter 1 Yoga every Monday at 3:15")

    assert "Every week on Mon at 03:15" in buttons(answer)


async def test_it_is_offered_for_the_rhythm_of_check_ins(house: House) -> None:
    await house.says("alice", "new Yoga every Sunday")
    answer = await house.says("alice", "nudges 1 rhythm: every Sunday 1:15")
    told = await house.reads("alice", buttons(answer)["Every week on Sun at 01:15"])

    assert "every week on Sun at 01:15" in told
    assert "did you mean" not in told


@pytest.mark.parametrize(
    "typed", ["every weekday at 11:00", "every Monday at 10", "every day at 14:30", "every Sunday"]
)
async def test_an_hour_that_nobody_means_is_not(house: House, typed: str) -> None:
    assert "did you mean" not in await house.reads("alice", f"new Call Ben {typed}")


async def test_a_rule_that_is_none_is_refused(house: House) -> None:
    await house.says("alice", "new Yoga every Sunday")

    assert "can't ask in the rhythm" in await house.reads("alice", "nudges 1 rhythm: FREQ=NEVER")
    assert "never comes" in await house.reads("alice", "nudges 1 rhythm: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")


@pytest.mark.parametrize(
    ("typed", "counted", "days"),
    [
        ("Meditate twice a day, but not on Sundays", "twice a day", "Mon, Tue, Wed, Thu, Fri, Sat"),
        ("Meditate twice a day except Sundays", "twice a day", "Mon, Tue, Wed, Thu, Fri, Sat"),
        ("Except Sundays, meditate twice a day", "twice a day", "Mon, Tue, Wed, Thu, Fri, Sat"),
        ("Drink 2 litres of water a day, not on Mondays", "2 litres", "Tue, Wed, Thu, Fri, Sat, Sun"),
    ],
)
async def test_a_count_a_day_is_kept_to_the_other_days(house: House, typed: str, counted: str, days: str) -> None:
    told = await house.reads("alice", f"new {typed}")

    assert f"Counted: {counted}" in told
    assert f"Rhythm: every week on {days}" in told
    assert "changes nothing" not in told


async def test_the_days_left_out_are_not_missed(house: House) -> None:
    """The Sunday of the first week is no day of the habit."""
    await house.says("alice", "new Meditate twice a day, but not on Sundays")
    await house.passes(days=8)
    told = await house.reads("alice", "streak 1")

    assert "Sat 28 November 2026: ✗ 0, missed" in told
    assert "Sun 29 November" not in told


@pytest.mark.parametrize(
    ("typed", "unkept"),
    [
        ("Call mum every Sunday but not in December", "but not in December"),
        ("Train twice a week except in August", "except in August"),
        ("Run 3 times a week, but never on Sundays", "but never on Sundays"),
    ],
)
async def test_what_cannot_be_left_out_is_said_and_no_date(house: House, typed: str, unkept: str) -> None:
    told = await house.reads("alice", f"new {typed}")

    assert told.splitlines()[0].strip("*") == f"Goal 1 is set: {typed}"
    assert "Due: no date yet" in told
    assert f"“{unkept}” stays in its words and changes nothing else" in told


async def test_what_is_not_heard_of_a_rhythm_offers_the_rest_of_it(house: House) -> None:
    """What the button says is what it does."""
    await house.says("alice", "new Run a marathon")
    asked = await house.says("alice", "nudges 1 rhythm: every day except Sundays and public holidays")
    ((label, call),) = buttons(asked).items()

    assert label == "every week on Mon, Tue, Wed, Thu, Fri, Sat"
    assert f"Rhythm: {label}" in await house.reads("alice", call)


async def test_the_months_left_are_one_tap_away(house: House) -> None:
    answer = await house.says("alice", "new Call mum every Sunday but not in December")
    told = await house.reads("alice", buttons(answer)["Every week on Sun, but not in December"])

    assert "Rhythm: every week on Sun, but not in December" in told
    assert "3 January 2027" not in told.split("What comes next")[0]
    assert "Mon 7 December 2026" not in told
