"""One call of the Web API as its method sees it: who asks, of which workspace, with which arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import RefusedError
from .posting import decoded

if TYPE_CHECKING:
    from .service import Service
    from .workspace import Channel, Grant, User, Workspace


@dataclass(frozen=True)
class Ask:
    """A call whose token and scopes are in order."""

    service: Service
    team: Workspace
    grant: Grant
    args: dict[str, Any]

    def words(self, name: str, error: str = "") -> str:
        """Give back an argument that is text; without it the call is refused."""
        value = self.args.get(name)
        if not isinstance(value, str) or not value:
            missing = f"[ERROR] missing required field: {name} [json-pointer:/{name}]"
            raise RefusedError(error or "invalid_arguments", messages=[] if error else [missing])
        return value

    def data(self, name: str) -> Any:
        return decoded(self.args.get(name), "invalid_arguments")

    def user(self, name: str = "user") -> User:
        found = self.team.users.get(self.words(name, "user_not_found"))
        if found is None:
            raise RefusedError("user_not_found")
        return found

    def channel(self, name: str = "channel") -> Channel:
        """Find a conversation that the bot may know of."""
        found = self.team.channels.get(self.words(name, "channel_not_found"))
        if found is None or (found.kind != "channel" and self.team.bot_user not in found.members):
            raise RefusedError("channel_not_found")
        return found

    def need(self, scope: str) -> None:
        if scope not in self.grant.scopes:
            raise RefusedError("missing_scope", needed=scope, provided=",".join(sorted(self.grant.scopes)))


Answer = dict[str, Any]
Handler = Callable[[Ask], Answer]
