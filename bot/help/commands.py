"""The command that explains all others, and two that answer a greeting and thanks."""

from typing import Annotated

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from bot.commands import Kind, command
from bot.errors import Refusal
from bot.help import replies
from bot.kinds import Number
from bot.messages import Reply
from bot.talk import Talk

_LIKE = 60
"""From which likeness on, of 100, a known name is offered for an unknown one."""


async def _read_path(text: str, _talk: Talk) -> str:
    return " ".join(text.casefold().removeprefix("/").removeprefix("goal ").split())


_Path = Annotated[str, Kind("Command", "milestone add", read=_read_path)]


@command("help", examples=["help", "help milestone add", "help dates", "help all"])
async def help_(
    talk: Talk,
    about: Annotated[_Path, "Which command, dates, or all."] = "",
    *,
    page: Annotated[Number, "Which page of all, from 1."] = 1,
) -> Reply:
    """Show what Milepost can do, or how something is written."""
    if not about or about == "goal":
        return replies.introduced(talk.commands)
    if about in ("all", "everything"):
        return replies.all_listed(talk.commands, page)
    if about in ("date", "dates"):
        return replies.dates_explained()
    found = talk.commands.get(about)
    if found is not None:
        return replies.explained(found)
    title, group = next(
        ((title, group) for title, group in replies.grouped(talk.commands).items() if title.casefold() == about),
        (f"Commands that begin with {about}", talk.commands.under(about)),
    )
    if group:
        return replies.listed(title, group)
    groups = [title.casefold() for title in replies.grouped(talk.commands)]
    known = [*(c.path for c in talk.commands), *groups, "dates"]
    near = process.extractOne(about, known, scorer=ratio, score_cutoff=_LIKE)
    if near is None:
        raise Refusal(f"There is no command “{about[:40]}”.", "To see every command, type help all.", ["help all"])
    instead = f"help {near[0]}"
    raise Refusal(f"There is no command “{about[:40]}”.", f"Did you mean: {instead}", [instead])


@command("hello", examples=["hello"], listed=False)
async def hello(talk: Talk) -> Reply:
    """Greet somebody, and say how to begin."""
    return replies.greeted(f"Hello {talk.me.name}, I am Milepost" if talk.me.name else "Hello, I am Milepost")


@command("thanks", examples=["thanks"], listed=False)
async def thanks(talk: Talk) -> Reply:
    """Take thanks, and add nothing to it."""
    return Reply(f"Gladly, {talk.me.name}" if talk.me.name else "Gladly")
