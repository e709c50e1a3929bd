"""The small vocabulary that every surface speaks: a request comes in, a reply or a form goes out.

People's own words travel in these values as plain text. They become markup nowhere but in an adapter's renderer,
which escapes them; so nothing that a person types can ping a channel, forge a link or break a layout.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.charts.values import Picture

CALL_LIMIT = 90
"""Characters in a button's call: Discord's custom_id holds 100, and adapters may need a few for themselves."""


BLANK = "___"
"""Stands in a wording where the person's own words are still missing."""


def clean(text: str) -> str:
    """Take out what is no text: NUL, which PostgreSQL cannot keep, and halves of characters, which nobody can."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


class Tone(StrEnum):
    """How a reply feels; renderers show it by a sign as well as by colour, never by colour alone."""

    plain = "plain"
    good = "good"
    attention = "attention"
    refused = "refused"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person can be reached: one account on one platform."""

    platform: str
    """`slack`, `discord`, `web` or `terminal`."""
    realm: str
    """The Slack team; the terminal's own name; empty on Discord, where user ids are global and a DM has no guild."""
    id: str
    """The platform's id of the user."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a platform knows about a person; anything may be unknown."""

    name: str = ""
    """The name that the person shows there."""
    zone: str = ""
    """IANA name of the person's time zone."""
    locale: str = ""
    """BCP 47 tag, for example `en-GB`."""
    is_person: bool = True
    """False for an app, and for somebody who left: they have a name, and nothing to do with anybody's goals."""


@dataclass(frozen=True, slots=True)
class Request:
    """What one person asks: words as typed (or a button's call), or a command with its values from a form."""

    who: Address
    words: str = ""
    """A line as typed, with or without `/goal` before it."""
    command: str = ""
    """The path of a declared command, when values come apart (a submitted form, native options)."""
    values: Mapping[str, str] = field(default_factory=dict)
    """The values for `command` by parameter name, as typed."""
    from_form: bool = False
    """The values were filled into a form, so what is wrong goes beside the blanks."""
    marks: str = ""
    """With `from_form`: the form's own marks, sent back as they came."""
    key: str = ""
    """The platform's id of this delivery; the same key never takes effect twice. Empty: not repeatable."""
    profile: Profile = field(default_factory=Profile)
    place: Address | None = None
    """The channel that it was said in; None in a direct message. There, `id` is the platform's id of the channel."""
    mentions: Mapping[str, Profile] = field(default_factory=dict)
    """Who and what is named in it, as the platform vouches for: `@U1` is a person and `#C1` a channel of this realm.

    These words stand in `words` and `values` where the platform has markup of its own.
    """
    tapped_at: datetime | None = None
    """When the message came whose button was tapped, if nobody but the person sees it."""
    unasked: bool = False
    """A surface asks by itself, to draw something: what the person should hear once waits for their own command."""


Value: TypeAlias = "str | date | datetime"
"""A field's value; a date or an aware moment is shown the way the platform shows dates, in the reader's zone."""


@dataclass(frozen=True, slots=True)
class Field:
    """A fact with its name."""

    label: str
    value: Value

    def __post_init__(self) -> None:
        if isinstance(self.value, datetime) and self.value.tzinfo is None:
            raise ValueError(f"{self.label}: a moment needs its zone")


@dataclass(frozen=True, slots=True)
class Button:
    """A saved command: a tap does what typing `call` would do."""

    label: str
    call: str
    """A command line of at most `CALL_LIMIT` characters, for example `milestone done 1.2`."""
    style: str = ""
    """`primary`, `danger` or empty."""

    def __post_init__(self) -> None:
        if not self.call or len(self.call) > CALL_LIMIT:
            raise ValueError(f"a call has 1 to {CALL_LIMIT} characters: {self.call!r}")


@dataclass(frozen=True, slots=True)
class Menu:
    """Many buttons in one place."""

    label: str
    options: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, and the same in words for everybody and every place that cannot see it."""

    alt: str
    """What the picture shows, in a sentence or two: adapters keep the first 1,000 characters. Never empty."""
    picture: Picture
    """What to draw, in numbers and days; adapters have it painted, away from the event loop."""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a chart says in words what it shows")


@dataclass(frozen=True, slots=True)
class Section:
    """A paragraph with its facts and what can be done about it."""

    text: str = ""
    fields: tuple[Field, ...] = ()
    buttons: tuple[Button, ...] = ()
    menu: Menu | None = None
    chart: Chart | None = None
    about: str = ""
    """What its buttons are about, where that is not its text."""


@dataclass(frozen=True, slots=True)
class File:
    """A file for whoever asked, and for nobody else."""

    name: str
    """With an ending that says its format; nothing about anybody."""
    media: str
    """Its media type, for example `text/csv`."""
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What Milepost says."""

    title: str
    """One line that makes sense alone: notifications and screen readers begin with it."""
    sections: tuple[Section, ...] = ()
    note: str = ""
    """Small print."""
    tone: Tone = Tone.plain
    private: bool = True
    """Only the person who asked sees it."""
    replaces: bool = False
    """Takes the place of the message whose button was tapped."""
    file: File | None = None
    """Handed over with it; such a reply is private."""

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Its pictures, in reading order."""
        return tuple(section.chart for section in self.sections if section.chart is not None)


@dataclass(frozen=True, slots=True)
class Ask:
    """A blank of a form: one argument of a command."""

    name: str
    label: str
    required: bool = True
    value: str = ""
    """What the person typed before, kept when the form comes back."""
    current: str = ""
    """How it is now, shown where the person typed nothing; sent as it was shown, it changes nothing."""
    hint: str = ""
    question: str = ""
    """What was asked that its words are to answer, where somebody tapped such an answer; shown above them."""
    error: str = ""
    """What is wrong with `value`, beside the blank."""
    options: tuple[str, ...] = ()
    """The only values allowed, when they are few."""
    native: str = ""
    """`person`, where a platform can let one pick; who is picked is written like a mention.

    `lines` is text of many lines.
    """

    @property
    def shown(self) -> str:
        """What stands in the blank."""
        return self.value or self.current


@dataclass(frozen=True, slots=True)
class Form:
    """A command with blanks; sending it runs the command."""

    title: str
    command: str
    asks: tuple[Ask, ...]
    short: str = ""
    """A title of two or three words, where the other has no room; empty where its beginning says enough."""
    marks: str = ""
    """Tells what its blanks showed (`bot/forms/marks.py`), to be sent back with it; few characters, none of them #."""

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong, by the name of the blank."""
        return {ask.name: ask.error for ask in self.asks if ask.error}


Answer: TypeAlias = "Reply | Form"
"""What a request gets."""
