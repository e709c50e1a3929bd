"""The limit: slack-bolt over Starlette and uvicorn, or discord.py, answering a constant and doing nothing else.

`writing` says to the database what Milepost says for the command, too: the limit of this design on these libraries.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

ANSWER = "Your check-in of goal 1 is put off: Ship part 1 of the billing API"


async def nothing() -> None:
    """Do nothing before the answer."""


async def writing() -> Callable[[], Awaitable[None]]:
    """Return what says to the database, in one transaction, what Milepost says for one `later`."""
    from sqlalchemy import event  # noqa: PLC0415

    from bot.__main__ import all_commands  # noqa: PLC0415
    from bot.clock import Clock  # noqa: PLC0415
    from bot.dispatch import Dispatcher  # noqa: PLC0415
    from bot.messages import Address, Request  # noqa: PLC0415
    from bot.storage.database import Database  # noqa: PLC0415

    database, said = Database(os.environ["DATABASE_URL"]), list[tuple[str, Any]]()
    dispatcher = Dispatcher(database=database, commands=all_commands(), clock=Clock())

    async def asks(key: str) -> None:
        await dispatcher.answer(Request(who=Address("slack", "T_ACME", "U1"), words="later 1 in 150 days", key=key))

    def note(_connection: Any, _cursor: Any, words: str, parameters: Any, *_: Any) -> None:
        # What is there already is not written again: so the limit is rather too low.
        said.append((words.replace("INSERT INTO", "INSERT OR IGNORE INTO"), parameters))

    await asks("first")  # it plans the check-in; what is measured puts it off once more
    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    await asks("second")
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)

    async def write() -> None:
        async with database.transaction() as session:
            connection = await session.connection()
            for words, parameters in said:
                await connection.exec_driver_sql(words, parameters)

    return write


async def slack(before: Callable[[], Awaitable[None]]) -> None:
    """Answer `/goal` in its acknowledgement, as Milepost does, and do something `before`; says where it listens."""
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
        await before()
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


async def main(which: str) -> None:
    """Run one of them."""
    if which == "discord":
        await discord()
    else:
        await slack(await writing() if which == "writing" else nothing)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
