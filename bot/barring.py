"""Whether a form may open: of what cannot be done with what it is about, one is told before one fills anything in."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.errors import Ambiguous, Barred, Refusal
from bot.faults import Bulkhead
from bot.refusals import is_row
from bot.shown import SECONDS
from bot.unnamed import unnamed

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from bot.commands import Command
    from bot.messages import Form
    from bot.talk import Talk


async def barred(
    form: Form, command: Command, looked: AbstractAsyncContextManager[Talk], *, platform: str, mendable: bool
) -> Refusal | None:
    """Return why `form` is not to be filled in by who asks in `looked`; None if it is, or is not known at once.

    Never raises. Where the form itself was wanted, what may only be mistyped is `mendable` there, and no reason.
    """
    about = command.parameters[0] if command.parameters else None
    typed = next((ask.value for ask in form.asks if about is not None and ask.name == about.name), "")
    if about is None or about.kind.suggest is None or not typed or typed != typed.strip():
        return None
    mendable = mendable or bool(about.kind.native)
    async with Bulkhead("fault while opening a form", command=form.command, platform=platform):
        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS), looked as talk:
                try:
                    await about.kind.read(typed, talk)
                except Barred as refusal:
                    return refusal
                except Refusal as refusal:
                    values = {ask.name: ask.value for ask in form.asks if ask.value}
                    why = None if mendable else await unnamed(refusal, command, values, talk)
                    # A row's id is no name to be read in a blank: then the form asks first, and the choice comes after.
                    return None if isinstance(why, Ambiguous) and any(map(is_row, why.choices)) else why
    return None
