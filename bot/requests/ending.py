"""How a request ended, as it is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Form, Tone
from bot.metrics.events import Ending

if TYPE_CHECKING:
    from bot.messages import Answer


def ending(answer: Answer | None) -> Ending:
    """Tell how a request ended that got this answer; a fault is nothing that an answer tells."""
    if answer is None:
        return Ending.repeated
    if isinstance(answer, Form):
        return Ending.refused if answer.errors else Ending.asked
    return Ending.refused if answer.tone is Tone.refused else Ending.done
