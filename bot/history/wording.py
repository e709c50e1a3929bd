"""A change in words: each thing that it altered, from what, to what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from bot.coach.elements import elements
from bot.coach.expressing import means_leaving
from bot.coach.reasons import holds
from bot.coach.replies import measured
from bot.dates.names import WEEKDAYS
from bot.dates.rhythm import rhythm_in_words
from bot.dates.rough import lasting
from bot.dates.wording import ahead_in_words, day, minute
from bot.measure import Measure
from bot.models import Audience, GoalState, Role
from bot.nudges.rhythms import OFF

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from zoneinfo import ZoneInfo

    from bot.models import Change, Edit


UNSEEN = "another goal"
"""Any goal that the reader may not see."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is needed to speak of rows by their names."""

    zone: ZoneInfo
    """The reader's zone."""
    private: bool
    """The reader set the goal, so what is private of it may be shown."""
    names: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """What to call a row, by table and row id, for example `1.2 Draft the schema`."""
    new: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """What a new row says, by table and row id."""
    hidden: Collection[tuple[str, int]] = ()
    """Rows that the reader is told nothing of, by table and row id."""
    unsaid: Collection[tuple[str, int]] = ()
    """Rows of which the reader is not told what was said, only that it was."""
    clock: str = ""
    """The zone on whose clock the goal's times are, where that is not the reader's: they were written down as said."""
    kept: Collection[str] = ()
    """Private reasons that are not the reader's: words that hold one are not told."""
    misread: str = ""
    """Words of the goal of which its owner says that they are not about leaving."""


def is_private(edit: Edit) -> bool:
    """Tell whether nothing was done to a row that anybody else than whoever set the goal hears of."""
    return (
        not edit.is_new
        and bool(edit.after.keys() & {*PRIVATE, "leaving"})
        and edit.after.keys() <= SILENT.union(PRIVATE)
    )


def edits_in_words(change: Change, context: Context) -> list[str]:
    """Return what `change` altered, a phrase for each thing; what is told by the same words as before is no news."""
    phrases: list[str] = []
    # Whose goal it is decides how its numbers are told; that they are told otherwise is no news.
    recounted = any("team" in edit.after for edit in change.edits)
    for edit in change.edits:
        if edit.of in context.hidden:
            continue
        if edit.is_new:
            if said := context.new.get(edit.of):
                phrases.append(said)
            continue
        if recounted and edit.table == "checkin":
            continue
        name = context.names.get(edit.of, "") if edit.of != ("goal", change.goal_id) else ""
        told = _phrases(edit, context, unsaid=edit.of in context.unsaid)
        phrases += [f"{name}: {phrase}" if name else phrase for phrase in told]
    return list(dict.fromkeys(phrases))


def _phrases(edit: Edit, context: Context, *, unsaid: bool) -> Iterator[str]:
    before, after = edit.was, edit.after
    columns = COLUMNS | OF_SHARES if edit.table == "share" else COLUMNS
    if any(name in after for name in DUE):
        yield f"due: {_due(before, context.clock)} → {_due(after, context.clock)}"
    for name, value in after.items():
        if name in DUE or name in SILENT or (name == "state" and _is_taken_back(before, after)):
            continue
        column = columns.get(name) or Column(name.replace("_", " "))
        if column.is_private and not context.private:
            continue
        own_words = unsaid and column.words in (_quoted, _measure)
        if not context.private and (own_words or _is_not_told(context, before[name], value)):
            yield f"changed {_LABELS.get(name) or f'the {column.label}'}"
        elif column.instead:
            yield column.instead
        elif (was := column.words(before[name], context)) != (now := column.words(value, context)) or now == UNSEEN:
            # That there was nothing before goes without saying.
            is_first = was in _NOTHING and before[name] in (None, "")
            yield f"{column.label}: {now}" if is_first else f"{column.label}: {was} → {now}"


def _is_not_told(context: Context, *values: Any) -> bool:
    """Tell whether one of the words speaks of leaving, or gives a reason away that is private by now."""
    words = [value for value in values if isinstance(value, str)]
    return any(
        means_leaving(said, context.misread) or any(holds(said, reason) for reason in context.kept) for said in words
    )


def _is_taken_back(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Tell whether it says only what the change's own words say already: taken back, or done again."""
    return "withdrawn" in (before["state"], after["state"])


def _due(values: Mapping[str, Any], clock: str) -> str:
    """Say a due date as far as it was changed: the words, the day, the time and, if it is another one, whose clock."""
    on, at, said = (values.get(name) for name in ("due_on", "due_at", "due_said"))
    if said and (lasts := lasting(said, date.fromisoformat(on)) if on else said):
        return str(lasts)
    words = [day(date.fromisoformat(on))] if on else []
    zone = values.get("due_zone") or clock
    words += [f"{time.fromisoformat(at):%H:%M}{f' ({zone})' if zone else ''}"] if at else []
    return ", ".join(words) or ("no date" if "due_on" in values else "no time")


def _plain(value: Any, _context: Context) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.10g}"
    return str(value)


def _quoted(value: Any, context: Context) -> str:
    if value and not context.private and means_leaving(value, context.misread):
        return "other words"
    return f"“{value}”" if value else "nothing"


