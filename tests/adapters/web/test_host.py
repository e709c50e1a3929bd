"""The host serves what it is given, says where it is, and stops when it is told to."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import aiohttp
import pytest
from sqlalchemy import text
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from adapters.web import Web
from adapters.web.host import Host
from bot.doctor.finding import well, wrong
from bot.doctor.readiness import Readiness
from bot.settings import SettingsFault
from bot.storage.database import SCHEMA, Database
from tests.adapters.web.conftest import hosted, settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from bot.dispatch import Dispatcher
    from bot.doctor.finding import Finding


async def _events(_request: Request) -> Response:
    return PlainTextResponse("taken")


async def _broken(_request: Request) -> Response:
    raise RuntimeError("the secret inside")


async def _slow(_request: Request) -> Response:
    await asyncio.sleep(0.3)
    return PlainTextResponse("done")


ROUTES = [
    Route("/slack/events", _events, methods=["POST"]),
    Route("/broken", _broken),
    Route("/slow", _slow),
]


async def test_it_says_that_it_is_well_and_what_is_here() -> None:
    async with hosted(Host(settings(), ROUTES)) as url, aiohttp.ClientSession() as http:
        health = await (await http.get(f"{url}/healthz")).text()
        index = await (await http.get(url)).text()

    assert health == "ok\n"
    assert "/slack/events" in index


@pytest.mark.parametrize("version", [SCHEMA, "9999"])
async def test_it_is_ready_while_the_tables_fit_and_one_platform_at_least_is_connected(
    database: Database, version: str
) -> None:
    there = {"Slack": True, "Discord": False}

    def platform(name: str) -> Callable[[], Awaitable[Finding]]:
        async def connected() -> Finding:
            return well(name, "Connected") if there[name] else wrong(name, "Not connected", "/secret/path")

        return connected

    async with database.engine.begin() as connection:
        await connection.execute(text(f"UPDATE alembic_version SET version_num = '{version}'"))
    told = []
    for there["Slack"] in (True, False):
        ready = Readiness(database, [platform(name) for name in there])
        async with hosted(Host(settings(), ROUTES, ready)) as url, aiohttp.ClientSession() as http:
            response = await http.get(f"{url}/readyz")
            told.append((response.status, await response.json()))

    assert [status for status, _ in told] == [200 if version == SCHEMA else 503, 503]
    assert told[0][1]["milepost"] == ("ready" if version == SCHEMA else "not ready")
    assert [one["standing"] for one in told[1][1]["findings"]][2:] == ["wrong", "wrong"]
    assert "secret" not in str(told)


async def test_a_database_that_is_gone_is_told_without_its_address_and_one_look_serves_many(tmp_path: Path) -> None:
    looks = []

    async def connected() -> Finding:
        looks.append(1)
        return well("Slack", "Connected")

    gone = Database(f"sqlite:///{tmp_path}/no/such.db")
    async with hosted(Host(settings(), [], Readiness(gone, [connected]))) as url, aiohttp.ClientSession() as http:
        answers = await asyncio.gather(*(http.get(f"{url}/readyz") for _ in range(5)))
        told = await answers[0].json()
    await gone.close()

    assert {answer.status for answer in answers} == {503}
    assert told["findings"][0] == {"about": "Database", "standing": "wrong", "told": "It cannot be opened"}
    assert len(looks) == 1


async def test_signed_requests_come_in_under_any_name() -> None:
    async with hosted(Host(settings(), ROUTES)) as url, aiohttp.ClientSession() as http:
        response = await http.post(f"{url}/slack/events", headers={"Host": "milepost.example"})

        assert await response.text() == "taken"


async def test_a_fault_is_answered_with_a_reference_and_nothing_else() -> None:
    async with hosted(Host(settings(), ROUTES)) as url, aiohttp.ClientSession() as http:
        response = await http.get(f"{url}/broken")
        said = await response.text()

    assert response.status == 500
    assert "tell your operator" in said
    assert "secret" not in said


async def test_a_port_that_is_taken_is_said_in_words() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        host = Host(settings(port=taken.getsockname()[1]), [])
        await host.run()

        with pytest.raises(SettingsFault, match="PORT: I cannot listen on"):
            await host.started()


async def test_what_is_being_answered_is_finished_before_it_stops() -> None:
    host = Host(settings(), ROUTES)
    async with aiohttp.ClientSession() as http:
        async with hosted(host) as url:
            asking = asyncio.create_task(http.get(f"{url}/slow"))
            await asyncio.sleep(0.1)
        response = await asking

        assert await response.text() == "done"


async def test_open_pages_do_not_hold_it_up(dispatcher: Dispatcher) -> None:
    web = Web(settings(), dispatcher)
    async with aiohttp.ClientSession() as http:
        async with hosted(Host(settings(), web.routes()), web) as url:
            response = await http.get(f"{url}/as/alice/live")
            began = asyncio.get_running_loop().time()
        response.close()

    assert asyncio.get_running_loop().time() - began < 2


async def test_answers_are_not_held_back_for_more_to_come() -> None:
    async with hosted(Host(settings(), [])) as url, aiohttp.ClientSession() as http:
        await http.get(f"{url}/healthz")
        began = asyncio.get_running_loop().time()
        for _ in range(20):
            async with http.get(f"{url}/healthz") as response:
                await response.read()

    assert asyncio.get_running_loop().time() - began < 20 * 0.03
