"""An answer to a habit's question counts for the day, or the period, that the question asks about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from bot.messages import Reply
from bot.models import Checkin, CheckinState
from bot.replies import plain
from tests.checkins.test_correcting import changed
from tests.house import buttons, choices

if TYPE_CHECKING:
    from tests.house import House

DIARY = ("new Write my diary every day", "nudges 1 rhythm: every day 18:00")
NOV = {day: date(2026, 11, day) for day in range(1, 31)}


async def lives(house: House, *lines: str, **span: float) -> list[Reply]:
    """Say `lines` on Monday 23 November at 10:00, let time pass, and return what is asked until then."""
    for line in lines:
        await house.says("ana", line)
    await house.passes(**span)
    return house.postbox.to("ana")


async def counted(house: House) -> list[tuple[date, float | None]]:
    async with house.database.transaction() as session:
        given = select(Checkin).where(Checkin.state == CheckinState.given).order_by(col(Checkin.id))
        return [(one.on, one.value) for one in await session.scalars(given)]


async def lately(house: House) -> list[str]:
    """Return how the last periods went, the newest first."""
    shown = await house.says("ana", "streak 1")
    return [f"{field.label}: {str(field.value)[0]}" for field in shown.sections[-1].fields]


async def test_yesterdays_question_counts_for_yesterday_and_todays_for_today(house: House) -> None:
    *_, monday, tuesday = await lives(house, *DIARY, days=1, hours=9)

    late = await house.says("ana", choices(monday)["Did it"])
    prompt = await house.says("ana", choices(tuesday)["Did it"])

    assert await counted(house) == [(NOV[23], 1), (NOV[24], 1)]
    assert "For: Mon 23 November 2026" in plain.text(late)
    assert "For" not in choices(prompt)
    assert "Counted already" not in prompt.title
    assert "kept 2 of 2 " in plain.text(prompt)
    assert await lately(house) == ["Tue 24 November 2026: ✓", "Mon 23 November 2026: ✓"]


async def test_streak_chart_and_undo_agree_with_it(house: House) -> None:
    *_, monday, _ = await lives(house, *DIARY, days=1, hours=9)
    late = await house.says("ana", choices(monday)["Did it"])

    [drawn] = (await house.says("ana", "streak 1")).charts
    history = await house.reads("ana", "history 1")
    await house.says("ana", buttons(late)["Undo"])

    assert "Checked in for 23 Nov" in drawn.alt
    assert "you checked in on this goal" in history
    assert await counted(house) == []
    assert await lately(house) == ["Tue 24 November 2026: …", "Mon 23 November 2026: –"]


async def test_yesterdays_question_tapped_twice_counts_once_for_yesterday(house: House) -> None:
    *_, monday, _ = await lives(house, *DIARY, days=1, hours=9)
    tap = choices(monday)["Did it"]
    await house.says("ana", tap)

    again = await house.says("ana", tap)

    assert again.title.startswith("Counted already: ")
    assert "For: Mon 23 November 2026" in plain.text(again)
    assert buttons(again)["One more"] == "checkin 1 +1 on: 2026-11-23"
    assert await counted(house) == [(NOV[23], 1)]


async def test_what_was_corrected_since_is_counted_already(house: House) -> None:
    [asked] = await lives(house, "new Read 20 pages a day", "nudges 1 rhythm: every day 18:00", hours=9)
    tap = choices(asked)["20 pages"]
    said = await house.says("ana", tap)
    await changed(house, said, value="15")

    again = await house.says("ana", tap)

    assert again.title.startswith("Counted already: ")
    assert await counted(house) == [(NOV[23], 15)]


async def test_yesterdays_question_answered_today_leaves_todays_to_be_asked(house: House) -> None:
    [monday] = await lives(house, *DIARY, hours=22)  # Tuesday, 08:00
    await house.says("ana", choices(monday)["Did it"])

    await house.passes(hours=11)

    [_, tuesday] = house.postbox.to("ana")
    assert "Did it" in choices(tuesday)
    assert "left out" not in (await house.reads("ana", "why 1")).casefold()


async def test_still_on_it_said_after_midnight_leaves_todays_question_to_be_asked(house: House) -> None:
    [monday] = await lives(house, *DIARY, hours=14.4)  # Tuesday, 00:24
    told = await house.reads("ana", choices(monday)["Still on it"])

    await house.passes(hours=18)

    [_, tuesday] = house.postbox.to("ana")
    assert "I ask again: Tue 24 November 2026, 18:00" in told
    assert "Did it" in choices(tuesday)


async def test_another_number_counts_for_the_day_that_was_asked_about_too(house: House) -> None:
    lines = ("new Read 20 pages a day", "nudges 1 rhythm: every day 18:00")
    *_, monday, _ = await lives(house, *lines, days=1, hours=9)
    form = await house.gets_form("ana", choices(monday)["Another number"])

    filled = {ask.name: ask.value for ask in form.asks} | {"value": "12"}
    told = await house.asks("ana", command=form.command, values=filled)

    assert isinstance(told, Reply)
    assert "For: Mon 23 November 2026" in plain.text(told)
    assert await counted(house) == [(NOV[23], 12)]


async def test_a_question_that_was_put_off_counts_for_the_day_it_was_first_asked(house: House) -> None:
    [monday] = await lives(house, *DIARY, hours=9)
    await house.says("ana", choices(monday)["Tomorrow"])
    await house.passes(hours=15)
    again = house.postbox.to("ana")[-1]

    await house.says("ana", choices(again)["Did it"])

    assert again is not monday
    assert await counted(house) == [(NOV[23], 1)]


async def test_of_several_things_each_counts_for_its_day(house: House) -> None:
    lines = (*DIARY, "new Meditate every day", "nudges 2 rhythm: every day 18:00")
    *_, monday, tuesday = await lives(house, *lines, days=1, hours=9)
    taps = [[b.call for s in one.sections for b in s.buttons if b.label == "Did it"] for one in (monday, tuesday)]

    yesterday = [await house.says("ana", tap) for tap in taps[0]]
    today = [await house.says("ana", tap) for tap in taps[1]]

    assert await counted(house) == [(NOV[23], 1)] * 2 + [(NOV[24], 1)] * 2
    assert yesterday[-1].title == today[-1].title == "Both are answered"


@pytest.mark.parametrize(
    ("words", "week"),
    [
        ("new Call dad every week", "kept 1 of 1 week, 100 %"),
        ("new Run three times a week", "the first whole week is not over yet, 0 of 3 this week, 0 %"),
    ],
)
async def test_on_the_first_day_of_a_week_the_week_before_is_asked_about(house: House, words: str, week: str) -> None:
    """Set on Monday 23rd, first asked about on Monday 30th."""
    [asked] = await lives(house, words, days=7)

    told = plain.text(await house.says("ana", choices(asked)["Did it"]))

    assert await counted(house) == [(NOV[29], 1)]
    assert "For: Mon 23 November 2026 to Sun 29 November 2026" in told
    assert week in told
    assert "at risk" not in told
    assert "off track" not in told
    assert not any(went.endswith("✗") for went in await lately(house))


@pytest.mark.parametrize(
    ("words", "days", "on"),
    [
        ("new Run every Monday", 7, NOV[30]),
        ("new Write 500 words every Monday", 7, NOV[30]),
        ("new Call mom every Sunday", 7, NOV[29]),
        ("new Water the plants every 3 days", 3, NOV[26]),
    ],
)
async def test_a_day_that_the_rhythm_names_is_asked_about_itself(house: House, words: str, days: int, on: date) -> None:
    asked = await lives(house, words, days=days)
    first = choices(asked[-1])

    await house.says("ana", first.get("Did it") or first["500 words"])

    assert [day for day, _ in await counted(house)] == [on]


async def test_what_is_typed_counts_for_today(house: House) -> None:
    await lives(house, "new Call dad every week", days=7)

    await house.says("ana", "checkin 1")

    assert await counted(house) == [(NOV[30], 1)]


async def test_last_weeks_question_answered_on_the_day_of_the_next_leaves_that_to_be_asked(house: House) -> None:
    [first] = await lives(house, "new Call dad every week", days=13, hours=22)
    await house.says("ana", choices(first)["Did it"])

    await house.passes(hours=3)

    assert len(house.postbox.to("ana")) == 2


async def answered(house: House) -> list[str]:
    """Return the days of the check-ins on goal 1 that are said to be answered, each with how."""
    told = (await house.reads("ana", "why 1")).splitlines()
    heads = [(place, line) for place, line in enumerate(told) if "Check-in for" in line]
    ends = [place for place, _ in heads[1:]] + [len(told)]
    return sorted(
        f"{head.split('for ')[1][:6]}: {line.split('Answered: ')[1]}"
        for (place, head), end in zip(heads, ends, strict=True)
        for line in told[place:end]
        if "Answered" in line
    )


async def test_what_is_said_for_yesterday_answers_yesterdays_question(house: House) -> None:
    """Today's stays open, in the story of each as in what counts."""
    await lives(house, *DIARY, days=1, hours=9)
    await house.says("ana", "checkin 1 on: yesterday")
    first = await answered(house)
    await house.says("ana", "checkin 1")

    assert first == ["Mon 23: you checked in on goal 1."]
    assert await answered(house) == [*first, "Tue 24: you checked in on goal 1."]


