"""Where an answer appears: in the tapped message, in place of “thinking”, or below, for one person or for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import discord

from adapters.discord.correction import asked_again, asks_again
from adapters.discord.pictures import sent
from adapters.discord.render import Drawn, render
from adapters.discord.views import Rows
from bot.messages import Form, Reply

if TYPE_CHECKING:
    from bot.messages import Answer

Interaction: TypeAlias = "discord.Interaction[discord.Client]"

UNKNOWN_MESSAGE = 10008


async def show(interaction: Interaction, answer: Answer | None) -> None:
    """Put the answer where it belongs: in the tapped message, in place of “thinking”, or below."""
    if answer is None:
        await _end_waiting(interaction)
    elif isinstance(answer, Form):
        await _place(interaction, answer, asked_again(answer))
    else:
        await sent(answer, lambda drawn: _place(interaction, answer, drawn))


async def _place(interaction: Interaction, answer: Answer, drawn: Drawn) -> None:
    shared = isinstance(answer, Reply) and not answer.private and not in_our_dm(interaction)
    if shared and (interaction.message is None or interaction.message.flags.ephemeral):
        # What is for the person's eyes only stays so, “thinking” too; what is for all follows as a message of its own.
        await _edit(interaction, render(Reply(title="Posted.")))
        await _add(interaction, drawn)
    elif interaction.message is None:
        await _edit(interaction, drawn)
    elif not (_replaces(interaction, answer, shared=shared) and await _edit(interaction, drawn)):
        await _add(interaction, drawn, ephemeral=not (shared or in_our_dm(interaction)))


async def _edit(interaction: Interaction, drawn: Drawn) -> bool:
    """Change what we answered with, or the tapped message, pictures and all; tell whether it is still there."""
    try:
        await interaction.edit_original_response(content=drawn.content, view=Rows(drawn), attachments=drawn.files)
    except discord.NotFound as refusal:
        if refusal.code != UNKNOWN_MESSAGE:
            raise
        return False
    return True


async def _add(interaction: Interaction, drawn: Drawn, *, ephemeral: bool = False) -> None:
    await interaction.followup.send(
        drawn.content, view=Rows(drawn), ephemeral=ephemeral, suppress_embeds=True, files=drawn.files
    )


async def _end_waiting(interaction: Interaction) -> None:
    """End the “thinking” that we began for something that was carried out before."""
    if not interaction.response.is_done() or interaction.message is not None:
        return
    if (await interaction.original_response()).flags.loading:
        await _edit(interaction, render(Reply(title="That is done already")))


def _replaces(interaction: Interaction, answer: Answer, *, shared: bool) -> bool:
    """Tell whether the answer takes the place of the tapped message.

    What everybody sees is never replaced by what is for one person, not even for the one who asked for it.
    """
    message = interaction.message
    if message is None or not (shared or message.flags.ephemeral or in_our_dm(interaction)):
        return False
    return asks_again(message.components) or (isinstance(answer, Reply) and answer.replaces)


def in_our_dm(interaction: Interaction) -> bool:
    """Tell whether only the person and Milepost can read here; then answers may stay, and outlive a restart."""
    return interaction.context.dm_channel


async def own_up(happened: object, drawn: Drawn) -> None:
    """Tell a person about a fault on our side, as far as there is somebody to tell."""
    if isinstance(happened, discord.Message):
        await happened.channel.send(drawn.content)
    elif isinstance(happened, discord.Interaction) and happened.type is not discord.InteractionType.autocomplete:
        if not happened.response.is_done():
            await happened.response.send_message(drawn.content, ephemeral=True)
        elif happened.message is None:
            await _edit(happened, drawn)
        else:
            await _add(happened, drawn, ephemeral=True)
