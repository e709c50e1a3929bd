"""A reply as a Discord message: text with a little markdown, and rows of buttons and menus.

The title comes first in the text, so that notifications and screen readers begin with it (docs/decisions/0004).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import discord

from adapters.discord import limits
from adapters.discord.controls import arranged
from adapters.discord.words import escaped, fitted, one_line, shortened
from adapters.text import length
from bot.dates.wording import day
from bot.messages import Tone
from bot.replies.pictures import worded
from bot.replies.wording import many

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.messages import Button, Field, File, Reply, Section, Value
    from bot.replies.pictures import Painted

Json: TypeAlias = "dict[str, Any]"

SIGNS = {Tone.good: "✅", Tone.attention: "🔔", Tone.refused: "⚠️"}
"""The tone of a reply as a sign."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message as Discord takes it."""

    content: str
    rows: Sequence[Json]
    """Its components, as JSON."""
    pictures: Sequence[Painted] = ()
    """Shown below the text; their descriptions are for people who do not see them."""
    handed: File | None = None
    """The file that is attached to it."""

    @property
    def files(self) -> list[discord.File]:
        """Return the pictures and the file for one try at sending: the library reads a file only once."""
        pictures = [
            discord.File(io.BytesIO(one.png), one.name, description=shortened(one.alt, limits.FILE_DESCRIPTION))
            for one in self.pictures
        ]
        file = self.handed
        return [*pictures, *([discord.File(io.BytesIO(file.text.encode()), file.name)] if file else [])]


def render(reply: Reply, pictures: Sequence[Painted] = ()) -> Drawn:
    """Draw `reply` with its `pictures`; charts beyond those are put into words, and what does not fit is counted."""
    reply = worded(reply, keep=len(pictures))
    rows, left_out = arranged(reply.sections)
    title = one_line(reply.title) or "Milepost"
    heading = " ".join(filter(None, ("###", SIGNS.get(reply.tone), fitted(title, limits.TITLE))))
    ending = list(filter(None, (_not_shown(left_out), _small(reply.note))))
    return Drawn(_within(heading, list(_lines(reply.sections)), ending), rows, pictures, reply.file)


def _within(heading: str, lines: Sequence[str], ending: Sequence[str]) -> str:
    """Join as many lines as fit between heading and ending, and count the rest."""
    room = limits.CONTENT - sum(length(line) + 1 for line in (heading, *ending)) - length(_more(len(lines))) - 1
    shown = 0
    for line in lines:
        room -= length(line) + 1
        if room < 0:
            break
        shown += 1
    left = sum(bool(line) for line in lines[shown:])
    return "\n".join([heading, *lines[:shown], *([_more(left)] if left else []), *ending]).rstrip()


def _more(lines: int) -> str:
    return f"-# … {many(lines, 'more line')} than fit here"


def _lines(sections: Sequence[Section]) -> Iterator[str]:
    """Yield the text line by line, with an empty line between sections."""
    blocks = [block for section in sections if (block := list(_block(section)))]
    return chain.from_iterable([*([""] if n else []), *block] for n, block in enumerate(blocks))


def _block(section: Section) -> Iterator[str]:
    if text := fitted(section.text, limits.TEXT):
        yield text
    for field in section.fields:
        yield _fact(field)


def _fact(field: Field) -> str:
    label = fitted(one_line(field.label), limits.LABEL)
    return " ".join(filter(None, (f"**{label}**" if label else "", _shown(field.value))))


def _shown(value: Value) -> str:
    """Show a moment as Discord does, on the reader's own clock, and anything else in words."""
    if isinstance(value, datetime):
        seconds = int(value.timestamp())
        return f"<t:{seconds}:f> (<t:{seconds}:R>)"
    return escaped(day(value)) if isinstance(value, date) else fitted(value, limits.VALUE)


def _small(note: str) -> str:
    words = fitted(one_line(note), limits.NOTE)
    return f"-# {words}" if words else ""


def _not_shown(left_out: Sequence[Button]) -> str:
    if not left_out:
        return ""
    choices = "1 more choice does" if len(left_out) == 1 else f"{len(left_out):,} more choices do"
    return _small(f"{choices} not fit here. Write it to me instead, for example: {left_out[0].call}")
