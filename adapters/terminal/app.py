"""The terminal as a platform: for people line by line, for programs as JSON lines."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from adapters.terminal import blanks
from bot.line.paraphrases import LEAVING
from bot.line.slashed import bare
from bot.messages import BLANK, Address, Button, Form, Profile, Reply, Request
from bot.replies import plain
from bot.talk import MENTION

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from datetime import datetime

    from adapters.terminal.blanks import Blanks
    from bot.dispatch import Dispatcher
    from bot.messages import Answer, Ask

PLATFORM = "terminal"
REALM = "terminal"
"""The realm of channels; each person at a terminal is a realm of their own."""
_NOTHING = Reply(title="")
_NONE: Mapping[str, str] = MappingProxyType({})


class Terminal:
    """One person at one terminal."""

    name = PLATFORM

    def __init__(
        self, *, dispatcher: Dispatcher, person: str, zone: str, show: Callable[[str], None], as_json: bool
    ) -> None:
        """Talk with `person`, whose time zone is `zone`; `show` prints a whole answer at a time."""
        self.address = Address(PLATFORM, person, person)
        self._dispatcher = dispatcher
        self._profile = Profile(name=person, zone=zone)
        self._show = show
        self._as_json = as_json
        self._buttons: tuple[Button, ...] = ()
        self._blanks: Blanks | None = None

    async def run(self, lines: AsyncIterator[str]) -> None:
        """Answer each line until they end, or until the person says goodbye."""
        async for line in lines:
            if line.strip().casefold() in LEAVING and self._blanks is None and not self._as_json:
                self._show("Until next time. What comes due waits for you here.")
                return
            await self.hear(line)

    async def hear(self, line: str, channel: str = "") -> None:
        """Answer one line: a command, the number of a button, or the value of the blank that was asked for.

        It was typed in `channel`, or if that is empty, to Milepost alone.
        """
        typed = line.strip()
        if self._blanks is not None:
            await self._fill(self._blanks, typed, channel)
        elif typed.isascii() and typed.isdigit() and not self._as_json:
            await self._pick(int(typed), channel)
        elif typed:
            await self._ask(self._request(channel, words=line))

    async def _pick(self, number: int, channel: str) -> None:
        """Carry out the button of this number."""
        if 0 < number <= len(self._buttons):
            await self._ask(self._request(channel, words=self._buttons[number - 1].call), tapped=True)
        elif self._buttons:
            self._show(f"Choose from 1 to {len(self._buttons)}, or type a command.\n")
        else:
            self._show("There is nothing to choose here. Type help to see what I can do.\n")

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        """Show a nudge, and return its key; raises OSError if the terminal is gone."""
        self._put(reply, nudge=True, channel=to.id if to.realm == REALM else "")
        return key

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        """Return None: what a terminal has shown is not known."""
        del to, key, since
        return None

    def _request(self, channel: str, **more: Any) -> Request:
        place = Address(PLATFORM, REALM, channel) if channel else None
        words = " ".join((more.get("words", ""), *more.get("values", {}).values()))
        channels = {word: Profile(name=word[1:]) for word in MENTION.findall(words) if word.startswith("#")}
        return Request(who=self.address, profile=self._profile, place=place, mentions=channels, **more)

    async def _ask(self, request: Request, left: Mapping[str, str] = _NONE, *, tapped: bool = False) -> None:
        """Ask Milepost, show the answer, and go through the blanks if it is a form.

        `left` has the values of the form that is sent, as they stood before the last blank inside them was filled.
        What is `tapped` says what it is about: nobody is asked for that again.
        """
        answer = await self._dispatcher.answer(request)
        if isinstance(answer, Form) and not self._as_json:
            answer = await self._dispatcher.filled(request, answer)
        if isinstance(answer, Reply) and request.place is None and not self._as_json:
            answer = bare(answer, self._dispatcher.commands)
        channel = request.place.id if request.place and isinstance(answer, Reply) and not answer.private else ""
        self._put(answer if answer is not None else _NOTHING, nudge=False, channel=channel)
        if isinstance(answer, Form) and not self._as_json:
            await self._open(answer, request, left, tapped=tapped)

    async def _open(self, form: Form, request: Request, left: Mapping[str, str], *, tapped: bool) -> None:
        """Begin to fill in a form, or go on with one that came back with errors."""
        if not form.errors:
            self._go_on(blanks.begun(form, request.words, tapped=tapped))
            return
        checked = await self._dispatcher.check(request)
        # An error of the form as a whole is reported at the first blank, which is valid by itself, or at an empty one.
        wrong = [(n, ask) for n, ask in enumerate(form.asks) if ask.error]
        alone = {ask.name: ask.error for n, ask in wrong if (n if ask.value else ask.required)}
        wrongly = alone | {name: refusal.in_short for name, refusal in checked.items()}
        self._go_on(blanks.sent_back(form, wrongly, left))

    def _put(self, answer: Answer, *, nudge: bool, channel: str = "") -> None:
        """Show an answer; with a `channel`, everybody there reads it."""
        if self._as_json:
            more = {"nudge": True} if nudge else {}
            self._show(json.dumps(as_json(answer) | more, ensure_ascii=False))
            return
        if isinstance(answer, Form):
            return
        self._buttons = buttons(answer)
        numbered = _numbered(answer)
        public = [f"For everybody in #{channel}:"] if channel else []
        self._show("\n".join([*public, plain.text(answer), *numbered]) + "\n")

    def _go_on(self, filling: Blanks) -> None:
        self._blanks = filling
        if filling.ask is not None:
            self._show(filling.question(filling.ask))

    async def _fill(self, filling: Blanks, typed: str, channel: str) -> None:
        """Take a line as the value of the blank that was asked for; what is wrong with it is said at once."""
        if typed.casefold() == blanks.LEAVE:
            self._blanks = None
            self._show("Left. Nothing was changed.\n")
            return
        ask = filling.ask
        if ask is None:  # the form is on its way
            return
        value = filling.answered(ask, typed)
        if why := await self._wrong(filling.form, ask, value, channel):
            self._go_on(filling.refused(ask, value, why))
            return
        filling = filling.took(ask, value)
        if ask.name == filling.form.asks[0].name and filling.ask is not None:
            # The first blank tells what it is about, so the other blanks can show its current values.
            about = self._request(channel, command=filling.form.command)
            shown = await self._dispatcher.filled(about, filling.about(value))
            if isinstance(shown, Reply):  # it is not theirs to fill in
                self._blanks = None
                self._put(shown, nudge=False)
                return
            filling = replace(filling, form=shown)
        self._go_on(filling)
        if filling.ask is None:
            self._blanks = None
            form, values = filling.form, filling.filled
            filled = self._request(channel, command=form.command, values=values, from_form=True, marks=form.marks)
            await self._ask(filled, filling.left)

    async def _wrong(self, form: Form, ask: Ask, value: str, channel: str) -> str:
        """Say what is wrong with one value by itself; empty if nothing is, or it still has blanks inside."""
        if not value:
            return "Please fill this in." if ask.required else ""
        if BLANK in value or value == ask.current:
            return ""
        found = await self._dispatcher.check(self._request(channel, command=form.command, values={ask.name: value}))
        return found[ask.name].in_short if ask.name in found else ""


def _numbered(reply: Reply) -> list[str]:
    """Return a line for each button, with its number; the options of a menu go below its label."""
    lines, numbers = list[str](), count(1)
    for section in reply.sections:
        lines += [f"  {next(numbers)}) {button.label}: {button.call}" for button in section.buttons]
        if section.menu:
            lines.append(f"  {section.menu.label.removesuffix('…')}:")
            lines += [f"    {next(numbers)}) {button.label}: {button.call}" for button in section.menu.options]
    return lines


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
