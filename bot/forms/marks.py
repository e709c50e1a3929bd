"""A form shows the current values, and carries a short hash (a mark) of each, which comes back when it is sent.

A value whose mark is the same was not altered, so what others changed meanwhile is left alone, and no form has to be
remembered (docs/decisions/0017).
"""

from __future__ import annotations

import asyncio
from base64 import urlsafe_b64encode
from contextlib import suppress
from dataclasses import replace
from hashlib import blake2s
from typing import TYPE_CHECKING

from bot.commands import ToldOfForm
from bot.faults import Bulkhead

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractAsyncContextManager

    from bot.commands import Command
    from bot.messages import Ask, Form
    from bot.talk import Talk

SECONDS = 0.4
"""How long a form waits for what it is to show; Slack and Discord let one open within three seconds."""

LENGTH = 5
"""Characters of one mark: a thousand million different ones, and all arguments fit Discord's 100 characters."""
_NONE = "-" * LENGTH


async def filled(form: Form, command: Command, looked: AbstractAsyncContextManager[Talk], *, platform: str) -> Form:
    """Return `form` with the current values in empty blanks, as far as `looked` finds them in time. Never raises."""
    told = ToldOfForm()
    async with Bulkhead("fault while filling a form", command=form.command, platform=platform):
        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS), looked as talk:
                told = await command.told(talk, {ask.name: ask.value for ask in form.asks})
    shown = {ask.name: told.current.get(ask.name, "") for ask in form.asks if not ask.value and not ask.error}
    asks = tuple(
        replace(
            _named(ask, told.called.get(ask.name)),
            current=shown.get(ask.name, ""),
            question=told.questions.get(ask.name, ""),
        )
        for ask in form.asks
    )
    return replace(form, asks=asks, marks=marks_of(command, shown))


def _named(ask: Ask, called: tuple[str, str] | None) -> Ask:
    """Return `ask` with the label and the hint that it has here, if it is `called` otherwise."""
    return ask if called is None else replace(ask, label=called[0], hint=called[1])


def marks_of(command: Command, current: Mapping[str, str]) -> str:
    """Return the marks of all arguments of `command`, in order, a fixed one for an empty blank; "" if all are empty."""
    marks = [_mark(current[p.name]) if current.get(p.name) else _NONE for p in command.parameters]
    return "".join(marks) if any(mark != _NONE for mark in marks) else ""


def emptied(command: Command, values: Mapping[str, str], marks: str) -> dict[str, str]:
    """Return the arguments whose blank was emptied, each with the word that means so; "" if it may not be empty."""
    shown = {p.name: marks[LENGTH * n : LENGTH * (n + 1)] for n, p in enumerate(command.parameters)}
    return {
        p.name: p.kind.emptied
        for p in command.parameters
        if p.name in values and not values[p.name].strip() and shown[p.name] not in ("", _NONE)
    }


def altered(command: Command, values: Mapping[str, str], marks: str) -> dict[str, str]:
    """Return `values` without those that came back unaltered; an emptied one is the word that means that."""
    values = {**values, **emptied(command, values, marks)}
    shown = {p.name: marks[LENGTH * n : LENGTH * (n + 1)] for n, p in enumerate(command.parameters) if not p.required}
    return {name: value for name, value in values.items() if not value or _mark(value) != shown.get(name)}


def _mark(value: str) -> str:
    return urlsafe_b64encode(blake2s(value.strip().encode(), digest_size=4).digest()).decode()[:LENGTH]
