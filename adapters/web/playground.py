"""The playground: a page where everything can be tried with no account anywhere, by three people."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from adapters.web import asking, render
from adapters.web.conversation import Conversation
from adapters.web.guard import Guard
from adapters.web.live import Streams, as_json
from adapters.web.page import page
from adapters.web.people import PEOPLE, PLATFORM, greeting
from adapters.web.suggestions import suggest
from bot.clock import Clock
from bot.line import LENGTH_LIMIT, spell
from bot.messages import Address, Form, Reply
from bot.outgoing import Undeliverable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from starlette.requests import Request as HTTPRequest
    from starlette.routing import BaseRoute

    from adapters.web.asking import Asked
    from adapters.web.markup import Markup
    from adapters.web.people import Person
    from bot.dispatch import Dispatcher
    from bot.settings import Settings

STATIC = Path(__file__).parent / "static"
_BEGINNING = 200
"""Characters shown of a line that is too long to be read."""
_FRESH = {"Cache-Control": "no-store"}


class Web:
    """The playground as a platform: people ask on its page, and nudges arrive there."""

    name = PLATFORM

    def __init__(self, settings: Settings, dispatcher: Dispatcher, clock: Clock | None = None) -> None:
        """Answer by `dispatcher`, to browsers that know this machine by the name in `settings`."""
        self._host = settings.host
        self._dispatcher = dispatcher
        self._clock = clock or Clock()
        self._streams = Streams()
        self._conversations = {person.id: Conversation() for person in PEOPLE.values()}
        for person in PEOPLE.values():
            self._conversations[person.id].add(greeting(person), self._clock.now())

    async def run(self, *, hearing: bool = True) -> None:
        """Do nothing until cancelled (the host serves the page), then let go of the pages that follow."""
        del hearing
        try:
            await asyncio.Event().wait()
        finally:
            self._streams.close()

    def routes(self) -> Sequence[BaseRoute]:
        """Return the page, what it asks for and its files, all behind the guard."""
        guard = [Middleware(Guard, host=self._host)]
        return [
            Route("/", self._door, methods=["GET"], middleware=guard),
            Route("/as/{person}", self._show, methods=["GET"], middleware=guard),
            Route("/as/{person}", self._ask, methods=["POST"], middleware=guard),
            Route("/as/{person}/live", self._follow, methods=["GET"], middleware=guard),
            Route("/as/{person}/suggestions", self._suggest, methods=["GET"], middleware=guard),
            Mount("/static", StaticFiles(directory=STATIC), middleware=guard),
        ]

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        """Put a nudge into its person's conversation, once for each key, and onto their open pages."""
        conversation = self._conversations.get(to.id)
        if conversation is None:
            raise Undeliverable(f"there is nobody called {to.id[:40]} in the playground")
        message = conversation.find(key) or conversation.add(reply, self._clock.now(), key=key, nudge=True)
        return str(message.number)

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        """Return the number of the nudge with this key, if it was sent since Milepost started."""
        del since
        conversation = self._conversations.get(to.id)
        message = conversation.find(key) if conversation is not None else None
        return str(message.number) if message is not None else None

    async def _door(self, _request: HTTPRequest) -> Response:
        return RedirectResponse(render.place(next(iter(PEOPLE.values()))), status_code=303)

    async def _show(self, request: HTTPRequest) -> Response:
        person, conversation = self._whose(request)
        return HTMLResponse(page(person, conversation, self._clock.now()), headers=_FRESH)

    async def _ask(self, request: HTTPRequest) -> Response:
        """Carry out what a page asks; one that is live gets the news as JSON, another one is led to it."""
        person, conversation = self._whose(request)
        asked = await asking.read(request, person)
        form = await self._answer(asked, person, conversation)
        if asked.live:
            return JSONResponse(as_json(conversation, person, asked.mark, form), headers=_FRESH)
        if form is not None:
            return HTMLResponse(page(person, conversation, self._clock.now(), form), headers=_FRESH)
        return RedirectResponse(f"{render.place(person)}#m{conversation.newest}", status_code=303)

    async def _answer(self, asked: Asked, person: Person, conversation: Conversation) -> Markup | None:
        """Put the answer into the conversation; return the form to fill in, if the answer is one."""
        answer = await self._dispatcher.answer(asked.request)
        if isinstance(answer, Form):
            known = {
                ask.name: await self._dispatcher.suggest(person.address, answer.command, ask.name, "")
                for ask in answer.asks
            }
            return render.form(answer, person, replying_to=asked.replying_to, known=known, is_open=not asked.live)
        if answer is None:
            return None
        now = self._clock.now()
        if answer.replaces and asked.number and conversation.change(asked.number, answer, now):
            return None
        if words := self._words(asked).strip():
            conversation.add(words, now, key=asked.key)
        conversation.add(answer, now)
        return None

    def _words(self, asked: Asked) -> str:
        """Return the line that a request stands for: a tap and a form are saved commands."""
        command = self._dispatcher.commands.get(asked.request.command)
        words = spell(command, asked.request.values) if command is not None else asked.request.words
        return words if len(words) <= LENGTH_LIMIT else f"{words[:_BEGINNING]}…"

    async def _follow(self, request: HTTPRequest) -> Response:
        person, conversation = self._whose(request)
        mark = request.headers.get("last-event-id") or request.query_params.get("after", "")
        return StreamingResponse(
            self._streams.follow(conversation, person, mark), media_type="text/event-stream", headers=_FRESH
        )

    async def _suggest(self, request: HTTPRequest) -> Response:
        person, _ = self._whose(request)
        found, usage = await suggest(self._dispatcher, person.address, request.query_params.get("typed", ""))
        lines = [{"label": s.label, "about": s.about, "line": s.line} for s in found]
        return JSONResponse({"lines": lines, "usage": usage}, headers=_FRESH)

    def _whose(self, request: HTTPRequest) -> tuple[Person, Conversation]:
        person = PEOPLE.get(request.path_params["person"])
        if person is None:
            raise HTTPException(404, "There is nobody of that name here.\n")
        return person, self._conversations[person.id]
