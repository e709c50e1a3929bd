"""“Change” under a check-in corrects it: its form shows what was said, and what is altered there takes its place."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from bot.messages import Address, Form, Reply
from bot.models import Checkin, CheckinState
from bot.replies import plain
from tests.core.test_forms_filled import form_of, sends
from tests.house import buttons, choices

if TYPE_CHECKING:
    from tests.house import House

SUPPORT = Address("test", "T1", "C1")
PUSHUPS = "new Do 20 pushups every day"
BOOKS = "new Read 24 books by: 2027-11-30"


async def given(house: House) -> list[tuple[float | None, str | None, str, str]]:
    """Return what stands, in order."""
    async with house.database.transaction() as session:
        asked = select(Checkin).where(Checkin.state == CheckinState.given).order_by(Checkin.id)  # type: ignore[arg-type]
        return [(one.value, one.confidence, one.note, one.blocker) for one in await session.scalars(asked)]


async def numbers(house: House) -> list[float | None]:
    return [value for value, *_ in await given(house)]


async def changed(house: House, reply: Reply, **typed: str) -> Reply:
    """Tap Change, alter what is `typed`, and send the form."""
    answer = await sends(house, "ana", await form_of(house, "ana", buttons(reply)["Change"]), **typed)
    assert isinstance(answer, Reply), answer
    return answer


async def shown(house: House, reply: Reply) -> dict[str, str]:
    form = await form_of(house, "ana", buttons(reply)["Change"])
    return {ask.name: ask.shown for ask in form.asks if ask.shown}


async def test_a_habits_number_is_corrected_and_not_added_to(house: House) -> None:
    for line in (PUSHUPS, "checkin 1 1"):
        await house.says("ana", line)
    five = await house.says("ana", "checkin 1 5")

    told = await changed(house, five, value="7")

    assert await numbers(house) == [1, 7]
    assert told.title == "Corrected: counted for goal 1: Do 20 pushups every day"
    assert "8 of 20 pushups today" in plain.text(told)


async def test_each_of_a_days_check_ins_has_its_own_change(house: House) -> None:
    await house.says("ana", PUSHUPS)
    first = await house.says("ana", "checkin 1 1")
    await house.says("ana", "checkin 1 5")

    await changed(house, first, value="2")

    assert await numbers(house) == [2, 5]


async def test_what_one_added_to_a_teams_goal_is_corrected(house: House) -> None:
    await house.says("ana", "new Resolve 200 tickets for: team", realm="T1", place=SUPPORT)
    await house.says("ben", "checkin tickets 12", realm="T1", place=SUPPORT)
    added = await house.says("ana", "checkin tickets 5", realm="T1", place=SUPPORT)
    form = await form_of(house, "ana", buttons(added)["Change"], "T1", SUPPORT)

    told = await sends(house, "ana", form, "T1", value="6")

    assert isinstance(told, Reply)
    assert told.title.startswith("Corrected: 6 tickets more for ")
    assert "18 of 200 tickets" in plain.text(told)
    assert await numbers(house) == [12, 6]


async def test_where_a_teams_number_stands_is_corrected_as_it_was_said(house: House) -> None:
    await house.says("ana", "new Cut costs from 10 to 5 for: team", realm="T1", place=SUPPORT)
    await house.says("ben", "checkin costs 9", realm="T1", place=SUPPORT)
    said = await house.says("ana", "checkin costs 7", realm="T1", place=SUPPORT)
    form = await form_of(house, "ana", buttons(said)["Change"], "T1", SUPPORT)

    told = await sends(house, "ana", form, "T1", value="8")

    assert {ask.name: ask.shown for ask in form.asks}["value"] == "7"
    assert isinstance(told, Reply)
    assert told.title.startswith("Corrected: goal 1 stands at 8: ")
    assert await numbers(house) == [1, 1]


async def test_where_it_stands_is_not_corrected_once_somebody_else_went_on_from_there(house: House) -> None:
    await house.says("ana", "new Cut costs from 10 to 5 for: team", realm="T1", place=SUPPORT)
    said = await house.says("ana", "checkin costs 9", realm="T1", place=SUPPORT)
    house.clock.advance(timedelta(minutes=5))
    await house.says("ben", "checkin costs 7", realm="T1", place=SUPPORT)
    form = await form_of(house, "ana", buttons(said)["Change"], "T1", SUPPORT)

    refused = await sends(house, "ana", form, "T1", value="8")

    assert isinstance(refused, Form)
    assert "was counted again since" in " ".join(refused.errors.values())
    assert await numbers(house) == [1, 2]


async def test_the_form_shows_what_was_said_and_no_confidence_that_nobody_said(house: House) -> None:
    await house.says("ana", BOOKS)
    said = await house.says("ana", "checkin 1 2 note: begun blocker: no time")
    sure = await house.says("ana", "checkin 1 confidence: at risk on: yesterday")

    assert await shown(house, said) == {"goal": "1", "value": "2", "note": "begun", "blocker": "no time"}
    assert await shown(house, sure) == {"goal": "1", "confidence": "at risk", "on": "2026-11-22"}


async def test_saving_a_number_alone_says_nothing_of_confidence(house: House) -> None:
    await house.says("ana", BOOKS)
    said = await house.says("ana", "checkin 1 11")

    form = await form_of(house, "ana", buttons(said)["Change"])
    told = await changed(house, said, value="12")

    assert {ask.name: ask.shown for ask in form.asks if ask.shown} == {"goal": "1", "value": "11"}
    hints = {ask.name: ask.hint for ask in form.asks}
    assert hints["confidence"].startswith("Whether it will be reached in time. The pace says: on track.")
    assert await given(house) == [(12, None, "", "")]
    assert "Confidence" not in plain.text(told)


async def test_the_form_of_a_new_check_in_begins_empty_and_names_what_the_pace_says(house: House) -> None:
    for line in (BOOKS, "checkin 1 11 confidence: at risk"):
        await house.says("ana", line)

    form = await form_of(house, "ana", "form checkin 1")

    assert {ask.name: ask.shown for ask in form.asks if ask.shown} == {"goal": "1"}
    assert "The pace says: on track." in {ask.name: ask.hint for ask in form.asks}["confidence"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"note": "a bad one"}, (11, "at risk", "a bad one", "no time")),
        ({"note": ""}, (11, "at risk", "", "no time")),
        ({"blocker": "none"}, (11, "at risk", "a good week", "")),
        ({"confidence": ""}, (11, None, "a good week", "no time")),
        ({"confidence": "off track"}, (11, "off track", "a good week", "no time")),
        ({"value": "+2"}, (2, "at risk", "a good week", "no time")),
        ({}, (11, "at risk", "a good week", "no time")),
    ],
)
async def test_each_part_is_corrected_by_itself(
    house: House, typed: dict[str, str], expected: tuple[float, str | None, str, str]
) -> None:
    await house.says("ana", BOOKS)
    said = await house.says("ana", "checkin 1 11 confidence: at risk note: a good week blocker: no time")

    told = await changed(house, said, **typed)

    assert await given(house) == [expected]
    assert told.title.startswith("Corrected: " if typed else "As it was: ")


async def test_the_day_is_corrected_too(house: House) -> None:
    await house.says("ana", PUSHUPS)
    said = await house.says("ana", "checkin 1 20 on: 2026-11-21")

    told = await changed(house, said, on="yesterday")

    assert (await shown(house, said))["on"] == "2026-11-22"
    assert "For: Sun 22 November" in plain.text(told)
    assert await numbers(house) == [20]


async def test_none_of_a_habit_takes_that_check_in_away(house: House) -> None:
    for line in (PUSHUPS, "checkin 1 3"):
        await house.says("ana", line)
    said = await house.says("ana", "checkin 1 5")

    told = await changed(house, said, value="0")

    assert await numbers(house) == [3]
    assert told.title.startswith("Corrected: that check-in on goal 1 counts nothing any more")
    await house.says("ana", choices(told)["Undo"])
    assert await numbers(house) == [3, 5]


async def test_the_history_and_the_undo_say_that_it_was_corrected(house: House) -> None:
    await house.says("ana", PUSHUPS)
    said = await house.says("ana", "checkin 1 5")
    told = await changed(house, said, value="7")

    history = await house.reads("ana", "history 1")
    undone = await house.says("ana", buttons(told)["Undo"])

    assert "you corrected a check-in on this goal (check-in: value: 5 → 7)" in history
    assert undone.title == "Taken back: you corrected a check-in on goal 1"
    assert await numbers(house) == [5]


async def test_what_was_taken_back_is_not_corrected(house: House) -> None:
    await house.says("ana", PUSHUPS)
    said = await house.says("ana", "checkin 1 5")
    await house.says("ana", "undo")

    answer = await house.says("ana", "said 1 checkin 1 7")

    assert answer.title == "That check-in was taken back."
    assert "To say it anew: checkin 1" in plain.text(answer)
    assert await shown(house, said) == {"goal": "1"}
    assert await numbers(house) == []


@pytest.mark.parametrize("line", ["said 1 checkin 2 7", "said 99 checkin 1 7", "said 1 checkin 1 7"])
async def test_only_ones_own_check_in_on_that_goal_is_corrected(house: House, line: str) -> None:
    for words in (PUSHUPS, "new Read 20 pages a day", "checkin 1 5"):
        await house.says("ana", words)
    for words in (PUSHUPS, "new Read 20 pages a day"):
        await house.says("eve", words)

    refused = await house.says("eve" if line.startswith("said 1 checkin 1") else "ana", line)

    assert refused.title.startswith("That is no check-in of yours on goal ")
    assert await numbers(house) == [5]


async def test_among_several_things_the_rest_is_asked_about_still(house: House) -> None:
    for line in ("new Read 20 pages a day", "new Meditate every day", "nudges 1 rhythm: every day 9:00",
                 "nudges 2 rhythm: every day 9:00"):  # fmt: skip
        await house.says("ana", line)
    await house.passes(days=1)
    message = house.postbox.to("ana")[-1]
    said = await house.says("ana", next(call for label, call in choices(message).items() if label == "20 pages"))

    told = await changed(house, said, value="15")

    assert "Corrected: counted for goal 1" in plain.text(told)
    assert "Did it" in choices(told)
    assert await numbers(house) == [15]
