"""Messages on their way to Slack, to a person or a channel; nudges have a key by which they can be found."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
from slack_sdk.errors import SlackApiError

from adapters.cache import Cache
from adapters.replies import NO_PICTURE
from adapters.slack import limits
from adapters.slack.failures import FAILURES, name_of, outcome
from adapters.slack.pictures import handed, uploaded
from adapters.slack.render import message
from bot.outgoing import CannotTell, NotSent, Uncertain, Undeliverable
from bot.replies.pictures import worded

if TYPE_CHECKING:
    from datetime import datetime

    from adapters.slack.wire import Wire
    from bot.messages import Address, File, Reply

log = structlog.get_logger()

EVENT_TYPE = "milepost_nudge"
_CONVERSATIONS = 10_000
_CLOCKS_APART = timedelta(minutes=5)
_PAGE = 100
_NO_LOOKING = ("missing_scope", "no_permission", "not_allowed_token_type")
_STALE = ("channel_not_found", "not_in_channel", "is_archived")
_GONE = ("message_not_found", "cant_update_message", "edit_window_closed")
_PROCESSING_SECONDS = (0.4, 0.8, 1.6)
"""The waits between tries while Slack is still processing a file that was just uploaded."""
_BLOCKS_REFUSED = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long")


class Sender:
    """Sends messages to people's conversations with the bot, and to channels that it was invited to."""

    def __init__(self, wire: Wire) -> None:
        """Write over `wire`."""
        self._wire = wire
        self._channels: Cache[str, str] = Cache(_CONVERSATIONS)

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        """Send `reply` and return `channel:ts`; raises NotSent, Undeliverable or Uncertain."""
        known = _channel(to) or self._channels.get(to.id)
        channel = known or await self._open(to)
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": key}}
        try:
            return await self._show(channel, reply, metadata=metadata)
        except FAILURES as error:
            self._channels.pop(to.id)
            if known and not _channel(to) and name_of(error) in _STALE:
                return await self.send(to, reply, key)
            raise outcome(error) from error

    async def change(self, reply: Reply, receipt: str) -> None:
        """Let `reply` take the place of the message `channel:ts`, if it is still there; raises like `send`."""
        channel, _, ts = receipt.partition(":")
        try:
            await self._show(channel, reply, instead_of=ts)
        except FAILURES as error:
            if name_of(error) not in _GONE:
                raise outcome(error) from error

    async def say(self, to: Address, reply: Reply, channel: str = "", *, instead_of: str = "") -> str:
        """Answer in `channel`, or else in the conversation with the bot, and return the timestamp; raises like `send`.

        `instead_of` is the timestamp of a message of our own there, which the answer replaces.
        """
        place = channel or await self._conversation(to)
        try:
            return (await self._show(place, reply, instead_of=instead_of)).partition(":")[2]
        except FAILURES as error:
            raise outcome(error) from error

    async def hand(self, to: Address, file: File) -> bool:
        """Upload `file` to the conversation with the bot; tell whether Slack took it."""
        try:
            channel = await self._conversation(to)
        except (NotSent, Undeliverable, Uncertain):
            return False
        return await handed(self._wire, file, channel)

    async def is_with(self, who: Address, channel: str) -> bool:
        """Tell whether `channel` is the bot's conversation with this person; False if Slack cannot be asked."""
        if not channel.startswith("D"):
            return False
        try:
            return channel == await self._conversation(who)
        except (NotSent, Undeliverable, Uncertain):
            return False

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        """Return `channel:ts` of the message with this `key`; raises CannotTell without the scope `im:history`."""
        try:
            channel = _channel(to) or await self._conversation(to)
            return await self._look(channel, key, (since - _CLOCKS_APART).timestamp())
        except FAILURES as error:
            if name_of(error) in _NO_LOOKING:
                raise CannotTell from error
            raise NotSent("Slack could not be asked whether an earlier try arrived") from error

    async def _look(self, channel: str, key: str, oldest: float) -> str | None:
        """Return `channel:ts` of the message with this `key` among those since `oldest`; None if it is not there."""
        cursor = ""
        while True:
            page = await self._wire.read(
                "conversations.history",
                channel=channel,
                oldest=f"{oldest:.6f}",
                limit=_PAGE,
                include_all_metadata=True,
                **({"cursor": cursor} if cursor else {}),
            )
            for one in page.get("messages") or ():
                if _key_of(one) == key:
                    return f"{channel}:{one['ts']}"
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None

    async def _conversation(self, to: Address) -> str:
        return self._channels.get(to.id) or await self._open(to)

    async def _open(self, to: Address) -> str:
        """Open the conversation with a person; if that fails, nothing was sent."""
        try:
            answer = await self._wire.call("conversations.open", users=to.id)
            channel = str(answer["channel"]["id"])
        except (*FAILURES, KeyError) as error:
            raise outcome(error, in_flight=False) from error
        self._channels.put(to.id, channel)
        return channel

    async def _show(self, channel: str, reply: Reply, *, instead_of: str = "", **more: Any) -> str:
        """Post `reply` with its pictures, or in words if those do not go through; return `channel:ts`."""
        shown = worded(reply, keep=limits.PICTURES.most)
        files = await uploaded(self._wire, shown) if shown.charts else ()
        for seconds in (*_PROCESSING_SECONDS, 0) if files else ():
            try:
                return await self._put(channel, message(shown, files) | more, instead_of, or_plain=False)
            except SlackApiError as error:
                if name_of(error) not in _BLOCKS_REFUSED:
                    raise
            await asyncio.sleep(seconds)
        if shown.charts:
            await log.awarning("slack message went without its picture")
            reply = worded(reply, NO_PICTURE)
        return await self._put(channel, message(reply) | more, instead_of)

    async def _put(self, channel: str, body: dict[str, Any], instead_of: str, *, or_plain: bool = True) -> str:
        """Post a message, or change the one that it takes the place of; return `channel:ts`."""
        if not instead_of:
            return await self._post(channel, body, or_plain=or_plain)
        await self._wire.call("chat.update", channel=channel, ts=instead_of, parse="none", **body)
        return f"{channel}:{instead_of}"

    async def _post(self, channel: str, body: dict[str, Any], *, or_plain: bool) -> str:
        """Post a message, `or_plain` text if Slack refuses its blocks; return `channel:ts`."""
        body = body | {"channel": channel, "parse": "none", "unfurl_links": False, "unfurl_media": False}
        try:
            answer = await self._wire.call("chat.postMessage", **body)
        except SlackApiError as error:
            if name_of(error) not in _BLOCKS_REFUSED or not or_plain:
                raise
            # Slack has a limit that we do not know of: the plain text arrives where blocks do not.
            await log.awarning("slack refused the blocks", reason=name_of(error))
            answer = await self._wire.call("chat.postMessage", **{k: v for k, v in body.items() if k != "blocks"})
        return f"{channel}:{answer.get('ts', '')}"


def _channel(to: Address) -> str:
    """Return the channel that `to` is; empty if it is a person."""
    return to.id if to.id.startswith(("C", "G")) else ""


def _key_of(posted: dict[str, Any]) -> str:
    metadata = posted.get("metadata") or {}
    return (
        str((metadata.get("event_payload") or {}).get("key") or "") if metadata.get("event_type") == EVENT_TYPE else ""
    )
