"""The addresses beside the Web API: response URLs, and the places where files are uploaded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .errors import RefusedError
from .posting import respond

if TYPE_CHECKING:
    from .service import Service
    from .web_api import WebApi


class Hooks:
    """Answers what the bot posts to addresses that Slack gave it."""

    def __init__(self, service: Service, api: WebApi) -> None:
        self._service = service
        self._api = api

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Take an answer to what a person did, up to five times in thirty minutes."""
        try:
            body = json.loads(await request.text())
        except ValueError:
            body = None
        known = body if isinstance(body, dict) else {}
        call = self._api.record("response_url", request, known)

        def run() -> tuple[dict[str, Any], None]:
            try:
                act = self._service.use_response_url(request.match_info["token"])
                if not isinstance(body, dict):
                    return {"ok": False, "error": "invalid_payload"}, None
                respond(self._service, act, known)
            except RefusedError as refusal:
                return refusal.answer(), None
            return {"ok": True}, None

        answer = await self._api.with_faults(call, request, run)
        if call.error in {"expired_url", "used_url"}:
            answer.set_status(404)
        elif call.error and call.status == 200:
            answer.set_status(400)
        return answer

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Take the bytes of a file that was announced."""
        upload = self._service.uploads.get(request.match_info["file"])
        if upload is None:
            raise web.HTTPNotFound
        if request.content_type == "multipart/form-data":
            part = next(iter((await request.post()).values()))
            content = part.file.read() if isinstance(part, web.FileField) else str(part).encode()
        else:
            content = await request.read()
        if len(content) != upload["length"]:
            raise web.HTTPBadRequest(text="the length is not what was announced")
        upload["content"] = content
        return web.Response(text=f"OK - {len(upload['content'])}")
