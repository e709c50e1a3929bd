"""The way out to Slack: through the proxy that the environment names, and with nothing else from there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.slack.wire import Wire

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def heard() -> AsyncIterator[tuple[int, list[str]]]:
    """A server that takes any request, on a port, and what was said to it."""
    requests: list[str] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], requests


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing said about proxies."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        for spelled in (name, name.upper()):
            monkeypatch.delenv(spelled, raising=False)


async def answered(host: str) -> None:
    """Answer a command by its response URL on `host`."""
    wire = Wire(f"http://{host}/api/", "xoxb-1")
    assert await wire.respond(f"http://{host}/commands/1", {"text": "Done"})
    await wire.close()


async def test_it_goes_through_the_proxy_that_the_environment_names(
    heard: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, requests = heard
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{port}")
    await answered("slack.invalid")

    assert requests[0].startswith("POST http://slack.invalid/commands/1 HTTP/1.1\r\n")


async def test_it_goes_straight_to_a_host_that_no_proxy_names(
    heard: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, requests = heard
    monkeypatch.setenv("http_proxy", "http://proxy.invalid:3128")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    await answered(f"127.0.0.1:{port}")

    assert requests[0].startswith("POST /commands/1 HTTP/1.1\r\n")


async def test_passwords_of_the_operator_stay_at_home(
    heard: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What ~/.netrc says about a host is for the operator's own tools."""
    port, requests = heard
    secrets = tmp_path / "netrc"
    secrets.write_text("machine 127.0.0.1 login operator password secret\n")
    monkeypatch.setenv("NETRC", str(secrets))
    await answered(f"127.0.0.1:{port}")

    assert "authorization" not in requests[0].lower()
