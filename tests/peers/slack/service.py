"""Slack behind all workspaces: the app, its tokens, what people do, triggers and response URLs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from .clock import Clock
from .errors import RefusedError
from .feed import Feed
from .limits import most
from .workspace import Grant, Post, User, Workspace, fresh_id


@dataclass(frozen=True)
class App:
    """The app as its configuration pages show it."""

    app_id: str
    client_id: str
    client_secret: str
    signing_secret: str
    verification_token: str
    app_token: str


@dataclass
class Act:
    """One thing that a person did, and what may still be done in answer to it."""

    id: str
    team: Workspace
    user: str
    channel: str
    at: float
    post: Post | None = None
    """The message that was acted on, or that the act brought forth."""
    response_url_uses: int = 0
    trigger_used: bool = False
    view_id: str = ""


@dataclass(frozen=True)
class Code:
    """What Slack's consent page hands to a redirect URL, good for one exchange."""

    team: Workspace
    user: str
    redirect_uri: str


def made_up_app() -> App:
    app_id = fresh_id("A")
    return App(
        app_id=app_id,
        client_id=f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}",
        client_secret=secrets.token_hex(16),
        signing_secret=secrets.token_hex(16),
        verification_token=secrets.token_urlsafe(18),
        app_token=f"xapp-1-{app_id}-{secrets.randbelow(10**13)}-{secrets.token_hex(32)}",
    )


@dataclass
class Service:
    """All that Slack knows."""

    app: App = field(default_factory=made_up_app)
    clock: Clock = field(default_factory=Clock)
    feed: Feed = field(default_factory=Feed)
    origin: str = ""
    """`http://127.0.0.1:…`, known once the server listens."""
    workspaces: dict[str, Workspace] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    triggers: dict[str, Act] = field(default_factory=dict)
    hooks: dict[str, Act] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    uploads: dict[str, dict[str, Any]] = field(default_factory=dict)
    file_seconds: float = 0.0
    """How long a file is worked on after its upload; until then no block can show it."""
    links: set[str] = field(default_factory=set)
    """Socket tickets handed out and not used yet."""
    troubles: list[str] = field(default_factory=list)
    """What Slack complained of: `operation_timeout`, `dispatch_failed`, a bad acknowledgement."""

    def __post_init__(self) -> None:
        socket = Grant(self.app.app_token, frozenset({"connections:write"}), "app")
        self.grants[socket.token] = socket

    def workspace(self, team_id: str, name: str, scopes: frozenset[str]) -> Workspace:
        """Install the app into a new workspace."""
        grant = Grant(f"xoxb-{secrets.token_hex(16)}", scopes)
        team = Workspace(team_id, name, grant, bot_user=fresh_id("U"), bot_id=fresh_id("B"))
        team.users[team.bot_user] = User(team.bot_user, "milepost", "Milepost", is_bot=True)
        self.workspaces[team_id] = team
        self.grants[grant.token] = grant
        return team

    def team_of(self, grant: Grant) -> Workspace:
        return next(team for team in self.workspaces.values() if grant.kind == "app" or team.grant is grant)

    def act(self, team: Workspace, user: str, channel: str = "", post: Post | None = None) -> Act:
        return Act(fresh_id("act"), team, user, channel, self.clock.ticks(), post)

    def trigger_for(self, act: Act) -> str:
        trigger = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self.triggers[trigger] = act
        return trigger

    def exchange_trigger(self, trigger: str) -> Act:
        """Take a trigger, once, within three seconds."""
        act = self.triggers.get(trigger)
        if act is None:
            raise RefusedError("invalid_trigger_id")
        if act.trigger_used:
            raise RefusedError("exchanged_trigger_id")
        if self.clock.ticks() - act.at > most("trigger.seconds"):
            raise RefusedError("expired_trigger_id")
        act.trigger_used = True
        return act

    def response_url_for(self, act: Act, kind: str) -> str:
        token = secrets.token_urlsafe(18)
        self.hooks[token] = act
        return f"{self.origin}/hooks/{kind}/{act.team.team_id}/{token}"

    def use_response_url(self, token: str) -> Act:
        act = self.hooks.get(token)
        if act is None or self.clock.ticks() - act.at > most("response_url.seconds"):
            raise RefusedError("expired_url")
        if act.response_url_uses >= most("response_url.uses"):
            raise RefusedError("used_url")
        act.response_url_uses += 1
        return act
