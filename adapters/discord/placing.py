"""Where an answer appears: in the tapped message, in place of “thinking”, or below; for one person or for all.

Each way is the first response if there was none yet, or else a follow-up to it (docs/decisions/0021).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
import structlog

from adapters.discord.correction import asked_again, asks_again
from adapters.discord.first_response import TOO_LATE, defer, in_our_dm, respond, respond_in_time
from adapters.discord.pictures import sent
from adapters.discord.render import Drawn, render
from adapters.discord.views import Rows, body
from adapters.replies import done_before, posted
from bot.messages import Form, Reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.discord.first_response import Interaction
    from bot.messages import Answer

log = structlog.get_logger()

UNKNOWN_MESSAGE = 10008
_ANOTHERS_SECONDS = 0.5
"""How long another process that has the same request has to show its answer."""


async def show(interaction: Interaction, answer: Answer | None) -> None:
    """Show an answer where it belongs; None stands for one that another process has to show."""
    if answer is None:
        await _end_waiting(interaction)
        return
    if isinstance(answer, Reply) and (answer.charts or answer.file) and not interaction.response.is_done():
        # Painting and uploading may take longer than Discord waits.
        await defer(interaction)
    try:
        await _drawn(answer, lambda drawn: _place(interaction, answer, drawn))
    except discord.NotFound as refusal:
        if refusal.code != TOO_LATE:
            raise
        # Discord has told the person that it failed, but it was done: so they are told by direct message.
        await log.awarning("an answer came too late, so it goes by direct message", interaction=interaction.id)
        await _drawn(answer, lambda drawn: _write(interaction, drawn))


async def _drawn(answer: Answer, place: Callable[[Drawn], Awaitable[None]]) -> None:
    await (place(asked_again(answer)) if isinstance(answer, Form) else sent(answer, place))


async def _place(interaction: Interaction, answer: Answer, drawn: Drawn) -> None:
    """Show what was drawn where the answer belongs."""
    shared = isinstance(answer, Reply) and not answer.private and not in_our_dm(interaction)
    if shared and (interaction.message is None or interaction.message.flags.ephemeral):
        # What only the person sees stays so, “thinking” too. What is for everybody follows as a message of its own,
        # which does not show the command that was typed.
        await _edit(interaction, render(posted()))
        await _add(interaction, drawn)
    elif interaction.message is None:
        await _edit(interaction, drawn)
    elif not (_replaces(interaction, answer, shared=shared) and await _edit(interaction, drawn)):
        await _add(interaction, drawn, ephemeral=not (shared or in_our_dm(interaction)))


async def _edit(interaction: Interaction, drawn: Drawn) -> bool:
    """Change our first response, or the tapped message, with its pictures; False if it is gone."""
    try:
        if interaction.response.is_done() or not await respond(lambda: _begin(interaction, drawn)):
            await interaction.edit_original_response(content=drawn.content, view=Rows(drawn), attachments=drawn.files)
    except discord.NotFound as refusal:
        if refusal.code != UNKNOWN_MESSAGE:
            raise
        return False
    return True


def _begin(interaction: Interaction, drawn: Drawn) -> Awaitable[object]:
    """Respond for the first time: by changing the tapped message, or else by a message of our own."""
    if interaction.message is None:
        return _say(interaction, drawn, ephemeral=not in_our_dm(interaction))
    return interaction.response.edit_message(content=drawn.content, view=Rows(drawn), attachments=drawn.files)


async def _add(interaction: Interaction, drawn: Drawn, *, ephemeral: bool = False) -> None:
    """Show a message of its own."""
    if interaction.response.is_done() or not await respond(lambda: _say(interaction, drawn, ephemeral=ephemeral)):
        await interaction.followup.send(**body(drawn), ephemeral=ephemeral)


def _say(interaction: Interaction, drawn: Drawn, *, ephemeral: bool) -> Awaitable[object]:
    """Respond for the first time by a message."""
    return interaction.response.send_message(**body(drawn), ephemeral=ephemeral)


async def _write(interaction: Interaction, drawn: Drawn) -> None:
    """Write a direct message; with a nonce, a second try after a lost receipt is not a second message."""
    await interaction.user.send(**body(drawn), nonce=f"re:{interaction.id}")


async def _end_waiting(interaction: Interaction) -> None:
    """Answer a request that was carried out before: the first answer stays, unless it got lost on its way."""
    if interaction.message is not None:
        if not interaction.response.is_done():
            await defer(interaction)
        return
    await asyncio.sleep(_ANOTHERS_SECONDS)
    done = render(done_before())
    if not interaction.response.is_done():
        await respond_in_time(interaction, lambda: _begin(interaction, done))
    elif (await interaction.original_response()).flags.loading:
        await _edit(interaction, done)


def _replaces(interaction: Interaction, answer: Answer, *, shared: bool) -> bool:
    """Tell whether the answer takes the place of the tapped message.

    A message that everybody sees is never replaced by one for a single person, not even for the one who tapped.
    """
    message = interaction.message
    if message is None or not (shared or message.flags.ephemeral or in_our_dm(interaction)):
        return False
    return asks_again(message.components) or (isinstance(answer, Reply) and answer.replaces)


async def show_fault(happened: object, drawn: Drawn) -> None:
    """Show a fault on our side to the person who sent a message or used an interaction, if that is what happened."""
    if isinstance(happened, discord.Message):
        await happened.channel.send(drawn.content)
    elif isinstance(happened, discord.Interaction) and happened.type is not discord.InteractionType.autocomplete:
        if happened.message is None:
            await _edit(happened, drawn)
        else:
            await _add(happened, drawn, ephemeral=True)
