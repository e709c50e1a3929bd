"""What the first command would wait for: lexicons, locale data and the tables' mappers, loaded before anybody asks.

Together that is about a second, for all of which nobody else is heard; Slack and Discord wait three.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import configure_mappers

from bot.coach import reader
from bot.dates.locales import locale_of

if TYPE_CHECKING:
    from datetime import datetime

_ANY_GOAL = "Ship the billing API by Friday"


def warm(now: datetime) -> None:
    """Do once what every first command does: map the tables, read a date, read a goal."""
    configure_mappers()
    locale_of("en-GB", range(5), zone="Europe/London")
    reader.read(_ANY_GOAL, now=now)
