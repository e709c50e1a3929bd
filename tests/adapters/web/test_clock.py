"""The clock of the playground: time passes as one wishes, and what comes due on the way comes at its moment."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from adapters.web import Web
from adapters.web.host import Host
from bot.messages import Address, Request
from bot.process.moved_clock import resumed
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from scheduler.jobs import Scheduler
from scheduler.passing import pass_until
from tests.adapters.web.conftest import Playground, hosted, settings
from tests.house import MONDAY, StillClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.adapters.web.conftest import Page
    from tests.house import House

TOKENS = {"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"}


@pytest.fixture
async def moving(house: House) -> AsyncIterator[Playground]:
    """A playground whose clock can be moved, and stands still otherwise."""
    web = Web(settings(), house.dispatcher, house.clock)
    deliverer = Deliverer(database=house.database, outgoing={Lane("web"): web}, clock=house.clock)
    house.clock.mover = Scheduler(
        database=house.database, deliverer=deliverer, clock=house.clock, woken=asyncio.Event()
    )
    async with hosted(Host(settings(), web.routes()), web) as url, aiohttp.ClientSession() as http:
        yield Playground(web, url, http)


async def lets_pass(page: Page, until: str, *, live: bool = True) -> tuple[int, Any]:
    """Move the clock; return the status, and the news or the words."""
    data, headers = {"until": until, "mark": page.mark}, {"Accept": "application/json" if live else "text/html"}
    async with page.playground.http.post(f"{page.url}/clock", data=data, headers=headers) as response:
        is_news = response.content_type == "application/json"
        return response.status, await (response.json() if is_news else response.text())


async def test_each_check_in_of_a_week_that_passes_comes_at_its_moment(moving: Playground) -> None:
    page = moving.page()
    await page.post(words="new Read 10 pages every day")

    _, news = await lets_pass(page, "in 168 hours")
    nudges = [message["html"] for message in news["messages"] if "nudge" in message["html"]]

    assert [re.findall(r'class="day"><time datetime="([^"]+)"', html) for html in nudges][:2] == [
        ["2026-11-24"],
        ["2026-11-25"],
    ]
    assert all(">09:00</time>" in html for html in nudges)
    assert news["said"] == (
        f"It is Mon 30 November 2026, 10:00 now. {len(nudges)} messages came here. "
        "The next check-in comes Tue 1 December 2026, 09:00."
    )
    assert "7 days ahead of real time" in news["clock"]["html"]


async def test_the_next_check_in_is_one_tap_away_and_others_are_told_what_time_it_is(moving: Playground) -> None:
    await moving.page("bob").post(words="new Ship it by: tomorrow 17:30")
    alice = moving.page()

    async with alice.live(after=re.findall('data-mark="([^"]+)"', await alice.html())[0]) as events:
        first = await anext(events)
        _, news = await lets_pass(alice, "next check-in")
        later = await anext(events)

    assert "Nothing came here, and 1 elsewhere." in news["said"]
    assert (first.data["now"], later.data["now"]) == ("2026-11-23T10:00:00+00:00", "2026-11-24T22:30:00+00:00")


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("", "Until when?"),
        ("yesterday", "The clock goes forward only, and Sun 22 November 2026, 09:00 (Europe/Lisbon) has passed."),
        ("in 3 years", "a year ahead at a time"),
        ("whenever", "I find no moment in “whenever”. Write it like tomorrow 9:00"),
        ("next check-in", "No check-in is planned. Set a goal first"),
    ],
)
async def test_a_moment_that_is_none_ahead_is_refused_in_words(moving: Playground, until: str, words: str) -> None:
    _, news = await lets_pass(moving.page(), until)

    assert words in news["refused"]


async def test_without_javascript_the_clock_is_moved_and_refuses_on_the_page(moving: Playground) -> None:
    status, page = await lets_pass(moving.page(), "tomorrow 9:00", live=False)

    assert (status, "Tue 24 Nov, 09:00" in page) == (200, True)

    status, page = await lets_pass(moving.page(), "32 May", live=False)

    assert status == 422
    assert 'value="32 May"' in page
    assert '<details id="clock" open>' in page


async def test_where_nobody_may_move_the_clock_none_is_shown(playground: Playground) -> None:
    status, said = await lets_pass(playground.page(), "tomorrow 9:00")

    assert 'id="clock"' not in await playground.page().html()
    assert (status, said) == (404, "The clock cannot be moved here: it shows what time it is.\n")


@pytest.mark.parametrize(
    ("known", "moves"),
    [({}, True), (TOKENS | {"web": True}, False), ({"database_url": "postgresql://me@here/it"}, False)],
)
def test_the_clock_moves_only_where_the_playground_is_alone(known: dict[str, Any], *, moves: bool) -> None:
    assert settings(**known).clock_moves is moves


async def test_a_clock_goes_on_from_what_has_happened_after_a_restart(house: House) -> None:
    clock = StillClock(MONDAY)
    await resumed(clock, house.database)

    assert clock.now() == MONDAY

    await house.says("alice", "new Read 10 pages every day")
    await house.passes(days=3)
    await resumed(clock, house.database)

    assert clock.now() == datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.mark.parametrize(("platform", "moves"), [("terminal", True), ("discord", False)])
async def test_beside_people_of_slack_or_discord_the_clock_stays_in_real_time(
    house: House, platform: str, *, moves: bool
) -> None:
    await house.dispatcher.answer(Request(Address(platform, "", "ann"), "new Read 10 pages every day"))
    ahead = StillClock(MONDAY - timedelta(days=2))

    assert await resumed(ahead, house.database) is moves
    assert ahead.now() == (MONDAY if moves else MONDAY - timedelta(days=2))


async def test_time_that_passes_ends_with_what_sends(house: House) -> None:
    await house.says("alice", "new Read 10 pages every day")
    await house.deliverer.stop()

    await pass_until(MONDAY.replace(day=30), house.clock, house.deliverer)

    assert house.clock.now() == MONDAY.replace(day=30)
    assert house.postbox.messages == []
