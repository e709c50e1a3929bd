"""Milepost in Slack from start to stop, whatever the environment and the network are like."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from adapters.slack import Slack
from bot.doctor.finding import Standing
from bot.settings import Settings
from tests.adapters.slack.conftest import MODES
from tests.adapters.slack.living import living_in
from tests.peers.slack import SlackPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.dispatch import Dispatcher


@pytest.fixture
async def empty() -> AsyncIterator[SlackPeer]:
    """A Slack in which Milepost does not live yet."""
    async with SlackPeer.started() as peer:
        yield peer


@pytest.mark.parametrize("mode", MODES)
async def test_the_environment_changes_nothing(
    empty: SlackPeer, dispatcher: Dispatcher, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN", "SLACK_VERIFICATION_TOKEN"):
        monkeypatch.setenv(name, "from-elsewhere")
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    alice = empty.user("U_ALICE", name="Alice")
    async with living_in(empty, dispatcher, mode):
        assert "No goals" in (await alice.types("/goal list")).plain


async def test_both_ways_in_at_once_make_one_milepost(empty: SlackPeer, dispatcher: Dispatcher) -> None:
    alice = empty.user("U_ALICE", name="Alice")
    async with living_in(empty, dispatcher, "http", slack_app_token=empty.app_token):
        await empty.connected()
        await alice.types("/goal new Ship it")
        empty.request_url = ""

        assert "1 goal" in (await alice.types("/goal list")).plain


async def test_answers_under_way_arrive_before_milepost_stops(empty: SlackPeer, dispatcher: Dispatcher) -> None:
    alice = empty.user("U_ALICE", name="Alice")
    empty.fail("users.info", hang=0.3)
    async with living_in(empty, dispatcher, "socket"):
        await alice.types("/goal new Ship it").perform()

    assert "Goal 1 is set" in alice.dm[-1].plain


@pytest.mark.parametrize("app_token", ["xapp-wrong", ""])
async def test_milepost_waits_for_a_slack_that_refuses_it_and_stops_when_told(
    empty: SlackPeer, dispatcher: Dispatcher, app_token: str
) -> None:
    known: dict[str, Any] = {"slack_app_token": app_token or None, "slack_signing_secret": "s"}
    surface = Slack(
        Settings(_env_file=None, slack_bot_token="xoxb-wrong", slack_api_url=empty.api_url, **known), dispatcher
    )
    running = asyncio.create_task(surface.run())
    await asyncio.sleep(0.3)

    assert not running.done()
    assert [call.error for call in empty.calls("auth.test")] == ["invalid_auth"]

    running.cancel()
    await asyncio.wait({running}, timeout=2)

    assert running.cancelled()


async def test_it_knows_whether_a_socket_is_open_and_needs_none_over_http(
    empty: SlackPeer, dispatcher: Dispatcher
) -> None:
    async with living_in(empty, dispatcher, "http") as surface:
        over_http = await surface.connected()
    async with living_in(empty, dispatcher, "socket") as surface:
        async with asyncio.timeout(5):
            while (by_socket := await surface.connected()).standing is Standing.wrong:  # noqa: ASYNC110 - nothing tells when
                await asyncio.sleep(0.01)
        empty.fail("apps.connections.open", error="internal_error", times=99)
        empty.drop_sockets()
        async with asyncio.timeout(5):
            while (cut := await surface.connected()).standing is Standing.well:  # noqa: ASYNC110 - nothing tells when
                await asyncio.sleep(0.01)

    assert (over_http.standing, over_http.told) == (Standing.well, "No socket is needed")
    assert (by_socket.standing, by_socket.told) == (Standing.well, "Connected by a socket")
    assert cut.told == "No socket is open"


async def test_without_a_signing_secret_there_is_no_way_in_over_http(empty: SlackPeer, dispatcher: Dispatcher) -> None:
    async with living_in(empty, dispatcher, "socket") as surface:
        assert surface.routes() == []
