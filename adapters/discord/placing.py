"""Where an answer appears: in the tapped message, in place of “thinking”, or below, for one person or for all.

Each way is a first answer as long as none was given, and follows the first one after that (docs/decisions/0021).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
import structlog

from adapters.discord.correction import asked_again, asks_again
from adapters.discord.first_response import TOO_LATE, defer, first, heard, in_our_dm
from adapters.discord.pictures import sent
from adapters.discord.render import Drawn, render
from adapters.discord.views import Rows
from adapters.replies import done_before, posted
from bot.messages import Form, Reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.discord.first_response import Interaction
    from bot.messages import Answer

log = structlog.get_logger()

UNKNOWN_MESSAGE = 10008
_ANOTHERS_SECONDS = 0.5
"""So long whoever carried something out has to show it themselves."""


async def show(interaction: Interaction, answer: Answer | None) -> None:
    """Put the answer where it belongs: in the tapped message, as a first answer or in its place, or below."""
    if answer is None:
        await _end_waiting(interaction)
        return
    if isinstance(answer, Reply) and (answer.charts or answer.file) and not interaction.response.is_done():
        # To paint and to upload may take longer than Discord waits.
        await defer(interaction)
    try:
        await _drawn(answer, lambda drawn: _place(interaction, answer, drawn))
    except discord.NotFound as refusal:
        if refusal.code != TOO_LATE:
            raise
        # The person has read that it failed, but it was done: they hear so where there is room for it.
        await log.awarning("an answer came too late, so it goes by direct message", interaction=interaction.id)
        await _drawn(answer, lambda drawn: _write(interaction, drawn))


async def _drawn(answer: Answer, place: Callable[[Drawn], Awaitable[None]]) -> None:
    await (place(asked_again(answer)) if isinstance(answer, Form) else sent(answer, place))


async def _place(interaction: Interaction, answer: Answer, drawn: Drawn) -> None:
    shared = isinstance(answer, Reply) and not answer.private and not in_our_dm(interaction)
    if shared and (interaction.message is None or interaction.message.flags.ephemeral):
        # What is for the person's eyes only stays so, “thinking” too; what is for all follows as a message of its own,
        # which does not show the command that was typed.
        await _edit(interaction, render(posted()))
        await _add(interaction, drawn)
    elif interaction.message is None:
        await _edit(interaction, drawn)
    elif not (_replaces(interaction, answer, shared=shared) and await _edit(interaction, drawn)):
        await _add(interaction, drawn, ephemeral=not (shared or in_our_dm(interaction)))


async def _edit(interaction: Interaction, drawn: Drawn) -> bool:
    """Change what we answered with, or the tapped message, pictures and all; tell whether it is still there."""
    try:
        if interaction.response.is_done() or not await first(lambda: _begin(interaction, drawn)):
            await interaction.edit_original_response(content=drawn.content, view=Rows(drawn), attachments=drawn.files)
    except discord.NotFound as refusal:
        if refusal.code != UNKNOWN_MESSAGE:
            raise
        return False
    return True


def _begin(interaction: Interaction, drawn: Drawn) -> Awaitable[object]:
    """Answer for the first time with what would change a first answer: the tapped message, or else one of our own."""
    if interaction.message is None:
        return _say(interaction, drawn, ephemeral=not in_our_dm(interaction))
    return interaction.response.edit_message(content=drawn.content, view=Rows(drawn), attachments=drawn.files)


async def _add(interaction: Interaction, drawn: Drawn, *, ephemeral: bool = False) -> None:
    if interaction.response.is_done() or not await first(lambda: _say(interaction, drawn, ephemeral=ephemeral)):
        await interaction.followup.send(
            drawn.content, view=Rows(drawn), ephemeral=ephemeral, suppress_embeds=True, files=drawn.files
        )


def _say(interaction: Interaction, drawn: Drawn, *, ephemeral: bool) -> Awaitable[object]:
    return interaction.response.send_message(
        drawn.content, view=Rows(drawn), ephemeral=ephemeral, suppress_embeds=True, files=drawn.files
    )


async def _write(interaction: Interaction, drawn: Drawn) -> None:
    """Write to the person; with a nonce, a second try after a lost receipt is not a second message."""
    nonce = f"re:{interaction.id}"
    await interaction.user.send(drawn.content, view=Rows(drawn), nonce=nonce, suppress_embeds=True, files=drawn.files)


async def _end_waiting(interaction: Interaction) -> None:
    """Answer what was carried out before: whoever did that shows their answer, unless it got lost on its way."""
    if interaction.message is not None:
        if not interaction.response.is_done():
            await defer(interaction)
        return
    await asyncio.sleep(_ANOTHERS_SECONDS)
    done = render(done_before())
    if not interaction.response.is_done():
        await heard(interaction, lambda: _begin(interaction, done))
    elif (await interaction.original_response()).flags.loading:
        await _edit(interaction, done)


def _replaces(interaction: Interaction, answer: Answer, *, shared: bool) -> bool:
    """Tell whether the answer takes the place of the tapped message.

    What everybody sees is never replaced by what is for one person, not even for the one who asked for it.
    """
    message = interaction.message
    if message is None or not (shared or message.flags.ephemeral or in_our_dm(interaction)):
        return False
    return asks_again(message.components) or (isinstance(answer, Reply) and answer.replaces)


async def own_up(happened: object, drawn: Drawn) -> None:
    """Tell a person about a fault on our side, as far as there is somebody to tell."""
    if isinstance(happened, discord.Message):
        await happened.channel.send(drawn.content)
    elif isinstance(happened, discord.Interaction) and happened.type is not discord.InteractionType.autocomplete:
        if happened.message is None:
            await _edit(happened, drawn)
        else:
            await _add(happened, drawn, ephemeral=True)
