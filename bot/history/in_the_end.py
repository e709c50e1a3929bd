"""What one of several owners made of a goal in the end: pure, over the log of what all of them changed in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.history.wording import DUE
from bot.models import Change
from bot.models.change import as_they_were, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from bot.models import Edit


@dataclass(frozen=True, slots=True)
class _Group:
    """Columns of a goal that change together and are told as one."""

    columns: frozenset[str]
    means: Callable[[Mapping[str, Any]], Any]
    """What they come to: where that is the same as before, nothing was changed."""


_GROUPS = (
    _Group(
        frozenset({"state", "archived_at", "ended_at"}), lambda row: (row.get("state"), bool(row.get("archived_at")))
    ),
    _Group(frozenset({*DUE, "dated_at"}), lambda row: tuple(row.get(name) or None for name in DUE)),
)


def in_the_end(log: Iterable[Change], goal: int, person: int) -> list[Change]:
    """Return those of all changes of a goal, given oldest first, that `person` made and that still mean something.

    What was taken back again is left out, and so is the taking back. The goal's state and its date are told by the last
    change of them alone: from what they were, or what somebody else made them meanwhile. They are not told if that is
    what they are again, or if somebody else has changed them since.
    """
    found: Sequence[Change] = standing(log)[::-1]
    for group in _GROUPS:
        found = _told_once(found, goal, person, group)
    return [change for change in found if change.person_id == person]


def _told_once(log: Sequence[Change], goal: int, person: int, group: _Group) -> Sequence[Change]:
    """Return the log such that only the last change of `group` tells of it, and from what it was."""
    altered = [change for change in log if _edit(change, goal, group) is not None]
    others = max((place for place, change in enumerate(altered) if change.person_id != person), default=-1)
    theirs = altered[others + 1 :]
    edits = [edit for change in theirs if (edit := _edit(change, goal, group)) is not None]
    was = as_they_were(edits)["goal", goal]
    now = {name: value for edit in edits for name, value in edit.after.items()}
    is_same = group.means({**now, **was}) == group.means(now)
    last = None if is_same else theirs[-1].id
    before = {name: value for name, value in was.items() if name in group.columns}
    after = {name: now[name] for name in before}
    return [
        _with(change, goal, group, before, after if change.id == last else {}) if change in altered else change
        for change in log
    ]


def _edit(change: Change, goal: int, group: _Group) -> Edit | None:
    """Return what a change did to this group of a goal's columns; None if nothing, or if the goal was new."""
    its = (edit for edit in change.edits if edit.of == ("goal", goal) and not edit.is_new)
    return next((edit for edit in its if group.columns & edit.after.keys()), None)


def _with(change: Change, goal: int, group: _Group, before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    """Return a copy of a change, which no session knows, that does this to the group's columns; `after` may be none."""

    def altered(edit: Edit) -> Edit:
        if edit.of != ("goal", goal) or edit.is_new:
            return edit
        rest, since = ({k: v for k, v in side.items() if k not in group.columns} for side in (edit.was, edit.after))
        return replace(edit, before={**rest, **(before if after else {})}, after={**since, **after})

    edits = tuple(edit for edit in map(altered, change.edits) if edit.is_new or edit.after)
    return Change(**{name: getattr(change, name) for name in Change.model_fields} | {"edits": edits})
