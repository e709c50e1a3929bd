"""With whom a goal can be shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeAlias

from bot.commands import Kind
from bot.errors import Refusal
from bot.models import Audience, Person, Role
from bot.people.kinds import read_person, suggest_people

if TYPE_CHECKING:
    from bot.talk import Talk


@dataclass(frozen=True, slots=True)
class TheTeam:
    """The team of the channel that the asker is in: the goal becomes its own."""


_AUDIENCES: dict[str, Audience | TheTeam] = {
    "team": TheTeam(),
    "the team": TheTeam(),
    "here": Audience.channel,
    "channel": Audience.channel,
    "this channel": Audience.channel,
    "workspace": Audience.workspace,
    "server": Audience.workspace,
    "everyone": Audience.workspace,
    "everybody": Audience.workspace,
    "nobody": Audience.private,
    "private": Audience.private,
}
_ROLES = {"witness": Role.witness, "owner": Role.owner, "co-owner": Role.owner}


async def _read_audience(text: str, talk: Talk) -> Audience | TheTeam | Person:
    audience = _AUDIENCES.get(text.casefold())
    return audience if audience is not None else await read_person(text, talk)


async def _read_role(text: str, _talk: Talk) -> Role:
    if text.casefold() not in _ROLES:
        raise Refusal(f"Nobody can be “{text[:30]}” of a goal.", "Use witness, who sees how it stands, or owner.")
    return _ROLES[text.casefold()]


WithWhom: TypeAlias = Annotated[
    Audience | TheTeam | Person,
    Kind("With whom", "a person, here, team, workspace or nobody", "@ben", read=_read_audience, suggest=suggest_people),
]
FromWhom: TypeAlias = Annotated[
    Audience | TheTeam | Person,
    Kind("From whom", "a person", "@ben", read=_read_audience, suggest=suggest_people, native="person"),
]
"""Who loses their part: somebody to pick, where a platform lets one."""


async def _read_whose(text: str, _talk: Talk) -> bool:
    words = text.casefold()
    if words not in _WHOSE:
        raise Refusal(
            f"A goal is for me or for the team of this channel, not for “{text[:30]}”.",
            "For example: new Resolve 200 tickets for: team",
        )
    return _WHOSE[words]


_WHOSE = {"team": True, "the team": True, "us": True, "me": False, "myself": False}
ForTeam: TypeAlias = Annotated[bool, Kind("For", "me or team", "team", read=_read_whose, options=("me", "team"))]
"""Whether a new goal is the channel's own."""
AsRole: TypeAlias = Annotated[
    Role, Kind("As", "witness or owner", "witness", read=_read_role, options=("witness", "owner"))
]
