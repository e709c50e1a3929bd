"""Whether a form may open: what cannot be done with its subject is said before anybody fills the form in."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.errors import Ambiguous, Barred, Refusal
from bot.faults import Bulkhead
from bot.form_marks import SECONDS
from bot.missing_subject import or_ask_for_subject
from bot.refusals import is_row

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from bot.commands import Command
    from bot.messages import Form
    from bot.talk import Talk


async def why_not_opened(
    form: Form, command: Command, looked: AbstractAsyncContextManager[Talk], *, platform: str, mendable: bool
) -> Refusal | None:
    """Return why the asker of `looked` cannot use `form`; None if they can, or if that takes too long to find out.

    Never raises. With `mendable`, a subject that may only be mistyped is no reason: it can be corrected in the form.
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
                    why = None if mendable else await or_ask_for_subject(refusal, command, values, talk)
                    # A row's id is no name to be read in a blank: then the form asks first, and the choice comes after.
                    return None if isinstance(why, Ambiguous) and any(map(is_row, why.choices)) else why
    return None
