"""People's profiles from Slack, cached: their name, time zone and language."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import structlog

from adapters.cache import Cache
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
_PATIENCE = 1.5
_MENTION = re.compile(r"(?<![\w@<])@([UW][A-Z0-9_]+)")
_MENTIONED = 5
"""How many people mentioned in one request Slack is asked about."""
_NOBODY = ("user_not_found", "user_not_visible")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a workspace, as far as Slack tells."""

    profile: Profile
    is_person: bool | None
    """False for bots, former members and unknown ids; None if Slack could not be asked."""


UNKNOWN = Member(Profile(), None)


class Profiles:
    """Profiles from users.info, remembered for an hour."""

    def __init__(self, wire: Wire) -> None:
        """Ask over `wire`."""
        self._wire = wire
        self._known: Cache[str, Member] = Cache(_PEOPLE, _HOUR)
        self._asking: dict[str, asyncio.Task[Member]] = {}

    async def known(self, request: Request, patience: float | None = None) -> Request:
        """Return `request` with the profiles of its asker and of those it mentions, as far as Slack tells in time."""
        words = " ".join((request.words, *request.values.values()))
        named = list(dict.fromkeys(_MENTION.findall(words)))[:_MENTIONED]
        asked = asyncio.gather(*(self._member(user, patience or _PATIENCE) for user in (request.who.id, *named)))
        me, *others = await asked
        mentions = dict(request.mentions)
        for user, member in zip(named, others, strict=True):
            if member.is_person or member.profile.name:
                mentions[f"@{user}"] = member.profile
            elif member.is_person is False:
                mentions.pop(f"@{user}", None)
        return replace(request, profile=request.profile if me.profile == Profile() else me.profile, mentions=mentions)

    async def _member(self, user: str, patience: float) -> Member:
        if (known := self._known.get(user)) is not None:
            return known
        asking = self._asking.get(user)
        if asking is None:
            asking = self._asking[user] = asyncio.create_task(self._ask(user))
            asking.add_done_callback(lambda _: self._asking.pop(user, None))
        # The question goes on after we stop waiting, so that the next command has the answer.
        done, _ = await asyncio.wait({asking}, timeout=patience)
        return asking.result() if done else UNKNOWN

    def changed(self, user: Mapping[str, Any]) -> Profile:
        """Update the cache by a `user_change` event, and return the profile in it."""
        member = _told(user)
        if (who := str(user.get("id") or "")) and self._known.get(who) is not None:
            self._known.put(who, member)
        return member.profile

    async def close(self) -> None:
        """Cancel the questions to Slack that are under way."""
        asking = tuple(self._asking.values())
        for one in asking:
            one.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

    async def _ask(self, user: str) -> Member:
        try:
            answer = await self._wire.read("users.info", user=user, include_locale=True)
        except FAILURES as error:
            nobody = name_of(error) in _NOBODY
            if not nobody:
                await log.awarning("slack profile unknown", reason=name_of(error))
            member = Member(Profile(), is_person=False if nobody else None)
            self._known.put(user, member, _AFTER_FAILURE)
            return member
        member = _told(answer.get("user") or {})
        self._known.put(user, member)
        return member


def _told(user: Mapping[str, Any]) -> Member:
    """Return a member as the `user` object of Slack describes them."""
    name = user.get("real_name") or (user.get("profile") or {}).get("real_name") or user.get("name")
    is_person = not (user.get("is_bot") or user.get("deleted"))
    profile = Profile(str(name or ""), str(user.get("tz") or ""), str(user.get("locale") or ""), is_person=is_person)
    return Member(profile, is_person=is_person)
