"""What Slack knows about people, asked seldom: their name, their zone, their language."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import structlog

from adapters.slack.bounded import Bounded
from adapters.slack.failures import FAILURES, name_of
from bot.messages import Profile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.slack.wire import Wire
    from bot.messages import Request

log = structlog.get_logger()

_PEOPLE = 5_000
_HOUR = 3_600
_AFTER_FAILURE = 60
_PATIENCE = 2.0


class Profiles:
    """Profiles from users.info, remembered for an hour."""

    def __init__(self, wire: Wire) -> None:
        """Ask over `wire`."""
        self._wire = wire
        self._known: Bounded[str, Profile] = Bounded(_PEOPLE, _HOUR)
        self._asking: dict[str, asyncio.Task[Profile]] = {}

    async def known(self, request: Request, patience: float | None = None) -> Request:
        """Return `request` with its asker's profile, as far as Slack tells it in time."""
        profile = self._known.get(request.who.id) or await self._wait_for(request.who.id, patience or _PATIENCE)
        return replace(request, profile=profile) if profile != Profile() else request

    async def _wait_for(self, user: str, patience: float) -> Profile:
        asking = self._asking.get(user)
        if asking is None:
            asking = self._asking[user] = asyncio.create_task(self._ask(user))
            asking.add_done_callback(lambda _: self._asking.pop(user, None))
        # The question outlives our patience: the next command has the answer.
        done, _ = await asyncio.wait({asking}, timeout=patience)
        return asking.result() if done else Profile()

    def changed(self, user: Mapping[str, Any]) -> Profile:
        """Take over what a `user_change` event tells of somebody, and return it."""
        profile = _profile(user)
        if (who := str(user.get("id") or "")) and self._known.get(who) is not None:
            self._known.put(who, profile)
        return profile

    async def close(self) -> None:
        """Give up what is still being asked."""
        asking = tuple(self._asking.values())
        for one in asking:
            one.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

    async def _ask(self, user: str) -> Profile:
        try:
            answer = await self._wire.read("users.info", user=user, include_locale=True)
        except FAILURES as error:
            await log.awarning("slack profile unknown", reason=name_of(error))
            self._known.put(user, Profile(), _AFTER_FAILURE)
            return Profile()
        profile = _profile(answer.get("user") or {})
        self._known.put(user, profile)
        return profile


def _profile(user: Mapping[str, Any]) -> Profile:
    name = user.get("real_name") or (user.get("profile") or {}).get("real_name") or user.get("name")
    return Profile(str(name or ""), str(user.get("tz") or ""), str(user.get("locale") or ""))
