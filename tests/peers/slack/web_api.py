"""The Web API's front: read a call, check token and scope, let faults happen, answer, keep a record."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from . import api_app, api_chat, api_people
from .asking import Ask, Handler
from .errors import RefusedError
from .workspace import Grant

if TYPE_CHECKING:
    from .faults import Bucket, Fault
    from .service import Service

_SECRETS = {"token", "client_secret", "code"}


@dataclass(frozen=True)
class Method:
    """A method and what a token must have to call it."""

    run: Handler
    scope: str = ""
    token: str = "bot"
    """`bot`, `app`, or nothing at all."""


METHODS: dict[str, Method] = {
    "api.test": Method(api_app.api_test, token=""),
    "apps.connections.open": Method(api_app.open_connection, "connections:write", "app"),
    "apps.uninstall": Method(api_app.uninstall),
    "auth.revoke": Method(api_app.revoke),
    "auth.test": Method(api_app.auth_test),
    "bots.info": Method(api_people.bot_info, "users:read"),
    "chat.delete": Method(api_chat.delete, "chat:write"),
    "chat.getPermalink": Method(api_chat.permalink),
    "chat.postEphemeral": Method(api_chat.post_ephemeral, "chat:write"),
    "chat.postMessage": Method(api_chat.post_message, "chat:write"),
    "chat.update": Method(api_chat.update, "chat:write"),
    "conversations.history": Method(api_chat.history),
    "conversations.info": Method(api_chat.conversation_info),
    "conversations.open": Method(api_chat.open_conversation, "im:write"),
    "files.completeUploadExternal": Method(api_app.complete_upload, "files:write"),
    "files.getUploadURLExternal": Method(api_app.upload_url, "files:write"),
    "oauth.v2.access": Method(api_app.oauth_access, token=""),
    "team.info": Method(api_people.team_info, "team:read"),
    "users.info": Method(api_people.user_info, "users:read"),
    "users.list": Method(api_people.user_list, "users:read"),
    "views.open": Method(api_people.open_view),
    "views.publish": Method(api_people.publish_view),
    "views.push": Method(api_people.push_view),
    "views.update": Method(api_people.update_view),
}


@dataclass
class Call:
    """One request that reached Slack, without its token."""

    method: str
    headers: dict[str, str]
    args: dict[str, Any]
    at: float
    """On the monotonic clock, for measuring the pace of calls."""
    status: int = 0
    """0 while it is under way, or when the connection was cut."""
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def error(self) -> str:
        return str(self.answer.get("error", ""))


class WebApi:
    """Answers `/api/…` as Slack would."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.pace: Bucket | None = None
        """Of messages in one channel."""
        self.whole: Bucket | None = None
        """Of all messages in the workspace."""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        try:
            args, token = await read_call(request)
        except RefusedError as refusal:
            self.record(name, request, {})
            return self._end(self.calls[-1], refusal.answer())
        call = self.record(name, request, args)
        return await self.with_faults(call, request, lambda: self._answer(name, args, token))

    def record(self, name: str, request: web.Request, args: dict[str, Any]) -> Call:
        headers = {key.lower(): value for key, value in request.headers.items() if key.lower() != "authorization"}
        kept = {key: value for key, value in args.items() if key not in _SECRETS}
        self.calls.append(Call(name, headers, kept, time.monotonic()))
        return self.calls[-1]

    def _end(self, call: Call, answer: dict[str, Any], grant: Grant | None = None) -> web.Response:
        call.status, call.answer = 200, answer
        headers = {"X-OAuth-Scopes": ",".join(sorted(grant.scopes))} if grant else {}
        return web.json_response(answer, headers=headers)

    async def with_faults(self, call: Call, request: web.Request, run: Any) -> web.StreamResponse:
        """Answer the call, unless a fault is due: before it takes effect, or after."""
        fault = next((one for one in self.faults if one.hits(call.method, call.args)), None)
        if fault is None:
            return self._settled(call, *run())
        fault.times -= 1
        if fault.accepted:
            answer, _grant = run()
            call.answer = answer
        if fault.hang:
            await asyncio.sleep(fault.hang)
        if fault.reset:
            if request.transport is not None:
                request.transport.abort()
            raise web.HTTPServiceUnavailable
        if fault.body is not None:
            call.status = fault.status or 200
            return web.Response(text=fault.body, status=call.status, content_type="application/json")
        if fault.status or fault.error:
            return self._failed(call, fault)
        return self._settled(call, call.answer, None) if fault.accepted else self._settled(call, *run())

    def _settled(self, call: Call, answer: dict[str, Any], grant: Grant | None) -> web.Response:
        if answer.get("error") == "ratelimited":
            return self._too_many(call, int(answer["retry_after"]))
        return self._end(call, answer, grant)

    def _failed(self, call: Call, fault: Fault) -> web.Response:
        if fault.status == 429:
            return self._too_many(call, fault.retry_after or 1)
        call.status = fault.status or 200
        if not fault.error:
            return web.Response(text="upstream connect error", status=call.status)
        call.answer = {"ok": False, "error": fault.error}
        return web.json_response(call.answer, status=call.status)

    def _too_many(self, call: Call, seconds: int) -> web.Response:
        call.status, call.answer = 429, {"ok": False, "error": "ratelimited"}
        return web.json_response(call.answer, status=429, headers={"Retry-After": str(seconds)})

    def _answer(self, name: str, args: dict[str, Any], token: str) -> tuple[dict[str, Any], Grant | None]:
        grant: Grant | None = None
        try:
            method = self._method(name)
            grant = self._grant(method, token)
            if name == "chat.postMessage":
                wait = self._wait(str(args.get("channel")))
                if wait:
                    return {"ok": False, "error": "ratelimited", "retry_after": wait}, grant
            team = self._service.team_of(grant)
            ask = Ask(self._service, team, grant, args)
            if method.scope:
                ask.need(method.scope)
            return method.run(ask), grant
        except RefusedError as refusal:
            return refusal.answer(), grant

    def _wait(self, channel: str) -> int:
        """Return how long to wait before a message, in seconds."""
        now = time.monotonic()
        waits = [self.whole.wait("", now) if self.whole else 0, self.pace.wait(channel, now) if self.pace else 0]
        return max(waits)

    def _method(self, name: str) -> Method:
        if name not in METHODS:
            raise RefusedError("unknown_method")
        return METHODS[name]

    def _grant(self, method: Method, token: str) -> Grant:
        if not method.token:
            return Grant("", frozenset(), "app")
        if not token:
            raise RefusedError("not_authed")
        grant = self._service.grants.get(token)
        if grant is None:
            raise RefusedError("invalid_auth")
        if grant.error:
            raise RefusedError(grant.error)
        if grant.kind != method.token:
            raise RefusedError("not_allowed_token_type")
        return grant


async def read_call(request: web.Request) -> tuple[dict[str, Any], str]:
    """Read the arguments from the query, a form or JSON, and the token from wherever Slack takes one."""
    args: dict[str, Any] = dict(request.query)
    kind = request.content_type
    if request.method == "POST" and kind == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError as fault:
            raise RefusedError("invalid_json") from fault
        if not isinstance(body, dict):
            raise RefusedError("json_not_object")
        args |= body
    elif request.method == "POST":
        args |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Basic":
        client_id, _, client_secret = base64.b64decode(secret).decode().partition(":")
        args |= {"client_id": client_id, "client_secret": client_secret}
    token = secret if scheme == "Bearer" else str(args.get("token") or "")
    return args, token
