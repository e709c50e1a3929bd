"""What a page posts, read as a request: a typed line, a tap or a filled form, with or without JavaScript."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException

from adapters.web.people import PLATFORM, mentions
from adapters.web.render import BLANK
from bot.messages import Request

if TYPE_CHECKING:
    from starlette.requests import Request as HTTPRequest

    from adapters.web.conversation import Conversation
    from adapters.web.people import Person

BODY_LIMIT = 64 * 1024
"""The most bytes in what a page posts."""
_FIELDS_LIMIT = 50
_FORM = "application/x-www-form-urlencoded"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request from a page, and where in the conversation it was made."""

    request: Request
    live: bool
    """Whether JavaScript posted it, which shows the news itself."""
    mark: str
    """How much of the conversation the page has seen: see `Conversation.mark`."""
    replying_to: str
    """The number of the message whose button was tapped, as the page sent it."""
    key: str
    """The page's own id of the request, the same for every try."""

    @property
    def number(self) -> int:
        """The message whose button was tapped; 0 if there is none."""
        return int(self.replying_to) if re.fullmatch("[0-9]{1,9}", self.replying_to) else 0


async def read(request: HTTPRequest, person: Person) -> Asked:
    """Read a POST from the page of `person`; raises HTTPException for what cannot be read."""
    said = await fields(request)
    key = said.get("key", "")
    if key and not _UUID.fullmatch(key):
        raise HTTPException(400, "The key of a request is a UUID.\n")
    command = said.get("command", "")
    words = "" if command else said.get("call") or said.get("words", "")
    values = {name.removeprefix(BLANK): typed for name, typed in said.items() if name.startswith(BLANK)}
    return Asked(
        Request(
            who=person.address,
            words=words,
            command=command,
            values=values,
            from_form=bool(command),
            marks=said.get("marks", ""),
            key=f"{PLATFORM}:{key}" if key else "",
            profile=person.profile,
            place=person.place,
            mentions=mentions(" ".join((words, *values.values()))),
        ),
        live=is_live(request),
        mark=said.get("mark", ""),
        replying_to=said.get("from", ""),
        key=key,
    )


def tapped_in(asked: Asked, conversation: Conversation) -> Asked:
    """Return what was asked with when the message came that was tapped, if nobody else sees it."""
    message = conversation.at(asked.number)
    if message is None or not (message.aside or asked.request.place is None):
        return asked
    return replace(asked, request=replace(asked.request, tapped_at=message.came))


def is_live(request: HTTPRequest) -> bool:
    """Tell whether JavaScript asks, which shows the news itself."""
    return "application/json" in request.headers.get("accept", "")


async def fields(request: HTTPRequest) -> dict[str, str]:
    """Return the fields of a form; the last one counts if a name occurs twice."""
    if request.headers.get("content-type", "").partition(";")[0].strip().casefold() != _FORM:
        raise HTTPException(415, f"Send it as {_FORM}.\n")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise HTTPException(413, f"That is more than the {BODY_LIMIT // 1024} KiB I read at a time.\n")
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_FIELDS_LIMIT, errors="replace")
    except ValueError:
        raise HTTPException(400, "I cannot read that form.\n") from None
    return dict(pairs)
