"""Commands that no Milepost has, for what the real ones do not show yet on every surface."""

import asyncio
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Annotated, Any

from bot.catalogue import Commands
from bot.commands import Kind, command
from bot.errors import Choice
from bot.goals.titles import Sentence
from bot.help.commands import help_
from bot.messages import Button, Reply, Section, Tone
from bot.models import Person
from bot.people.kinds import read_person, suggest_people
from bot.talk import Talk

SLOW_SECONDS = 2.5
"""Longer than anybody waits without a sign."""
SHARED = (Section("Shared words", buttons=(Button("Mine", "mine"), Button("Ours", "ours"), Button("Where", "where"))),)
PRIVATE = (Section("Private words", buttons=(Button("Share it", "share"), Button("Take over", "mine"))),)


@command("share", examples=["share"])
async def share(talk: Talk) -> Reply:
    """Say something to everybody."""
    return Reply(f"{talk.me.name} shares", SHARED, private=False)


@command("offer", examples=["offer"])
async def offer(_talk: Talk) -> Reply:
    """Say something in private that can be shared."""
    return Reply("Only for you", PRIVATE)


@command("mine", examples=["mine"])
async def mine(_talk: Talk) -> Reply:
    """Say something private that takes the place of the message."""
    return Reply("Your own", replaces=True)


@command("ours", examples=["ours"])
async def ours(talk: Talk) -> Reply:
    """Say something for everybody that takes the place of the message."""
    return Reply(f"Ours since {talk.me.name}", SHARED, private=False, replaces=True)


@command("where", examples=["where"])
async def where(talk: Talk, words: Annotated[Sentence, "Anything."] = "") -> Reply:
    """Tell where it is said."""
    place = f"{talk.place.platform}/{talk.place.realm}/{talk.place.id}" if talk.place else "in private"
    return Reply(f"Said {place}", (Section(words, buttons=(Button("Where", "where"), Button("Form", "form where"))),))


SomePerson = Annotated[Person, Kind("Who", "@anna", read=read_person, suggest=suggest_people, native="person")]


@command("greet", examples=["greet @anna"])
async def greet(_talk: Talk, who: Annotated[SomePerson, "Whom to greet."]) -> Reply:
    """Greet somebody."""
    return Reply(f"Hello {who.name}, number {who.id}", (Section(buttons=(Button("Form", "form greet"),)),))


async def _read_spot(text: str, _talk: Talk) -> str:
    return text


async def _suggest_spots(_typed: str, talk: Talk) -> Sequence[Choice]:
    spot = talk.place.id if talk.place else "private"
    return [Choice(spot, spot)]


Spot = Annotated[str, Kind("Spot", "here", read=_read_spot, suggest=_suggest_spots)]


@command("pick", examples=["pick here"])
async def pick(_talk: Talk, spot: Annotated[Spot, "What depends on the place."]) -> Reply:
    """Pick what is offered."""
    return Reply(spot)


@command("slow", examples=["slow"])
async def slow(talk: Talk, words: Annotated[Sentence, "Anything."] = "") -> Reply:
    """Take long."""
    del talk
    await asyncio.sleep(SLOW_SECONDS)
    return Reply("Done at last", (Section(words),), tone=Tone.good)


@command("crash", examples=["crash"])
async def crash(_talk: Talk) -> Reply:
    """Fail."""
    raise ZeroDivisionError("a secret")


_ROOM: Any = SimpleNamespace(
    share=share,
    offer=offer,
    mine=mine,
    ours=ours,
    where=where,
    greet=greet,
    pick=pick,
    slow=slow,
    crash=crash,
    help_=help_,
)


def odd_commands() -> Commands:
    """Return them as a registry."""
    return Commands(_ROOM)
