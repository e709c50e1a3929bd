"""What every platform says in place of an answer that is read elsewhere, or was before."""

from __future__ import annotations

from bot.messages import Reply


def posted() -> Reply:
    """Stand where only one person looked, when the answer is for everybody."""
    return Reply(title="Posted.")


def done_before() -> Reply:
    """Stand for an answer that was on its way before, to whoever asks for it once more."""
    return Reply(title="That is done already")
