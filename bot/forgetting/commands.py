"""What people ask who want to be forgotten."""

from typing import Annotated

from bot.commands import Kind, command
from bot.forgetting import replies
from bot.forgetting.erasing import forget, forget_stranger
from bot.forgetting.successors import goals_of
from bot.forgetting.traces import Traces, traces_of
from bot.goals.holding import hold_all
from bot.messages import Reply
from bot.talk import Talk


async def _read_stamp(text: str, _talk: Talk) -> str:
    return text.casefold()


_Stamp = Annotated[str, Kind("", "3f9a0c2b71de", read=_read_stamp)]


@command("forget me", title="Forget me", examples=["forget me"])
async def forget_me(talk: Talk) -> Reply:
    """See what I know of you and what would stay, and then erase it all; this alone erases nothing."""
    traces = await traces_of(talk)
    return await _nothing(talk) if traces.is_blank else replies.asked_to_forget(traces)


@command("forget surely", examples=["forget surely 3f9a0c2b71de"], listed=False)
async def forget_surely(talk: Talk, what: Annotated[_Stamp, "What you were shown; its button knows."]) -> Reply:
    """Erase all that you were shown; it can't be undone."""
    await hold_all(talk, await goals_of(talk))
    traces: Traces = await traces_of(talk)
    if traces.is_blank:
        return await _nothing(talk)
    if traces.stamp != what:
        return replies.asked_to_forget(traces, again=True)
    await forget(talk, traces)
    return replies.forgotten(traces)


async def _nothing(talk: Talk) -> Reply:
    await forget_stranger(talk)
    return replies.nothing_to_forget()
