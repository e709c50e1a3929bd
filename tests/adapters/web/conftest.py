"""A playground on a real host with a real database, and a page that talks with it over HTTP."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from adapters.web import Web
from adapters.web.host import Host
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.dispatch import Dispatcher


@dataclass(frozen=True)
class Playground:
    """What listens, and how to ask it."""

    web: Web
    url: str
    http: aiohttp.ClientSession

    def page(self, person: str = "alice", channel: str = "") -> Page:
        return Page(self, person, channel)


@dataclass
class Page:
    """What page.js does, for one person."""

    playground: Playground
    person: str
    channel: str = ""
    mark: str = ""
    messages: dict[int, str] = field(default_factory=dict)
    form: str = ""

    @property
    def url(self) -> str:
        return f"{self.playground.url}/as/{self.person}{f'/in/{self.channel}' if self.channel else ''}"

    @property
    def newest(self) -> str:
        return self.messages[max(self.messages)]

    async def html(self) -> str:
        async with self.playground.http.get(self.url) as response:
            assert response.status == 200
            return await response.text()

    async def post(self, **fields: str) -> dict[str, Any]:
        """Send something as a live page, and take in the news."""
        self.mark = self.mark or re.findall('data-mark="([^"]+)"', await self.html())[0]
        data = {"mark": self.mark, **fields}
        async with self.playground.http.post(self.url, data=data, headers={"Accept": "application/json"}) as response:
            assert response.status == 200, await response.text()
            news: dict[str, Any] = await response.json()
        self.mark = news["mark"]
        self.messages |= {m["number"]: m["html"] for m in news.get("messages", ())}
        self.form = news["form"] or ""
        return news

    @asynccontextmanager
    async def live(self, after: str = "", **headers: str) -> AsyncIterator[AsyncIterator[Event]]:
        """Follow the conversation."""
        get = self.playground.http.get(f"{self.url}/live", params={"after": after}, headers=headers)
        async with get as response:
            assert response.status == 200
            assert response.headers["Content-Type"].startswith("text/event-stream")
            yield _events(response.content)


@dataclass(frozen=True)
class Event:
    """One Server-Sent Event."""

    id: str
    name: str
    data: Any


async def _events(stream: aiohttp.StreamReader) -> AsyncIterator[Event]:
    lines: dict[str, str] = {}
    async for raw in stream:
        line = raw.decode().rstrip("\n")
        if line:
            name, _, value = line.partition(": ")
            lines[name] = value
        elif "event" in lines:
            yield Event(lines["id"], lines["event"], json.loads(lines["data"]))
            lines = {}


def settings(**known: Any) -> Settings:
    return Settings(_env_file=None, **{"host": "127.0.0.1", "port": 0, **known})


@asynccontextmanager
async def hosted(host: Host, *others: Web) -> AsyncIterator[str]:
    """Run a host and what needs running with it; yields its address."""
    running = [asyncio.create_task(run) for run in (*(other.run() for other in others), host.run())]
    try:
        yield await host.started()
    finally:
        for task in running:
            task.cancel()
        await asyncio.wait(running)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite is enough here: the core's own tests run on PostgreSQL as well."""
    return sqlite_url


@pytest.fixture
async def playground(dispatcher: Dispatcher) -> AsyncIterator[Playground]:
    """A playground that listens."""
    web = Web(settings(), dispatcher)
    async with hosted(Host(settings(), web.routes()), web) as url, aiohttp.ClientSession() as http:
        yield Playground(web, url, http)
