"""What Milepost says about what was changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dates.wording import moment
from bot.line.naming import in_a_list
from bot.messages import Button, Field, Menu, Reply, Section, Tone
from bot.replies.wording import many, undo_button

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.history.undoing import Undoable
    from bot.models import Change, Goal, Person
    from bot.replies.paging import Page

_PHRASES = 8
"""Things that one change altered that are told; a copied goal can have a hundred."""


@dataclass(frozen=True, slots=True)
class Line:
    """One change, in words."""

    at: datetime
    """On the reader's clock."""
    who: str
    summary: str
    told: tuple[str, ...]
    """What it altered: from what, to what."""
    reason: str


def history_shown(
    goal: Goal | None,
    lines: Sequence[Line],
    undoable: Sequence[Undoable],
    page: Page,
    *,
    became: str,
    again: str,
) -> Reply:
    """Show one page of changes, newest first, with those that can be taken back; `became` is what came of it all."""
    about = f"History of {goal.named}: {goal.title}" if goal else "What you changed"
    counted = f"{many(page.found, 'change')}{page.words}"
    period = "So far" if goal else "The last 90 days"
    summary = f"{period}: {became}" if became else ""
    buttons = tuple(Button(label, call) for label, call in page.turning(again, "Newer", "Older"))
    undo = tuple(Button(one.change.summary, f"undo {one.change.id}") for one in undoable)
    return Reply(
        title=about,
        sections=(
            Section(
                " · ".join(filter(None, (counted, summary))),
                tuple(Field(moment(line.at.replace(tzinfo=None, second=0)), _said(line)) for line in lines),
                buttons,
                Menu("Take one back", undo) if undo else None,
            ),
        ),
        note=f"Times are in {getattr(lines[0].at.tzinfo, 'key', 'UTC')}." if lines else "",
    )


def _told(phrases: Sequence[str]) -> str:
    more = len(phrases) - _PHRASES
    return "; ".join([*phrases[:_PHRASES], *([f"and {more} more"] if more > 0 else [])])


def _said(line: Line) -> str:
    what = f"{line.who} {line.summary}" + (f" ({_told(line.told)})" if line.told else "")
    return what + (f" because: {line.reason}" if line.reason else "")


def no_history(goal: Goal | None) -> Reply:
    """Say that nothing was changed yet."""
    if goal is not None:
        return Reply(title=f"Nothing is written down about {goal.named}: {goal.title}")
    return Reply(
        title="You have changed nothing yet",
        sections=(Section(buttons=(Button("Set a goal", "new", "primary"),)),),
    )


@dataclass(frozen=True, slots=True)
class Left:
    """What an undo or a redo leaves behind it."""

    ref: str = ""
    """The goal that it was about, as the asker calls it; empty if there is none that they may see."""
    title: str = ""
    was: tuple[str, ...] = ()
    """What the change altered, in words."""
    stands: str = ""
    """Where the goal stands now, if the change counted for that."""


def taken_back(change: Change, left: Left, told: Person | None) -> Reply:
    """Say what an undo took back, who was `told`, and how it is done again."""
    return _undone("Taken back", change, left, told, Button("Do it again", f"redo {change.id}"))


def done_again(change: Change, left: Left, told: Person | None) -> Reply:
    """Say what was done again, and who was `told`."""
    return _undone("Done again", change, left, told, undo_button(change))


def _undone(what: str, change: Change, left: Left, told: Person | None, back: Button) -> Reply:
    show = (Button("Show the goal", f"show {left.ref}"),) if left.ref else ()
    facts = (
        *((Field("Goal", in_a_list(left.ref, left.title)),) if left.ref else ()),
        *((Field("That was", _told(left.was)),) if left.was else ()),
        *((Field("Stands now", left.stands),) if left.stands else ()),
    )
    return Reply(
        title=f"{what}: you {change.summary}",
        sections=(Section(f"I let {told.name or 'them'} know." if told else "", facts, (*show, back)),),
        tone=Tone.good,
        replaces=True,
    )
