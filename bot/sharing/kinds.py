"""With whom a goal can be shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from bot.commands import Kind
from bot.errors import Refusal
from bot.models import Audience, Person, Role
from bot.people.kinds import read_person

if TYPE_CHECKING:
    from bot.talk import Talk

_AUDIENCES = {
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


async def _read_audience(text: str, talk: Talk) -> Audience | Person:
    audience = _AUDIENCES.get(text.casefold())
    return audience if audience is not None else await read_person(text, talk)


async def _read_role(text: str, _talk: Talk) -> Role:
    if text.casefold() not in _ROLES:
        raise Refusal(f"Nobody can be “{text[:30]}” of a goal.", "Use witness, who sees how it stands, or owner.")
    return _ROLES[text.casefold()]


WithWhom: TypeAlias = Annotated[
    Audience | Person,
    Kind("With whom", "a person, here, workspace or nobody", "@ben", read=_read_audience),
]
AsRole: TypeAlias = Annotated[
    Role, Kind("As", "witness or owner", "witness", read=_read_role, options=("witness", "owner"))
]
