"""The clock of the playground: what it shows, the words by which it is moved, and what is said then.

Why it goes forward only, and where it can be moved at all: docs/decisions/0028.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from adapters.web.markup import Markup, tag
from bot.dates import grammar
from bot.dates.kinds import due_from
from bot.dates.wording import minute, span
from bot.dates.workdays import instant
from bot.errors import Refusal
from bot.replies.wording import many

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from adapters.web.people import Person
    from bot.clock import Clock, Mover

UNTIL = "until"
"""The field in which those words are posted."""
NEXT = "next check-in"
"""The words that move the clock to whatever comes next."""
OFFERED = {
    "+1 hour": "in 1 hour",
    "Tomorrow 9:00": "tomorrow 9:00",
    "+1 day": "in 24 hours",
    "+1 week": "in 168 hours",
    "Next check-in": NEXT,
}
"""What can be tapped, and the words that it stands for."""
_LIKE = "Write it like tomorrow 9:00, in 3 days or 2027-03-31 17:00."
_FARTHEST = timedelta(days=366)
_MORNING = time(9)
"""When a day begins that is named without a clock time."""
_SHOWN = timedelta(minutes=1)


async def meant(words: str, person: Person, now: datetime, mover: Mover) -> datetime:
    """Return the moment until which `words` let time pass; raises Refusal where they name none ahead."""
    if " ".join(words.casefold().split()) != NEXT:
        return named(words, now, person.clock)
    if (due := await mover.next_due()) is None:
        raise Refusal("No check-in is planned.", "Set a goal first, for example: new Read 24 books by June")
    return max(due, now)


def named(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment ahead that `words` name on a clock in `zone`; raises Refusal where there is none."""
    words, local = words.strip(), now.astimezone(zone)
    if not words:
        raise Refusal("Until when?", _LIKE)
    due = due_from(grammar.read(words, local), words, local)
    if due is None:
        raise Refusal(f"I find no moment in “{words[:60]}”.", _LIKE)
    moment = instant(datetime.combine(due.on, due.at or _MORNING), due.zone or zone)
    if moment <= now:
        raise Refusal(f"The clock goes forward only, and {minute(moment.astimezone(zone))} has passed.", _LIKE)
    if moment - now > _FARTHEST:
        raise Refusal("The clock goes a year ahead at a time, at most.", _LIKE)
    return moment


def moved(now: datetime, here: int, elsewhere: int, due: datetime | None) -> str:
    """Say what time it has become, how many messages came on the way, here and elsewhere, and when the next is due."""
    came = f"{many(here, 'message')} came here" if here else "Nothing came here"
    came += f", and {elsewhere} elsewhere" if elsewhere else ""
    ahead = f" The next check-in comes {_minute(due.astimezone(now.tzinfo))}." if due else ""
    return f"It is {_minute(now)} now. {came}.{ahead}"


def _minute(moment: datetime) -> str:
    """Return a moment on the clock that stands beside it, whose zone everybody knows."""
    return minute(moment.replace(tzinfo=None))


def drawn(person: Person, clock: Clock, *, refused: str = "", typed: str = "") -> Markup | None:
    """Return the clock, to be opened and moved; None where nobody may move it. `refused` says why it did not move."""
    if clock.mover is None:
        return None
    now = clock.now().astimezone(person.clock)
    return tag(
        "details",
        tag(
            "summary",
            tag("span", "The clock: ", class_="unseen"),
            tag("time", f"{now:%a} {now.day} {now:%b}, {now:%H:%M}", data_zone=person.zone, data_day=True),
        ),
        tag(
            "div",
            tag("p", _told(now, person, clock.ahead)),
            tag("form", *_taps(), **_to(person), class_="acts"),
            _blank(person, refused, typed),
            tag("p", "What comes due on the way comes at its moment, to everybody.", class_="hint"),
            tag(
                "p",
                "It does not go back, as what has happened would lie ahead. To be in real time again, stop Milepost "
                "and start it on a fresh database: ",
                tag("code", "DATABASE_URL=sqlite:///fresh.db"),
                class_="hint",
            )
            if clock.ahead >= _SHOWN
            else None,
            class_="panel",
        ),
        id="clock",
        open=bool(refused),
    )


def _told(now: datetime, person: Person, ahead: timedelta) -> str:
    against = f"{span(ahead)} ahead of real time" if ahead >= _SHOWN else "as in real life"
    return f"In {person.city} it is {_minute(now)}, {against}. Let time pass:"


def _taps() -> Iterator[Markup]:
    return (tag("button", label, name=UNTIL, value=words) for label, words in OFFERED.items())


def _blank(person: Person, refused: str, typed: str) -> Markup:
    """Return the blank for any other moment: a form of its own, so that Enter sends it and taps nothing."""
    return tag(
        "form",
        tag("label", "Or until", for_="until"),
        tag(
            "input",
            id="until",
            name=UNTIL,
            type="text",
            value=typed,
            placeholder="next Friday 15:00",
            autocomplete="off",
            dir="auto",
            aria_describedby="until-error" if refused else None,
            aria_invalid="true" if refused else None,
        ),
        tag("button", "Go"),
        tag("p", refused, class_="error", id="until-error", role="alert") if refused else None,
        **_to(person),
        class_="until",
    )


def _to(person: Person) -> dict[str, str]:
    return {"method": "post", "action": f"{person.path}/clock"}
