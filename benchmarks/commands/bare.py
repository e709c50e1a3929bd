"""The limit: slack-bolt over Starlette and uvicorn, or discord.py, answering a constant and doing nothing else."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

ANSWER = "Your check-in of goal 1 is put off: Ship part 1 of the billing API"


async def slack() -> None:
    """Answer `/goal` in its acknowledgement, as Milepost does; says where it listens."""
    import socket  # noqa: PLC0415 - each is measured with its own imports only

    import uvicorn  # noqa: PLC0415
    from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler  # noqa: PLC0415
    from slack_bolt.async_app import AsyncApp  # noqa: PLC0415
    from slack_sdk.web.async_client import AsyncWebClient  # noqa: PLC0415
    from starlette.applications import Starlette  # noqa: PLC0415
    from starlette.routing import Route  # noqa: PLC0415

    client = AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = AsyncApp(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])

    @app.command("/goal")
    async def goal(ack: Any) -> None:
        await ack(ANSWER)

    handler = AsyncSlackRequestHandler(app)
    listening = socket.create_server(("127.0.0.1", int(os.environ["PORT"])))
    print("listening", flush=True)
    web = Starlette(routes=[Route("/slack/events", handler.handle, methods=["POST"])])
    config = uvicorn.Config(web, lifespan="off", access_log=False, log_level="warning")
    await uvicorn.Server(config).serve(sockets=[listening])


async def discord() -> None:
    """Answer `/goal later` and nothing else; says when it is connected."""
    import discord as library  # noqa: PLC0415
    from discord import app_commands  # noqa: PLC0415
    from discord.gateway import DiscordWebSocket  # noqa: PLC0415
    from discord.http import Route  # noqa: PLC0415
    from yarl import URL  # noqa: PLC0415

    Route.BASE = os.environ["DISCORD_API_URL"]
    DiscordWebSocket.DEFAULT_GATEWAY = URL(os.environ["DISCORD_GATEWAY_URL"])
    client = library.Client(intents=library.Intents.none())
    tree = app_commands.CommandTree(
        client,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )
    group = app_commands.Group(name="goal", description="Goals")

    @group.command(name="later", description="Put off")
    async def later(interaction: library.Interaction, goal: str, to: str) -> None:
        del goal, to
        await interaction.response.send_message(ANSWER, ephemeral=True)

    tree.add_command(group)

    @client.event
    async def setup_hook() -> None:
        await tree.sync()

    @client.event
    async def on_ready() -> None:
        print("connected", flush=True)

    await client.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    asyncio.run(slack() if sys.argv[1] == "slack" else discord())
