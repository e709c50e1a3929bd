"""An answer tapped twice on one check-in: it counts once and moves once, and the second tap says what stands."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from bot.messages import Address, Button, Reply
from bot.models import Checkin, CheckinState, Nudge, NudgeState
from bot.nudges.answers import AddsUp, repeatable
from bot.replies import plain
from tests.house import choices, tappable

if TYPE_CHECKING:
    from tests.house import House

RUN = ("new Run every day", "nudges 1 rhythm: every day 9:00")
READ = ("new Read 20 pages a day", "nudges 1 rhythm: every day 9:00")
MEDITATE = ("new Meditate every day", "nudges 2 rhythm: every day 9:00")
DRAFT = ("new Ship it", "milestone add 1 Draft by: tomorrow")


async def asked(house: House, *lines: str) -> Reply:
    """Say `lines`, and return what is asked the next morning."""
    for line in lines:
        await house.says("ann", line)
    await house.passes(days=1)
    return house.postbox.to("ann")[-1]


async def counted(house: House) -> list[float | None]:
    async with house.database.transaction() as session:
        given = Checkin.state == CheckinState.given
        return list(await session.scalars(select(Checkin.value).where(given).order_by(col(Checkin.id))))


async def waiting(house: House) -> list[datetime]:
    """Return when is asked next."""
    async with house.database.transaction() as session:
        asked = select(Nudge.due_at).where(Nudge.state == NudgeState.waiting).order_by(col(Nudge.due_at))
        return list(await session.scalars(asked))


@pytest.mark.parametrize(
    ("lines", "label", "value"), [(RUN, "Did it", 1), (READ, "20 pages", 20)], ids=["a habit", "an amount"]
)
async def test_what_is_counted_by_a_tap_is_counted_once(
    house: House, lines: tuple[str, ...], label: str, value: float
) -> None:
    tap = choices(await asked(house, *lines))[label]

    first = await house.says("ann", tap)
    house.clock.advance(timedelta(hours=3))
    second = await house.says("ann", tap)

    assert await counted(house) == [value]
    assert second.title.startswith("Counted already: ")
    assert "Your answer to this check-in counts once." in plain.text(second)
    assert choices(second)["Undo"] == choices(first)["Undo"]


async def test_two_taps_at_once_count_once(house: House) -> None:
    tap = choices(await asked(house, *RUN))["Did it"]

    await asyncio.gather(*(house.asks("ann", tap, key=f"tap {n}") for n in range(3)))

    assert await counted(house) == [1]


async def test_one_more_is_one_tap_away(house: House) -> None:
    tap = choices(await asked(house, *READ))["20 pages"]
    await house.says("ann", tap)

    one_more = choices(await house.says("ann", tap))["One more"]
    for _ in range(2):
        await house.says("ann", one_more)

    assert await counted(house) == [20, 20, 20]


async def test_what_was_taken_back_can_be_tapped_anew(house: House) -> None:
    tap = choices(await asked(house, *RUN))["Did it"]
    first = await house.says("ann", tap)
    await house.says("ann", choices(first)["Undo"])

    await house.says("ann", tap)

    assert await counted(house) == [1]


async def test_the_next_days_check_in_counts_anew(house: House) -> None:
    await house.says("ann", choices(await asked(house, *RUN))["Did it"])

    await house.says("ann", choices(await asked(house))["Did it"])

    assert await counted(house) == [1, 1]


async def test_what_is_typed_counts_each_time(house: House) -> None:
    await asked(house, *RUN)

    for _ in range(2):
        await house.says("ann", "checkin 1")

    assert await counted(house) == [1, 1]


async def test_among_several_things_it_counts_once_and_a_form_counts_anew(house: House) -> None:
    together = await asked(house, *READ, *MEDITATE)
    tap = choices(together)["20 pages"]

    opened = await house.says("ann", f"asked {tap.split()[1]} 1")
    for _ in range(2):
        said = await house.says("ann", tap)
    form = await house.gets_form("ann", choices(opened)["Another number"])
    filled = {ask.name: ask.value for ask in form.asks} | {"value": "20"}
    await house.asks("ann", command=form.command, values=filled)

    assert "Counted already" in plain.text(said)
    assert "Meditate" in plain.text(said)
    assert await counted(house) == [20, 20]


@pytest.mark.parametrize(("lines", "next_"), [(DRAFT, 1), (("new Ship it by: tomorrow",), 1), (RUN, 2)])
@pytest.mark.parametrize("label", ["In an hour", "Tomorrow"])
async def test_what_was_put_off_by_a_tap_is_not_moved_by_another(
    house: House, lines: tuple[str, ...], next_: int, label: str
) -> None:
    tap = choices(await asked(house, *lines))[label]
    first = await house.says("ann", tap)
    stands = await waiting(house)

    house.clock.advance(timedelta(minutes=7, seconds=20))
    second = await house.says("ann", tap)

    assert await waiting(house) == stands
    assert len(stands) == next_
    assert plain.text(second) == plain.text(first)


async def test_another_wish_moves_it_and_the_first_one_moves_it_back(house: House) -> None:
    taps = choices(await asked(house, *DRAFT))
    moments = []
    for label in ("In an hour", "Tomorrow", "In an hour"):
        await house.says("ann", taps[label])
        moments.append((await waiting(house))[0])

    assert moments[0] == moments[2] < moments[1]


async def test_what_is_typed_moves_each_time(house: House) -> None:
    await asked(house, *DRAFT)
    await house.says("ann", "milestone later 1.1 in 1 hour")
    stood = await waiting(house)

    house.clock.advance(timedelta(minutes=7))
    await house.says("ann", "milestone later 1.1 in 1 hour")

    assert await waiting(house) == [stood[0] + timedelta(minutes=7)]


async def test_asked_again_it_can_be_put_off_by_the_same_tap_again(house: House) -> None:
    """Also by that of the message before, once the moment has come."""
    tap = choices(await asked(house, *DRAFT))["In an hour"]
    await house.says("ann", tap)
    await house.passes(hours=1, minutes=1)
    now = house.clock.now()

    await house.says("ann", tap)

    assert len(house.postbox.to("ann")) == 2
    assert (await waiting(house))[0] - now >= timedelta(minutes=59)


async def test_in_a_channel_whoever_taps_twice_is_asked_again_once(house: House) -> None:
    """The message stays there for the others, so its buttons do as well."""
    place = Address("test", "T1", "C1")
    await house.asks("ann", "new Ship it by: tomorrow for: team", realm="T1", place=place)
    await house.passes(days=1)
    tap = choices(house.postbox.to("C1")[-1])["In an hour"]
    first = await house.asks("ben", tap, realm="T1", place=place)
    stands = await waiting(house)

    house.clock.advance(timedelta(minutes=7, seconds=20))
    second = await house.asks("ben", tap, realm="T1", place=place)

    assert await waiting(house) == stands
    assert isinstance(first, Reply)
    assert isinstance(second, Reply)
    assert first.title == second.title == "I'll ask you again in private: Ship it"


async def test_in_a_channel_several_things_are_counted_once_each(house: House) -> None:
    place = Address("test", "T1", "C1")
    for number, goal in enumerate(("Run", "Meditate"), 1):
        for line in (f"new {goal} every day", f"share {number} with: here", f"nudges {number} to: here"):
            await house.asks("ann", line, realm="T1", place=place)
        await house.asks("ann", f"nudges {number} rhythm: every day 9:00", realm="T1", place=place)
    await house.passes(days=1)
    taps = [one.call for one in tappable(house.postbox.to("C1")[-1]) if one.label == "Did it"]

    for tap in (taps[0], taps[1], taps[0]):
        await house.asks("ann", tap, realm="T1", place=place)

    assert await counted(house) == [1, 1]


def test_whether_an_answer_adds_up_is_marked_where_it_is_made_whatever_its_words() -> None:
    buttons = AddsUp.made(Button("Did it", "said 1")), Button("Stuck", "checkin 1")

    assert [one.call for one in repeatable(buttons, 7)] == ["nudge 7 said 1", "checkin 1"]
