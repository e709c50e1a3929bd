"""The playground: a page where everything can be tried without any account, as one of three people."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from adapters.replies import posted
from adapters.web import render, requests
from adapters.web.conversation import Conversation
from adapters.web.guard import Guard
from adapters.web.live import Streams, as_json
from adapters.web.page import page
from adapters.web.people import CHANNEL, PEOPLE, PLATFORM, greeting, welcome
from adapters.web.suggestions import suggest
from bot.charts import Unpainted, png
from bot.clock import Clock
from bot.doctor.finding import well
from bot.line.grammar import LENGTH_LIMIT, spell
from bot.line.slashed import bare
from bot.messages import Address, Form, Reply
from bot.outgoing import Undeliverable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from starlette.requests import Request as HTTPRequest
    from starlette.routing import BaseRoute

    from adapters.web.markup import Markup
    from adapters.web.people import Person
    from adapters.web.requests import Asked
    from bot.dispatch import Dispatcher
    from bot.doctor.finding import Finding
    from bot.settings import Settings

log = structlog.get_logger()

STATIC = Path(__file__).parent / "static"
_BEGINNING = 200
"""How many characters are shown of a line that is too long for a command."""
_FRESH = {"Cache-Control": "no-store"}


class Web:
    """The playground as a platform: people ask on its page, and nudges appear there."""

    name = PLATFORM

    def __init__(self, settings: Settings, dispatcher: Dispatcher, clock: Clock | None = None) -> None:
        """Answer by `dispatcher`, to browsers that reach this machine by its name in `settings`."""
        self._host = settings.host
        self._dispatcher = dispatcher
        self._clock = clock or Clock()
        self._streams = Streams()
        self._conversations = {(id_, room): Conversation() for id_ in PEOPLE for room in ("", CHANNEL)}
        for person in PEOPLE.values():
            self._conversations[person.id, ""].add(greeting(person), self._clock.now())
            self._conversations[person.id, CHANNEL].add(welcome(), self._clock.now())

    async def run(self, *, hearing: bool = True) -> None:
        """Wait until cancelled (the host serves the page), then end the streams of open pages."""
        del hearing
        try:
            await asyncio.Event().wait()
        finally:
            self._streams.close()

    async def connected(self) -> Finding:
        """Return that the page is there: whoever asks was served by the same host."""
        return well("Playground", "It is served")

    def routes(self) -> Sequence[BaseRoute]:
        """Return the routes of the page and of all it loads, behind the guard."""
        guard = [Middleware(Guard, host=self._host)]
        return [
            Route("/", self._door, methods=["GET"], middleware=guard),
            *(
                Route(f"{room}{page}", endpoint, methods=[method], middleware=guard)
                for room in ("/as/{person}", "/as/{person}/in/{channel}")
                for page, method, endpoint in (
                    ("", "GET", self._show),
                    ("", "POST", self._ask),
                    ("/live", "GET", self._follow),
                    ("/suggestions", "GET", self._suggest),
                    ("/pictures/{number:int}/{version:int}/{which:int}.png", "GET", self._picture),
                    ("/files/{number:int}", "GET", self._file),
                )
            ),
            Mount("/static", StaticFiles(directory=STATIC), middleware=guard),
        ]

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        """Add a nudge to its conversations, once for each key; raises Undeliverable for unknown people."""
        heard = self._of(to)
        if not heard:
            raise Undeliverable(f"there is nobody called {to.id[:40]} in the playground")
        now = self._clock.now()
        messages = [one.find(key) or one.add(reply, now, key=key, nudge=True) for one in heard]
        return str(messages[0].number)

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        """Return the number of the nudge with this key, if it was sent in this run of Milepost."""
        del since
        found = (one.find(key) for one in self._of(to))
        return next((str(message.number) for message in found if message is not None), None)

    def _of(self, to: Address) -> list[Conversation]:
        """Return the conversations in which a message to `to` appears: a person's, or everybody's view of a channel."""
        if to.id == CHANNEL:
            return [self._conversations[id_, CHANNEL] for id_ in PEOPLE]
        return [self._conversations[to.id, ""]] if to.id in PEOPLE else []

    async def _door(self, _request: HTTPRequest) -> Response:
        return RedirectResponse(next(iter(PEOPLE.values())).path, status_code=303)

    async def _show(self, request: HTTPRequest) -> Response:
        person, conversation = self._whose(request)
        return HTMLResponse(page(person, conversation, self._clock.now()), headers=_FRESH)

    async def _ask(self, request: HTTPRequest) -> Response:
        """Carry out a request; JavaScript gets the news as JSON, a page without it is redirected to them."""
        person, conversation = self._whose(request)
        asked = await requests.read(request, person)
        form = await self._answer(asked, person, conversation)
        if asked.live:
            return JSONResponse(as_json(conversation, person, asked.mark, form), headers=_FRESH)
        if form is not None:
            return HTMLResponse(page(person, conversation, self._clock.now(), form), headers=_FRESH)
        return RedirectResponse(f"{person.path}#m{conversation.newest}", status_code=303)

    async def _answer(self, asked: Asked, person: Person, conversation: Conversation) -> Markup | None:
        """Add the answer to the conversation, or return the form to fill in, if that is the answer."""
        answer = await self._dispatcher.answer(asked.request)
        if isinstance(answer, Form):
            answer = await self._dispatcher.filled(asked.request, answer)
        if isinstance(answer, Form):
            known = {
                ask.name: await self._dispatcher.suggest(person.address, answer.command, ask.name, "", person.place)
                for ask in answer.asks
            }
            return render.form(answer, person, replying_to=asked.replying_to, known=known, is_open=not asked.live)
        if answer is None:
            return None
        answer = answer if person.channel else bare(answer, self._dispatcher.commands)
        now = self._clock.now()
        if answer.replaces and asked.number and self._replace(asked.number, answer, person, conversation):
            return None
        aside = bool(person.channel) and answer.private
        if words := self._words(asked).strip():
            conversation.add(words, now, key=asked.key)
        if person.channel and not answer.private:
            if (tapped := conversation.at(asked.number)) is not None and tapped.aside:
                conversation.change(tapped.number, posted(), now)
            self._share(answer, now)
        else:
            conversation.add(answer, now, aside=aside)
        return None

    def _share(self, reply: Reply, now: datetime) -> None:
        """Add a reply to everybody's view of the channel; the common key tells that it is one message."""
        key = f"shared:{secrets.token_hex(8)}"
        for id_ in PEOPLE:
            self._conversations[id_, CHANNEL].add(reply, now, key=key)

    def _replace(self, number: int, reply: Reply, person: Person, conversation: Conversation) -> bool:
        """Replace a tapped message by `reply`; False if it is gone, or not seen by the same people."""
        tapped, now = conversation.at(number), self._clock.now()
        if tapped is None or (person.channel and tapped.aside is not reply.private):
            return False
        if not person.channel or tapped.aside:
            return conversation.change(number, reply, now) is not None
        for id_ in PEOPLE:
            view = self._conversations[id_, CHANNEL]
            same = view.find(tapped.key) if tapped.key else view.at(number)
            if same is not None:
                view.change(same.number, reply, now)
        return True

    def _words(self, asked: Asked) -> str:
        """Return the line that was typed, or that would be the same command as the tap or form."""
        command = self._dispatcher.commands.get(asked.request.command)
        words = spell(command, asked.request.values) if command is not None else asked.request.words
        return words if len(words) <= LENGTH_LIMIT else f"{words[:_BEGINNING]}…"

    async def _follow(self, request: HTTPRequest) -> Response:
        person, conversation = self._whose(request)
        mark = request.headers.get("last-event-id") or request.query_params.get("after", "")
        return StreamingResponse(
            self._streams.follow(conversation, person, mark), media_type="text/event-stream", headers=_FRESH
        )

    async def _picture(self, request: HTTPRequest) -> Response:
        """Paint a picture of a message, in a thread; the page has its words in any case."""
        _, conversation = self._whose(request)
        message = conversation.at(request.path_params["number"])
        which, version = request.path_params["which"], request.path_params["version"]
        charts = () if message is None or isinstance(message.said, str) else message.said.charts
        if message is None or message.version != version or which >= len(charts):
            raise HTTPException(404, "That picture is not in the conversation any more.\n")
        try:
            painted = await asyncio.to_thread(png, charts[which].picture)
        except Unpainted as failed:
            await log.aerror("picture not painted", reason=str(failed))
            raise HTTPException(500, "I could not paint that picture; its words say the same.\n") from failed
        return Response(painted, media_type="image/png", headers=_FRESH)

    async def _file(self, request: HTTPRequest) -> Response:
        """Download the file of a message."""
        _, conversation = self._whose(request)
        message = conversation.at(request.path_params["number"])
        file = message.said.file if message is not None and isinstance(message.said, Reply) else None
        if file is None:
            raise HTTPException(404, "That file is not in the conversation any more.\n")
        named = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return Response(file.text, media_type=file.media, headers=_FRESH | named)

    async def _suggest(self, request: HTTPRequest) -> Response:
        person, _ = self._whose(request)
        found, usage = await suggest(
            self._dispatcher, person.address, request.query_params.get("typed", ""), person.place
        )
        lines = [{"label": s.label, "about": s.about, "line": s.line} for s in found]
        return JSONResponse({"lines": lines, "usage": usage}, headers=_FRESH)

    def _whose(self, request: HTTPRequest) -> tuple[Person, Conversation]:
        person, channel = PEOPLE.get(request.path_params["person"]), request.path_params.get("channel", "")
        if person is None:
            names = ", ".join(one.name for one in PEOPLE.values())
            raise HTTPException(404, f"There is nobody of that name here. There are {names}.\n")
        if channel not in ("", CHANNEL):
            raise HTTPException(404, f"There is no channel of that name here. There is #{CHANNEL}.\n")
        return replace(person, channel=channel), self._conversations[person.id, channel]
