"""Whether a form may open: what cannot be done with its subject is said before anybody fills the form in."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.errors import Barred, Refusal
from bot.faults import Bulkhead
from bot.forms.marks import SECONDS
from bot.line.missing_subject import or_ask_for_subject
from bot.replies.refusals import is_row
from bot.requests.earlier_life import refuse_earlier_life

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from bot.commands import Command, Parameter
    from bot.messages import Form
    from bot.talk import Talk


async def opened(
    form: Form, command: Command, looked: AbstractAsyncContextManager[Talk], *, platform: str, mendable: bool
) -> Form | Refusal:
    """Return `form`, or why the asker of `looked` cannot use it; the form, too, if that takes too long to find out.

    Never raises. With `mendable`, a subject that may only be mistyped is no reason: it can be corrected in the form.
    One that a button calls by its row's id stands in the blank by its words.
    """
    about = command.parameters[0] if command.parameters else None
    typed = next((ask.value for ask in form.asks if about is not None and ask.name == about.name), "")
    if about is None or about.kind.suggest is None or not typed or typed != typed.strip():
        return form
    mendable = mendable or bool(about.kind.native)
    async with Bulkhead("fault while opening a form", command=form.command, platform=platform):
        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS), looked as talk:
                try:
                    await refuse_earlier_life(talk)
                    meant = await about.kind.read(typed, talk)
                except Barred as refusal:
                    return refusal
                except Refusal as refusal:
                    values = {ask.name: ask.value for ask in form.asks if ask.value}
                    return form if mendable else await or_ask_for_subject(refusal, command, values, talk)
                return await _in_words(form, about, typed, meant, talk) if is_row(typed) else form
    return form


async def _in_words(form: Form, about: Parameter, row: str, meant: Any, talk: Talk) -> Form:
    """Return `form` with the words of what is `meant` in the place of its row's id, if they mean nothing else."""
    words = str(getattr(meant, "typed", row)).strip('"')
    with suppress(Refusal):
        if await about.kind.read(words, talk) == meant:
            asks = (replace(ask, value=words) if ask.name == about.name else ask for ask in form.asks)
            return replace(form, asks=tuple(asks))
    return form
