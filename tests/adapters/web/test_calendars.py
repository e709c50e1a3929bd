"""A calendar program over HTTP: it is served at its address, and learns nothing at any other."""

from __future__ import annotations

import asyncio
import io
import logging
import re
from contextlib import redirect_stderr
from typing import TYPE_CHECKING

import aiohttp
import pytest
import structlog
from icalendar import Calendar

from adapters.web import Web, calendars
from adapters.web.host import Host
from bot.__main__ import serve
from bot.clock import Clock
from bot.feeds.serving import AT_ONCE, Feeds
from bot.process import logs
from bot.process.roles import ProcessRole
from tests.adapters.web.conftest import Page, Playground, hosted, settings
from tests.feeds.reader import subscribed
from tests.surfaces import running

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from bot.dispatch import Dispatcher
    from tests.house import House


def served(house: House) -> AbstractAsyncContextManager[str]:
    """Serve the calendars of a house, and nothing else; yields where."""
    return hosted(Host(settings(), calendars.routes(Feeds(database=house.database, clock=house.clock))))


async def test_a_calendar_is_served_with_all_that_tells_a_program_whether_it_is_new(house: House) -> None:
    await house.says("ana", "new Ship it by: 2027-03-31")
    secret = await subscribed(house, "ana")
    async with served(house) as url, aiohttp.ClientSession() as http:
        address = f"{url}/calendar/{secret}.ics"
        got = await http.get(address)
        text = await got.text()
        head = await http.head(address)
        known = await http.get(address, headers={"If-None-Match": f'W/{got.headers["ETag"]}, "other"'})
        await house.says("ana", "alter 1 Ship the API")
        newer = await http.get(address, headers={"If-None-Match": got.headers["ETag"]})
        nothing = await head.read(), await known.read()

    assert [str(entry["summary"]) for entry in Calendar.from_ical(text).walk("VEVENT")] == ["Ship it"]
    assert got.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert got.headers["Cache-Control"] == "private, no-cache"
    assert got.headers["Last-Modified"] == "Mon, 23 Nov 2026 10:00:00 GMT"
    assert [one.status for one in (got, head, known, newer)] == [200, 200, 304, 200]
    assert (head.headers["ETag"], head.headers["Content-Length"]) == (got.headers["ETag"], str(len(text.encode())))
    assert nothing == (b"", b"")


async def test_a_wrong_a_revoked_and_a_malformed_address_are_like_a_page_that_is_not_there(house: House) -> None:
    secret = await subscribed(house, "ana")
    async with served(house) as url, aiohttp.ClientSession() as http:
        right = await http.get(f"{url}/calendar/{secret}.ics")
        await house.says("ana", "feed off")
        paths = (
            f"/calendar/{secret}.ics",
            f"/calendar/{'0' * 64}.ics",
            "/calendar/%00%F0.ics",
            f"/calendar/{secret}",
            "/calendar/",
            "/nothing",
        )
        gone = [await http.get(f"{url}{path}", allow_redirects=False) for path in paths]
        told = {(one.status, await one.text(), frozenset(one.headers) - {"date"}) for one in gone}

    assert right.status == 200
    assert len(told) == 1
    assert {status for status, _, _ in told} == {404}


async def test_who_guesses_too_often_is_told_when_to_come_back(house: House) -> None:
    secret = await subscribed(house, "ana")
    async with served(house) as url, aiohttp.ClientSession() as http:
        guesses = [await http.get(f"{url}/calendar/{number}.ics") for number in range(AT_ONCE + 1)]
        right = await http.get(f"{url}/calendar/{secret}.ics")

    assert [one.status for one in guesses] == [404] * AT_ONCE + [429]
    assert int(guesses[-1].headers["Retry-After"]) >= 1
    assert right.status == 200


async def test_an_address_is_in_no_log(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither where all goes well, nor where the database is gone and a fault is logged with what led to it."""
    secret = await subscribed(house, "ana")
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    heard = io.StringIO()
    with redirect_stderr(heard):
        logs.configure("debug")
        try:
            async with served(house) as url, aiohttp.ClientSession() as http:
                address = f"{url}/calendar/{secret}.ics"
                await http.get(address)
                async with house.database.engine.begin() as connection:
                    await connection.exec_driver_sql("DROP TABLE feed")
                broken = await http.get(address)
                structlog.get_logger().error("a proxy says", line=f"GET {address} 200", exc_info=ValueError(address))
        finally:
            structlog.configure(**before)
            root.handlers[:], root.level = handlers, level

    assert broken.status == 500
    assert "/calendar/[secret]" in heard.getvalue()
    assert secret not in heard.getvalue() + capsys.readouterr().out


@pytest.mark.slow
async def test_the_playground_shows_an_address_at_which_its_own_goals_are_read(
    tmp_path: Path, dispatcher: Dispatcher
) -> None:
    """All of it together: what was typed on the page is what a program on this machine reads."""
    known = settings(database_url=f"sqlite:///{tmp_path / 'milepost.db'}", public_url="http://localhost/goals/")
    async with running(known) as url, aiohttp.ClientSession() as http:
        page = Page(Playground(Web(known, dispatcher), url, http), "alice")
        await page.post(words="new Ship it by: 2027-03-31")
        await page.post(words="feed new")
        (path,) = re.findall("http://localhost/goals(/calendar/[^<]+)<", page.newest)
        read = await (await http.get(url + path)).text()

    assert "SUMMARY:Ship it" in read
    assert "Only programs on this machine reach this address" in page.newest


async def test_a_process_that_only_answers_over_http_serves_calendars_where_discord_is_heard_by_another(
    tmp_path: Path,
) -> None:
    known = settings(
        database_url=f"sqlite:///{tmp_path / 'milepost.db'}", public_url="https://goals.example.com", discord_token="x"
    )
    stop = asyncio.Event()
    url: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(known, ProcessRole.web, clock=Clock(), stop=stop, started=url.set_result))
    async with aiohttp.ClientSession() as http:
        wrong = await http.get(f"{await url}/calendar/{'0' * 64}.ics")
    stop.set()

    assert wrong.status == 404
    assert await serving == 0
