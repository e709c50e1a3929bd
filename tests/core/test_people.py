"""A person's own settings and times off, as they are typed and told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.dates.holidays import countries, places
from bot.messages import Address
from bot.people.weekdays import weekdays
from bot.people.zones import matching
from bot.replies import plain
from tests.house import MONDAY, tappable

if TYPE_CHECKING:
    from tests.house import House

WORKDAYS = frozenset(range(5))


@pytest.mark.parametrize(
    ("typed", "language", "days"),
    [
        ("mo-fr", "", WORKDAYS),
        ("Mo bis Fr", "", WORKDAYS),
        ("Mon to Fri", "", WORKDAYS),
        ("Mo.–Do.", "de-DE", {0, 1, 2, 3}),
        ("lundi à vendredi", "fr", WORKDAYS),
        ("miercoles, jueves y viernes", "es", {2, 3, 4}),
        ("di, do", "de", {1, 3}),
        ("di, do", "es", {1, 6}),
        ("Sundays, tues and thurs", "", {6, 1, 3}),
        ("sat-mon", "", {5, 6, 0}),
    ],
)
def test_days_are_understood_short_or_long_and_in_ones_own_language(typed: str, language: str, days: set[int]) -> None:
    assert weekdays(typed, language) == (frozenset(days), "")


@pytest.mark.parametrize(
    ("typed", "unknown"), [("m-f", "m-f"), ("mon, blurs", "blurs"), ("mon-tue-wed", "mon-tue-wed")]
)
def test_what_is_no_day_is_named(typed: str, unknown: str) -> None:
    assert weekdays(typed) == (frozenset(), unknown)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("de", ("DE",)),
        ("de-by", ("DE-BY",)),
        ("Germany", ("DE",)),
        ("Deutschland", ("DE",)),
        ("Osterreich", ("AT",)),
        ("Bayern", ("DE-BY",)),
        ("bavaria", ("DE-BY",)),
        ("Zurich", ("CH-ZH",)),
        ("DE-XX", ()),
        ("Atlantis", ()),
    ],
)
def test_a_country_or_its_part_is_known_by_its_names(typed: str, codes: tuple[str, ...]) -> None:
    assert places(typed) == codes


def test_a_part_of_several_countries_is_that_of_ones_own() -> None:
    several = places("La Paz")

    assert len(several) > 1
    assert places("La Paz", several[1].partition("-")[0]) == several[1:2]
    assert countries("germ")[0] == ("DE", "Germany")


async def test_settings_are_typed_as_people_say_them(house: House) -> None:
    told = await house.reads("ana", "settings days: mo-fr country: Bayern")

    assert "Mon to Fri" in told
    assert "those of DE-BY" in told


async def test_times_off_that_meet_are_one(house: House) -> None:
    await house.says("ana", "away 2026-12-21 to 2026-12-24")
    taken = await house.says("ana", "away 2026-12-23 to 2027-01-06")
    within = await house.says("ana", "away 2026-12-30")
    shown = await house.says("ana", "away")

    assert taken.title == within.title == "You are off: Mon 21 December 2026 to Wed 6 January 2027"
    assert [button.label for button in tappable(shown)] == ["Take back 21 Dec to 6 Jan"]

    await house.says("ana", "undo")

    assert "Mon 21 December 2026 to Thu 24 December 2026" in await house.reads("ana", "away")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("2026-12-21 to 2026-12-01", "away 2026-12-01 to 2026-12-21"),
        ("21 Dec 2026 to 1 Dec 2026", "away 2026-12-01 to 2026-12-21"),
        ("21 Dec to 1 Dec", "away 2026-12-01 to 2026-12-21"),
        ("from 5 Dec 2026 until 3 Dec", "away 2026-12-03 to 2026-12-05"),
        ("2026-12-21 to 2025-12-01", None),
    ],
)
async def test_a_time_off_that_ends_before_it_begins_keeps_the_years_that_were_typed(
    house: House, typed: str, offered: str | None
) -> None:
    told = await house.says("ana", f"away {typed}")

    assert "December 2026 comes after" in told.title
    assert [one.call for one in tappable(told) if not one.call.startswith("form")] == ([offered] if offered else [])
    assert (await house.says("ana", "away")).title == "No time off is planned"


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("21 Dec to 5 Jan", "Mon 21 December 2026", "Tue 5 January 2027"),
        ("20 Nov to 24 Nov", "Fri 20 November 2026", "Tue 24 November 2026"),
        ("15 Nov to 2 Dec", "Sun 15 November 2026", "Wed 2 December 2026"),
    ],
)
async def test_a_time_off_without_a_year_may_have_begun(house: House, typed: str, first: str, last: str) -> None:
    assert (await house.says("ana", f"away {typed}")).title == f"You are off: {first} to {last}"


async def test_a_time_off_that_began_too_long_ago_is_told_what_would_do(house: House) -> None:
    told = await house.reads("ana", "away 2026-05-01 to 2026-12-01")

    assert "begins too long ago" in told
    assert "away 2026-09-24 to 2026-12-01" in told


async def test_every_time_off_is_listed_and_named_in_its_button(house: House) -> None:
    for day in range(1, 7):
        await house.says("ana", f"away 2027-0{day}-01")

    shown = await house.says("ana", "away")

    assert plain.text(shown).count("2027") == 6
    assert [button.label for button in tappable(shown)][:2] == ["Take back 1 Jan", "Take back 1 Feb"]
    assert len(tappable(shown)) == 6


@pytest.mark.parametrize(("said", "name"), [("md", "goals.md"), (".ics", "goals.ics"), ("CSV", "goals.csv")])
async def test_a_format_goes_by_the_ending_of_its_files(house: House, said: str, name: str) -> None:
    await house.says("ana", "new Ship it")

    reply = await house.says("ana", f"export as: {said}")

    assert reply.file is not None
    assert reply.file.name == name


async def test_a_unit_keeps_its_capital_and_a_day_is_today(house: House) -> None:
    assert "12 Bücher" in await house.reads("ana", "new 12 Bücher lesen by: 2027-12-31")

    await house.says("ana", "new Read 10 pages every day")

    assert "0 of 10 pages today" in await house.reads("ana", "show 2")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Berlin", ["Europe/Berlin"]),
        ("New York", ["America/New_York"]),
        ("germany", ["Europe/Berlin"]),
        ("PST", ["America/Los_Angeles", "America/Tijuana"]),
        ("CET", ["Europe/Berlin", "Europe/Paris"]),
        ("Pacific Time", ["America/Los_Angeles", "America/Tijuana"]),
        ("GMT+2", ["Africa/Cairo", "Africa/Johannesburg"]),
        ("utc-3:30", ["America/St_Johns"]),
        ("lis", ["Europe/Lisbon", "America/Indiana/Indianapolis"]),
        ("nowhere at all", []),
    ],
)
def test_a_zone_is_known_by_all_that_people_call_it(typed: str, first: list[str]) -> None:
    """The likeliest first; what several places share is a choice."""
    assert matching(typed, MONDAY)[:2] == first


async def test_an_offset_is_that_of_the_moment_and_an_abbreviation_of_several_places_is_a_menu(house: House) -> None:
    which = await house.says("ben", "settings zone: PST")

    assert which.title == "Several time zones fit “PST”."
    assert [button.call for button in tappable(which)] == [
        "settings zone: America/Los_Angeles",
        "settings zone: America/Tijuana",
    ]
    assert "Europe/Berlin" in matching("GMT+2", datetime(2026, 7, 1, tzinfo=UTC))


async def test_the_zone_question_asks_for_the_zone_alone_and_its_answer_leaves_what_stands_above_it(
    house: House,
) -> None:
    """Later changes take the place of the settings that were shown."""
    set_ = await house.says("ben", "new Read 24 books in 2027", zone="")
    call = next(button.call for button in tappable(set_) if button.label == "Set my time zone")
    form = await house.gets_form("ben", call)
    first = await house.says("ben", "settings zone: Lisbon", zone="")
    second = await house.says("ben", "settings zone: Berlin", zone="")

    assert [ask.name for ask in form.asks] == ["zone"]
    assert (first.replaces, second.replaces) == (False, True)


async def test_who_is_called_by_a_name_that_nobody_has_yet_can_be_mentioned(house: House) -> None:
    await house.says("ben", "new Read 24 books in 2027", realm="T1")

    refused = await house.reads("ben", "share 1 with: Dot", realm="T1")

    assert "I know nobody here called “Dot”" in refused
    assert "Whoever has not talked to me yet" in refused
    assert "type @" in refused


async def test_who_cannot_be_picked_in_a_direct_message_is_picked_in_a_channel(house: House) -> None:
    """Where accounts belong to no workspace, as on Discord, the list behind @ holds nobody but the bot there."""
    await house.says("ben", "new Read 24 books in 2027")

    alone = await house.reads("ben", "share 1 with: @cat")
    there = await house.reads("ben", "share 1 with: @cat", place=Address("test", "", "C1"))

    assert "type it in a channel where both of you are, and pick them after @" in alone
    assert "Type @ and pick them from the list" in there
