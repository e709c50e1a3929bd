"""The nudge itself, and what Milepost says about nudges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.checkins.units import is_bare
from bot.dates.wording import moment
from bot.messages import Button, Field, Menu, Reply, Section, Tone, Value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.milestones.kinds import Subject
    from bot.models import Goal, LedgerEntry, Milestone, Nudge

_BUTTONED = 4
"""Things in one nudge that get their own buttons; Discord has room for five rows."""


def check_in(
    asked: Sequence[tuple[Subject, str]], calendar: Calendar, now: datetime, message: int, *, private: bool = True
) -> Reply:
    """Ask about what is due, each with the kind of its check-in, next due first; one message however much it is."""
    if len(asked) > 1:
        return several([subject for subject, _ in asked], calendar, now, message)
    ((subject, kind),) = asked
    return Reply(
        title=_TITLES[kind].format(noun=_noun(subject), ref=subject.ref, title=subject.thing.title),
        sections=(
            Section(_text(subject, kind), (_due_field(subject, calendar),), _buttons(subject, kind)),
            *(_bad_day(subject.goal) if kind == "follow" and private else ()),
        ),
        note=f"Why now? Type /goal why {subject.ref}",
        tone=Tone.attention,
    )


_TITLES = {
    "due": "{noun} {ref} is due: {title}",
    "later": "{noun} {ref}, as you asked: {title}",
    "lead": "{noun} {ref} will soon be due: {title}",
    "follow": "{noun} {ref} was due: {title}",
    "question": "What is to become of {noun} {ref}? {title}",
    "rhythm": "How is {noun} {ref} going? {title}",
    "review": "A look back on {noun} {ref}: {title}",
}


def _noun(subject: Subject) -> str:
    return "Goal" if subject.thing is subject.goal else "Milestone"


def _text(subject: Subject, kind: str) -> str:
    if kind == "question":
        return "I have asked a few times. Is it too big, is it a bad time, is it not yours any more, or is it done?"
    if kind == "review":
        return "It is still far away. Is it still what you want, and what would be the next step?"
    towards = "" if subject.thing is subject.goal else f", on the way to “{subject.goal.title}”"
    return f"How does it stand{towards}?"


def _buttons(subject: Subject, kind: str) -> tuple[Button, ...]:
    if kind == "question":
        move = f"form alter {subject.ref}" if subject.thing is subject.goal else f"form milestone move {subject.ref}"
        return (
            Button("Too big: split it", f"split {subject.goal.ref}"),
            Button("Bad time: move it", move),
            Button("Not mine any more", _call("drop", subject)),
            Button("Done already", _call("done", subject), "primary"),
        )
    return (*_answers(subject), Button("Later…", _call("later", subject)))


def _bad_day(goal: Goal) -> tuple[Section, ...]:
    """Remind of the plan for bad days, after one of them."""
    if not goal.obstacle:
        return ()
    return (Section("Your plan for such a day", (Field("If", goal.obstacle), Field("Then I", goal.response))),)


def _due_field(subject: Subject, calendar: Calendar) -> Field:
    return Field("Due", _due(subject.thing, calendar))


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
    done = _done(subject, kept)
    if subject.said:
        return (done,)
    stuck = (Button("Stuck", f"stuck {subject.ref}"),) if message is None else ()
    return (
        done,
        Button("Still on it", f"{kept}checkin {subject.ref} on track"),
        *stuck,
        Button("In an hour", kept + _call("later", subject, "in 1 hour")),
        Button("Tomorrow", kept + _call("later", subject, "tomorrow")),
    )


def _done(subject: Subject, kept: str) -> Button:
    """Return the first answer: a habit is done once more, anything else is done."""
    measure = subject.goal.counts
    if subject.thing is subject.goal and measure is not None and measure.kind == "habit" and is_bare(measure.unit):
        return Button("Did it", f"{kept}checkin {subject.ref}", "primary")
    return Button("Done", kept + _call("done", subject), "primary")


def _due(thing: Goal | Milestone, calendar: Calendar) -> Value:
    return thing.due.shown(calendar) if thing.due else "no date"


def _standing(subject: Subject, calendar: Calendar, now: datetime) -> Value:
    """Return when it is due, or what became of it since."""
    if subject.thing.ended_at is not None:
        return str(subject.thing.state)
    at = subject.thing.asked_at(calendar)
    if subject.said:
        return subject.said
    if subject.is_asked(calendar, now) or at is None:
        return _due(subject.thing, calendar)
    return f"I ask again {moment(at.astimezone(calendar.zone))}"


def nudges_ahead(ahead: Sequence[tuple[datetime, Sequence[tuple[Subject, str]]]], calendar: Calendar) -> Reply:
    """Show what will be sent next, on the person's own clock: a line for each message."""
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
        sections=(Section(fields=tuple(Field(_together(asked), at.astimezone(calendar.zone)) for at, asked in ahead)),),
        note=f"Times are in {calendar.zone.key}.",
    )


_NAMED = 3
"""Things in one message that are named; the rest is counted."""


def _together(asked: Sequence[tuple[Subject, str]]) -> str:
    named = [f"{subject.label}{_AHEAD.get(kind, '')}" for subject, kind in asked[:_NAMED]]
    return "; ".join(named) + (f"; and {len(asked) - _NAMED} more" if len(asked) > _NAMED else "")


_AHEAD = {
    "lead": " (before it is due)",
    "follow": " (if it is still open then)",
    "question": " (if it is still open then)",
    "review": " (a look back)",
}


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
