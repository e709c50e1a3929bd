"""The listeners for all that Slack delivers: each asks the dispatcher, acknowledges in time and shows the answer."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import structlog

from adapters.cache import Cache
from adapters.grace import GRACE, Grace, GracePeriod
from adapters.replies import done_before
from adapters.slack import forms, replies, requests
from adapters.slack.responder import acknowledging, fits
from adapters.slack.words import cut
from bot.goals.titles import TITLE_LIMIT
from bot.line.slashed import in_a_channel
from bot.messages import Form, Reply, Request
from bot.talk import named

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from slack_bolt.async_app import AsyncApp
    from slack_bolt.context.ack.async_ack import AsyncAck

    from adapters.slack.places import Asked
    from adapters.slack.profiles import Profiles
    from adapters.slack.responder import Responder
    from bot.dispatch import Dispatcher
    from bot.line.grammar import Line
    from bot.messages import Address, Answer

log = structlog.get_logger()

Body = dict[str, Any]

_ACKNOWLEDGED = 1_000
_ASKED_AGAIN_SECONDS = 60.0
_ANYTHING = re.compile(".*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds an answer may take before something is done about it."""

    form: float = 2.5
    """How long a submitted form waits for its answer; Slack gives up after three seconds."""
    grace: Grace = GRACE
    """How long a command's acknowledgement waits for the answer, to carry it."""
    note: float = 2.0
    """After this long, a person is told that the answer takes a while."""
    profile: float = 1.0
    """How long a submitted form waits for the person's profile."""


IN_TIME = Patience()


