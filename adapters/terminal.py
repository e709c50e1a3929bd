"""The same talk on a terminal, for people line by line, for programs as JSON lines."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot import plain
from bot.messages import BLANK, Address, Button, Form, Profile, Reply, Request
from bot.talk import MENTION

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from bot.dispatch import Dispatcher
    from bot.messages import Answer

PLATFORM = "terminal"
REALM = "terminal"
"""Where channels are: people at terminals are a realm each."""
_NOTHING = Reply(title="")


class Terminal:
    """One person at one terminal."""

    name = PLATFORM

    def __init__(
        self, *, dispatcher: Dispatcher, person: str, zone: str, show: Callable[[str], None], as_json: bool
    ) -> None:
        """Speak with `person`, whose clock is in `zone`, by `show`, which takes a whole answer at a time."""
        self.address = Address(PLATFORM, person, person)
        self._dispatcher = dispatcher
        self._profile = Profile(name=person, zone=zone)
        self._show = show
        self._as_json = as_json
        self._buttons: tuple[Button, ...] = ()
        self._form: Form | None = None
        self._filled: dict[str, str] = {}

    async def run(self, lines: AsyncIterator[str]) -> None:
        """Answer each line until they end."""
        async for line in lines:
            await self.hear(line)

    async def hear(self, line: str, channel: str = "") -> None:
        """Answer one line: a command, the number of a button, or what goes into the blank that was asked for.

        It is said in `channel`, or to Milepost alone.
        """
        if self._form is not None and not self._as_json:
            await self._fill(self._form, line.strip(), channel)
            return
        picked = line.strip()
        if picked.isascii() and picked.isdigit() and 0 < int(picked) <= len(self._buttons) and not self._as_json:
            line = self._buttons[int(picked) - 1].call
        await self._ask(self._request(channel, words=line))

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        """Show a nudge; a terminal that is gone raises OSError, and the nudge waits for the next one."""
        self._put(reply, nudge=True, channel=to.id if to.realm == REALM else "")
        return key

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        """Return None: nobody knows what a terminal showed."""
        del to, key, since
        return None

    def _request(self, channel: str, **more: Any) -> Request:
        place = Address(PLATFORM, REALM, channel) if channel else None
        words = " ".join((more.get("words", ""), *more.get("values", {}).values()))
        channels = {word: Profile(name=word[1:]) for word in MENTION.findall(words) if word.startswith("#")}
        return Request(who=self.address, profile=self._profile, place=place, mentions=channels, **more)

    async def _ask(self, request: Request) -> None:
        answer = await self._dispatcher.answer(request)
        channel = request.place.id if request.place and isinstance(answer, Reply) and not answer.private else ""
        self._put(answer if answer is not None else _NOTHING, nudge=False, channel=channel)
        if isinstance(answer, Form):
            self._form = answer
            self._filled = _good(answer, request.words)
            self._prompt()

    def _put(self, answer: Answer, *, nudge: bool, channel: str = "") -> None:
        """Show an answer; `channel` is where everybody reads it."""
        if self._as_json:
            more = {"nudge": True} if nudge else {}
            self._show(json.dumps(as_json(answer) | more, ensure_ascii=False))
            return
        if isinstance(answer, Form):
            return
        self._buttons = buttons(answer)
        numbered = [f"  {n}) {button.label}: {button.call}" for n, button in enumerate(self._buttons, 1)]
        public = [f"For everybody in #{channel}:"] if channel else []
        self._show("\n".join([*public, plain.text(answer), *numbered]) + "\n")

    def _prompt(self) -> None:
        """Ask for the first blank that is not filled, when people read along."""
        if self._form is None or self._as_json:
            self._form = None
            return
        ask = next(ask for ask in self._form.asks if ask.name not in self._filled)
        optional = "" if ask.required else " (may stay empty)"
        error = f"{ask.error}\n" if ask.error else ""
        if BLANK in ask.value:
            which = "first blank" if ask.value.count(BLANK) > 1 else "blank"
            self._show(f"{error}{ask.value}\nWhat goes into the {which}?  Type cancel to leave.")
            return
        kept = f" Enter keeps: {ask.value}" if ask.value else ""
        self._show(f"{error}{ask.label}{optional}? {ask.hint}{kept}  Type cancel to leave.")

    async def _fill(self, form: Form, typed: str, channel: str) -> None:
        if typed.casefold() == "cancel":
            self._form = None
            self._show("Left. Nothing was changed.\n")
            return
        ask = next(ask for ask in form.asks if ask.name not in self._filled)
        if BLANK in ask.value:
            ask = replace(ask, value=ask.value.replace(BLANK, typed, 1) if typed else ask.value)
            self._form = form = replace(form, asks=tuple(ask if a.name == ask.name else a for a in form.asks))
            typed = ""
        if BLANK not in ask.value and (typed or ask.value or not ask.required):
            self._filled[ask.name] = typed or ask.value
        if len(self._filled) < len(form.asks):
            self._prompt()
            return
        self._form = None
        await self._ask(self._request(channel, command=form.command, values=self._filled, from_form=True))


def _good(form: Form, typed: str) -> dict[str, str]:
    """Return what is not asked again: all but what is wrong or has a blank inside; else what was `typed` already.

    A person who types `form` wants to look at all of it.
    """
    wanted = [ask.name for ask in form.asks if ask.error or BLANK in ask.value]
    if wanted:
        return {ask.name: ask.value for ask in form.asks if ask.name not in wanted}
    given = {ask.name: ask.value for ask in form.asks if ask.value and ask.value in typed}
    return given if len(given) < len(form.asks) and not typed.startswith("form ") else {}


def buttons(reply: Reply) -> tuple[Button, ...]:
    """Return everything that can be tapped in a reply, in reading order."""
    return tuple(
        button
        for section in reply.sections
        for button in (*section.buttons, *(section.menu.options if section.menu else ()))
    )


def as_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as one JSON object for programs."""
    if isinstance(answer, Form):
        asks = [
            {"name": ask.name, "label": ask.label, "required": ask.required}
            | ({"value": ask.value} if ask.value else {})
            | ({"error": ask.error} if ask.error else {})
            for ask in answer.asks
        ]
        return {
            "title": answer.title,
            "text": plain.text(answer),
            "buttons": [],
            "form": {"command": answer.command, "asks": asks},
            "private": True,
            "tone": "plain",
        }
    return {
        "title": answer.title,
        "text": plain.text(answer),
        "buttons": [{"label": button.label, "call": button.call} for button in buttons(answer)],
        "form": None,
        "private": answer.private,
        "tone": answer.tone,
    }
