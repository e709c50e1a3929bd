"""Nudges on their way to Slack: a message with a key that can be looked up afterwards, to a person or a channel."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
from slack_sdk.errors import SlackApiError

from adapters.slack.bounded import Bounded
from adapters.slack.failures import FAILURES, name_of, outcome
from adapters.slack.render import message
from bot.outgoing import CannotTell, NotSent

if TYPE_CHECKING:
    from datetime import datetime

    from adapters.slack.wire import Wire
    from bot.messages import Address, Reply

log = structlog.get_logger()

EVENT_TYPE = "milepost_nudge"
_CONVERSATIONS = 10_000
_CLOCKS_APART = timedelta(minutes=5)
_PAGE = 100
_NO_LOOKING = ("missing_scope", "no_permission", "not_allowed_token_type")
_STALE = ("channel_not_found", "not_in_channel", "is_archived")
_BLOCKS_REFUSED = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long")


class DirectMessages:
    """People's conversations with the bot, and channels that it was invited to."""

    def __init__(self, wire: Wire) -> None:
        """Write over `wire`."""
        self._wire = wire
        self._channels: Bounded[str, str] = Bounded(_CONVERSATIONS)

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        """Send `reply` and return `channel:ts`; raises NotSent, Undeliverable or Uncertain."""
        known = _channel(to) or self._channels.get(to.id)
        channel = known or await self._open(to)
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": key}}
        try:
            return await self._post(channel, message(reply) | {"metadata": metadata})
        except FAILURES as error:
            self._channels.pop(to.id)
            if known and not _channel(to) and name_of(error) in _STALE:
                return await self.send(to, reply, key)
            raise outcome(error) from error

    async def say(self, to: Address, reply: Reply, channel: str = "", *, instead_of: str = "") -> str:
        """Answer in `channel`, or the conversation with the bot, and return the timestamp; raises like `send`.

        `instead_of` is the timestamp of a message of our own there that it takes the place of.
        """
        place = channel or self._channels.get(to.id) or await self._open(to)
        try:
            if instead_of:
                await self._wire.call("chat.update", channel=place, ts=instead_of, parse="none", **message(reply))
                return instead_of
            return (await self._post(place, message(reply))).partition(":")[2]
        except FAILURES as error:
            raise outcome(error) from error

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        """Look `key` up among the bot's messages, where the scope `im:history` was granted; CannotTell elsewhere."""
        try:
            channel = _channel(to) or self._channels.get(to.id) or await self._open(to)
            found = await self._look(channel, key, (since - _CLOCKS_APART).timestamp())
        except FAILURES as error:
            if name_of(error) in _NO_LOOKING:
                raise CannotTell from error
            raise NotSent("Slack could not be asked whether an earlier try arrived") from error
        return found

    async def _look(self, channel: str, key: str, oldest: float) -> str | None:
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

    async def _open(self, to: Address) -> str:
        """Open the conversation; while that fails nothing can have been sent."""
        try:
            answer = await self._wire.call("conversations.open", users=to.id)
            channel = str(answer["channel"]["id"])
        except (*FAILURES, KeyError) as error:
            raise outcome(error, in_flight=False) from error
        self._channels.put(to.id, channel)
        return channel

    async def _post(self, channel: str, body: dict[str, Any]) -> str:
        body = body | {"channel": channel, "parse": "none", "unfurl_links": False, "unfurl_media": False}
        try:
            answer = await self._wire.call("chat.postMessage", **body)
        except SlackApiError as error:
            if name_of(error) not in _BLOCKS_REFUSED:
                raise
            # A limit of Slack's that we do not know of: plain words arrive where blocks do not.
            await log.awarning("slack refused the blocks", reason=name_of(error))
            answer = await self._wire.call("chat.postMessage", **{k: v for k, v in body.items() if k != "blocks"})
        return f"{channel}:{answer.get('ts', '')}"


def _channel(to: Address) -> str:
    """Return the channel that `to` names; empty if it names a person."""
    return to.id if to.id.startswith(("C", "G")) else ""


def _key_of(posted: dict[str, Any]) -> str:
    metadata = posted.get("metadata") or {}
    return (
        str((metadata.get("event_payload") or {}).get("key") or "") if metadata.get("event_type") == EVENT_TYPE else ""
    )
