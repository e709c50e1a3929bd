"""The front door of the REST API: a request is recorded, hit by its fault, checked, paced and answered."""

import asyncio
import contextlib
import json
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from tests.peers.discord import errors, spec
from tests.peers.discord.errors import ApiError
from tests.peers.discord.faults import Exchange, Fault, Pace
from tests.peers.discord.posting import Upload, Uploads
from tests.peers.discord.stage import Stage

API = "/api/v10"


@dataclass(frozen=True)
class Call:
    """A request that made it to its handler."""

    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    uploads: Uploads
    now: float


Handler = Callable[[Stage, Call], Any]
"""Gives the JSON to answer with; None is 204."""


@dataclass(frozen=True)
class Route:
    """One thing that the API can do."""

    method: str
    path: str
    handler: Handler
    needs_token: bool = True


@dataclass(eq=False)
class Door:
    """Takes requests in and lets answers out; keeps the visitors' book."""

    stage: Stage
    check_specs: bool
    requests: list[Exchange] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    overall: Pace | None = None
    """The limit over all routes together, if it is to be felt."""
    _paces: dict[tuple[str, ...], Pace] = field(default_factory=dict)

    def opens(self, route: Route) -> Callable[[web.Request], Any]:
        """Make an aiohttp handler for a route."""

        async def handle(request: web.Request) -> web.StreamResponse:
            return await self._serve(route, request)

        return handle

    async def _serve(self, route: Route, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix(API)
        body, uploads, legible = await _read(request)
        headers = {key: value for key, value in request.headers.items() if key.lower() != "authorization"}
        names = [upload.name for upload in uploads.values()]
        now = self.stage.now()
        exchange = Exchange(request.method, path, route.path, headers, dict(request.query), body, names, now)
        self.requests.append(exchange)
        self.stage.bell.ring()
        fault = next((fault for fault in self.faults if fault.strikes(request.method, path)), None)
        if fault and fault.hang and not fault.accepted:
            await asyncio.sleep(fault.hang)
            if request.transport is None:
                return _dropped(request)
        if fault and fault.drop and not fault.accepted:
            return _dropped(request)
        pace = self._pace(route, request)
        call = Call(request.match_info, request.query, body, uploads, self.stage.now())
        response = self._refused(route, request, fault, pace)
        if response is None:
            response = self._answered(route, call, exchange, legible=legible)
            if fault and fault.accepted and fault.status:
                response = _fault_response(fault)
        if fault and fault.hang and fault.accepted:
            await asyncio.sleep(fault.hang)
        if fault and fault.drop:
            return _dropped(request)
        if fault and fault.garble:
            response = _json(200, text='{"id": "broken')
        exchange.status = response.status
        response.headers.update(_pace_headers(route, request, pace, self.stage.now()))
        return response

    def _refused(self, route: Route, request: web.Request, fault: Fault | None, pace: Pace) -> web.Response | None:
        if fault and fault.status and not fault.accepted:
            return _fault_response(fault)
        token = self.stage.gateway.token
        if route.needs_token and (token is None or request.headers.get("Authorization") != f"Bot {token}"):
            return _json(401, errors.unauthorized().body)
        now = self.stage.now()
        if route.needs_token and self.overall and (wait := self.overall.take(now)):
            return _too_many(wait, is_global=True)
        if wait := pace.take(now):
            return _too_many(wait, is_global=False)
        return None

    def _answered(self, route: Route, call: Call, exchange: Exchange, *, legible: bool) -> web.Response:
        try:
            if not legible:
                raise errors.invalid_json()
            if self.check_specs and call.body is not None:
                spec.check_body(route.path, route.method, call.body)
            answer = route.handler(self.stage, call)
        except ApiError as error:
            exchange.answer = error.body
            return _json(error.status, error.body)
        exchange.answer = answer
        return web.Response(status=204) if answer is None else _json(200, answer)

    def _pace(self, route: Route, request: web.Request) -> Pace:
        major = ("channel_id", "guild_id", "webhook_token", "interaction_token")
        key = (route.method, route.path, *(request.match_info.get(name, "") for name in major))
        return self._paces.setdefault(key, Pace(1000, 1.0))


async def _read(request: web.Request) -> tuple[Any, Uploads, bool]:
    """Give the body, the files beside it, and whether it could be read at all."""
    try:
        if request.content_type != "multipart/form-data":
            text = await request.text()
            return (json.loads(text) if text else None), {}, True
        form = await request.post()
        uploads = {}
        for name, value in form.items():
            if isinstance(value, FileField):
                number = int(name.removeprefix("files[").removesuffix("]"))
                uploads[number] = Upload(value.filename, value.file.read(), _kind_of(value))
        return json.loads(str(form.get("payload_json", "{}"))), uploads, True
    except ValueError:
        return None, {}, False


def _kind_of(part: FileField) -> str:
    endings = {"png": "image/png", "csv": "text/csv", "ics": "text/calendar", "json": "application/json"}
    return endings.get(part.filename.rpartition(".")[2], part.content_type)


def _json(status: int, body: Any = None, *, text: str | None = None) -> web.Response:
    """Exactly `application/json`, without a charset: discord.py takes nothing else for JSON."""
    data = (json.dumps(body) if text is None else text).encode()
    return web.Response(status=status, body=data, headers={"Content-Type": "application/json"})


def _too_many(wait: float, *, is_global: bool) -> web.Response:
    body = {"message": "You are being rate limited.", "retry_after": round(wait, 3), "global": is_global}
    response = _json(429, body)
    response.headers["Retry-After"] = str(math.ceil(wait))
    response.headers["Via"] = "1.1 google"
    response.headers["X-RateLimit-Scope"] = "global" if is_global else "user"
    if is_global:
        response.headers["X-RateLimit-Global"] = "true"
    return response


def _fault_response(fault: Fault) -> web.Response:
    status = fault.status or 500
    if status == 429:
        return _too_many(fault.retry_after, is_global=fault.is_global)
    return _json(status, {"message": fault.message or f"{status}: made up by a test", "code": fault.code})


def _dropped(request: web.Request) -> web.Response:
    with contextlib.suppress(AttributeError):
        request.transport.abort()  # type: ignore[union-attr]  # gone already is as good
    return web.Response(status=500)


def _pace_headers(route: Route, request: web.Request, pace: Pace, now: float) -> dict[str, str]:
    bucket = f"{abs(hash((request.method, route.path))):032x}"
    wait = pace.reset_after(now)
    return {
        "X-RateLimit-Limit": str(pace.limit),
        "X-RateLimit-Remaining": str(pace.remaining),
        "X-RateLimit-Reset": f"{time.time() + wait:.3f}",
        "X-RateLimit-Reset-After": f"{wait:.3f}",
        "X-RateLimit-Bucket": bucket,
    }
