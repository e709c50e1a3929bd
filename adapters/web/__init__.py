"""The web: one ASGI host for every surface that speaks HTTP, and a playground page on it."""

from adapters.web.playground import Web

__all__ = ["Web"]
