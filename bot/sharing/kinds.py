"""With whom a goal can be shared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, TypeAlias

from sqlmodel import and_, col, select

from bot.commands import Kind
from bot.errors import Ambiguous, Choice, Refusal
from bot.kinds import choice
from bot.models import Account, Audience, Goal, Person, Role, Share, ShareState
from bot.people.kinds import read_person, suggest_people

if TYPE_CHECKING:
    from bot.talk import Talk


@dataclass(frozen=True, slots=True)
class TheTeam:
    """The team of the channel that the asker is in: the goal becomes its own."""


@dataclass(frozen=True, slots=True)
class ThatChannel:
    """A channel that was mentioned."""

    id: str
    name: str
    """With its mark, for example `#general`; empty if the platform does not say."""


@dataclass(frozen=True, slots=True)
class TheManager:
    """Whoever the asker named as manager of a goal of theirs before."""

    person: Person


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


_MANAGER = {"manager", "my manager", "the manager", "boss", "my boss"}


async def _read_audience(text: str, talk: Talk) -> Audience | TheTeam | TheManager | ThatChannel | Person:
    if text.casefold() in _MANAGER:
        return TheManager(await _manager(talk))
    if text.casefold().startswith("manager @"):
        return TheManager(await read_person(text.partition(" ")[2], talk))
    audience = _AUDIENCES.get(text.casefold())
    if text.startswith("#") and (profile := talk.mentions.get(text)) is not None:
        return ThatChannel(text[1:], f"#{profile.name}" if profile.name else "")
    if text.startswith("#"):
        return ThatChannel(text[1:], "" if any(c.isdigit() for c in text) else text[:60])
    return audience if audience is not None else await read_person(text, talk)


async def _manager(talk: Talk) -> Person:
    """Return whom the asker asked to be manager of a goal before, where they are now; several are a menu."""
    there = and_(Account.person_id == Person.id, Account.platform == talk.who.platform, Account.realm == talk.who.realm)
    asked = (
        select(Person, Account.user_id)
        .join(Account, there)
        .join(Share, and_(Share.person_id == Person.id, Share.role == Role.manager))
        .join(Goal, and_(Goal.id == Share.goal_id, Goal.person_id == talk.me.id))
        .where(col(Share.state).in_((ShareState.asked, ShareState.agreed)))
        .order_by(col(Person.id))
    )
    found = {person.id: (person, user_id) for person, user_id in (await talk.session.execute(asked)).unique()}
    if not found:
        raise Refusal("You have named nobody as your manager yet.", "Name them once: share 1 with: @ben as: manager")
    if len(found) > 1:
        choices = [Choice(f"{one.called} (@{id_})", f"manager @{id_}") for one, id_ in found.values()]
        raise Ambiguous("You have named several managers. Which one do you mean?", choices)
    return next(iter(found.values()))[0]


async def _read_who_leaves(text: str, talk: Talk) -> Audience | TheTeam | ThatChannel | Person:
    audience = await _read_audience(text, talk)
    return audience.person if isinstance(audience, TheManager) else audience


WithWhom: TypeAlias = Annotated[
    Audience | TheTeam | TheManager | ThatChannel | Person,
    Kind("With whom", "@ben", read=_read_audience, suggest=suggest_people),
]
SomebodyElse: TypeAlias = Annotated[
    Person,
    Kind("With whom", "@ben", read=read_person, suggest=suggest_people, native="person"),
]
"""One person, to pick where a platform lets one: also somebody who never spoke to us."""
FromWhom: TypeAlias = Annotated[
    Audience | TheTeam | ThatChannel | Person,
    Kind("From whom", "@ben", read=_read_who_leaves, suggest=suggest_people, native="person"),
]
"""Who loses their part: somebody to pick, where a platform lets one."""
_FOR = choice(
    "For",
    {"me": False, "team": True},
    also={"the team": True, "us": True, "myself": False},
    example="team",
    unknown="A goal is for me or for the team of this channel, not for “{}”.",
    hint="For example: new Resolve 200 tickets for: team",
)
ForTeam: TypeAlias = Annotated[bool, replace(_FOR, only_in_channel=True)]
"""Whether a new goal is the channel's own."""
AsRole: TypeAlias = Annotated[
    Role,
    choice(
        "As",
        {"witness": Role.witness, "manager": Role.manager, "owner": Role.owner},
        also={"co-owner": Role.owner, "boss": Role.manager, "my manager": Role.manager},
        unknown="Nobody can be “{}” of a goal.",
        hint="Use witness, who sees how it stands; manager, who sees its milestones and numbers too; or owner.",
    ),
]
