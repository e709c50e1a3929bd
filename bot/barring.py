"""Whether a form may open: who is not to do a thing with what it is about is told so before they fill anything in."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.errors import Barred, Refusal
from bot.faults import Bulkhead
from bot.shown import SECONDS

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from bot.commands import Command
    from bot.messages import Form
    from bot.talk import Talk


async def barred(
    form: Form, command: Command, looked: AbstractAsyncContextManager[Talk], *, platform: str
) -> Barred | None:
    """Return why `form` is not for who asks in `looked`, whatever they fill in; None if it is, or is not known at once.

    Never raises. What may only be mistyped is no reason: that is put right in the form.
    """
    about = command.parameters[0] if command.parameters else None
    typed = next((ask.value for ask in form.asks if about is not None and ask.name == about.name), "")
    if about is None or about.kind.suggest is None or not typed or typed != typed.strip():
        return None
    async with Bulkhead("fault while opening a form", command=form.command, platform=platform):
        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS), looked as talk:
                try:
                    await about.kind.read(typed, talk)
                except Barred as refusal:
                    return refusal
                except Refusal:
                    return None
    return None
