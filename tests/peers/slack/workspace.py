"""One Slack workspace as plain state: people, conversations, messages, views, and who may do what."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

DEFAULT_SCOPES = frozenset({"commands", "chat:write", "im:write", "im:history", "users:read"})


@dataclass
class User:
    """A member of the workspace, person or bot."""

    id: str
    name: str
    real_name: str
    tz: str = "Etc/UTC"
    locale: str = "en-US"
    is_bot: bool = False
    deleted: bool = False


@dataclass
class Channel:
    """A public channel, a private one, or a direct conversation."""

    id: str
    name: str
    kind: str = "channel"
    """`channel`, `group` (private) or `im`."""
    members: set[str] = field(default_factory=set)
    is_archived: bool = False

    @property
    def shown_name(self) -> str:
        return {"im": "directmessage", "group": "privategroup"}.get(self.kind, self.name)


@dataclass(frozen=True)
class Version:
    """What a message said at one time."""

    text: str
    blocks: list[dict[str, Any]]
    at: float
    attachments: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Post:
    """A message: its author, who sees it, and every version of what it says."""

    channel: str
    ts: str
    author: str
    versions: list[Version]
    only_for: str = ""
    """The one person who sees it, when it is ephemeral."""
    metadata: dict[str, Any] | None = None
    thread_ts: str = ""
    deleted: bool = False
    parse: str = "none"
    link_names: bool = False
    mrkdwn: bool = True
    files: list[dict[str, Any]] = field(default_factory=list)

    @property
    def now(self) -> Version:
        return self.versions[-1]


@dataclass
class View:
    """A modal or a home as it stands on somebody's screen."""

    id: str
    user: str
    body: dict[str, Any]
    hash: str
    values: dict[str, dict[str, Any]]
    """`state.values`: what has been filled in so far."""
    root: str = ""
    previous: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    """By block_id, what the bot found wrong with a field."""
    trouble: str = ""
    """What Slack itself shows when the bot did not answer a submission properly."""
    causes: set[str] = field(default_factory=set)
    """The acts of the person that led here."""


@dataclass
class Grant:
    """What a token may do."""

    token: str
    scopes: frozenset[str]
    kind: str = "bot"
    """`bot` or `app`."""
    error: str = ""
    """`token_revoked` or `account_inactive` once it is no good any more."""


@dataclass
class Workspace:
    """Everything in one workspace."""

    team_id: str
    name: str
    grant: Grant
    bot_user: str
    bot_id: str
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    modals: dict[str, list[View]] = field(default_factory=dict)
    """Each person's stack of open modals, the top one last."""
    homes: dict[str, View] = field(default_factory=dict)
    messages_tab: bool = True

    @property
    def domain(self) -> str:
        return self.name.lower().replace(" ", "-")

    def name_of(self, known: str) -> str:
        if known in self.users:
            return self.users[known].name
        return self.channels[known].name if known in self.channels else known

    def dm(self, user: str) -> Channel:
        """Find the conversation of one person with the bot, which is there from the start."""
        channel_id = "D" + user[1:]
        known = Channel(channel_id, "directmessage", "im", {user, self.bot_user})
        return self.channels.setdefault(channel_id, known)

    def post_at(self, channel: str, ts: str) -> Post | None:
        found = (post for post in self.posts if post.channel == channel and post.ts == ts and not post.deleted)
        return next(found, None)

    def sees(self, user: str, post: Post) -> bool:
        if post.only_for:
            return post.only_for == user
        return user in self.channels[post.channel].members

    def view(self, view_id: str = "", external_id: str = "") -> View | None:
        views = [view for stack in self.modals.values() for view in stack] + list(self.homes.values())
        for view in views:
            if (view_id and view.id == view_id) or (external_id and view.body.get("external_id") == external_id):
                return view
        return None


def fresh_id(prefix: str) -> str:
    return prefix + secrets.token_hex(5).upper()
