"""What `next` shows is what is sent: random lives over a year, compared with the postbox as long as nobody speaks."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import takewhile
from random import Random
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from bot.models import Account, Delivery, Nudge, Person
from bot.nudges.forecast import messages_to
from bot.storage.database import Database
from tests.house import House, Postbox, StillClock, told

if TYPE_CHECKING:
    from pathlib import Path

    from bot.nudges.pacing import Message

RHYTHMS = ["every day 22:30", "weekdays", "every other Monday", "every 31st", "off"]
QUIET = ["20:00-08:00", "none", "12:00-09:30", "23:00-5:00"]
ZONES = [
    "Europe/Lisbon",
    "America/New_York",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Pacific/Chatham",
]


Told = tuple[datetime, frozenset[tuple[str, str]]]
"""When a message comes, and what it is about: each thing and which of its check-ins."""


async def forecast(house: House, until: datetime) -> list[Told]:
    """Return when messages will come until then, and what each will be about."""
    async with house.database.transaction() as session:
        person = (await session.scalars(select(Person).join(Account).where(Account.user_id == "ann"))).unique().one()
        ahead = await messages_to(session, person, house.clock.now())
        return [_told(message) for message in takewhile(lambda message: message.at <= until, ahead)]


def _told(message: Message) -> Told:
    return message.at, frozenset(planned.key for planned in message.planned)


async def came(house: House, after: int) -> list[Told]:
    """Return the messages that came after the row `after`, and what each was about."""
    async with house.database.transaction() as session:
        rows = await session.execute(
            select(Delivery.id, Delivery.intended_at, Nudge.subject, Nudge.occurrence)
            .join(Nudge, col(Nudge.delivery_id) == Delivery.id)
            .where(col(Delivery.id) > after)
            .order_by(col(Delivery.id))
        )
        about: dict[tuple[int, datetime], set[tuple[str, str]]] = {}
        for id_, at, subject, occurrence in rows:
            about.setdefault((id_, at), set()).add((subject, occurrence))
        return [(at, frozenset(told)) for (_, at), told in about.items()]


def _apart(came: Told, promised: Told) -> tuple[Told, Told]:
    """Return what each of two messages has that the other one has not."""
    return (came[0], came[1] - promised[1]), (promised[0], promised[1] - came[1])


def line(dice: Random, today: datetime) -> str:
    """Return something that a person might say."""

    def day(near: int = 200) -> str:
        return str((today + timedelta(days=dice.randint(1, near))).date())

    goal = dice.randint(1, 4)
    step = f"{goal}.{dice.randint(1, 2)}"
    return dice.choice(
        [
            f"new Write chapter {dice.randint(1, 99)} by: {day()}",
            f"new Write a book by: {day(900)}",
            f"new Swim {dice.randint(1, 5)} times a week",
            f"milestone add {goal} Draft by: {day(60)}",
            f"milestone add {goal} Draft by: {day(60)} {dice.randint(0, 23)}:{dice.choice(['00', '30'])}",
            f"milestone done {step}",
            f"milestone later {step} {dice.choice(['tomorrow', 'in 2 hours', 'in 9 days'])}",
            f"later {goal} {dice.choice(['tomorrow', 'in 3 hours', 'in 30 days'])}",
            f"nudges {goal} {dice.choice(['gentle', 'standard', 'close', 'off'])}",
            f"nudges {goal} rhythm: {dice.choice(RHYTHMS)}",
            f"checkin {goal} on track",
            f"alter {goal} by: {day()}",
            f"settings budget: {dice.randint(1, 3)}",
            f"settings roll: {dice.choice(['before', 'after', 'skip'])}",
            f"settings country: {dice.choice(['DE-BY', 'US', 'none'])}",
            f"settings zone: {dice.choice(ZONES)}",
            f"settings quiet: {dice.choice(QUIET)} start: {dice.randint(5, 12)}",
            f"settings days: {dice.choice(['mon-fri', 'sun-thu', 'tue', 'mon-sun'])}",
            f"away {day(40)} to {day(40)}",
            f"away {day(90)}",
            "back",
            "undo",
        ]
    )


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(4))
async def test_what_is_forecast_is_what_is_sent(tmp_path: Path, seed: int) -> None:
    """A year of a random life: after each thing said, until the next one, exactly the forecast comes: when and what."""
    dice, clock = Random(seed), StillClock()
    database = Database(f"sqlite:///{tmp_path / 'life.db'}")
    await database.upgrade()
    house = House(database, clock, Postbox())
    end, said = clock.now() + timedelta(days=365), list[str]()
    while clock.now() < end:
        for _ in range(dice.choice([1, 1, 3, 8] if said else [20])):
            said.append(line(dice, clock.now()))
            await house.asks("ann", said[-1])
        span = timedelta(minutes=dice.choice([1, 50, 600, 1440, 10_000, 40_000]) * dice.uniform(0.5, 1))
        until = clock.now() + span
        promised = await forecast(house, until)
        already = len(house.postbox.messages)

        await house.passes(minutes=span / timedelta(minutes=1))

        really = await came(house, already)
        differ = next(((a, b) for a, b in zip(really, promised, strict=False) if a != b), None)
        assert really == promised, (seed, said[-8:], clock.now(), differ and _apart(*differ))
    assert len(house.postbox.messages) > 5
    await database.close()


async def test_next_names_a_thing_once_in_each_message(house: House) -> None:
    """Its date and its rhythm on one day are one question, as in the message itself."""
    for line in ("new Read 10 pages every day by: 2026-11-25", "new Swim every day"):
        await house.says("ana", line)

    ahead = told(await house.says("ana", "next"))
    await house.passes(days=2)
    both = house.postbox.to("ana")[-1]

    assert next(names for names, at in ahead.items() if at.startswith("Wed 25 November 2026, 09:00")) == (
        "1 Read 10 pages every day; 2 Swim every day"
    )
    assert both.title == "2 things: 1 is due, 1 to check in on"
