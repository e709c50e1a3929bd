"""The small Discord that the bot lives in: accounts, guilds, channels and messages, kept in memory."""

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.peers.discord import errors

_EPOCH_MILLISECONDS = 1_420_070_400_000
_counter = itertools.count()


def snowflake(shard: int = 0, count: int = 1) -> str:
    """Make a new id as Discord does: the time, then a counter; on request one that is on a shard."""
    milliseconds = time.time_ns() // 1_000_000 - _EPOCH_MILLISECONDS
    milliseconds -= (milliseconds - shard) % count
    return str((milliseconds << 22) + next(_counter) % (1 << 22))


@dataclass(eq=False)
class Account:
    """Somebody on Discord, or the bot."""

    name: str
    locale: str = "en-US"
    bot: bool = False
    installed: bool = True
    """Has added the app to their own account (user install)."""
    dms_closed: bool = False
    id: str = field(default_factory=snowflake)


@dataclass(eq=False)
class Channel:
    """A place to write: a channel of a guild, a DM with the bot, or one between people (`private`)."""

    name: str
    guild: "Guild | None" = None
    recipients: tuple[Account, ...] = ()
    private: bool = False
    hidden_from_bot: bool = False
    bot_may_write: bool = True
    id: str = field(default_factory=snowflake)
    posts: list["Post"] = field(default_factory=list)


@dataclass(eq=False)
class Guild:
    """A server; `bot` says whether the bot was added to it."""

    name: str
    members: list[Account]
    bot: bool = True
    locale: str = "en-US"
    id: str = field(default_factory=snowflake)
    channels: dict[str, Channel] = field(default_factory=dict)

    @property
    def general(self) -> Channel:
        """The channel every server starts with."""
        return self.channels["general"]

    def channel(self, name: str) -> Channel:
        """Find a channel by its name, or make it."""
        return self.channels.setdefault(name, Channel(name, guild=self))


@dataclass(eq=False)
class Post:
    """One message: its body as it stands, and every body it had before."""

    channel: Channel
    author: Account
    body: dict[str, Any]
    """content, components, attachments, flags and allowed_mentions, as sent"""
    extra: dict[str, Any] = field(default_factory=dict)
    """What Discord adds: type, interaction_metadata …"""
    ephemeral_for: Account | None = None
    nonce: str | int | None = None
    id: str = field(default_factory=snowflake)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    edited_at: datetime | None = None
    earlier: list[dict[str, Any]] = field(default_factory=list)

    def becomes(self, body: dict[str, Any]) -> None:
        """Edit the message and remember how it was."""
        self.earlier.append(self.body)
        self.body = body
        self.edited_at = datetime.now(UTC)


@dataclass(eq=False)
class World:
    """Everything there is, and the questions that the API asks of it."""

    bot: Account
    owner: Account
    application_id: str
    public_key: str = "0" * 64
    application_flags: int = 0
    """The privileged intents that are switched on for the application, among others."""
    interactions_url: str | None = None
    """Where interactions are posted to; the gateway hears of none then."""
    install_ways: tuple[str, ...] = ("0", "1")
    """To servers, to people's own accounts, or both."""
    accounts: dict[str, Account] = field(default_factory=dict)
    guilds: dict[str, Guild] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    """DMs and private channels; those of guilds are with their guild."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What was uploaded, by the path it is served under."""
    _dms: dict[Account, Channel] = field(default_factory=dict)

    def rooms(self) -> Iterator[Channel]:
        """Go through the channels of all guilds."""
        for guild in self.guilds.values():
            yield from guild.channels.values()

    def account(self, account_id: str) -> Account:
        """Somebody by id."""
        if found := self.accounts.get(account_id):
            return found
        raise errors.unknown_user()

    def readable(self, channel_id: str) -> Channel:
        """Find a channel that the bot may see."""
        channel = self.channels.get(channel_id)
        if channel is None:
            channel = next((room for room in self.rooms() if room.id == channel_id), None)
        if channel is None:
            raise errors.unknown_channel()
        if channel.private or channel.hidden_from_bot or (channel.guild and not channel.guild.bot):
            raise errors.missing_access()
        return channel

    def writable(self, channel_id: str) -> Channel:
        """Find a channel that the bot may write in; for a DM the other side must allow it."""
        channel = self.readable(channel_id)
        if channel.guild:
            if not channel.bot_may_write:
                raise errors.missing_permissions()
        elif channel.recipients[0].dms_closed:
            raise errors.cannot_send_to_this_user()
        elif not self.knows_bot(channel.recipients[0]):
            raise errors.no_mutual_guilds()
        return channel

    def knows_bot(self, account: Account) -> bool:
        """Whether a person has added the app, or shares a server with the bot."""
        return account.installed or self.mutual_guild(account) is not None

    def mutual_guild(self, account: Account) -> Guild | None:
        """Find a server with both of them in it."""
        shared = (guild for guild in self.guilds.values() if guild.bot and account in guild.members)
        return next(shared, None)

    def dm(self, account: Account) -> Channel:
        """Find the DM between the bot and a person, or open it."""
        if account not in self._dms:
            channel = Channel(account.name, recipients=(account,))
            self._dms[account] = self.channels[channel.id] = channel
        return self._dms[account]

    def name_of(self, kind: str, mentioned: str) -> str:
        """How a mention reads."""
        if kind == "user":
            account = self.accounts.get(mentioned)
            return f"@{account.name}" if account else "@unknown-user"
        if kind == "channel":
            return next((f"#{c.name}" for c in self.rooms() if c.id == mentioned), "#unknown")
        return "@unknown-role"
