"""The log of what others changed, without the words and the name of somebody who is forgotten."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlmodel import SQLModel

from bot.forgetting.nobody import SOMEBODY
from bot.forgetting.reaching import references
from bot.replies.wording import INNER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.forgetting.reaching import Gone
    from bot.models import Change, Edit

Of: TypeAlias = "tuple[str, int]"
"""A row, by its table and its id."""

WORDS = frozenset(
    {
        *("title", "wording", "reason", "obstacle", "response", "misread", "note", "blocker", "measure", "due_said"),
        *("confidence", "elements"),
    }
)
"""Columns that hold what a person said."""
_ASKED = re.compile(r"\basked .+ to be (?=an? )")
_TITLED = re.compile(r"\b(?P<said>to be an? [\w-]+ of|left the goal|to be asked again about) (?P<quote>[“\u2018]).*$")
_CLOSED = {"“": "”", "\u2018": "\u2019”"}
"""How a summary ends that ends with a title; one that was taken back is itself in quotes."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """A change of somebody else's as it reads from now on."""

    id: int
    summary: str
    edits: tuple[Edit, ...]
    is_empty: bool
    """It changed nothing that there still is."""


def tidied(log: Iterable[Change], me: int, gone: Gone, titles: Mapping[Of, str]) -> Iterator[Tidied | None]:
    """Yield those changes of others that told of what is `gone`, or hold what `me` said; the log is oldest first.

    For each other change there is None, so that whoever asks may let others work in between.

    `titles` are the words that others read of goals that go on, by these and by the snoozes of them.
    """
    said_by: dict[tuple[Of, str], int] = {}
    made_by: dict[Of, int] = {}
    for change in log:
        mine = {
            (edit.of, name)
            for edit in change.edits
            for name in edit.was.keys() & WORDS
            if said_by.get((edit.of, name), made_by.get(edit.of, me)) == me
        }
        for edit in change.edits:
            if edit.is_new:
                made_by[edit.of] = change.person_id
            said_by |= {(edit.of, name): change.person_id for name in edit.after}
        if change.person_id == me or change.id in gone["change"]:
            yield None
            continue
        left = tuple(_without(edit, mine, gone) for edit in change.edits if edit.row not in gone[edit.table])
        edits = tuple(edit for edit in left if edit.is_new or edit.after)
        summary = _summary(change, gone, titles)
        is_empty = bool(change.edits) and not edits and change.goal_id is None
        is_same = (edits, summary) == (tuple(change.edits), change.summary)
        yield None if is_same else Tidied(change.id, summary, edits, is_empty)


def _without(edit: Edit, mine: set[tuple[Of, str]], gone: Gone) -> Edit:
    """Return an edit without what refers to rows that are gone, and without the words that took their place."""
    to = {column.name: table for column, table in references(SQLModel.metadata.tables[edit.table])}

    def stays(name: str, value: Any) -> bool:
        return (edit.of, name) not in mine and value not in gone.get(to.get(name, ""), ())

    names = {
        name
        for name in {*edit.was, *edit.after}
        if stays(name, edit.was.get(name)) and stays(name, edit.after.get(name))
    }
    before = {name: value for name, value in edit.was.items() if name in names} if edit.before is not None else None
    return replace(edit, before=before, after={name: value for name, value in edit.after.items() if name in names})


def _summary(change: Change, gone: Gone, titles: Mapping[Of, str]) -> str:
    """Return a change's own words without a name, and without a title that a goal does not have any more."""
    said = change.summary
    if any(row in gone["share"] for table, row in change.rows if table == "share"):
        said = _ASKED.sub(f"asked {SOMEBODY} to be ", said)
    about = {("goal", change.goal_id or 0), *change.rows}
    title = next((titles[of] for of in about if of in titles), "")

    def anew(found: re.Match[str]) -> str:
        return f"{found['said']} {found['quote']}{title.translate(INNER)}{_CLOSED[found['quote']]}"

    return _TITLED.sub(anew, said) if title else said
