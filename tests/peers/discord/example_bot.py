"""The smallest bot that does one of everything, on an unmodified discord.py; the peer's own tests talk to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import app_commands

from tests.peers.discord.peer import DiscordPeer
from tests.peers.discord.pointing import pointed_at

GOALS = ("Billing API", "Bilingual docs", "Marathon")


class ExampleBot(discord.Client):
    """Hears DMs, has a tree of commands, and answers taps and forms by their custom_id alone."""

    def __init__(self, intents: discord.Intents | None = None, **shard: Any) -> None:
        few = discord.Intents.none()
        few.dm_messages = True
        nobody = discord.AllowedMentions.none()
        super().__init__(intents=few if intents is None else intents, allowed_mentions=nobody, **shard)
        self.tree = app_commands.CommandTree(
            self,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        )
        self.tree.add_command(_goal())
        self.heard: list[discord.Message] = []
        self.interactions: list[discord.Interaction] = []
        self.resumes = 0

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again at once: five seconds of good manners would slow the tests."""

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_resumed(self) -> None:
        self.resumes += 1

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        self.interactions.append(interaction)
        data: Any = interaction.data
        if interaction.type is discord.InteractionType.component:
            await _tapped(interaction, data["custom_id"], data.get("values"))
        elif interaction.type is discord.InteractionType.modal_submit:
            await interaction.response.send_message(f"due {_written(data['components'])}")


def _written(components: list[Any]) -> list[str]:
    inner = [part.get("component") or part["components"][0] for part in components]
    return [part["value"] for part in inner]


async def _tapped(interaction: discord.Interaction, custom_id: str, values: list[str] | None) -> None:
    respond = interaction.response
    if custom_id == "done":
        await respond.edit_message(content="**Done**", view=None)
    elif custom_id == "later":
        await respond.defer()
        await interaction.edit_original_response(content="Later", view=None)
    elif custom_id == "why":
        await respond.send_message("Because", ephemeral=True)
    elif custom_id == "move":
        await respond.send_modal(form())
    elif values:
        await respond.send_message(f"picked {values}")


def buttons() -> discord.ui.View:
    """Make a message's parts by hand, so that nothing in the library answers for them."""
    view = discord.ui.View(timeout=None)
    for label in ("Done", "Later", "Why", "Move"):
        view.add_item(discord.ui.Button(label=label, custom_id=label.lower()))
    options = [discord.SelectOption(label=name, value=name.lower()) for name in ("Easy", "Hard")]
    view.add_item(discord.ui.Select(custom_id="pace", placeholder="Pace", options=options))
    view.stop()
    return view


def form() -> discord.ui.Modal:
    """Ask for a date."""
    modal = discord.ui.Modal(title="Move it", custom_id="move-form")
    by: discord.ui.TextInput[Any] = discord.ui.TextInput(custom_id="by", max_length=10)
    note: discord.ui.TextInput[Any] = discord.ui.TextInput(custom_id="note", label="Note", required=False)
    modal.add_item(discord.ui.Label(text="By", component=by))
    modal.add_item(note)
    modal.stop()
    return modal


def _goal() -> app_commands.Group:
    goal = app_commands.Group(name="goal", description="Goals")
    milestone = app_commands.Group(name="milestone", description="Milestones", parent=goal)

    @goal.command(name="new", description="Set a goal")
    async def new(interaction: discord.Interaction, sentence: str, size: str = "1") -> None:
        await interaction.response.send_message(f"Goal **{sentence}** ({size})", view=buttons())

    @goal.command(name="show", description="Show a goal")
    async def show(interaction: discord.Interaction, goal: str) -> None:
        await interaction.response.send_message(f"`{goal}`", ephemeral=True)

    @show.autocomplete("goal")
    async def suggest(_interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = [name for name in GOALS if typed.lower() in name.lower()]
        return [app_commands.Choice(name=name, value=name[:5]) for name in found]

    @goal.command(name="think", description="Answer late")
    async def think(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await asyncio.sleep(0.05)
        await interaction.followup.send("Thought it over")
        await interaction.followup.send("And again", ephemeral=True)

    @goal.command(name="silent", description="Never answer")
    async def silent(_interaction: discord.Interaction) -> None:
        pass

    @milestone.command(name="add", description="Add a milestone")
    async def add(interaction: discord.Interaction, title: str) -> None:
        del title
        await interaction.response.send_modal(form())

    return goal


async def alone(peer: DiscordPeer, bot: ExampleBot) -> None:
    """Run a bot against a peer until it ends by itself."""
    with pointed_at(peer):
        async with bot:
            await bot.start(peer.token)


@asynccontextmanager
async def running(peer: DiscordPeer, bot: ExampleBot | None = None) -> AsyncIterator[ExampleBot]:
    """Run a bot against a peer until the block ends."""
    bot = bot or ExampleBot()
    run = asyncio.create_task(alone(peer, bot))
    try:
        await peer.connected()
        yield bot
    finally:
        await bot.close()
        await run
