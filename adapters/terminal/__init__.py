"""The terminal: the same talk line by line, for people and for programs."""

from adapters.terminal.app import PLATFORM, REALM, Terminal

__all__ = ["PLATFORM", "REALM", "Terminal"]
