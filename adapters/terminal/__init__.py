"""The terminal: the same talk line by line, for people and for programs."""

from adapters.terminal.app import PLATFORM, REALM, Terminal
from adapters.terminal.lines import typed_lines

__all__ = ["PLATFORM", "REALM", "Terminal", "typed_lines"]
