"""The three people one can be in the playground, on three continents, to show how time zones work."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.messages import Address, Button, Field, Profile, Reply, Section
from bot.talk import MENTION

PLATFORM, REALM, CHANNEL = "web", "playground", "general"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody one can be in the playground."""

    id: str
    name: str
    city: str
    zone: str
    channel: str = ""
    """The channel that they are in just now; empty if they are alone with Milepost."""
    look: str = ""
    """The platform as which they see it all; empty for the playground's own look."""

    @property
    def address(self) -> Address:
        """Their address as a user."""
        return Address(PLATFORM, REALM, self.id)

    @property
    def place(self) -> Address | None:
        """The address of the channel that they are in, if they are in one."""
        return Address(PLATFORM, REALM, self.channel) if self.channel else None

    @property
    def path(self) -> str:
        """The path of their page."""
        room = f"/in/{self.channel}" if self.channel else ""
        return f"/as/{self.id}{room}{f'/like/{self.look}' if self.look else ''}"

    @property
    def profile(self) -> Profile:
        """What the playground knows of them."""
        return Profile(name=self.name, zone=self.zone)

    @property
    def clock(self) -> ZoneInfo:
        """Their time zone."""
        return ZoneInfo(self.zone)


PEOPLE = {
    person.id: person
    for person in (
        Person("alice", "Alice", "Lisbon", "Europe/Lisbon"),
        Person("bob", "Bob", "New York", "America/New_York"),
        Person("chika", "Chika", "Tokyo", "Asia/Tokyo"),
    )
}


def mentions(words: str) -> dict[str, Profile]:
    """Return the profiles of the people and the channel that `words` mention."""
    known = {f"@{person.id}": person.profile for person in PEOPLE.values()} | {f"#{CHANNEL}": Profile(name=CHANNEL)}
    return {word: known[word] for word in MENTION.findall(words) if word in known}


def welcome() -> Reply:
    """Say what the channel is for."""
    return Reply(
        title=f"#{CHANNEL}",
        sections=(
            Section(
                text="Everybody reads along here. What you ask is answered to you alone, unless you share it.",
                buttons=(Button("What can you do?", "help"),),
            ),
        ),
    )


def greeting(person: Person) -> Reply:
    """Say what to type, in three lines, with something to tap at once."""
    return Reply(
        title=f"Hello {person.name}, I'm Milepost",
        sections=(
            Section(
                text="Tell me what you mean to reach, and I'll check in when a step comes due. Type, for example:",
                fields=(
                    Field("new Ship the billing API by: in 3 days", "sets a goal"),
                    Field("milestone add 1 Draft the schema by: tomorrow", "adds a step on the way"),
                    Field("list", "shows where everything stands"),
                ),
                buttons=(
                    Button("Set a goal", "new", "primary"),
                    Button("Try one due in 10 seconds", "new See my first check-in by: in 10 seconds"),
                    Button("What can you do?", "help"),
                ),
            ),
        ),
        note=f"Your clock is in {person.city}. Nothing you type here leaves this machine.",
    )
