"""The nudge itself, and what Milepost says about nudges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.wording import moment
from bot.messages import Button, Field, Menu, Reply, Section, Tone, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dates.workdays import Calendar
    from bot.models import Goal, LedgerEntry, Milestone, Nudge
    from bot.nudges.kinds import Subject

_BUTTONED = 4
"""Things in one nudge that get their own buttons; Discord has room for five rows."""


def check_in(due: Sequence[Subject], calendar: Calendar) -> Reply:
    """Ask about what is due, next due first; one message however much it is."""
    if len(due) == 1:
        only = due[0]
        kind = "Goal" if only.thing is only.goal else "Milestone"
        return Reply(
            title=f"{kind} {only.ref} is due: {only.thing.title}",
            sections=(_question(only, calendar, f"How does it stand{_towards(only)}?"),),
            note=f"Why now? Type /goal why {only.ref}",
            tone=Tone.attention,
        )
    if len(due) <= _BUTTONED:
        sections = tuple(_question(subject, calendar, subject.label) for subject in due)
    else:
        fields = tuple(Field(subject.label, _due(subject.thing, calendar)) for subject in due)
        done = Menu("Mark one done", tuple(Button(s.label, _call("done", s)) for s in due))
        sections = (Section(fields=fields, menu=done),)
    return Reply(
        title=f"{len(due)} things are due",
        sections=sections,
        note="Why now? Type /goal why and the number.",
        tone=Tone.attention,
    )


def _towards(subject: Subject) -> str:
    return "" if subject.thing is subject.goal else f", on the way to “{subject.goal.title}”"


def _call(verb: str, subject: Subject, rest: str = "") -> str:
    group = "" if subject.thing is subject.goal else "milestone "
    return f"{group}{verb} {subject.ref} {rest}".strip()


def _question(subject: Subject, calendar: Calendar, text: str) -> Section:
    return Section(
        text=text,
        fields=(Field("Due", _due(subject.thing, calendar)),),
        buttons=(
            Button("Done", _call("done", subject), "primary"),
            Button("In an hour", _call("later", subject, "in 1 hour")),
            Button("Tomorrow", _call("later", subject, "tomorrow")),
            Button("Later…", _call("later", subject)),
        ),
    )


def _due(thing: Goal | Milestone, calendar: Calendar) -> Value:
    return thing.due.shown(calendar) if thing.due else "no date"


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
                text=f"Check-in for {moment(nudge.due_at.astimezone(calendar.zone))}: {nudge.state}",
                fields=tuple(Field(moment(entry.at.astimezone(calendar.zone)), entry.words) for entry in entries),
            )
            for nudge, entries in nudges
        ),
    )
