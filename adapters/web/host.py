"""The web server: serves the routes of all platforms in this process, or on another port what an operator looks at."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

from adapters.web.error_pages import explained
from adapters.web.guard import SecurityHeaders
from adapters.web.metrics import METRICS
from bot.faults import noted
from bot.settings import SettingsFault, url_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from bot.doctor.readiness import Ready
    from bot.settings import Settings

_BACKLOG = 512
_STOP_SECONDS = 5
"""How many seconds answers under way may still take when the server is stopped."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where a web server listens."""

    host: str
    port: int
    prefix: str = ""
    """What the names of its settings begin with: `HOST` and `PORT`, or `METRICS_HOST` and `METRICS_PORT`."""

    def __str__(self) -> str:
        return f"{self.host} port {self.port}"


def doors(settings: Settings) -> Sequence[Door]:
    """Return where this Milepost listens: for people and platforms, then for its operator, if so."""
    front = Door(settings.host, settings.port)
    if settings.metrics_port is None:
        return [front]
    return [front, Door(settings.metrics_host, settings.metrics_port, "METRICS_")]


class Host:
    """A web server for what this process serves over HTTP to people and their platforms, or to its operator."""

    def __init__(
        self,
        settings: Settings,
        routes: Sequence[BaseRoute],
        ready: Callable[[], Awaitable[Ready]] | None = None,
        *,
        door: Door | None = None,
    ) -> None:
        """Serve `routes`, `/healthz`, and if we know whether we are `ready`, `/readyz`: at `door`, or HOST and PORT."""
        self._door = door or doors(settings)[0]
        self.name = "metrics" if self._door.prefix else "http"
        self.app = application([*([_readiness(ready)] if ready is not None else []), *routes])
        self._bound = asyncio.Event()
        self._url = ""
        self._fault: SettingsFault | None = None

    async def run(self) -> None:
        """Serve until cancelled, then finish answers under way; if it cannot listen, `started` raises that."""
        try:
            socket_ = await listening(self._door.host, self._door.port)
            self._url = url_of(self._door.host, socket_.getsockname()[1])
        except OSError as error:
            named = f"{self._door.prefix}HOST, {self._door.prefix}PORT"
            self._fault = SettingsFault(f"{named}: I cannot listen on {self._door}: {error.strerror or error}.")
            return
        finally:
            self._bound.set()
        server = _Server(
            uvicorn.Config(
                self.app,
                lifespan="off",
                ws="none",
                proxy_headers=False,
                server_header=False,
                access_log=False,
                log_config=None,
                log_level="warning",
                timeout_graceful_shutdown=_STOP_SECONDS,
            )
        )
        serving = asyncio.create_task(server.serve(sockets=[socket_]))
        try:
            await asyncio.shield(serving)
        finally:
            server.should_exit = True
            await serving

    async def started(self) -> str:
        """Wait until connections are accepted, and return the URL; raises SettingsFault if it cannot listen."""
        await self._bound.wait()
        if self._fault is not None:
            raise self._fault
        return self._url


class _Server(uvicorn.Server):
    """A server that leaves SIGINT and SIGTERM to the process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Capture none."""
        yield


def application(routes: Sequence[BaseRoute]) -> Starlette:
    """Return the ASGI application with `routes`; if none of them is `/`, an index of them is added there."""
    paths = [path for route in routes if (path := getattr(route, "path", ""))]
    own: list[BaseRoute] = [Route("/healthz", _healthy, methods=["GET"])]
    if METRICS not in paths:
        own.append(Route(METRICS, _metrics_elsewhere, methods=["GET"]))
    if "/" not in paths:
        own.append(Route("/", _index(["/healthz", *paths]), methods=["GET"]))
    handlers: dict[Any, Any] = {Exception: _own_up}
    if "/" in paths:
        handlers[HTTPException] = explained  # there are pages, so errors are pages too
    return Starlette(routes=[*own, *routes], middleware=[Middleware(SecurityHeaders)], exception_handlers=handlers)


def _index(paths: Sequence[str]) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that lists `paths` as text."""
    text = "\n".join(["This is Milepost, a goal-tracking bot. Here are:", *paths, ""])

    async def index(_request: Request) -> Response:
        return PlainTextResponse(text)

    return index


async def _metrics_elsewhere(_request: Request) -> Response:
    told = "Metrics are served on a port of their own, if there is one: METRICS_PORT=9464, for example.\n"
    return PlainTextResponse(told, status_code=404)


async def _healthy(_request: Request) -> Response:
    return PlainTextResponse("ok\n")


def _readiness(ready: Callable[[], Awaitable[Ready]]) -> BaseRoute:
    """Return the route that says whether we are `ready`: 200 or 503, and why."""

    async def answer(_request: Request) -> Response:
        found = await ready()
        return JSONResponse(found.to_json(), status_code=200 if found.is_ready else 503)

    return Route("/readyz", answer, methods=["GET"])


async def _own_up(_request: Request, error: Exception) -> Response:
    """Answer a fault with a reference that the log has too."""
    reference = await noted("fault", error, platform="http")
    return PlainTextResponse(
        f"Something went wrong on my side. If it happens again, tell your operator: {reference}\n", status_code=500
    )


async def listening(host: str, port: int) -> socket.socket:
    """Return a listening socket, so that connections are queued from here on; port 0 stands for any free one."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    family, kind, _, _, where = found[0]
    # Only with the protocol given does asyncio switch off Nagle's delay, which would cost 40 ms an answer.
    opened = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(where)
        opened.listen(_BACKLOG)
    except OSError:
        opened.close()
        raise
    return opened
