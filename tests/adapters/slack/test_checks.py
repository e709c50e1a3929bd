"""What Slack is asked when something is wrong: tokens, scopes, the time, and whether it can be reached at all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from adapters.slack.checks import checks, scopes
from adapters.slack.manifest import OPTIONAL_SCOPES, SCOPES
from bot.clock import Clock
from bot.doctor.examining import examine
from bot.doctor.finding import Standing
from bot.settings import Settings
from tests.peers.slack import SlackPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.doctor.finding import Finding

WELL, WRONG = Standing.well, Standing.wrong
ALL = sorted(SCOPES | OPTIONAL_SCOPES)


@pytest.fixture
async def peer() -> AsyncIterator[SlackPeer]:
    """A Slack that granted all that the manifest asks for."""
    async with SlackPeer.started(scopes=ALL) as peer:
        yield peer


async def found(peer: SlackPeer, *, clock: Clock | None = None, seconds: float = 5, **more: Any) -> dict[str, Finding]:
    """Look at a Slack, and return the findings by what they are about."""
    ours = {"slack_bot_token": peer.bot_token, "slack_app_token": peer.app_token, "slack_api_url": peer.api_url}
    settings = Settings(_env_file=None, **ours | more)
    findings = await examine(checks(settings, clock or Clock()), seconds)
    assert not any(secret in f"{one}" for one in findings for secret in (peer.bot_token, peer.app_token))
    return {one.about: one for one in findings}


async def test_a_slack_that_is_well_tells_who_we_are_there_and_no_socket_is_opened(peer: SlackPeer) -> None:
    told = await found(peer)

    assert {about: (one.standing, one.mend) for about, one in told.items()} == dict.fromkeys(
        ("Slack bot token", "Slack scopes", "Slack clock", "Slack app token"), (WELL, "")
    )
    assert told["Slack bot token"].told == "milepost in Acme, https://acme.slack.com/"
    assert peer.sockets.since_start == 0


@pytest.mark.parametrize(
    ("settings", "about", "said", "mended"),
    [
        (
            {"slack_bot_token": "xoxb-wrong"},
            "Slack bot token",
            "does not know this token (invalid_auth)",
            "into SLACK_BOT",
        ),
        (
            {"slack_app_token": "xapp-wrong"},
            "Slack app token",
            "does not know this token (invalid_auth)",
            "into SLACK_APP",
        ),
        (
            {"slack_api_url": "http://127.0.0.1:1/"},
            "Slack bot token",
            "127.0.0.1 cannot be reached: Connect",
            "SLACK_API_URL",
        ),
    ],
)
async def test_what_is_wrong_is_told_with_the_setting_to_mend(
    peer: SlackPeer, settings: dict[str, Any], about: str, said: str, mended: str
) -> None:
    one = (await found(peer, **settings))[about]

    assert one.standing is WRONG
    assert said in one.told
    assert mended in one.mend


async def test_an_app_that_was_taken_out_of_the_workspace_is_to_be_installed_again(peer: SlackPeer) -> None:
    await peer.uninstall()
    one = (await found(peer))["Slack bot token"]

    assert one.told == "The app is not installed in the workspace any more (account_inactive)"
    assert one.mend.startswith("Install the app to the workspace again")


async def test_tokens_of_two_apps_are_told_apart(peer: SlackPeer) -> None:
    """Both are good, and what people do would come to another app than the one that answers."""
    other = f"xapp-1-A0THER-{peer.app_token.partition('-A')[2].partition('-')[2]}"
    one = (await found(peer, slack_app_token=other))["Slack app"]

    assert one.standing is WRONG
    assert one.told.endswith("and SLACK_APP_TOKEN of another one, A0THER")
    assert one.mend.startswith("Copy both from the same app")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"hang": 3}, "No answer within 0.3 seconds"),
        ({"status": 503}, "Slack has trouble of its own (503)"),
        ({"body": "<html>Welcome to the hotel</html>"}, "What answers at 127.0.0.1 is something else"),
        ({"reset": True}, "The connection to 127.0.0.1 broke (ServerDisconnectedError)"),
    ],
)
async def test_trouble_on_the_way_is_a_finding(peer: SlackPeer, fault: dict[str, Any], said: str) -> None:
    peer.fail("auth.test", **fault)
    told = await found(peer, seconds=0.3 if "hang" in fault else 5)

    assert (told["Slack bot token"].standing, told["Slack bot token"].told) == (WRONG, said)
    assert told["Slack app token"].standing is WELL, "one that hangs holds up no other"


@pytest.mark.parametrize(
    ("ahead", "standing", "said"),
    [
        (10, WELL, "This machine's clock is 10 seconds ahead of"),
        (400, WRONG, "This machine's clock is 400 seconds ahead"),
    ],
)
async def test_a_clock_that_goes_wrong_is_told(peer: SlackPeer, ahead: int, standing: Standing, said: str) -> None:
    clock = Clock()
    clock.advance(timedelta(seconds=ahead + 0.5))
    one = (await found(peer, clock=clock))["Slack clock"]

    assert one.standing is standing
    assert one.told.startswith(said) or one.told.startswith(said.replace("0 seconds", "1 seconds"))
    assert "timedatectl" in one.mend


def test_scopes_are_held_against_those_of_the_manifest() -> None:
    every = ",".join(ALL)

    assert scopes(every) == scopes(every.replace(",", ", "))
    assert scopes(every).mend == ""
    lacking = scopes("commands,chat:write,users:read")
    assert lacking.standing is WRONG
    assert lacking.told == "Missing: im:write (to open the conversation in which check-ins arrive)"
    assert lacking.mend.startswith("Add im:write and reinstall the app: “OAuth & Permissions”")
    more = scopes(",".join([*SCOPES, "im:history", "channels:history"]))
    assert more.standing is WELL
    assert "files:write would allow Milepost to upload" in more.mend
    assert "Milepost needs no channels:history: remove it" in more.mend
    assert scopes("").standing is Standing.off


async def test_without_tokens_slack_is_off_and_over_http_its_secret_is_looked_at(peer: SlackPeer) -> None:
    off = await examine(checks(Settings(_env_file=None), Clock()))
    http = await found(peer, slack_app_token=None, slack_signing_secret=peer.signing_secret)
    odd = await found(peer, slack_app_token=None, slack_signing_secret="xoxb-oops")

    assert [(one.about, one.standing) for one in off] == [("Slack", Standing.off)]
    assert "manifest slack" in off[0].mend
    assert http["Slack signing secret"].mend == ""
    assert "usual 32 letters" in odd["Slack signing secret"].mend
