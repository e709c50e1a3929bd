"""Discord: native commands, forms, buttons and direct messages."""

from adapters.discord.app import Discord

__all__ = ["Discord"]
