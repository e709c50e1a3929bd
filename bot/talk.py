"""What a command works with: who is asking, when, and the open transaction."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.dates.locales import locale_of
from bot.goals.visibility import Viewer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.catalogue import Commands
    from bot.dates.when import Locale
    from bot.dates.workdays import Calendar
    from bot.messages import Address, Profile
    from bot.models import Person
    from bot.requests.last_asked import Question


MENTION = re.compile(r"(?<![\w@#<])[@#][A-Za-z0-9][\w-]*(?:\.[\w-]+)*")
"""A person or a channel in a line, as a platform's own mention is written down: `@U1`, `#C1`."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One exchange with one person."""

    session: AsyncSession
    """The transaction of this exchange; whoever opened it commits it."""
    me: Person
    """The asker."""
    who: Address
    """The account that they ask from."""
    now: datetime
    """The moment of asking, in UTC."""
    commands: Commands
    """Everything that can be asked."""
    place: Address | None = None
    """The channel that they ask in; None in a direct message."""
    is_admin: bool = False
    """The asker runs this Milepost."""
    reached_at: str = ""
    """The address at which other programs reach this Milepost over the web; empty where there is none."""
    mentions: Mapping[str, Profile] = field(default_factory=dict)
    """Who and what is named in the request, by how it is written there."""
    through: str = ""
    """The number of the message that asked for this answer, where its button says so."""
    corrects: str = ""
    """The row id of the check-in that a form corrects; empty: something new is said."""
    from_form: bool = False
    """It was filled into a form."""
    question: Question | None = None
    """The question about a goal that stood last in this conversation."""
    tapped_at: datetime | None = None
    """When the message came whose button they tapped, if nobody else sees it."""
    only_looks: bool = False
    """Nothing is changed in it, so it holds nobody up and waits for nobody."""

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
        return locale_of(self.me.locale, self.calendar.work_days, self.calendar.country, self.me.zone)

    @property
    def local_now(self) -> datetime:
        """The moment of asking on the asker's own clock."""
        return self.now.astimezone(self.calendar.zone)

    def named(self, words: str) -> str:
        """Return `words` with the names of those who are mentioned in the place of their ids.

        A mention all by itself stays what it is: it may be what is asked for.
        """
        return words if MENTION.fullmatch(words) else named(words, self.mentions)


def named(words: str, mentions: Mapping[str, Profile]) -> str:
    """Return `words` with the names of those in `mentions` in the place of their ids."""

    def name(found: re.Match[str]) -> str:
        profile = mentions.get(found[0])
        return f"{found[0][0]}{profile.name}" if profile is not None and profile.name else found[0]

    return MENTION.sub(name, words)
