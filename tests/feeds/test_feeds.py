"""Goals in a person's own calendar: at a secret address, as others may read them, and until it is revoked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from sqlmodel import SQLModel, select

from bot.dates.workdays import Calendar as Workdays
from bot.dispatch import Dispatcher
from bot.everything import all_commands
from bot.exporting.recurring import recurrence
from bot.feeds.serving import AT_ONCE, Feeds, TooOften
from bot.messages import Address, Reply, Request
from bot.models import Goal
from bot.replies import plain
from tests.feeds.reader import entries, read, secret_in, subscribed
from tests.house import MONDAY, buttons, told

if TYPE_CHECKING:
    from tests.house import House

ROME = ZoneInfo("Europe/Rome")
TEAM = Address("test", "T1", "C1")


async def dump(house: House) -> str:
    """Return all that is kept."""
    async with house.database.look() as session:
        tables = SQLModel.metadata.sorted_tables
        return str([(await session.execute(select(*table.columns))).all() for table in tables])


async def finds(house: House, secret: str) -> bool:
    return await Feeds(database=house.database, clock=house.clock).read(secret, "a client") is not None


async def test_an_address_is_shown_once_and_kept_nowhere(house: House) -> None:
    await house.says("ana", "new Ship it by: 2027-03-31")
    offered = await house.says("ana", "feed")

    made = await house.says("ana", buttons(offered)["Make an address"])
    secret = secret_in(made)
    later = [await house.reads("ana", words) for words in ("feed", "history", "undo", "redo")]

    assert made.private
    assert await finds(house, secret)
    assert secret not in await dump(house)
    assert [words for words in later if secret in words] == []
    assert "made the address of your calendar feed" in later[1]
    assert "Google Calendar" in plain.text(made)


async def test_a_new_address_revokes_the_one_before_it_and_off_revokes_it_for_good(house: House) -> None:
    first = await subscribed(house, "ana")
    house.clock.advance(timedelta(minutes=1))

    shown = await house.says("ana", "feed")
    again = await house.says("ana", buttons(shown)["Make a new address"])
    after_another = [await finds(house, secret) for secret in (first, secret_in(again))]
    off = await house.says("ana", buttons(again)["Switch it off"])
    await house.says("ana", "undo")

    assert after_another == [False, True]
    assert "The one before it is revoked" in plain.text(again)
    assert "undo does not bring it back" in plain.text(off)
    assert not await finds(house, secret_in(again))
    assert (await house.says("ana", "feed off")).title == "You have no calendar feed"


async def test_a_second_tap_leaves_the_address_alone_that_is_just_being_copied(house: House) -> None:
    made = await house.says("ana", "feed new")
    tapped = await house.says("ana", "feed new")
    still_there = await finds(house, secret_in(made))
    another = await house.says("ana", buttons(tapped)["Make another address"])

    assert still_there
    assert not tapped.replaces
    assert secret_in(another) != secret_in(made)


async def test_it_tells_when_it_was_made_and_last_read(house: House) -> None:
    secret = await subscribed(house, "ana")
    before = told(await house.says("ana", "feed"))
    house.clock.advance(timedelta(hours=2))

    await read(house, secret)
    after = told(await house.says("ana", "feed"))

    assert before == {"Address made": "Mon 23 November 2026, 10:00 (Europe/Lisbon)", "Last read": "not yet"}
    assert after["Last read"] == "Mon 23 November 2026, 12:00 (Europe/Lisbon)"


async def test_it_holds_what_is_ahead_as_others_may_read_it(house: House) -> None:
    for line in (
        "new Beat Bob to the promotion by: 2027-03-31 why: my grandmother",
        "alter 1 wording: Lead a project",
        "milestone add 1 Draft it by: 2027-02-01 9:30; Ask around by: mid-June",
        "milestone add 1 Read on by: 2027-01-10",
        "milestone done 1.3",
        "new Run three times a week",
        "new Hand in my notice by: 2027-06-30",
        "new Paint the fence by: 2026-12-24",
        "drop 4",
    ):
        await house.says("ana", line)
    await house.says("ben", "new Learn to juggle by: 2027-05-01")
    secret = await subscribed(house, "ana")

    found = await entries(house, secret)
    text = (await read(house, secret)).text

    assert {words: entry.when for words, entry in found.items()} == {
        "Lead a project": date(2027, 3, 31),
        "Draft it (Lead a project)": datetime(2027, 2, 1, 9, 30, tzinfo=UTC),
        "Ask around (mid-June; Lead a project)": date(2027, 6, 15),
    }
    assert found["Draft it (Lead a project)"].about == "Milestone 1.1 in Milepost"
    assert [word for word in ("grandmother", "Bob", "notice") if word in text] == []
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in text


async def test_a_goal_of_leaving_that_does_not_say_so_is_left_out_as_the_feed_says_how(
    house: House,
) -> None:
    await house.says("ana", "new Quit Acme by: 2027-03-31")
    made = await house.says("ana", "feed new")
    before = list(await entries(house, secret_in(made)))

    await house.says("ana", "confide 1")

    assert "nor what I see to be about leaving your employer" in plain.text(made)
    assert "type confide 3" in plain.text(made)
    assert before == ["Quit Acme"]
    assert list(await entries(house, secret_in(made))) == []


async def test_a_step_of_a_teams_goal_that_speaks_of_leaving_is_left_out(house: House) -> None:
    await house.says("ana", "new Resolve 200 tickets by: 2027-03-31 for: team", realm="T1", place=TEAM)
    await house.says("ana", "milestone add 1 Tell my boss that I quit by: 2027-01-31", realm="T1")
    secret = secret_in(await house.says("ana", "feed new", realm="T1"))

    assert list(await entries(house, secret)) == ["Resolve 200 tickets"]


async def test_an_entry_is_known_again_and_seen_to_be_newer(house: House) -> None:
    for line in (
        "new Ship it by: 2027-03-31",
        "milestone add 1 Draft it by: 2027-02-01",
        "new Read 24 books by: 2027-12-31",
    ):
        await house.says("ana", line)
    secret = await subscribed(house, "ana")
    before, unchanged = await entries(house, secret), await read(house, secret)
    house.clock.advance(timedelta(hours=1))
    for line in ("checkin 2 5", "checkin 1 note: a good week", "away tomorrow", "back", "history"):
        await house.says("ana", line)
    same = await read(house, secret)
    await house.says("ana", "milestone move 1.1 to: 2027-02-08")
    await house.says("ana", "alter 1 Ship the API")
    after, newer = await entries(house, secret), await read(house, secret)

    step, was = after["Draft it (Ship the API)"], before["Draft it (Ship it)"]
    assert same.text == unchanged.text
    assert newer.mark != same.mark
    assert newer.changed_at == house.clock.now()
    assert step.name == was.name
    assert len({entry.name for entry in after.values()}) == 3
    assert step.revision > was.revision
    assert (step.revised_at, step.stamped_at) == (house.clock.now(), house.clock.now())
    assert after["Read 24 books"] == before["Read 24 books"]


async def test_a_time_of_the_day_moves_with_the_person(house: House) -> None:
    await house.says("ana", "new Ship it by: 2027-03-31 14:00")
    secret = await subscribed(house, "ana")
    (before,) = (await entries(house, secret)).values()

    await house.says("ana", "settings zone: America/New_York")
    (after,) = (await entries(house, secret)).values()

    assert before.when == datetime(2027, 3, 31, 13, tzinfo=UTC)
    assert after.when == datetime(2027, 3, 31, 18, tzinfo=UTC)
    assert after.revision > before.revision


async def test_who_reads_or_guesses_too_often_is_asked_to_wait(house: House) -> None:
    feeds, secret = Feeds(database=house.database, clock=house.clock), await subscribed(house, "ana")

    for _ in range(AT_ONCE):
        assert await feeds.read("0" * 64, "eve") is None
    with pytest.raises(TooOften) as guessed:
        await feeds.read("1" * 64, "eve")
    for _ in range(AT_ONCE):
        assert await feeds.read(secret, "eve") is not None
    with pytest.raises(TooOften):
        await feeds.read(secret, "ben")
    house.clock.advance(guessed.value.wait)

    assert await feeds.read("2" * 64, "eve") is None


async def test_where_no_calendar_can_reach_it_it_says_what_an_operator_sets(house: House) -> None:
    secret = await subscribed(house, "ana")
    unreached = Dispatcher(database=house.database, commands=all_commands(), clock=house.clock)

    async def says(words: str) -> Reply:
        answer = await unreached.answer(Request(who=Address("test", "", "ana"), words=words))
        assert isinstance(answer, Reply)
        return answer

    shown, made = await says("feed"), await says("feed new")
    off = await says(buttons(shown)["Switch it off"])

    assert "PUBLIC_URL=https://goals.example.com" in plain.text(shown)
    assert made == shown
    assert off.title == "Your calendar feed is off"
    assert not await finds(house, secret)


async def test_a_rhythm_that_names_its_days_or_its_hour_comes_again_and_one_that_names_neither_is_in_no_calendar(
    house: House,
) -> None:
    for line in (
        "new Weekly review every Friday 16:00",
        "new Call my parents every Sunday by: 2026-12-20",
        "new Run three times a week",
        "new Water the plants every Monday",
        "pause 4",
    ):
        await house.says("ana", line)
    secret = await subscribed(house, "ana")

    text = (await read(house, secret)).text
    found = await entries(house, secret)
    await house.says("ana", "alter 1 Weekly review every Thursday 15:00")
    (altered,) = (entry for words, entry in (await entries(house, secret)).items() if "review" in words)

    lisbon = ZoneInfo("Europe/Lisbon")
    (review,) = (entry for words, entry in found.items() if "review" in words)
    calls = [event for event in Calendar.from_ical(text).walk("VEVENT") if "parents" in str(event["summary"])]
    assert not [words for words in found if "Run" in words or "plants" in words]
    assert (review.when, review.rule) == (datetime(2026, 11, 27, 16, tzinfo=lisbon), "FREQ=WEEKLY;BYDAY=FR")
    assert review.about == "Goal 1 in Milepost, every week on Fri at 16:00"
    assert "DTSTART;TZID=Europe/Lisbon:20261127T160000" in text
    assert "BEGIN:VTIMEZONE" in text
    assert [event.decoded("dtstart") for event in calls] == [date(2026, 12, 20), date(2026, 11, 29)]
    assert calls[1]["rrule"].to_ical() == b"FREQ=WEEKLY;UNTIL=20261220;BYDAY=SU"
    assert (altered.name, altered.when) == (review.name, datetime(2026, 11, 26, 15, tzinfo=lisbon))
    assert altered.revision > review.revision


@pytest.mark.parametrize(
    ("rule", "begin", "due", "first", "told"),
    [
        ("FREQ=WEEKLY", date(2027, 1, 1), None, None, None),
        ("FREQ=HOURLY;INTERVAL=6", date(2027, 1, 1), None, None, None),
        ("FREQ=WEEKLY;BYDAY=MO", date(2027, 1, 1), date(2027, 1, 2), None, None),
        ("FREQ=DAILY;BYHOUR=9;BYMINUTE=30", date(2027, 1, 1), date(2027, 6, 30),
         datetime(2027, 1, 1, 9, 30, tzinfo=ROME), "FREQ=DAILY;UNTIL=20270630T215959Z"),
        ("FREQ=DAILY;COUNT=5", date(2027, 1, 1), date(2027, 1, 3), date(2027, 1, 1), "FREQ=DAILY;COUNT=5"),
        ("FREQ=WEEKLY;BYHOUR=18", date(2027, 1, 1), None, datetime(2027, 1, 1, 18, tzinfo=ROME), "FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20270701", date(2027, 1, 1), date(2028, 1, 1), date(2027, 1, 31),
         "FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20270701"),
    ],
)  # fmt: skip
def test_a_rhythm_comes_again_as_calendars_count_it_until_the_goal_is_due(
    rule: str, begin: date, due: date | None, first: date | None, told: str | None
) -> None:
    goal = Goal(person_id=1, number=1, title="Walk", rhythm=rule, rhythm_from=begin, due_on=due, created_at=MONDAY)

    found = recurrence(goal, Workdays(ROME))

    assert (found and found.first, found and found.rule) == (first, told)
