"""A local Slack: a real server that speaks to an unmodified bot and refuses what Slack refuses."""

from .errors import NotThereError, SilenceError
from .limits import LIMITS
from .message import Message
from .peer import DEFAULT_EVENTS, SlackPeer
from .person import Person
from .screen import Screen
from .workspace import DEFAULT_SCOPES

__all__ = [
    "DEFAULT_EVENTS",
    "DEFAULT_SCOPES",
    "LIMITS",
    "Message",
    "NotThereError",
    "Person",
    "Screen",
    "SilenceError",
    "SlackPeer",
]
