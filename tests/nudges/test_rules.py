"""When check-ins come and when they do not: schedules, rhythms, days off, budgets, downtimes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.dispatch import Dispatcher
from bot.everything import all_commands
from bot.messages import Address, Reply, Request
from bot.replies import plain
from tests.house import choices
from tests.nudges.ann import says, titles

if TYPE_CHECKING:
    from tests.house import House

CHANNEL = Address("test", "W", "C1")


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("off", []),
        ("gentle", ["is due", "was due", "What is to become"]),
        ("standard", ["is due", "was due", "was due", "was due", "What is to become"]),
        ("close", ["will soon be due", *["will soon be due", "is due"], *["was due"] * 4, "What is to become"]),
    ],
)
async def test_how_closely_it_is_asked_about(house: House, how: str, expected: list[str]) -> None:
    shown = await says(house, "new Ship it by: 2026-12-10", f"nudges 1 {how}")

    await house.passes(days=90)

    assert how in shown
    assert [next(one for one in set(expected) if one in title) for title in titles(house)] == expected


async def test_a_change_of_the_schedule_can_be_taken_back(house: House) -> None:
    await says(house, "new Ship it by: 2026-11-25", "nudges 1 off", "undo")

    await house.passes(days=3)

    assert titles(house)[0] == "Goal 1 is due: Ship it"


async def test_a_rhythm_is_echoed_with_what_comes_next(house: House) -> None:
    shown = await says(house, "new Ship it", "nudges 1 rhythm: every other Monday 9:00")

    assert "every 2 weeks on Mon at 09:00" in shown
    assert [day in shown for day in ("Mon 30 November 2026, 09:00", "Mon 14 December", "Mon 28 December")] == [True] * 3


@pytest.mark.parametrize(
    ("rhythm", "hint"),
    [
        ("every hour", "I ask once a day at most"),
        ("every 30 minutes", "I ask once a day at most"),
        ("three times a week", "Name the days"),
        ("next Friday", "I find no rhythm"),
        ("every Friday 9:00 Tokyo time", "by your own clock"),
    ],
)
async def test_what_is_no_rhythm_is_refused(house: House, rhythm: str, hint: str) -> None:
    assert hint in await says(house, "new Ship it", f"nudges 1 rhythm: {rhythm}")


async def test_what_is_done_every_few_hours_is_asked_about_every_day(house: House) -> None:
    shown = await says(house, "new Take the pill every six hours")

    assert "once a day" in shown
    assert "every day" in shown


async def test_answering_one_check_in_does_not_silence_the_next(house: House) -> None:
    await says(house, "new Ship it", "nudges 1 rhythm: every day 9:00")
    for _ in range(4):
        await house.passes(days=1)
        await house.says("ann", "checkin 1 on track")

    assert len(titles(house)) == 4


async def test_what_was_said_meanwhile_is_not_asked(house: House) -> None:
    await says(house, "new Ship it", "nudges 1 rhythm: every Friday 9:00")
    await house.passes(days=8)
    await says(house, "checkin 1 on track")

    await house.passes(days=5)

    assert titles(house) == ["How is goal 1 going? Ship it"]
    assert "you have said how it stands since I last asked" in await says(house, "why 1")


async def test_putting_off_one_check_in_leaves_the_rhythm_and_the_due_date(house: House) -> None:
    await says(house, "new Ship it by: 2026-12-11", "nudges 1 rhythm: every Friday 9:00")
    await house.passes(days=4)
    await says(house, "later 1 in 1 hour")

    await house.passes(days=14, hours=3)

    assert titles(house) == [
        "How is goal 1 going? Ship it",
        "Goal 1, before it is due: Ship it",
        "How is goal 1 going? Ship it",
        "Goal 1 is due: Ship it",
    ]


async def test_at_most_so_many_messages_a_day(house: House) -> None:
    await says(house, "settings budget: 2 quiet: none")
    for number, hour in enumerate(range(12, 20), 1):
        await says(house, f"new Thing {hour}", f"nudges {number} rhythm: every Tuesday {hour}:00")

    await house.passes(days=1, hours=12)
    first_day = len(titles(house))
    await house.passes(days=1)

    assert first_day == 2
    assert len(titles(house)) == 3
    assert titles(house)[2] == "How are 6 things going?"
    assert "want no more than 2" in await says(house, "why 8")


async def test_after_three_days_of_downtime_one_message_says_what_was_missed(house: House) -> None:
    for number in (1, 2, 3):
        await says(house, f"new Thing {number}", f"nudges {number} rhythm: every day 9:00")
    await says(house, "drop 3")
    await house.passes(days=1)
    before = len(titles(house))

    house.clock.advance(timedelta(days=3))
    await house.deliverer.send_due()
    await house.deliverer.send_due()

    assert titles(house)[before:] == ["How are 2 things going?"]
    assert "Wed 25 November 2026, 09:00" in plain.text(house.postbox.to("ann")[-1])
    assert "came due while this one waited: Thu 26 November 2026, Fri 27 November 2026" in await says(house, "why 1")


async def test_after_a_long_downtime_what_is_too_old_gives_way_to_the_last_that_is_not(house: House) -> None:
    await says(house, "new Ship it", "nudges 1 rhythm: every day 9:00")
    await house.passes(days=1)

    house.clock.advance(timedelta(days=12))
    await house.deliverer.send_due()

    assert len(titles(house)) == 2
    assert "more than 7 days late" in await says(house, "why 1")


async def test_the_plan_for_bad_days_follows_a_missed_check_in_and_no_other(house: House) -> None:
    await says(
        house, "new Ship it", "nudges 1 rhythm: every day 9:00", "plan 1 if: a customer calls then: write one line"
    )
    await house.passes(days=1)
    await says(house, "checkin 1 on track")
    await house.passes(days=2)

    first, answered, missed = (plain.text(reply) for reply in house.postbox.to("ann"))

    assert ["write one line" in said for said in (first, answered, missed)] == [False, False, True]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("new Ship it by: tomorrow", "Goal 1 is due: Ship it"),
        ("new Ship it every day", "How is goal 1 going? Ship it every"),
    ],
)
async def test_a_check_in_asks_one_question(house: House, typed: str, asked: str) -> None:
    await says(house, typed)
    await house.passes(days=1)

    [told] = [plain.text(reply) for reply in house.postbox.to("ann")]

    assert told.startswith(asked)
    assert told.count("?") == 1


async def test_nobody_has_missed_a_check_in_before_the_goal_was_set(house: House) -> None:
    """The hour at which the first one asks had gone by on the day it was set."""
    await says(house, "new Floss every day", "plan 1 if: tired then: one tooth")
    await house.passes(days=2)

    first, second = (plain.text(reply) for reply in house.postbox.to("ann"))

    assert ["one tooth" in said for said in (first, second)] == [False, True]


async def test_a_day_that_was_kept_before_it_was_asked_about_is_no_missed_one(house: House) -> None:
    """What is left out because it was answered already calls for no plan for bad days."""
    await says(house, "new Floss every day 18:00", "plan 1 if: tired then: one tooth")
    for _ in range(2):
        await says(house, "checkin 1 1")
        await house.passes(days=1)
    await house.passes(days=1)
    [after_kept_days] = (plain.text(reply) for reply in house.postbox.to("ann"))
    await house.passes(days=1)

    after_a_missed_one = plain.text(house.postbox.to("ann")[-1])

    assert "one tooth" not in after_kept_days
    assert "one tooth" in after_a_missed_one


async def test_asked_in_the_channel_it_is_shown_to_and_put_off_in_private(house: House) -> None:
    for words in ("new Ship it", "share 1 with: here", "nudges 1 rhythm: every Friday 9:00 to: here"):
        await house.asks("ann", words, realm="W", place=CHANNEL)
    await house.passes(days=4)
    asked = titles(house, "C1")
    await house.asks("ann", "later 1 in 1 hour", realm="W", place=CHANNEL)

    await house.passes(hours=2)

    assert asked == titles(house, "C1") == ["How is ann’s goal going? Ship it"]
    assert titles(house) == ["Goal 1, once more: Ship it"]


async def test_a_goal_is_asked_about_only_where_it_is_shown(house: House) -> None:
    answer = await house.asks("ann", "new Ship it", realm="W", place=CHANNEL)
    answer = await house.asks("ann", "nudges 1 to: here", realm="W", place=CHANNEL)

    assert isinstance(answer, Reply)
    assert "is not shown to this channel" in answer.title


async def test_only_admins_simulate(house: House) -> None:
    await says(house, "new Ship it", "nudges 1 rhythm: every day 9:00")
    ann = Address("test", "", "ann")
    admins = Dispatcher(database=house.database, commands=all_commands(), clock=house.clock, admins=[ann])

    counted = await admins.answer(Request(who=ann, words="simulate 90 days"))

    assert "those who run Milepost" in await says(house, "simulate 90")
    assert isinstance(counted, Reply)
    assert counted.title == "In the next 90 days, 90 messages to 1 people"


@pytest.mark.parametrize("title", ["read 12 books a year", "give 1 talk a quarter", "see the dentist twice a year"])
async def test_what_is_counted_by_quarters_or_years_is_asked_about_each_month(house: House, title: str) -> None:
    set_ = await says(house, f"new {title}")

    await house.passes(days=70)

    assert "Next check-in: Mon 30 November 2026, 09:00" in set_
    assert titles(house) == [f"How is goal 1 going? {title}"] * 3


async def test_of_a_whole_years_amount_it_is_asked_how_much_and_not_whether_it_is_all_done(house: House) -> None:
    await says(house, "new read 12 books a year", "new give 1 talk a quarter")

    await house.passes(days=8)

    offered = choices(house.postbox.to("ann")[0])
    assert "form nudge 1 checkin 1" in offered.values()
    assert offered["1 talk"] == "nudge 1 checkin 2 1"


async def test_why_tells_the_rule_of_a_new_rhythm_though_the_next_moment_stays(house: House) -> None:
    why = await says(house, "new Run every Monday", "nudges 1 rhythm: every other Monday 9:00", "why 1")

    assert "Planned anew for Mon 30 November 2026, 09:00 (Europe/Lisbon): every 2 weeks on Mon at 09:00." in why


async def test_why_of_a_goal_offers_the_stories_of_its_milestones(house: House) -> None:
    await says(house, "new Ship it by: 2027-06-30", "milestone add 1 Draft by: Friday", "milestone add 1 Test it")
    told = await house.says("ann", "why 1")

    assert choices(told)["1.1 Draft"] == "why 1.1"
    assert "1.2 Test it" not in choices(told)


async def test_each_follow_up_says_how_long_ago_it_was_due(house: House) -> None:
    await says(house, "new Write the report by Tuesday")

    await house.passes(days=12)

    asked = [reply.sections[0].text for _, reply, _ in house.postbox.messages]
    assert asked == [
        "How does it stand?",
        "That was yesterday. How does it stand?",
        "That was 3 days ago. How does it stand?",
        "That was 9 days ago. How does it stand?",
    ]
