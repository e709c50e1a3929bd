"""Buttons of before somebody was forgotten: their numbers are those of other goals by now, so they do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.errors import Barred
from bot.forgetting.nobody import FORGOTTEN
from bot.models import Change

if TYPE_CHECKING:
    from bot.talk import Talk


async def refuse_earlier_life(talk: Talk) -> None:
    """Raise Barred if the asker tapped in a message that came before they were forgotten, as far as can be told.

    Nothing is kept of whom that was: it came before we met, and somebody was forgotten in between. So no clock of a
    platform that is a little off makes a button of a newcomer's worthless.
    """
    came, met = talk.tapped_at, talk.me.created_at
    if came is None or came > met:
        return
    between = (col(Change.at) > came, col(Change.at) <= met)
    forgotten = select(Change.id).where(Change.summary == FORGOTTEN, *between).limit(1)
    if (await talk.session.scalars(forgotten)).first() is not None:
        raise Barred(
            "That message is from before I forgot you, and what it was about is gone.",
            "See what there is now: list",
        )
