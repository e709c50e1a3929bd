"""How the local Slack says no, to a bot and to a test."""

from __future__ import annotations

from typing import Any


class RefusedError(Exception):
    """Slack answers `ok: false` with this error."""

    def __init__(self, error: str, *, messages: list[str] | None = None, **more: Any) -> None:
        super().__init__(error, *(messages or ()))
        self.error = error
        self.more = more
        self.messages = messages or []

    def answer(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error": self.error, **self.more}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return body


class SilenceError(AssertionError):
    """Nothing came where a person was waiting for an answer."""


class NotThereError(AssertionError):
    """A person reached for a button, a field or an option that is not on the screen."""
