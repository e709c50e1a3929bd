"""What every platform says in place of an answer that appears elsewhere, or was already given."""

from __future__ import annotations

from bot.messages import Reply

NO_PICTURE = "The picture did not go through, so here it is in words."


def posted() -> Reply:
    """Say, where only one person can read it, that the answer went to everybody."""
    return Reply(title="Posted.")


def done_before() -> Reply:
    """Say, when the same request comes in again, that it was carried out the first time."""
    return Reply(title="That is done already")
