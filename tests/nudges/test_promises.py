"""What is promised comes: the confirmation, `next`, `why` and the sending agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.core.test_team_goals import says as says_in_channel

if TYPE_CHECKING:
    from tests.house import House


async def says(house: House, *lines: str) -> str:
    """Return what Ann gets for the last of several lines."""
    said = ""
    for line in lines:
        said = await house.reads("ann", line)
    return said


def titles(house: House) -> list[str]:
    return [reply.title for reply in house.postbox.to("ann")]


async def with_the_budget_used_up(house: House) -> None:
    """Let the day's messages be sent: what comes of ours has to wait."""
    await says(house, "settings budget: 2")
    for number, minute in ((1, "01"), (2, "02"), (3, "03")):
        await says(house, f"new Ship part {'ABC'[number - 1]}", f"nudges {number} rhythm: every Monday 10:{minute}")
    await house.passes(minutes=5)
    assert titles(house) == ["How is goal 1 going? Ship part A", "How is goal 2 going? Ship part B"]


@pytest.mark.parametrize(
    ("line", "confirmed", "minutes"),
    [
        ("milestone add 3 Draft by: in 10 minutes", "Due: Mon 23 November 2026, 10:15", 10),
        ("milestone add 3 Draft by: today 15:00", "Due: Mon 23 November 2026, 15:00", 295),
        ("milestone add 3 Draft by: today", "Check-in: Mon 23 November 2026, 11:05", 60),
        ("later 3 in 2 hours", "Check-in: Mon 23 November 2026, 12:05", 120),
    ],
)
async def test_what_one_asked_for_today_comes_though_the_days_messages_are_used_up(
    house: House, line: str, confirmed: str, minutes: int
) -> None:
    await with_the_budget_used_up(house)

    told = await says(house, line)
    shown = await says(house, "next")
    await house.passes(minutes=minutes - 1)
    early = titles(house)[2:]
    await house.passes(minutes=1)

    assert confirmed in told
    assert confirmed.partition(": ")[2] in shown
    assert early == []
    assert len(titles(house)) == 3
    assert "want no more than 2" in await says(house, "why 3")


async def test_what_we_ask_of_ourselves_keeps_to_the_budget_and_next_says_so(house: House) -> None:
    await with_the_budget_used_up(house)

    shown = await says(house, "next")
    await house.passes(hours=22, minutes=54)
    early = titles(house)[2:]
    await house.passes(minutes=1)

    assert "3 Ship part C (after today’s 2 messages): Tue 24 November 2026, 09:00" in shown
    assert (early, titles(house)[2:]) == ([], ["How is goal 3 going? Ship part C"])


async def test_a_message_about_a_share_takes_nothing_off_the_days_messages(house: House) -> None:
    await says_in_channel(house, "ben", "new Read 24 books", None)
    for line in ("settings budget: 1", "new Ship it", "nudges 1 rhythm: every Monday 15:00"):
        await says_in_channel(house, "ann", line, None)
    await says_in_channel(house, "ben", "share 1 with: ann", None)
    await house.passes(minutes=1)
    asked = titles(house)

    shown = await says_in_channel(house, "ann", "next", None)
    await house.passes(hours=6)

    assert asked == ["ben asks you to be a witness of a goal: Read 24 books"]
    assert "Mon 23 November 2026, 15:00" in shown
    assert titles(house)[1:] == ["How is goal 1 going? Ship it"]


