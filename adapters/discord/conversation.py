"""How an interaction or a message is answered: at once, or where that takes a while, after a sign that it was heard."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord

from adapters.discord import limits
from adapters.discord.first_response import defer, is_fresh, respond_in_time
from adapters.discord.pictures import sent
from adapters.discord.placing import show
from adapters.discord.requests import address, asked, chosen, place, with_members, written
from adapters.discord.spelling import spelled_here
from adapters.discord.views import Blanks, body
from adapters.discord.words import shortened
from bot.forms.prefilled import call_of
from bot.messages import Button, Form, Reply, Section, Tone
from bot.replies import plain

if TYPE_CHECKING:
    from adapters.discord.first_response import Interaction
    from adapters.discord.render import Drawn
    from adapters.grace import GracePeriod
    from bot.dispatch import Dispatcher
    from bot.line.grammar import Line
    from bot.messages import Answer, Request

_SUGGEST_SECONDS = limits.ANSWER_SECONDS - 0.5


async def take(interaction: Interaction, dispatcher: Dispatcher, grace: GracePeriod) -> None:
    """Answer whatever a person did with a command, a button, a menu or a form."""
    if interaction.type is discord.InteractionType.autocomplete:
        await _suggest(interaction, dispatcher)
    elif interaction.type is not discord.InteractionType.ping:
        await _answer(interaction, dispatcher, grace)


async def _answer(interaction: Interaction, dispatcher: Dispatcher, grace: GracePeriod) -> None:
    """Open the form that a request calls for, or show the answer to it."""
    wish = asked(interaction, dispatcher)
    if isinstance(wish, Form):
        await _open(interaction, wish)
        return
    line = dispatcher.read(wish)
    if (form := dispatcher.opens(wish, line)) is None:
        await _carry_out(interaction, wish, line, dispatcher, grace)
    elif isinstance(opened := await dispatcher.filled(wish, form), Form):
        await _open(interaction, opened)
    else:
        await show(interaction, _as_typed_here(line, opened, dispatcher))


async def _open(interaction: Interaction, form: Form) -> None:
    await respond_in_time(interaction, lambda: interaction.response.send_modal(Blanks(form)))


async def _carry_out(
    interaction: Interaction, wish: Request, line: Line | None, dispatcher: Dispatcher, grace: GracePeriod
) -> None:
    """Show the answer as soon as it is there; after the grace period, show first that it is on its way."""
    if not is_fresh(interaction) and not await defer(interaction):
        # Discord has told the person that it failed, so nothing must be done behind their back.
        return
    answering = asyncio.create_task(_answered(interaction, wish, line, dispatcher))
    if not (await grace.is_enough_for(answering) or interaction.response.is_done()):
        await defer(interaction)
    await show(interaction, await answering)


async def _answered(
    interaction: Interaction, wish: Request, line: Line | None, dispatcher: Dispatcher
) -> Answer | None:
    wish = await with_members(interaction, wish)
    return _as_typed_here(line, await dispatcher.answer(wish, line), dispatcher)


async def _suggest(interaction: Interaction, dispatcher: Dispatcher) -> None:
    """Autocomplete what the person is typing; nothing is offered if that takes too long."""
    path, options = chosen(interaction.data)
    typed = next((option for option in options if option.get("focused")), None)
    found: list[discord.app_commands.Choice[str]] = []
    if typed is not None:
        try:
            async with asyncio.timeout(_SUGGEST_SECONDS):
                who = address(interaction.user)
                offered = await dispatcher.suggest(who, path, typed["name"], str(typed["value"]), place(interaction))
        except TimeoutError:
            offered = ()
        found = [
            discord.app_commands.Choice(name=shortened(choice.label, limits.CHOICE_TEXT), value=choice.value)
            for choice in offered[: limits.CHOICES]
            if 0 < len(choice.value) <= limits.CHOICE_TEXT
        ]
    await respond_in_time(interaction, lambda: interaction.response.autocomplete(found))


async def reply_to(message: discord.Message, dispatcher: Dispatcher) -> None:
    """Answer a direct message by a message below it."""
    wish = written(message)
    line = dispatcher.read(wish)
    answer = _as_typed_here(line, await dispatcher.answer(wish, line), dispatcher)
    if answer is None:
        return
    reply = _opener(answer, dispatcher) if isinstance(answer, Form) else answer

    async def send(drawn: Drawn) -> None:
        # With a nonce, a second try after a lost receipt is not a second message.
        await message.channel.send(**body(drawn), nonce=f"re:{message.id}")

    await sent(reply, send)


def _as_typed_here(line: Line | None, answer: Answer | None, dispatcher: Dispatcher) -> Answer | None:
    """Return an answer in which commands are spelled as they are typed on Discord: all of help, and hints elsewhere."""
    if not isinstance(answer, Reply):
        return answer
    return spelled_here(answer, line.command.path if line is not None else "", dispatcher.commands)


def _opener(form: Form, dispatcher: Dispatcher) -> Reply:
    """Offer a form by a button: only a tap or a command can open one."""
    button = Button("Fill it in", call_of(form, dispatcher.commands), "primary")
    title, _, blanks = plain.text(form).partition("\n")
    return Reply(title=title, sections=(Section(text=blanks, buttons=(button,)),), tone=Tone.attention)
