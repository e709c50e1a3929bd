"""The nudge itself, and what Milepost says about nudges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.wording import moment
from bot.messages import Button, Field, Menu, Reply, Section, Tone, Value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.models import Goal, LedgerEntry, Milestone, Nudge
    from bot.nudges.kinds import Subject

_BUTTONED = 4
"""Things in one nudge that get their own buttons; Discord has room for five rows."""


def check_in(due: Sequence[Subject], calendar: Calendar, now: datetime, message: int) -> Reply:
    """Ask about what is due, next due first; one message however much it is."""
    if len(due) > 1:
        return several(due, calendar, now, message)
    only = due[0]
    kind = "Goal" if only.thing is only.goal else "Milestone"
    towards = "" if only.thing is only.goal else f", on the way to “{only.goal.title}”"
    buttons = (*_answers(only), Button("Later…", _call("later", only)))
    return Reply(
        title=f"{kind} {only.ref} is due: {only.thing.title}",
        sections=(Section(f"How does it stand{towards}?", (Field("Due", _due(only.thing, calendar)),), buttons),),
        note=f"Why now? Type /goal why {only.ref}",
        tone=Tone.attention,
    )


def several(
    due: Sequence[Subject], calendar: Calendar, now: datetime, message: int, said: Reply | None = None
) -> Reply:
    """Ask about several things in one message, and keep asking about the rest once `said` has answered for one."""
    sections: tuple[Section, ...]
    if len(due) <= _BUTTONED:
        sections = tuple(
            Section(
                s.label,
                (Field("Due", _standing(s, calendar, now)),),
                _answers(s, message) if s.is_asked(calendar, now) else (),
            )
            for s in due
        )
    else:
        fields = tuple(Field(s.label, _standing(s, calendar, now)) for s in due)
        done = tuple(Button(s.label, f"nudge {message} {_call('done', s)}") for s in due if s.is_asked(calendar, now))
        sections = (Section(fields=fields, menu=Menu("Mark one done", done) if done else None),)
    undo = [b for section in said.sections for b in section.buttons if b.call.startswith("undo ")] if said else []
    if undo:
        sections += (Section(buttons=tuple(Button(b.label, f"nudge {message} {b.call}") for b in undo)),)
    return Reply(
        title=said.title if said else f"{len(due)} things are due",
        sections=sections,
        note="Why now? Type /goal why and the number.",
        tone=said.tone if said else Tone.attention,
        replaces=said is not None,
    )


def _call(verb: str, subject: Subject, rest: str = "") -> str:
    group = "" if subject.thing is subject.goal else "milestone "
    return f"{group}{verb} {subject.ref} {rest}".strip()


def _answers(subject: Subject, message: int | None = None) -> tuple[Button, ...]:
    """Return the answers to tap; in a message about several things they keep the rest of it."""
    kept = f"nudge {message} " if message is not None else ""
    return (
        Button("Done", kept + _call("done", subject), "primary"),
        Button("In an hour", kept + _call("later", subject, "in 1 hour")),
        Button("Tomorrow", kept + _call("later", subject, "tomorrow")),
    )


def _due(thing: Goal | Milestone, calendar: Calendar) -> Value:
    return thing.due.shown(calendar) if thing.due else "no date"


def _standing(subject: Subject, calendar: Calendar, now: datetime) -> Value:
    """Return when it is due, or what became of it since."""
    if subject.thing.ended_at is not None:
        return str(subject.thing.state)
    at = subject.thing.asked_at(calendar)
    if subject.is_asked(calendar, now) or at is None:
        return _due(subject.thing, calendar)
    return f"I ask again {moment(at.astimezone(calendar.zone))}"


def nudges_ahead(ahead: Sequence[tuple[Nudge, Subject]], calendar: Calendar) -> Reply:
    """Show what will be sent next, on the person's own clock."""
    if not ahead:
        return Reply(
            title="No check-in is planned",
            sections=(
                Section(
                    text="Give a milestone a date, for example: milestone add 1 Draft the schema by: in 3 days",
                    buttons=(Button("Show my goals", "list"),),
                ),
            ),
        )
    return Reply(
        title="Your next check-in" if len(ahead) == 1 else f"Your next {len(ahead)} check-ins",
        sections=(Section(fields=tuple(Field(s.label, n.run_at.astimezone(calendar.zone)) for n, s in ahead)),),
        note=f"Times are in {calendar.zone.key}.",
    )


def story(subject: Subject, nudges: Sequence[tuple[Nudge, Sequence[LedgerEntry]]], calendar: Calendar) -> Reply:
    """Tell the life of each nudge about a thing, step by step."""
    if not nudges:
        return Reply(
            title=f"No check-in was planned for {subject.label}",
            sections=(Section(text="It has no date. Give it one, and the check-in comes then."),),
        )
    return Reply(
        title=f"Why and when I asked about {subject.label}",
        sections=tuple(
            Section(
                text=f"Check-in for {_clock(nudge.due_at, calendar)}: {nudge.state}",
                fields=tuple(Field(_clock(entry.at, calendar), entry.words) for entry in entries),
            )
            for nudge, entries in nudges
        ),
        note=f"Times are in {calendar.zone.key}.",
    )


def _clock(at: datetime, calendar: Calendar) -> str:
    return moment(at.astimezone(calendar.zone).replace(tzinfo=None))
