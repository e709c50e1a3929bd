"""A bot of a few lines on an unmodified slack-bolt, connected by its socket or by its request URL."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable

    from slack_bolt.request.async_request import AsyncBoltRequest

    from .peer import SlackPeer

Json = dict[str, Any]


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def prose(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(label: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": words(label), "action_id": action_id, "value": label, **more}


def rich(*inline: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(inline)}]}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def goal(title: str) -> list[Json]:
    menu = {
        "type": "static_select",
        "action_id": "later",
        "placeholder": words("Later"),
        "options": [{"text": words("Tomorrow"), "value": "1"}, {"text": words("Next week"), "value": "7"}],
    }
    return [
        {"type": "header", "text": words(title)},
        {"type": "actions", "elements": [button("Done", "done"), button("Edit", "edit"), menu]},
    ]


def text_input(label: str, block_id: str, **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "typed", **more}
    return {"type": "input", "block_id": block_id, "label": words(label), "element": element}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": words("New goal"), "submit": words("Save"), "blocks": list(blocks), **more}


FORM = modal(
    text_input("Title", "title", max_length=80),
    {**text_input("Note", "note"), "optional": True},
    {
        "type": "input",
        "block_id": "by",
        "label": words("By"),
        "element": {"type": "datepicker", "action_id": "typed"},
        "optional": True,
    },
    callback_id="goal_form",
    private_metadata="goal new",
    notify_on_close=True,
)


def tiny_bot(slack: SlackPeer, session: aiohttp.ClientSession) -> AsyncApp:
    """Build a bot that uses each surface once."""
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])
    app = AsyncApp(client=client, signing_secret=slack.signing_secret)
    _commands(app)
    _forms(app)
    _talk(app)
    return app


def _commands(app: AsyncApp) -> None:
    @app.command("/goal")
    async def command(ack: Any, command: Json, client: AsyncWebClient) -> None:
        if command["text"] == "new":
            await client.views_open(trigger_id=command["trigger_id"], view=FORM)
            await ack()
        elif command["text"] == "slowly":
            await asyncio.sleep(0.5)
            await ack("too late")
        else:
            await ack(text=command["text"], blocks=goal(command["text"]))

    @app.action("done")
    async def done(ack: Any, respond: Any) -> None:
        await ack()
        await respond("Done.", replace_original=True)

    @app.action("later")
    async def later(ack: Any, respond: Any, payload: Json) -> None:
        await ack()
        await respond(f"Moved by {payload['selected_option']['value']} days.")

    @app.action("edit")
    async def edit(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)


def _forms(app: AsyncApp) -> None:
    @app.view("goal_form")
    async def submitted(ack: Any, body: Json, view: Json, client: AsyncWebClient) -> None:
        title = view["state"]["values"]["title"]["typed"]["value"]
        if title == "x":
            await ack(response_action="errors", errors={"title": "Too short to mean anything."})
        elif title == "more":
            await ack(response_action="push", view=modal(text_input("Why", "why"), callback_id="why"))
        elif title == "wrong":
            await ack(response_action="errors", errors={"nowhere": "There is no such block."})
        else:
            await ack()
            await client.chat_postMessage(channel=body["user"]["id"], text=f"{title} is set.")

    @app.view_closed("goal_form")
    async def closed(ack: Any) -> None:
        await ack()


def _talk(app: AsyncApp) -> None:
    @app.shortcut("make_goal")
    async def make_goal(ack: Any, shortcut: Json, respond: Any) -> None:
        await ack()
        await respond(f"A goal of {shortcut['message']['text']!r}.")

    @app.event("message")
    async def message(event: Json, say: Any, request: AsyncBoltRequest) -> None:
        number, reason = (request.headers.get(f"x-slack-retry-{name}", [""])[0] for name in ("num", "reason"))
        again = f" again ({number}, {reason})" if number not in {"", "0"} else ""
        await say(f"You said {event['text']}{again}")

    @app.event("app_home_opened")
    async def home(event: Json, client: AsyncWebClient) -> None:
        view = {"type": "home", "blocks": [*goal("Your goals"), {"type": "divider"}]}
        await client.views_publish(user_id=event["user"], view=view)

    @app.event("tokens_revoked")
    async def revoked() -> None: ...


@asynccontextmanager
async def bot_running(slack: SlackPeer, transport: str, *, ping_seconds: float = 5.0) -> AsyncIterator[None]:
    """Connect the tiny bot by its socket, or by its request URL.

    A socket that answers no ping for four times so long, by the wall's clock, is given up for another.
    """
    async with aiohttp.ClientSession() as session:
        app = tiny_bot(slack, session)
        if transport == "socket":
            handler = AsyncSocketModeHandler(app, slack.app_token, ping_interval=ping_seconds)
            await handler.connect_async()  # type: ignore[no-untyped-call]
            await slack.connected()
            try:
                yield
            finally:
                await handler.close_async()  # type: ignore[no-untyped-call]
                await asyncio.sleep(0)
            return

        async def answer(request: web.Request) -> web.Response:
            return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

        host = web.Application()
        host.router.add_post("/slack/events", answer)
        runner = web.AppRunner(host, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        slack.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        try:
            yield
        finally:
            await runner.cleanup()


@asynccontextmanager
async def client_of(slack: SlackPeer, token: str | None = None) -> AsyncIterator[AsyncWebClient]:
    """Open a plain Web API client, with the bot token unless another is named."""
    async with aiohttp.ClientSession() as session:
        chosen = slack.bot_token if token is None else token
        yield AsyncWebClient(chosen, base_url=slack.api_url, session=session, retry_handlers=[])


async def refusal(call: Awaitable[Any]) -> Json:
    """Make a call that has to be refused, and give back the refusal."""
    try:
        await call
    except SlackApiError as error:
        answer: Json = error.response.data
        return answer
    raise AssertionError("Slack took it.")


async def exchange(slack: SlackPeer, client: AsyncWebClient, code: str) -> Any:
    """Call oauth.v2.access with a plain form: the SDK's own way warns with aiohttp 3.14."""
    app = slack.service.app
    form = {"client_id": app.client_id, "client_secret": app.client_secret, "code": code}
    return await client.api_call("oauth.v2.access", data=form)
