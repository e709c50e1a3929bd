"""The playground: a page where everything can be tried without any account, as one of three people."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from adapters.replies import posted
from adapters.web import clock as clock_
from adapters.web import downloads, render, requests
from adapters.web import looks as looking
from adapters.web.everybody import Everybody
from adapters.web.guard import Guard
from adapters.web.live import Streams, as_json
from adapters.web.page import page
from adapters.web.people import CHANNEL, PEOPLE, PLATFORM
from adapters.web.suggestions import suggest
from bot.clock import Clock
from bot.doctor.finding import well
from bot.errors import Refusal
from bot.line.grammar import LENGTH_LIMIT, spell
from bot.line.slashed import bare
from bot.messages import Address, Form, Reply
from bot.outgoing import Undeliverable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from starlette.requests import Request as HTTPRequest
    from starlette.routing import BaseRoute

    from adapters.web.conversation import Conversation, Message
    from adapters.web.looks import Preview
    from adapters.web.markup import Markup
    from adapters.web.people import Person
    from adapters.web.requests import Asked
    from bot.dispatch import Dispatcher
    from bot.doctor.finding import Finding
    from bot.settings import Settings

STATIC = Path(__file__).parent / "static"
_BEGINNING = 200
"""How many characters are shown of a line that is too long for a command."""
_ROOMS = [f"/as/{{person}}{room}{look}" for room in ("", "/in/{channel}") for look in ("", "/like/{look}")]
_FRESH = {"Cache-Control": "no-store"}


class Web:
    """The playground as a platform: people ask on its page, and nudges appear there."""

    name = PLATFORM

    def __init__(
        self,
        settings: Settings,
        dispatcher: Dispatcher,
        clock: Clock | None = None,
        previews: Mapping[str, Callable[[], Preview]] | None = None,
    ) -> None:
        """Answer by `dispatcher`, to browsers that reach this machine by its name in `settings`.

        What each platform would be sent is told by its preview, which is loaded when somebody wants to see that.
        """
        self._host = settings.host
        self._dispatcher = dispatcher
        self._clock = clock or Clock()
        self._load = dict(previews or {})
        self._previews: dict[str, Preview] = {}
        self._streams = Streams(self._draw, self._time)
        self._sent = 0
        """How many nudges came, wherever."""
        self._everybody = Everybody(self._clock.now())

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
                for room in _ROOMS
                for page, method, endpoint in (
                    ("", "GET", self._show),
                    ("", "POST", self._ask),
                    ("/live", "GET", self._follow),
                    ("/clock", "POST", self._pass),
                    ("/suggestions", "GET", self._suggest),
                    ("/pictures/{number:int}/{version:int}/{which:int}.png", "GET", self._picture),
                    ("/files/{number:int}", "GET", self._file),
                )
            ),
            Mount("/static", StaticFiles(directory=STATIC), middleware=guard),
        ]

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        """Add a nudge to its conversations, once for each key; raises Undeliverable for unknown people."""
        heard = self._everybody.at(to)
        if not heard:
            raise Undeliverable(f"there is nobody called {to.id[:40]} in the playground")
        now, known = self._clock.now(), heard[0].find(key)
        messages = [one.find(key) or one.add(reply, now, key=key, nudge=True) for one in heard]
        self._sent += known is None
        return heard[0].mark_at(messages[0].number)

    async def change(self, to: Address, reply: Reply, receipt: str) -> None:
        """Let `reply` take the place of a message of this run, in every view of it that still has it."""
        heard, now = self._everybody.at(to), self._clock.now()
        number = heard[0].seen(receipt) if heard else None  # none of an earlier run, whose numbers are given anew
        first = heard[0].at(number) if number is not None else None
        for one in heard if first is not None and first.key else ():
            if first is not None and (same := one.find(first.key)) is not None:
                one.change(same.number, reply, now)

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        """Return what `send` returned for the nudge with this key, if it was sent in this run of Milepost."""
        del since
        found = ((one, one.find(key)) for one in self._everybody.at(to))
        return next((one.mark_at(message.number) for one, message in found if message is not None), None)

    async def _door(self, _request: HTTPRequest) -> Response:
        return RedirectResponse(next(iter(PEOPLE.values())).path, status_code=303)

    async def _show(self, request: HTTPRequest) -> Response:
        return self._page(*await self._whose(request))

    def _page(
        self,
        person: Person,
        conversation: Conversation,
        dialog: Markup | None = None,
        *,
        clock: Markup | None = None,
        status: int = 200,
    ) -> Response:
        clock = clock or clock_.drawn(person, self._clock)
        looks = {look: looking.NAMES[look] for look in self._load}
        now = self._clock.now()
        whole = page(person, conversation, now, dialog, draw=self._draw, clock=clock, looks=looks)
        return HTMLResponse(whole, status, _FRESH)

    def _draw(self, shown: Message, person: Person) -> Markup:
        """Draw a message in the look that `person` has chosen."""
        commands = self._dispatcher.commands
        if (preview := self._previews.get(person.look)) is not None:
            return looking.message(looking.Place(person, self._clock.now(), shown), preview, commands)
        if isinstance(shown.said, Reply) and not person.channel:
            shown = replace(shown, said=bare(shown.said, commands))
        return render.message(shown, person)

    async def _ask(self, request: HTTPRequest) -> Response:
        """Carry out a request; JavaScript gets the news as JSON, a page without it is redirected to them."""
        person, conversation = await self._whose(request)
        asked = requests.tapped_in(await requests.read(request, person), conversation)
        form = await self._answer(asked, person, conversation)
        if asked.live:
            return JSONResponse(as_json(conversation, person, asked.mark, self._draw, form), headers=_FRESH)
        if form is not None:
            return self._page(person, conversation, form)
        return RedirectResponse(f"{person.path}#m{conversation.newest}", status_code=303)

    async def _answer(self, asked: Asked, person: Person, conversation: Conversation) -> Markup | None:
        """Add the answer to the conversation, or return the form to fill in, if that is the answer."""
        line = self._dispatcher.read(asked.request)
        answer, command = await self._dispatcher.answer(asked.request, line), line.command.path if line else ""
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
        now = self._clock.now()
        if answer.replaces and asked.number and self._everybody.replace(asked.number, answer, person, now, command):
            return None
        aside = bool(person.channel) and answer.private
        if words := self._words(asked).strip():
            conversation.add(words, now, key=asked.key)
        if person.channel and not answer.private:
            if (tapped := conversation.at(asked.number)) is not None and tapped.aside:
                conversation.change(tapped.number, posted(), now)
            self._everybody.share(answer, now, command)
        else:
            conversation.add(answer, now, aside=aside, command=command)
        return None

    def _words(self, asked: Asked) -> str:
        """Return the line that was typed, or that would be the same command as the tap or form."""
        command = self._dispatcher.commands.get(asked.request.command)
        words = spell(command, asked.request.values) if command is not None else asked.request.words
        return words if len(words) <= LENGTH_LIMIT else f"{words[:_BEGINNING]}…"

    async def _follow(self, request: HTTPRequest) -> Response:
        person, conversation = await self._whose(request)
        mark = request.headers.get("last-event-id") or request.query_params.get("after", "")
        return StreamingResponse(
            self._streams.follow(conversation, person, mark), media_type="text/event-stream", headers=_FRESH
        )

    async def _picture(self, request: HTTPRequest) -> Response:
        at = request.path_params
        return await downloads.picture((await self._whose(request))[1], at["number"], at["version"], at["which"])

    async def _file(self, request: HTTPRequest) -> Response:
        return downloads.file((await self._whose(request))[1], request.path_params["number"])

    async def _pass(self, request: HTTPRequest) -> Response:
        """Let time pass for everybody, until the moment that somebody names; or say why not."""
        (person, conversation), mover = await self._whose(request), self._clock.mover
        if mover is None:
            raise HTTPException(404, "The clock cannot be moved here: it shows what time it is.\n")
        said = await requests.fields(request)
        words = said.get(clock_.UNTIL, "")
        try:
            moment = await clock_.meant(words, person, self._clock.now(), mover)
        except Refusal as refusal:
            if requests.is_live(request):
                return JSONResponse({"refused": refusal.in_short}, headers=_FRESH)
            shown = clock_.drawn(person, self._clock, refused=refusal.in_short, typed=words)
            return self._page(person, conversation, clock=shown, status=422)
        before, sent = conversation.version, self._sent
        await mover.pass_until(moment)
        self._streams.tell_time()
        if not requests.is_live(request):
            return RedirectResponse(f"{person.path}#m{conversation.newest}", status_code=303)
        here = sum(message.nudge for message in conversation.since(before))
        told = clock_.moved(
            self._clock.now().astimezone(person.clock), here, self._sent - sent - here, await mover.next_due()
        )
        news = as_json(conversation, person, said.get("mark", ""), self._draw)
        return JSONResponse(news | {"clock": self._time(person), "said": told}, headers=_FRESH)

    def _time(self, person: Person) -> dict[str, str] | None:
        """Return what a page has to know when the clock was moved; None where it cannot be."""
        shown = clock_.drawn(person, self._clock)
        return {"now": self._clock.now().isoformat(timespec="seconds"), "html": shown} if shown is not None else None

    async def _suggest(self, request: HTTPRequest) -> Response:
        person, _ = await self._whose(request)
        found, usage = await suggest(
            self._dispatcher, person.address, request.query_params.get("typed", ""), person.place
        )
        lines = [{"label": s.label, "about": s.about, "line": s.line} for s in found]
        return JSONResponse({"lines": lines, "usage": usage}, headers=_FRESH)

    async def _whose(self, request: HTTPRequest) -> tuple[Person, Conversation]:
        """Return who asks, where and in which look, and what was said there; what that look takes is loaded."""
        named = request.path_params
        person, channel, look = PEOPLE.get(named["person"]), named.get("channel", ""), named.get("look", "")
        if person is None:
            names = ", ".join(one.name for one in PEOPLE.values())
            raise HTTPException(404, f"There is nobody of that name here. There are {names}.\n")
        if channel not in ("", CHANNEL):
            raise HTTPException(404, f"There is no channel of that name here. There is #{CHANNEL}.\n")
        if look and look not in self._load:
            known = " and ".join(f"/like/{name}" for name in self._load) or "none but the playground's own"
            raise HTTPException(404, f"There is no such look here. There is {known}.\n")
        if look and look not in self._previews:
            self._previews[look] = await asyncio.to_thread(self._load[look])
        person = replace(person, channel=channel, look=look)
        return person, self._everybody.of(person)
