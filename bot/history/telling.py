"""What a change altered, in words: from what, to what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from bot.coach.elements import elements
from bot.coach.expressing import means_leaving
from bot.coach.replies import measured
from bot.dates.rhythm import rhythm_in_words
from bot.dates.wording import day, moment
from bot.measure import Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from zoneinfo import ZoneInfo

    from bot.models import Change


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

    def goal(self, row: int | None) -> str:
        """Name a goal; one that the reader may not see stays unnamed."""
        return self.names.get(("goal", row), "another goal") if row is not None else "none"


_LABELS = {
    "title": "title",
    "state": "state",
    "wording": "told to others as",
    "value": "value",
    "confidence": "confidence",
    "note": "note",
    "blocker": "blocker",
    "obstacle": "if",
    "response": "then",
    "on": "day",
    "number": "",
    "at": "",
    "place": "",
    "leaving": "",
    "platform": "",
    "realm": "",
    "channel": "",
    "space": "",
    "ended_at": "",
    "dated_at": "",
    "later_at": "",
    "later_zone": "",
    "later_given": "",
    "due_at": "",
    "due_zone": "",
    "due_said": "",
    "created_at": "",
    "rhythm_from": "",
}
"""How a column is called; one with no name goes without saying, and one that is not here by its own name."""
_PRIVATE = {"reason": "the private reason", "obstacle": "the plan for bad days", "response": "the plan for bad days"}
"""What only the one who set the goal reads."""
_DUE = ("due_on", "due_at", "due_said", "due_zone")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def told(change: Change, context: Context) -> list[str]:
    """Return what `change` altered, a phrase for each thing."""
    phrases: list[str] = []
    # Whose goal it is decides how its numbers are told; that they are told otherwise is no news.
    recounted = any("team" in edit["after"] for edit in change.edits)
    for edit in change.edits:
        row = edit["table"], edit["row"]
        if edit["before"] is None:
            phrases += filter(None, [context.new.get(row, "")])
            continue
        if recounted and edit["table"] == "checkin":
            continue
        name = context.names.get(row, "") if edit["table"] != "goal" or edit["row"] != change.goal_id else ""
        said = list(_phrases(edit["before"], edit["after"], context))
        phrases += [f"{name}: {phrase}" if name else phrase for phrase in said]
    return phrases


def _phrases(before: Mapping[str, Any], after: Mapping[str, Any], context: Context) -> Iterator[str]:
    if any(name in after for name in _DUE):
        yield f"due: {_due(before)} → {_due(after)}"
    for name, value in after.items():
        if not context.private and (name in _PRIVATE or _speaks_of_leaving(before[name], value)):
            yield f"changed {_PRIVATE.get(name, f'the {_LABELS.get(name, name)}')}"
        elif name == "reason":
            yield _reason(before[name], value)
        elif name == "place":
            yield "put in another place"
        elif name not in _DUE and _LABELS.get(name, name) and not (name == "state" and _is_taken_back(before, after)):
            words = _WORDS.get(name, _plain)
            label = _NAMED.get(name) or _LABELS.get(name) or name.replace("_", " ")
            yield f"{label}: {words(before[name], context)} → {words(value, context)}"


def _speaks_of_leaving(*values: Any) -> bool:
    return any(isinstance(value, str) and means_leaving(value) for value in values)


def _is_taken_back(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Tell whether it says only what the change's own words say already: taken back, or done again."""
    return "withdrawn" in (before["state"], after["state"])


def _reason(before: str, after: str) -> str:
    return f"your reason: {_quoted(before)} → {_quoted(after)}"


def _due(values: Mapping[str, Any]) -> str:
    """Say a due date as far as it was changed: the words, the day, the clock time."""
    if values.get("due_said"):
        return str(values["due_said"])
    on, at = values.get("due_on"), values.get("due_at")
    words = [day(date.fromisoformat(on))] if on else []
    words += [f"{time.fromisoformat(at):%H:%M}"] if at else []
    return ", ".join(words) or ("no date" if "due_on" in values else "no time")


def _plain(value: Any, context: Context) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.10g}"
    del context
    return str(value)


def _quoted(value: Any, context: Context | None = None) -> str:
    if value and context is not None and not context.private and means_leaving(value):
        return "other words"
    return f"“{value}”" if value else "nothing"


def _moment(value: str | None, context: Context) -> str:
    return moment(datetime.fromisoformat(value).astimezone(context.zone)) if value else "no"


def _day(value: str | None, _context: Context) -> str:
    return day(date.fromisoformat(value)) if value else "no"


def _measure(value: Mapping[str, Any] | None, _context: Context) -> str:
    return measured(Measure(**value) if value else None)


def _elements(value: str, _context: Context) -> str:
    names = {element.key: element.name for element in elements()}
    return ", ".join(names.get(key, key) for key in value.split(",")) if value else "none named"


def _goal(value: int | None, context: Context) -> str:
    return context.goal(value)


def _rhythm(value: str, _context: Context) -> str:
    return rhythm_in_words(value) if value else "none"


def _shows(value: str, _context: Context) -> str:
    return value or "everything"


def _clock(value: str | None, _context: Context) -> str:
    return f"{time.fromisoformat(value):%H:%M}" if value else "none"


def _work_days(value: str, _context: Context) -> str:
    return ", ".join(_DAYS[int(digit)] for digit in value) or "none"


_NAMED = {
    "measure": "counted",
    "elements": "serves",
    "parent_id": "on the road to",
    "goal_id": "goal",
    "archived_at": "archived",
    "later_on": "asked again",
    "work_days": "working days",
    "shows": "tells",
    "quiet_from": "quiet from",
    "quiet_to": "quiet until",
    "nudges_channel": "asked in the channel",
    "audience": "shown to",
    "team": "the team’s own",
}
_WORDS: dict[str, Callable[[Any, Context], str]] = {
    "title": _quoted,
    "wording": _quoted,
    "note": _quoted,
    "blocker": _quoted,
    "obstacle": _quoted,
    "response": _quoted,
    "measure": _measure,
    "elements": _elements,
    "parent_id": _goal,
    "goal_id": _goal,
    "rhythm": _rhythm,
    "shows": _shows,
    "archived_at": _moment,
    "later_on": _day,
    "on": _day,
    "first": _day,
    "last": _day,
    "work_start": _clock,
    "quiet_from": _clock,
    "quiet_to": _clock,
    "work_days": _work_days,
}
