"""Messages of today count against how many somebody wants a day: today on the clock of each, whoever else is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.models import Delivery, DeliveryState, Person
from bot.nudges.contact_history import sent_today

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.storage.database import Database

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
BEGAN = {
    "Pacific/Kiritimati": datetime(2026, 11, 22, 10, tzinfo=UTC),
    "Europe/Lisbon": datetime(2026, 11, 23, tzinfo=UTC),
    "Pacific/Honolulu": datetime(2026, 11, 22, 10, tzinfo=UTC),
}
"""When the day began that it is in each zone: at half past nine in Lisbon it is 23:30 in both of the others."""
A_SECOND = timedelta(seconds=1)


async def written(session: AsyncSession, *zones: str) -> dict[int, ZoneInfo]:
    """Write to somebody in each of `zones` just before their day began, as it did, and a while after."""
    people = [Person(name=zone, zone=zone, created_at=NOW) for zone in zones]
    session.add_all(people)
    await session.flush()
    for person in people:
        began = BEGAN[person.zone]
        for at in (began - A_SECOND, began, began + timedelta(hours=9)):
            session.add(
                Delivery(
                    key=f"{person.id} {at:%d %H:%M:%S}",
                    person_id=person.id,
                    platform="test",
                    realm="",
                    user_id=person.name,
                    intended_at=at,
                    state=DeliveryState.sent,
                )
            )
    await session.flush()
    return {person.id: ZoneInfo(person.zone) for person in people}


async def test_a_message_counts_from_the_first_moment_of_the_day_that_it_is_there(database: Database) -> None:
    async with database.transaction() as session:
        zones = await written(session, *BEGAN)

        assert dict(await sent_today(session, zones, NOW)) == dict.fromkeys(zones, 2)


async def test_whose_day_began_later_has_no_messages_of_the_day_before_counted(database: Database) -> None:
    async with database.transaction() as session:
        lisbon, kiritimati = await written(session, "Europe/Lisbon", "Pacific/Kiritimati")
        zones = {lisbon: ZoneInfo("Europe/Lisbon"), kiritimati: ZoneInfo("Pacific/Kiritimati")}

        assert (await sent_today(session, zones, NOW))[lisbon] == 2


async def test_nobody_asked_about_has_no_messages(database: Database) -> None:
    async with database.transaction() as session:
        assert not await sent_today(session, {}, NOW)
