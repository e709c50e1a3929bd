"""The local Slack: one server on an ephemeral port, and everything a test needs to drive it."""

from __future__ import annotations

import secrets
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aiohttp import web

from . import payloads
from .delivery import Ack, Delivery, Postman
from .faults import Bucket, Fault
from .hooks import Hooks
from .message import live_tokens
from .person import Person
from .requests import RequestUrl, encoded, signed_headers
from .service import Code, Service
from .sockets import Sockets
from .web_api import WebApi
from .workspace import DEFAULT_SCOPES, Channel, User, Workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from .mrkdwn import Token
    from .web_api import Call

DEFAULT_EVENTS = frozenset({"message.im", "app_home_opened", "app_uninstalled", "tokens_revoked"})


class SlackPeer:
    """Slack for one app, with a first workspace that most tests need no other than.

    The bot is given `api_url` and its tokens, or `request_url` is set to where it listens. Then people act:

        alice = slack.user("U_ALICE", name="Alice", tz="Europe/Lisbon")
        answer = await alice.types("/goal new Ship it")
        done = await answer.tap("Done")
        form = await alice.types("/goal new").form()
        errors = await form.submit({"Title": "Ship it", "By": "2027-03-31"}).errors()
        nudge = await alice.next_message(within=2)

    `postman` has the patience, retries and delays of delivery; `service.clock` the time.
    """

    def __init__(self, scopes: Iterable[str], events: Iterable[str]) -> None:
        self.service = Service()
        self.events = frozenset(events)
        """What the app is subscribed to."""
        self.sockets = Sockets(self.service)
        self.api = WebApi(self.service)
        self.home = self.service.workspace("T_ACME", "Acme", frozenset(scopes))
        self.postman = Postman(self.sockets)
        self._request_url = RequestUrl(self.service)

    @classmethod
    @asynccontextmanager
    async def started(
        cls,
        *,
        scopes: Iterable[str] = DEFAULT_SCOPES,
        events: Iterable[str] = DEFAULT_EVENTS,
        port: int = 0,
    ) -> AsyncIterator[SlackPeer]:
        """Listen until the block ends."""
        peer = cls(scopes, events)
        hooks = Hooks(peer.service, peer.api)
        app = web.Application(client_max_size=50 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", peer.api.handle)
        app.router.add_get("/link/", peer.sockets.handle)
        app.router.add_post("/hooks/{kind}/{team}/{token}", hooks.respond)
        app.router.add_post("/upload/{file}", hooks.upload)
        runner = web.AppRunner(app, shutdown_timeout=0.2)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
            peer.service.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield peer
        finally:
            await peer.postman.stop()
            await peer.sockets.close()
            await peer._request_url.close()
            await runner.cleanup()

    # What the bot is configured with

    @property
    def api_url(self) -> str:
        return f"{self.service.origin}/api/"

    @property
    def bot_token(self) -> str:
        return self.home.grant.token

    @property
    def app_token(self) -> str:
        return self.service.app.app_token

    @property
    def signing_secret(self) -> str:
        return self.service.app.signing_secret

    @property
    def request_url(self) -> str:
        return self._request_url.url

    @request_url.setter
    def request_url(self, url: str) -> None:
        """Switch to HTTP mode; an empty URL switches back to Socket Mode."""
        self._request_url.url = url
        self.postman.way = self._request_url if url else self.sockets

    # Who and what is there

    def user(
        self, user_id: str, *, name: str, tz: str = "Etc/UTC", team: Workspace | None = None, **more: Any
    ) -> Person:
        """Add a member; `more` may be locale, real_name, is_bot, deleted."""
        place = team or self.home
        user = User(user_id, name.lower(), more.pop("real_name", name), tz, **more)
        place.users[user_id] = user
        return Person(
            user,
            place,
            self.service,
            self.postman,
            subscribed=lambda: self.events,
            calls=lambda: self.api.calls,
        )

    def channel(
        self,
        channel_id: str,
        *,
        name: str,
        members: Iterable[Person] = (),
        kind: str = "channel",
        bot: bool = True,
        team: Workspace | None = None,
    ) -> Channel:
        """Add a conversation: a `channel`, a private `group`, or an `im` between people."""
        place = team or self.home
        joined = {person.id for person in members} | ({place.bot_user} if bot else set())
        place.channels[channel_id] = Channel(channel_id, name, kind, joined)
        return place.channels[channel_id]

    def workspace(self, team_id: str, *, name: str, scopes: Iterable[str] = DEFAULT_SCOPES) -> Workspace:
        """Add another workspace with a bot token of its own."""
        return self.service.workspace(team_id, name, frozenset(scopes))

    def consent(self, person: Person, redirect_uri: str = "") -> str:
        """Have somebody press Allow: gives the code for oauth.v2.access."""
        code = secrets.token_hex(16)
        self.service.codes[code] = Code(person.team, person.id, redirect_uri)
        return code

    # What goes wrong

    def fail(self, method: str, **how: Any) -> Fault:
        """Let a method fail: `fail("chat.postMessage", status=429, retry_after=1, times=2)`; see `Fault`."""
        fault = Fault(method, **how)
        self.api.faults.append(fault)
        return fault

    def limit_rate(self, per_second: float = 1.0, burst: int = 4) -> None:
        """Refuse messages that come faster than this in one channel."""
        self.api.pace = Bucket(per_second, burst)

    def limit_workspace(self, a_minute: int = 300, burst: int = 60) -> None:
        """Refuse messages that come faster than this, wherever they go: "several hundred a minute", say the docs."""
        self.api.whole = Bucket(a_minute / 60, burst)

    def archive(self, channel: Channel) -> None:
        channel.is_archived = True

    async def revoke_token(self, team: Workspace | None = None) -> None:
        """Take the bot token away and tell the app."""
        place = team or self.home
        place.grant.error = "token_revoked"
        self.announce({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [place.bot_user]}}, team=place)

    async def uninstall(self, team: Workspace | None = None) -> None:
        """Remove the app from a workspace and tell it."""
        place = team or self.home
        place.grant.error = "account_inactive"
        self.announce({"type": "app_uninstalled"}, team=place)

    def announce(self, event: dict[str, Any], team: Workspace | None = None) -> None:
        """Deliver an event that the app is subscribed to."""
        if event["type"] in self.events:
            self.postman.post(payloads.event(self.service, team or self.home, event))

    # How the bot is connected

    async def connected(self, within: float = 5.0, *, sockets: int = 1) -> None:
        """Wait until a socket is open; `sockets` counts all that were ever opened."""
        await self.sockets.wait_for(sockets, within)

    async def ask_to_reconnect(self, reason: str = "refresh_requested") -> None:
        await self.sockets.ask_to_reconnect(reason)

    def drop_sockets(self) -> None:
        self.sockets.cut()

    async def redeliver(self, which: int = -1) -> Ack:
        """Deliver a payload again: the last one, unless another is named."""
        return await self.postman.redeliver(which)

    async def verify_url(self) -> bool:
        """Ask the request URL to prove itself, as Slack does when it is configured."""
        challenge = secrets.token_urlsafe(24)
        proof = {
            "token": self.service.app.verification_token,
            "challenge": challenge,
            "type": "url_verification",
        }
        body, content_type = encoded(Delivery("events_api", proof))
        status, said = await self._request_url.raw(body, signed_headers(self.signing_secret, body, content_type))
        return status == 200 and challenge in said

    async def post_raw(self, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        """Send the request URL anything at all: what a forger would do."""
        return await self._request_url.raw(body, headers)

    def sign(self, body: bytes, *, content_type: str = "application/json", at: float | None = None) -> dict[str, str]:
        """Give back the headers that Slack would send with these bytes."""
        return signed_headers(self.signing_secret, body, content_type, at)

    # What was recorded

    @property
    def requests(self) -> list[Call]:
        return self.api.calls

    def calls(self, method: str) -> list[Call]:
        return [call for call in self.api.calls if call.method == method]

    @property
    def refused(self) -> list[Call]:
        """Calls that Slack said no to, faults included."""
        return [call for call in self.api.calls if call.error]

    @property
    def too_many_requests(self) -> int:
        """How often the answer was 429."""
        return sum(call.status == 429 for call in self.api.calls)

    @property
    def troubles(self) -> list[str]:
        """What people were told went wrong: `operation_timeout`, `dispatch_failed`, bad acknowledgements."""
        return self.service.troubles

    @property
    def live_tokens(self) -> list[Token]:
        """Everything alive in what the bots wrote."""
        posts = [
            post for team in self.service.workspaces.values() for post in team.posts if post.author == team.bot_user
        ]
        return [token for post in posts for token in live_tokens(post)]

    @property
    def pings(self) -> list[Token]:
        """Everybody whom the bots called by name, or by shouting."""
        return [token for token in self.live_tokens if token.pings]