@pytest.mark.parametrize("line", ["plan 1 if: tired then: one line", "plan 1 if: none then: none", "alter 1 why: fun"])
async def test_what_is_said_beside_the_question_is_no_answer(house: House, line: str) -> None:
    await lives(house, *DIARY, "plan 1 if: late then: a word", days=1, hours=9)
    await house.says("ana", line)

    assert await answered(house) == []


@pytest.mark.parametrize("line", ["alter 1 by: 2027-03-01", "pause 1", "later 1 tomorrow"])
async def test_what_becomes_of_it_is_an_answer(house: House, line: str) -> None:
    await lives(house, *DIARY, days=1, hours=9)
    await house.says("ana", line)

    assert [said[:6] for said in await answered(house)] == ["Tue 24"]


async def test_stuck_said_after_midnight_answers_yesterdays_question(house: House) -> None:
    [monday] = await lives(house, *DIARY, hours=14.4)  # Tuesday, 00:24
    form = await house.gets_form("ana", choices(monday)["Stuck"])

    told = await house.asks("ana", command=form.command, values={ask.name: ask.value or "ill" for ask in form.asks})
    await house.passes(hours=18)

    assert isinstance(told, Reply)
    assert "For: Mon 23 November 2026" in plain.text(told)
    assert len(house.postbox.to("ana")) == 2
    assert await answered(house) == ["Mon 23: you checked in on goal 1."]


async def test_what_is_added_to_an_answer_is_of_the_same_day(house: House) -> None:
    [monday] = await lives(house, *DIARY, hours=14.4)  # Tuesday, 00:24
    still = await house.says("ana", choices(monday)["Still on it"])

    form = await house.gets_form("ana", buttons(still)["Say more"])

    assert next(ask.value for ask in form.asks if ask.name == "on") == "2026-11-23"


async def test_how_sure_one_is_of_yesterday_leaves_todays_question_to_be_asked(house: House) -> None:
    *_, thursday = await lives(house, "new Read 20 pages a day", "nudges 1 rhythm: every day 18:00", days=3, hours=14.4)
    told = await house.says("ana", choices(thursday)["20 pages"])

    await house.says("ana", buttons(told)["At risk"])
    await house.passes(hours=18)

    assert buttons(told)["At risk"] == "checkin 1 confidence: at risk on: 2026-11-26"
    assert len(house.postbox.to("ana")) == 5
