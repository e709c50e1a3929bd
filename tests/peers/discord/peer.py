"""A small Discord on 127.0.0.1: start it, point a bot at it, be its people, make it stumble."""

import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from fnmatch import fnmatchcase
from typing import Self

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.peers.discord import errors, spec
from tests.peers.discord.bell import Bell
from tests.peers.discord.desk import Desk
from tests.peers.discord.door import API, Door
from tests.peers.discord.errors import ApiError
from tests.peers.discord.faults import Exchange, Fault, Pace
from tests.peers.discord.gateway import AUTHENTICATION_FAILED, Gateway, Session
from tests.peers.discord.people import Person
from tests.peers.discord.posting import Posting
from tests.peers.discord.registry import Registry
from tests.peers.discord.routes import ROUTES
from tests.peers.discord.stage import Stage
from tests.peers.discord.world import Account, Channel, Guild, World, snowflake


class DiscordPeer:
    """The whole of it; the parts behind it are open to tests that look closer."""

    def __init__(self, *, check_specs: bool = True) -> None:
        bell = Bell()
        world = World(Account("Milepost", bot=True), Account("owner"), snowflake())
        world.accounts |= {account.id: account for account in (world.bot, world.owner)}
        gateway = Gateway(world, bell)
        gateway.token = f"{world.bot.id}.{secrets.token_urlsafe(24)}"
        posting = Posting(world, gateway, bell)
        self.token = gateway.token
        self.stage = Stage(world, bell, gateway, Registry(world), posting, Desk(world, posting))
        self.door = Door(self.stage, check_specs and spec.present())
        self.gateway = gateway
        self.api_url = ""
        self.gateway_url = ""

    @classmethod
    @asynccontextmanager
    async def started(cls, *, check_specs: bool = True) -> AsyncIterator[Self]:
        """Run a peer that listens on a free port until the block ends."""
        peer = cls(check_specs=check_specs)
        runner = web.AppRunner(peer._app(), shutdown_timeout=0.1, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host = "{}:{}".format(*runner.addresses[0][:2])
        peer.api_url = f"http://{host}{API}"
        peer.gateway_url = peer.gateway.url = f"ws://{host}/"
        peer.stage.posting.base_url = f"http://{host}"
        try:
            yield peer
        finally:
            peer.gateway.close(1001)
            await runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024, middlewares=[_in_discords_words])
        app.router.add_get("/", self.gateway.serve)
        app.router.add_get("/resume/", self.gateway.serve)
        app.router.add_get("/attachments/{rest:.*}", self._file)
        for route in ROUTES:
            app.router.add_route(route.method, API + route.path, self.door.opens(route))
        return app

    async def _file(self, request: web.Request) -> web.Response:
        if request.path not in self.stage.world.files:
            raise web.HTTPNotFound
        return web.Response(body=self.stage.world.files[request.path])

    # Who and where

    def user(self, name: str, *, locale: str = "en-US", installed: bool = True) -> Person:
        """Make a new person; `installed` says whether they added the app to their own account."""
        account = Account(name, locale=locale, installed=installed)
        self.stage.world.accounts[account.id] = account
        return Person(account, self.stage)

    def guild(
        self, name: str, *, members: Iterable[Person] = (), bot: bool = True, shard: tuple[int, int] = (0, 1)
    ) -> Guild:
        """Make a new server with a channel #general; `bot` says whether the bot was invited."""
        guild = Guild(name, [person.account for person in members], bot=bot, id=snowflake(*shard))
        guild.channel("general")
        self.stage.world.guilds[guild.id] = guild
        return guild

    def private_channel(self, *people: Person) -> Channel:
        """Open a DM between people, without the bot; commands of apps that they installed work there."""
        channel = Channel("private", recipients=tuple(p.account for p in people), private=True)
        self.stage.world.channels[channel.id] = channel
        return channel

    # What was seen

    @property
    def requests(self) -> list[Exchange]:
        """Every REST request so far."""
        return self.door.requests

    def calls(self, method: str, pattern: str) -> list[Exchange]:
        """Give the requests to paths that match, `*` standing for anything."""
        return [seen for seen in self.requests if seen.method == method and fnmatchcase(seen.path, pattern)]

    @property
    def too_many_requests(self) -> int:
        """How many requests were answered with 429."""
        return sum(seen.status == 429 for seen in self.requests)

    @property
    def faults_in_answers(self) -> list[str]:
        """Where this peer's own answers differ from Discord's description; empty without the description."""
        if not spec.present():
            return []
        good = [seen for seen in self.requests if seen.status == 200]
        return [f for seen in good for f in spec.faults_in_answer(seen.route, seen.method, 200, seen.answer)]

    async def connected(self, *, sessions: int = 1, within: float = 10.0) -> list[Session]:
        """Wait until so many gateway sessions are up."""
        return await self.stage.bell.until(
            lambda: self.gateway.connected if len(self.gateway.connected) >= sessions else None,
            within=within,
            otherwise="no client is connected to the gateway",
        )

    async def disconnected(self, *, within: float = 10.0) -> None:
        """Wait until no gateway session has a socket."""
        await self.stage.bell.until(
            lambda: not self.gateway.connected, within=within, otherwise="a client is still connected"
        )

    async def commands_synced(self, *, within: float = 10.0) -> None:
        """Wait until commands are registered, by this run of the bot or one before."""
        await self.stage.bell.until(
            lambda: self.stage.registry.syncs, within=within, otherwise="no commands were registered"
        )

    async def called(self, method: str, pattern: str, *, times: int = 1, within: float = 10.0) -> list[Exchange]:
        """Wait until so many matching requests came in."""
        return await self.stage.bell.until(
            lambda: calls if len(calls := self.calls(method, pattern)) >= times else None,
            within=within,
            otherwise=f"{method} {pattern} was not called {times} times",
        )

    # What goes wrong

    def fail(
        self,
        method: str,
        pattern: str,
        *,
        status: int = 429,
        code: int = 0,
        message: str = "",
        retry_after: float = 1.0,
        is_global: bool = False,
        accepted: bool = False,
        times: int = 1,
    ) -> Fault:
        """Answer the next matching requests with an error; `accepted` ones were carried out all the same."""
        return self._wrong(
            Fault(
                method,
                pattern,
                times,
                status=status,
                code=code,
                message=message,
                retry_after=retry_after,
                is_global=is_global,
                accepted=accepted,
            )
        )

    def drop(self, method: str, pattern: str, *, accepted: bool, times: int = 1) -> Fault:
        """Reset the connection: before carrying the request out, or after it was accepted."""
        return self._wrong(Fault(method, pattern, times, drop=True, accepted=accepted))

    def hang(self, method: str, pattern: str, *, seconds: float, accepted: bool = False, times: int = 1) -> Fault:
        """Keep matching requests waiting; `accepted` ones are carried out first, others only for who still waits."""
        return self._wrong(Fault(method, pattern, times, hang=seconds, accepted=accepted))

    def garble(self, method: str, pattern: str, *, times: int = 1) -> Fault:
        """Carry matching requests out, and answer with half of some JSON."""
        return self._wrong(Fault(method, pattern, times, garble=True))

    def _wrong(self, fault: Fault) -> Fault:
        self.door.faults.append(fault)
        return fault

    def pace(self, limit: int | None = 50, *, per: float = 1.0) -> None:
        """Let the limit over all routes be felt (Discord's is 50 a second); None lifts it."""
        self.door.overall = None if limit is None else Pace(limit, per)

    def revoke_token(self) -> None:
        """Make the token bad: 401 everywhere, and the gateway closes with 4004."""
        self.gateway.token = None
        self.gateway.close(AUTHENTICATION_FAILED)

    async def drop_gateway(self, *, times: int = 1, within: float = 20.0) -> None:
        """Cut the gateway socket, again after each return, and wait until the client is back for good."""
        await self.connected(within=within)
        back = len(self.gateway.resumes) + len(self.gateway.identifies) + times
        self.gateway.cuts_to_come = times - 1
        self.gateway.cut()
        await self.stage.bell.until(
            lambda: len(self.gateway.resumes) + len(self.gateway.identifies) >= back and self.gateway.connected,
            within=within,
            otherwise="the client did not come back to the gateway",
        )

    def redeliver(self) -> None:
        """Deliver what a person did last (an interaction, a message) once more, word for word."""
        if self.gateway.last_done:
            self.gateway.tell(*self.gateway.last_done)


@web.middleware
async def _in_discords_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Unknown paths and methods are refused as JSON, as Discord does."""
    try:
        return await handler(request)
    except web.HTTPNotFound:
        return _error(errors.not_found())
    except web.HTTPMethodNotAllowed:
        return _error(errors.method_not_allowed())


def _error(error: ApiError) -> web.Response:
    body = web.json_response(error.body).body
    return web.Response(status=error.status, body=body, headers={"Content-Type": "application/json"})