async def test_why_says_of_a_check_in_that_waits_that_it_will_be_left_out(house: House) -> None:
    await says(house, "new Ship it", "milestone add 1 Draft by: tomorrow")
    await house.passes(days=1)

    told = await says(house, "checkin 1.1 on track", "why 1.1")
    shown = await says(house, "next")
    await house.passes(days=1)

    assert "Check-in for Wed 25 November 2026, 09:00: it will be left out, as you have said how it stands since" in told
    assert "25 November" not in shown
    assert len(titles(house)) == 1
    assert "Left out: you have said how it stands since I last asked." in await says(house, "why 1.1")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("nudges 1 close", "Dropped: another check-in comes before it, as I ask closely;"),
        ("alter 1 by: 2026-12-20", "Dropped: the date was changed."),
        ("alter 1 by: none", "Dropped: it has no date any more."),
        ("later 1 2026-12-15", "Dropped: it was put off."),
        ("pause 1", "Dropped: the goal was paused."),
    ],
)
async def test_why_gives_the_true_reason(house: House, line: str, expected: str) -> None:
    await says(house, "new Ship it by: 2026-12-10", line)

    assert expected in await says(house, "why 1")


async def test_a_follow_up_that_gentle_does_not_have_says_so(house: House) -> None:
    await says(house, "new Ship it by: tomorrow")
    await house.passes(days=1)

    assert "Dropped: I ask gently by now." in await says(house, "nudges 1 gentle", "why 1")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("new Write the report every Monday 9:00", "Next check-in: Mon 30 November 2026, 09:00"),
        ("new Swim 3 times a week", "Next check-in: Mon 30 November 2026, 09:00"),
    ],
)
async def test_what_has_a_rhythm_says_when_it_is_asked_about(house: House, words: str, expected: str) -> None:
    told = await says(house, words)

    assert expected in told
    assert expected.partition(": ")[2] in await says(house, "next")


@pytest.mark.parametrize("days", [367, 400, 455, 500])
async def test_a_goal_more_than_a_year_away_has_the_look_back_that_is_promised(house: House, days: int) -> None:
    told = await says(house, f"new Sail round the world by: in {days} days")

    assert "A look back: " in told
    assert "(a look back)" in await says(house, "next")
    assert "one at least" in await says(house, "nudges 1")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("new Run every day", "Next check-in: Tue 24 November 2026, 09:00"),
        ("new Write the report every Monday 9:00", "Next check-in: Mon 30 November 2026, 09:00"),
        ("new Become a partner of the firm by 2031", "A look back: Mon 22 February 2027, 09:00"),
    ],
)
async def test_show_says_when_it_is_asked_about_by_its_rhythm(house: House, line: str, told: str) -> None:
    set_ = await house.reads("ann", line)

    assert told in set_
    assert told in await house.reads("ann", "show 1")

    await house.says("ann", "pause 1")

    assert told.partition(":")[0] not in await house.reads("ann", "show 1")


async def test_show_tells_no_check_in_that_is_past(house: House) -> None:
    ahead = await says(house, "new Ship it by: tomorrow", "show 1")
    await house.passes(days=60)

    assert "Check-in: Tue 24 November 2026, 09:00" in ahead
    assert "Check-in:" not in await says(house, "show 1")


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Europe/Berlin"])
async def test_what_the_days_messages_hold_has_one_answer_everywhere_that_says_so(house: House, zone: str) -> None:
    await with_the_budget_used_up(house)
    await says(house, f"settings zone: {zone}")

    confirmed = await says(house, "new Gym Mon, Wed and Fri 2pm")
    shown, closely, why = [await says(house, line) for line in ("next", "nudges 4", "why 4")]
    await house.passes(days=1)

    comes = "Tue 24 November 2026, 09:00"
    assert f"Next check-in, after today’s 2 messages: {comes}" in confirmed
    for told in (shown, closely):
        assert "4 Gym" in told
        assert f"after today’s 2 messages): {comes}" in told
    assert f"Check-in for Mon 23 November 2026, 14:00: it comes {comes}, after today’s 2 messages" in why
    assert "Gym" in str(house.postbox.to("ann")[-1])


async def test_what_was_held_already_still_says_after_whose_messages_it_comes(house: House) -> None:
    await with_the_budget_used_up(house)

    shown, why = [await says(house, line) for line in ("next", "why 3")]

    assert "3 Ship part C (after today’s 2 messages): Tue 24 November 2026, 09:00" in shown
    assert "it comes Tue 24 November 2026, 09:00, after today’s 2 messages" in why
