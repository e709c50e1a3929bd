"""A whole run on both platforms, with all that can go wrong: no secret and nobody's words come into log or metrics."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import aiohttp
import pytest

from tests.peers.discord import DiscordPeer
from tests.peers.slack import DEFAULT_SCOPES, SlackPeer
from tests.test_crash import bot, environment_of, nudges_to, until

if TYPE_CHECKING:
    from pathlib import Path

WORDS = ("quetzalcoatl", "marmots", "xylophones", "bergamots", "periwinkles", "Zenobia", "Ptolemy")
"""In a title, a reason, a milestone, a note, what is no command; and two names."""
LINES = (
    "new Feed Quetzalcoatl by: 2027-03-31 why: so that I can keep marmots",
    "milestone add 1 Buy xylophones by: in 1 second",
    "checkin 1 note: bergamots grow",
    "periwinkles everywhere",
    "list marmots",
    "express 1 for: manager",
    "done 77 because: periwinkles",
)


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_no_secret_and_nobodys_words_are_in_the_log_or_the_metrics_of_a_whole_run(
    sqlite_url: str, tmp_path: Path
) -> None:
    """Logged as much as can be, with both platforms failing, answers that echo what was said, and a broken table."""
    log = tmp_path / "log"
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    scopes = DEFAULT_SCOPES | {"files:write", "im:history"}
    async with SlackPeer.started(scopes=scopes) as slack, DiscordPeer.started() as discord:
        environment = environment_of(sqlite_url, slack) | {
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
            "LOG_LEVEL": "debug",
            "METRICS_PORT": str(port),
        }
        zenobia, ptolemy = slack.user("U_ZENOBIA", name="Zenobia", tz="Europe/Lisbon"), discord.user("Ptolemy")
        async with bot(environment, log=log) as process:
            await slack.connected()
            await discord.commands_synced()
            slack.fail("chat.postMessage", status=429, retry_after=1)
            slack.fail("chat.postMessage", body="<p>Cannot post Buy xylophones for Zenobia</p>")
            slack.fail("chat.postMessage", error="invalid_blocks")
            discord.fail("POST", "/channels/*/messages", status=503, times=2)
            discord.fail("POST", "/channels/*/messages", status=400, code=50035, message="Invalid Form Body")
            for line in LINES:
                await zenobia.types(f"/goal {line}")
                await ptolemy.says(line)
                with suppress(TimeoutError):  # of one that Discord refuses there is no answer
                    await ptolemy.next_message(timeout=2)
            await ptolemy.uses("goal list", {"words": "marmots"})
            await until(lambda: bool(nudges_to(zenobia)), within=60)
            with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as file:
                file.execute("DROP TABLE checkin")
            await zenobia.types("/goal checkin 1 note: bergamots again")
            await discord.drop_gateway()
            slack.drop_sockets()
            await discord.connected()
            await slack.connected()
            async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{port}/metrics") as answer:
                metrics = await answer.text()
            process.terminate()
            assert await asyncio.wait_for(process.wait(), 20) == 0
        secrets = [slack.bot_token, slack.app_token, slack.signing_secret, discord.token]
        secrets += discord.stage.desk.interactions
    logged = log.read_text(encoding="utf-8")
    events = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]

    assert [event for event in events if event.get("event") == "fault"]
    assert {event["level"] for event in events} >= {"info", "warning", "error"}
    for told in (logged, metrics):
        assert [word for word in WORDS if word.casefold() in told.casefold()] == []
        assert [secret for secret in secrets if secret in told] == []
    assert len(secrets) > 4
    assert int(re.findall(r'outcome="fault",platform="slack"} (\d+)', metrics)[0]) == 1
    assert int(re.findall(r'kind="rate_limited",platform="slack"} (\d+)', metrics)[0]) >= 1
    assert int(re.findall(r'kind="server_error",platform="discord"} (\d+)', metrics)[0]) >= 1
    assert int(re.findall(r'nudges_sent_total{platform="slack"} (\d+)', metrics)[0]) >= 1
    assert int(re.findall(r'logged_total{level="error"} (\d+)', metrics)[0]) >= 1
