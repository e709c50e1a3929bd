"""What a command works with: who is asking, when, and the open transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dates.locales import locale_of
from bot.goals.visibility import Viewer

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.commands import Commands
    from bot.dates.when import Locale
    from bot.dates.workdays import Calendar
    from bot.messages import Address
    from bot.models import Person


@dataclass(frozen=True, slots=True)
class Talk:
    """One exchange with one person."""

    session: AsyncSession
    """The transaction of this exchange; whoever opened it commits it."""
    me: Person
    """The person who asks."""
    who: Address
    """The account that they ask from."""
    now: datetime
    """The moment of asking, in UTC."""
    commands: Commands
    """Everything that can be asked."""
    place: Address | None = None
    """The channel that they ask in; None in a direct message."""

    @property
    def viewer(self) -> Viewer:
        """The asker as one who looks at goals."""
        return Viewer(self.me.id, self.who, self.place)

    @property
    def calendar(self) -> Calendar:
        """The asker's zone, working days and quiet hours."""
        return self.me.calendar

    @property
    def locale(self) -> Locale:
        """How the asker writes dates and counts weeks."""
        return locale_of(self.me.locale, self.calendar.work_days)

    @property
    def local_now(self) -> datetime:
        """The moment of asking on the asker's own clock."""
        return self.now.astimezone(self.calendar.zone)
