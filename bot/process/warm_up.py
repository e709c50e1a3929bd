"""What the first command would wait for: lexicons and the tables' mappers, loaded before anybody asks.

Together that is some tenths of a second, for all of which nobody else is heard; Slack and Discord wait three seconds.
What takes a few hundredths and some megabytes, as the habits of a locale do, waits until it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import configure_mappers

from bot.coach import reader

if TYPE_CHECKING:
    from datetime import datetime

_ANY_GOAL = "Ship the billing API by Friday"


def warm(now: datetime) -> None:
    """Do once what every first command does: map the tables, read a date, read a goal."""
    configure_mappers()
    reader.read(_ANY_GOAL, now=now)
