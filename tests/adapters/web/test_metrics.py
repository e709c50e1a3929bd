"""An operator reads the metrics of a process of any role, on a port that platforms do not see."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp
import pytest

from adapters.web.checks import checks
from adapters.web.host import Host
from bot.__main__ import serve
from bot.clock import Clock
from bot.doctor.examining import examine
from bot.process.roles import ProcessRole
from bot.settings import SettingsFault
from tests.adapters.web.conftest import hosted, settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.settings import Settings

DEAD_SLACK = {
    "web": False,
    "slack_bot_token": "xoxb-1",
    "slack_app_token": "xapp-1",
    "slack_signing_secret": "s",
    "slack_api_url": "http://127.0.0.1:9/api/",
}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@asynccontextmanager
async def process(known: Settings, role: ProcessRole) -> AsyncIterator[str]:
    """Run one part of Milepost; yields where its own web server is, if it has one."""
    stop, began = asyncio.Event(), asyncio.Queue[str]()
    running = asyncio.create_task(serve(known, role, clock=Clock(), stop=stop, started=began.put_nowait))
    try:
        yield await began.get()
    finally:
        stop.set()
        assert await running == 0


async def got(http: aiohttp.ClientSession, url: str) -> tuple[int, str]:
    async with http.get(url) as response:
        return response.status, await response.text()


@pytest.mark.parametrize("role", [ProcessRole.scheduler, ProcessRole.all])
async def test_a_process_of_any_role_is_looked_at_on_its_metrics_port(sqlite_url: str, role: ProcessRole) -> None:
    """Slack cannot be reached, which shows; what is not hearing needs no connection."""
    port = free_port()
    known = settings(database_url=sqlite_url, metrics_port=port, **DEAD_SLACK)
    async with process(known, role) as url, aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
        async with asyncio.timeout(10):
            while 'platform_errors_total{kind="connection",platform="slack"} 0' in (await got(http, "/metrics"))[1]:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        async with http.get("/metrics") as response:
            kind, told = response.headers["Content-Type"], await response.text()
        health, ready, index = [await got(http, path) for path in ("/healthz", "/readyz", "/")]
        found = {one.about: one.told for one in await examine(checks(known))}
        elsewhere = await got(http, f"{url}/metrics") if url else (404, "METRICS_PORT=9464")

    hears = role is ProcessRole.all
    assert kind == "text/plain; version=0.0.4; charset=utf-8"
    assert f'role="{role}"' in told
    assert f'milepost_connected{{platform="slack"}} {0 if hears else 1}.0\n' in told
    assert 'milepost_outbox_due{platform="slack"} 0.0\n' in told
    assert "process_resident_memory_bytes" in told
    assert (health, ready[0]) == ((200, "ok\n"), 503 if hears else 200)
    assert "/metrics" in index[1]
    assert "/slack/events" not in index[1]
    assert bool(url) is hears
    assert found["Metrics port"].startswith(f"Milepost itself runs at 127.0.0.1 port {port}")
    assert elsewhere[0] == 404
    assert "METRICS_PORT=9464" in elsewhere[1]


async def test_a_metrics_port_that_is_taken_is_said_in_words(sqlite_url: str) -> None:
    async with hosted(Host(settings(), [])) as url:
        known = settings(database_url=sqlite_url, metrics_port=int(url.rpartition(":")[2]), **DEAD_SLACK)

        with pytest.raises(SettingsFault, match=r"^METRICS_HOST, METRICS_PORT: I cannot listen on"):
            await serve(known, ProcessRole.scheduler, clock=Clock(), stop=asyncio.Event(), started=lambda _url: None)
