"""The web server: serves the routes of all platforms in this process."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

from adapters.web.error_pages import explained
from adapters.web.guard import SecurityHeaders
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


class Host:
    """The one web server for everything that this process serves over HTTP."""

    name = "http"

    def __init__(
        self, settings: Settings, routes: Sequence[BaseRoute], ready: Callable[[], Awaitable[Ready]] | None = None
    ) -> None:
        """Serve `routes`, `/healthz`, and if we know whether we are `ready`, `/readyz` at HOST and PORT."""
        self._settings = settings
        self.app = application([*([_readiness(ready)] if ready is not None else []), *routes])
        self._bound = asyncio.Event()
        self._url = ""
        self._fault: SettingsFault | None = None

    async def run(self) -> None:
        """Serve until cancelled, then finish answers under way; if it cannot listen, `started` raises that."""
        try:
            socket_ = await listening(self._settings.host, self._settings.port)
            self._url = url_of(self._settings.host, socket_.getsockname()[1])
        except OSError as error:
            where = f"{self._settings.host} port {self._settings.port}"
            self._fault = SettingsFault(f"HOST, PORT: I cannot listen on {where}: {error.strerror or error}.")
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
