"""The conversations of everybody in the playground: each alone with Milepost, and each one's view of the channel."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from adapters.web.conversation import Conversation
from adapters.web.people import CHANNEL, PEOPLE, greeting, welcome

if TYPE_CHECKING:
    from datetime import datetime

    from adapters.web.people import Person
    from bot.messages import Address, Reply


class Everybody:
    """All conversations, by person and channel."""

    def __init__(self, now: datetime) -> None:
        """Greet everybody, everywhere."""
        self._of = {(id_, room): Conversation(one.clock) for id_, one in PEOPLE.items() for room in ("", CHANNEL)}
        for person in PEOPLE.values():
            self._of[person.id, ""].add(greeting(person), now)
            self._of[person.id, CHANNEL].add(welcome(), now)

    def of(self, person: Person) -> Conversation:
        """Return the conversation of a person where they are just now."""
        return self._of[person.id, person.channel]

    def at(self, to: Address) -> list[Conversation]:
        """Return the conversations in which a message to `to` appears: a person's, or everybody's view of a channel."""
        if to.id == CHANNEL:
            return [self._of[id_, CHANNEL] for id_ in PEOPLE]
        return [self._of[to.id, ""]] if to.id in PEOPLE else []

    def share(self, reply: Reply, now: datetime, command: str) -> None:
        """Add a reply to everybody's view of the channel; the common key tells that it is one message."""
        key = f"shared:{secrets.token_hex(8)}"
        for id_ in PEOPLE:
            self._of[id_, CHANNEL].add(reply, now, key=key, command=command)

    def replace(self, number: int, reply: Reply, person: Person, now: datetime, command: str) -> bool:
        """Replace a message that `person` tapped by `reply`; False if it is gone, or not seen by the same people."""
        conversation = self.of(person)
        tapped = conversation.at(number)
        if tapped is None or (person.channel and tapped.aside is not reply.private):
            return False
        if not person.channel or tapped.aside:
            return conversation.change(number, reply, now, command) is not None
        for id_ in PEOPLE:
            view = self._of[id_, CHANNEL]
            same = view.find(tapped.key) if tapped.key else view.at(number)
            if same is not None:
                view.change(same.number, reply, now, command)
        return True