class Listeners:
    """Listens to everything that Slack can deliver, and keeps track of answers under way."""

    def __init__(self, dispatcher: Dispatcher, responder: Responder, profiles: Profiles, *, patience: Patience) -> None:
        """Ask `dispatcher`, knowing people by `profiles`, and answer with `responder`."""
        self._patience = patience
        self._grace = GracePeriod(patience.grace)
        self._dispatcher = dispatcher
        self._responder = responder
        self._profiles = profiles
        self._said: Cache[str, Body] = Cache(_ACKNOWLEDGED, _ASKED_AGAIN_SECONDS)
        """The answers that went out with acknowledgements, by the keys of their requests."""
        self._under_way: set[asyncio.Task[Any]] = set()

    def attach(self, app: AsyncApp) -> None:
        """Listen to everything, whatever its name: what we do not know gets an answer too."""
        app.command(_ANYTHING)(self.command)
        app.action(_ANYTHING)(self.tap)
        app.view(_ANYTHING)(self.submission)
        app.shortcut(_ANYTHING)(self.shortcut)
        app.event(_ANYTHING)(self.event)

    async def finish(self, seconds: float) -> None:
        """Give answers under way so many seconds to arrive, then cancel them."""
        if self._under_way:
            await asyncio.wait(tuple(self._under_way), timeout=seconds)
        for task in tuple(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def command(self, ack: AsyncAck, body: Body) -> None:
        """Answer a slash command: with the acknowledgement, if the answer comes soon and fits in one."""
        # Stopping waits for this task too, as Bolt sends the acknowledgement after this listener has ended.
        self._track(asyncio.current_task())
        asked = requests.command(body)
        # Without a key, a repeated delivery cannot be recognised.
        key = asked.request.key
        if key and (said := self._said.get(key)) is not None:
            # Slack repeats a delivery only if it did not get the acknowledgement.
            await ack(dict(said))
            return
        line, form = self._read(asked)
        if form is not None:
            await ack()
            self._spawn(self._open_filled(asked, form))
            return
        asking = self._spawn(self._ask(asked.request, line=line))
        is_soon = await self._grace.is_enough_for(asking)
        words = acknowledging(self._reply(asking.result()) or done_before()) if is_soon else None
        if words is None:
            await ack()
            self._spawn(self._answer(asked, asking))
        else:
            self._said.put(key, words)
            await ack(dict(words))

    async def tap(self, ack: AsyncAck, body: Body) -> None:
        """Carry out a button or a menu entry."""
        await ack()
        self._take(requests.tap(body))

    async def shortcut(self, ack: AsyncAck, body: Body) -> None:
        """Open the form of a new goal with the words of a message."""
        await ack()
        asked, words = requests.shortcut(body)
        self._spawn(self._open_goal(asked, words))

    async def submission(self, ack: AsyncAck, body: Body) -> None:
        """Carry out a submitted form; errors are shown beside its blanks, if they are known before Slack gives up."""
        asked = requests.submission(body)
        asking = self._spawn(self._ask(asked.request, self._patience.profile))
        await asyncio.wait({asking}, timeout=self._patience.form)
        if not asking.done():
            await ack()
            self._spawn(self._show_late(asked, asking))
            return
        answer = asking.result()
        if isinstance(answer, Form) and (wrong := forms.complaints(answer)):
            await ack(response_action="errors", errors=wrong)
        elif isinstance(answer, Reply) and asked.place.home and fits(view := forms.shown(answer)):
            await ack(response_action="update", view=view)
            self._spawn(self._home(asked.request.who))
        else:
            await ack()
            self._spawn(self._show(asked, asking))

    async def event(self, body: Body) -> None:
        """Handle an event, which Bolt has acknowledged."""
        event = body.get("event") or {}
        if event.get("type") == "message" and (asked := requests.direct_message(body)):
            self._take(asked)
        elif event.get("type") == "app_home_opened" and (visitor := requests.visitor(body)):
            self._spawn(self._home(visitor))
        elif event.get("type") == "user_change":
            who = requests.who(body, (event.get("user") or {}).get("id"))
            self._spawn(self._dispatcher.notice(who, self._profiles.changed(event.get("user") or {})))

    def _take(self, asked: Asked) -> None:
        """Open a form at once if the request calls for one; else answer as soon as the answer is there."""
        line, form = self._read(asked)
        if form is not None:
            self._spawn(self._open_filled(asked, form))
        else:
            self._spawn(self._answer(asked, self._spawn(self._ask(asked.request, line=line))))

    def _read(self, asked: Asked) -> tuple[Line | None, Form | None]:
        """Return a request as a line, and the form that it opens, if it opens one and a form can be opened there."""
        line = self._dispatcher.read(asked.request)
        return line, self._dispatcher.opens(asked.request, line) if asked.place.can_open(asked.trigger) else None

    async def _open_filled(self, asked: Asked, form: Form) -> None:
        """Open a form with its current values; people who may not fill it in are told so instead."""
        answer = await self._dispatcher.filled(asked.request, form)
        if isinstance(answer, Form):
            await self._open(asked, answer)
        else:
            await self._responder.show(asked, in_a_channel(answer, self._dispatcher.commands))

    async def _open_goal(self, asked: Asked, words: str) -> None:
        """Open the form of a new goal with the words of a message, with names in place of mentions."""
        known = await self._profiles.known(replace(asked.request, words=words), self._patience.profile)
        whole = named(words, known.mentions)
        await self._open(asked, self._dispatcher.goal_of(whole, cut(whole, TITLE_LIMIT)))

    async def _open(self, asked: Asked, form: Form) -> None:
        """Open a form; if it is too late for that, offer it by a button."""
        if not await self._responder.open(asked, form):
            await self._responder.show(asked, replies.form_came_too_late(form, self._dispatcher.commands))

    async def _answer(self, asked: Asked, asking: asyncio.Task[Answer | None]) -> None:
        """Show the answer when it is there, and say so if it takes a while."""
        await asyncio.wait({asking}, timeout=self._patience.note)
        if not asking.done():
            asked = await self._responder.ask_patience(asked)
        await self._show(asked, asking)

    async def _show_late(self, asked: Asked, asking: asyncio.Task[Answer | None]) -> None:
        await self._show(await self._responder.ask_patience(asked), asking)

    async def _ask(self, request: Request, patience: float | None = None, line: Line | None = None) -> Answer | None:
        """Return the answer; what it tells somebody to type has its slash in a direct message, too.

        Words without one are heard there only with the scope `im:history`; with the slash they are heard everywhere.
        """
        answer = await self._dispatcher.answer(await self._profiles.known(request, patience), line)
        return in_a_channel(answer, self._dispatcher.commands) if isinstance(answer, Reply) else answer

    async def _show(self, asked: Asked, asking: asyncio.Task[Answer | None]) -> None:
        # None: a repeated delivery that was answered before.
        if (reply := self._reply(await asking)) is not None:
            await self._responder.show(asked, reply)
        if asked.place.home:
            await self._home(asked.request.who)

    def _reply(self, answer: Answer | None) -> Reply | None:
        """Return an answer as a reply: a form that cannot be opened is offered by a button."""
        return replies.form_offered(answer, self._dispatcher.commands) if isinstance(answer, Form) else answer

    async def _home(self, who: Address) -> None:
        """Draw the App Home: the answers to `list` and `help`."""
        drawn = [Request(who=who, words=words, unasked=True) for words in ("list", "help")]
        answers = [await self._ask(request) for request in drawn]
        await self._responder.publish(who, tuple(one for one in answers if isinstance(one, Reply)))

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._track(task)
        return task

    def _track(self, task: asyncio.Task[Any] | None) -> None:
        if task is not None:
            self._under_way.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.error("slack answer failed", exc_info=fault)