def _moment(value: str | None, context: Context) -> str:
    return minute(datetime.fromisoformat(value).astimezone(context.zone)) if value else "no"


def _day(value: str | None, _context: Context) -> str:
    return day(date.fromisoformat(value)) if value else "no"


def _measure(value: Mapping[str, Any] | None, _context: Context) -> str:
    return measured(Measure(**value) if value else None)


def _elements(value: str, _context: Context) -> str:
    names = {element.key: element.name for element in elements()}
    return ", ".join(names.get(key, key) for key in value.split(",")) if value else "none named"


def _goal(value: int | None, context: Context) -> str:
    return context.names.get(("goal", value), UNSEEN) if value is not None else "none"


def _rhythm(value: str, _context: Context) -> str:
    return rhythm_in_words(value) if value else "none"


def _asking(value: str, _context: Context) -> str:
    return "off" if value == OFF else rhythm_in_words(value) if value else "its own"


def _shows(value: str, _context: Context) -> str:
    return value or "everything"


def _ahead(value: int, _context: Context) -> str:
    return ahead_in_words(value) if value else "nobody"


def _clock(value: str | None, _context: Context) -> str:
    return f"{time.fromisoformat(value):%H:%M}" if value else "none"


def _audience(value: str, _context: Context) -> str:
    return Audience(value).named


def _role(value: str, _context: Context) -> str:
    return Role(value).named


def _state(value: str, _context: Context) -> str:
    return GoalState.achieved.said if value == GoalState.achieved else value


def _part(value: str, _context: Context) -> str:
    return _PARTS.get(value, value)


_PARTS = {"withdrawn": "not asked any more", "ended": "no part any more"}
"""What those states of a share are called that are none of people's words."""


def _work_days(value: str, _context: Context) -> str:
    return ", ".join(WEEKDAYS[int(digit)] for digit in value) or "none"


@dataclass(frozen=True, slots=True)
class Column:
    """How a change of one column is told."""

    label: str
    words: Callable[[Any, Context], str] = _plain
    """Says one of its values."""
    is_private: bool = False
    """Only whoever set the goal hears of it; everybody who reads the history hears of the rest."""
    instead: str = ""
    """What is said in the place of its values, which mean nothing to people."""


_LABELS = {"title": "its title", "measure": "how it is counted", "wording": "how it is told to others"}
"""What these columns are called where their values are not told."""
COLUMNS = {
    "title": Column("title", _quoted),
    "wording": Column("told to others as", _quoted),
    "state": Column("state", _state),
    "reason": Column("your reason", _quoted, is_private=True),
    "obstacle": Column("if", _quoted, is_private=True),
    "response": Column("then", _quoted, is_private=True),
    "confided": Column("stays between us", is_private=True),
    "misread": Column("not about leaving", _quoted, is_private=True),
    "measure": Column("counted", _measure),
    "value": Column("value"),
    "confidence": Column("confidence"),
    "note": Column("note", _quoted),
    "blocker": Column("blocker", _quoted),
    "on": Column("day", _day),
    "first": Column("first", _day),
    "last": Column("last", _day),
    "rhythm": Column("rhythm", _rhythm),
    "asking": Column("asked in the rhythm", _asking),
    "elements": Column("serves", _elements),
    "parent_id": Column("on the road to", _goal),
    "goal_id": Column("goal", _goal),
    "place": Column("place", instead="put in another place"),
    "intensity": Column("intensity"),
    "audience": Column("shown to", _audience),
    "team": Column("the team’s own"),
    "role": Column("part", _role),
    "shows": Column("tells", _shows),
    "asks": Column("asks before it", _ahead),
    "nudges_channel": Column("asked in the channel"),
    "archived_at": Column("archived", _moment),
    "later_on": Column("asked again", _day),
    "zone": Column("zone"),
    "work_start": Column("start of work", _clock),
    "work_days": Column("working days", _work_days),
    "quiet_from": Column("quiet hours from", _clock),
    "quiet_to": Column("quiet hours until", _clock),
    "country": Column("country"),
    "roll": Column("roll"),
    "daily_nudges": Column("messages a day"),
    "celebrates": Column("celebrate"),
}
"""How each column is told; one that exists no more goes by its own name."""
PRIVATE = tuple(name for name, column in COLUMNS.items() if column.is_private)
"""What only whoever set a goal hears of: why they want it, their plan for bad days, what they say of leaving."""
OF_SHARES = {"state": Column("answer", _part)}
"""What is told in another way of a share."""
DUE = ("due_on", "due_at", "due_said", "due_zone")
"""What is told together, as one due date."""
_NOTHING = ("nothing", "no", "none", "none named")
"""What is said of a value that there is not."""
SILENT = {
    "id", "number", "at", "leaving", "person_id", "milestone_id", "asked_at", "told_at", "zone_chosen",
    "platform", "realm", "channel", "space", "ended_at", "dated_at", "later_at", "later_zone", "later_given",
    "created_at", "reached_at", "celebration_id", "rhythm_from", "asking_from",
}  # fmt: skip
"""Columns that are not told: they follow from others, or are nobody's business."""
