"""A local Discord over real sockets that refuses what Discord refuses, and the people who use it."""

from tests.peers.discord.answers import Message, Modal
from tests.peers.discord.markup import Token
from tests.peers.discord.peer import DiscordPeer
from tests.peers.discord.people import Choice, Person, UnansweredError
from tests.peers.discord.pointing import pointed_at
from tests.peers.discord.registry import NotOfferedError

__all__ = [
    "Choice",
    "DiscordPeer",
    "Message",
    "Modal",
    "NotOfferedError",
    "Person",
    "Token",
    "UnansweredError",
    "pointed_at",
]
