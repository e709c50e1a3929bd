"""What can be typed of files: their format, and their text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import ValidationError

from bot.commands import Kind
from bot.errors import Refusal
from bot.exporting import tables
from bot.exporting.document import Document
from bot.kinds import one_of

if TYPE_CHECKING:
    from bot.talk import Talk

FORMATS = ("json", "csv", "markdown", "ical")
_ENDINGS = {"md": "markdown", "ics": "ical", "icalendar": "ical", "calendar": "ical", "excel": "csv"}
"""What people say for a format: how its files end, or what opens them."""


async def _read_format(text: str, talk: Talk) -> str:
    word = text.casefold().lstrip(".")
    return str(await _ONE.read(_ENDINGS.get(word, word), talk))


_ONE = one_of("As", "the format", FORMATS)
Format: TypeAlias = Annotated[str, replace(_ONE, read=_read_format)]


def read(text: str) -> Document:
    """Return the document that a file of JSON or CSV holds; raises Refusal, with the place that is wrong."""
    try:
        if text.lstrip("\ufeff \t\r\n").startswith("{"):
            return Document.model_validate_json(text.lstrip("\ufeff"))
        return tables.read(text)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        where = " → ".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
        what = first["msg"].removeprefix("Value error, ")[:200]
        raise Refusal(
            f"I can't read that file{f', at {where}' if where else ''}: {what}.",
            "It has to be what export as: json or export as: csv gave you.",
        ) from wrong


async def _read(text: str, _talk: Talk) -> Document:
    return read(text)


Pasted: TypeAlias = Annotated[
    Document,
    Kind("The file’s text", '{"milepost": 1, "goals": []}', read=_read, native="lines"),
]
