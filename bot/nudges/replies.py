"""The nudge itself, and what Milepost says about nudges."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.checkins.units import amount, is_bare
from bot.dates.rhythm import rhythm_in_words
from bot.dates.wording import day, moment
from bot.messages import Button, Field, Menu, Reply, Section, Tone, Value
from bot.models import Intensity
from bot.nudges.planner import SCHEDULES, is_open, rhythm_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.milestones.kinds import Subject
    from bot.models import Change, Goal, LedgerEntry, Milestone, Nudge
    from bot.nudges.simulation import Simulation

_BUTTONED = 4
"""Things in one nudge that get their own buttons; Discord has room for five rows."""


def check_in(asked: Sequence[tuple[Subject, str]], calendar: Calendar, now: datetime, message: int) -> Reply:
    """Ask about what is due, each with the kind of its check-in, next due first; one message however much it is."""
    if len(asked) > 1:
        return several([subject for subject, _ in asked], calendar, now, message)
    ((subject, kind),) = asked
    return Reply(
        title=_title(subject, kind),
        sections=(
            Section(_text(subject, kind), _facts(subject, calendar), _buttons(subject, kind)),
            *(_bad_day(subject.goal) if subject.missed and not subject.owner else ()),
            *_why([subject]),
        ),
        tone=Tone.attention,
    )


def _why(due: Sequence[Subject]) -> tuple[Section, ...]:
    """Let whoever is asked ask why this came just now."""
    why = [Button(subject.label, f"why {subject.ref}") for subject in due]
    if len(why) > 1:
        return (Section(menu=Menu("Why now?", tuple(why))),)
    return tuple(Section(buttons=(Button("Why now?", button.call),)) for button in why)


_TITLES = {
    "due": "{what} is due: {title}",
    "later": "{what}, as you asked: {title}",
    "lead": "{what} will soon be due: {title}",
    "follow": "{what} was due: {title}",
    "question": "What is to become of {what}? {title}",
    "rhythm": "How is {what} going? {title}",
    "review": "A look back on {what}: {title}",
}


def _title(subject: Subject, kind: str) -> str:
    """Name what is asked about by its number, or to a channel by whose it is."""
    noun = "Goal" if subject.thing is subject.goal else "Milestone"
    whose = "the team" if _is_team(subject) else subject.owner
    words = _TITLES[kind].format(
        what=f"{whose}’s {noun.lower()}" if whose else f"{noun} {subject.ref}", title=subject.title
    )
    return words[0].upper() + words[1:] if words.startswith("the team") else words


def _is_team(subject: Subject) -> bool:
    """Tell whether a team is asked, any of whom may say how it stands."""
    return bool(subject.owner) and subject.goal.team


def _text(subject: Subject, kind: str) -> str:
    if kind == "question":
        return "I have asked a few times. Is it too big, is it a bad time, is it not yours any more, or is it done?"
    if kind == "review":
        return "It is still far away. Is it still what you want, and what would be the next step?"
    towards = "" if subject.thing is subject.goal else f", on the way to “{subject.towards}”"
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
    answers = _answers(subject)
    ends = kind in ("due", "follow") and not any(button.label == "Done" for button in answers)
    done = (Button("Done", _call("done", subject)),) if ends else ()
    return (*answers, *done, Button("Later…", _call("later", subject)))


def _bad_day(goal: Goal) -> tuple[Section, ...]:
    """Remind of the plan for bad days, after one of them."""
    if not goal.obstacle:
        return ()
    return (Section("Your plan for such a day", (Field("If", goal.obstacle), Field("Then I", goal.response))),)


def _facts(subject: Subject, calendar: Calendar) -> tuple[Field, ...]:
    """Say when it is due, and of a check-in that comes late when it would have come."""
    facts = [Field("Due", _due(subject.thing, calendar))] if subject.thing.due is not None else []
    if subject.stands_for:
        facts.append(Field("Asked late, for", _moments(subject.stands_for, calendar)))
    return tuple(facts)


_MOMENTS = 4
"""Moments that a late check-in stands for and that are named."""


def _moments(moments: Sequence[datetime], calendar: Calendar) -> str:
    """Say which check-ins a late one stands for."""
    local = [at.astimezone(calendar.zone) for at in moments]
    if len(local) == 1:
        return _clock(local[0], calendar)
    named = [day(at) for at in local[:_MOMENTS]]
    named += [f"{len(local) - _MOMENTS} more"] if len(local) > _MOMENTS else []
    return f"{', '.join(named[:-1])} and {named[-1]}"


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
        open_ = [subject for subject in due if subject.is_asked(calendar, now)]
        answers = tuple(_in_menu(_first(subject, _kept(subject, message)), subject) for subject in open_)
        sections = (Section(fields=fields, menu=Menu("Answer for one", answers) if answers else None),)
    undo = [b for section in said.sections for b in section.buttons if b.call.startswith("undo ")] if said else []
    if undo:
        sections += (Section(buttons=tuple(Button(b.label, f"nudge {message} {b.call}") for b in undo)),)
    late = [at for s in due for at in s.stands_for]
    if late and said is None:
        first = _clock(min(late), calendar)
        sections = (Section(f"This comes late: the first of it was for {first}."), *sections)
    sections += _why(due)
    return Reply(
        title=said.title if said else f"{len(due)} things are due",
        sections=sections,
        tone=said.tone if said else Tone.attention,
        replaces=said is not None,
    )


def _call(verb: str, subject: Subject, rest: str = "") -> str:
    group = "" if subject.thing is subject.goal else "milestone "
    return f"{group}{verb} {subject.ref} {rest}".strip()


def _answers(subject: Subject, message: int | None = None) -> tuple[Button, ...]:
    """Return the answers to tap; in a message about several things they keep the rest of it."""
    kept = _kept(subject, message)
    first = _first(subject, kept)
    if subject.said:
        return (first,)
    stuck = (Button("Stuck", f"stuck {subject.ref}"),) if message is None else ()
    other = message is None and first.call.startswith("checkin ") and first.label != "Did it"
    return (
        first,
        *((replace(_number_asked(subject, "Another number"), style=""),) if other else ()),
        Button("Still on it", f"{kept}checkin {subject.ref} on track"),
        *stuck,
        *((Button("Done", kept + _call("done", subject)),) if _is_team(subject) else ()),
        Button("In an hour", kept + _call("later", subject, "in 1 hour")),
        Button("Tomorrow", kept + _call("later", subject, "tomorrow")),
    )


def _kept(subject: Subject, message: int | None) -> str:
    """Return what keeps the rest of a message about several things; one that a whole channel reads stays as it is."""
    return "" if message is None or (subject.owner and not subject.aside) else f"nudge {message} "


def _first(subject: Subject, kept: str) -> Button:
    """Return the first answer: what is counted again and again is counted, anything else is done."""
    measure = subject.goal.counts
    habit = measure if subject.thing is subject.goal and measure is not None and measure.is_habit else None
    if _is_team(subject) or (habit is not None and habit.direction == "down"):
        return _number_asked(subject, "Check in")
    if habit is None:
        return Button("Done", kept + _call("done", subject), "primary")
    if is_bare(habit.unit) or habit.target is None:
        return Button("Did it", f"{kept}checkin {subject.ref}", "primary")
    return Button(amount(habit.target, habit.unit), f"{kept}checkin {subject.ref} {habit.target:.10g}", "primary")


def _in_menu(first: Button, subject: Subject) -> Button:
    return replace(first, label=f"{first.label}: {subject.label}", style="")


def _number_asked(subject: Subject, label: str) -> Button:
    return Button(label, f"form checkin {subject.ref}", "primary")


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


def put_off_for_oneself(subject: Subject, at: datetime, calendar: Calendar, change: Change | None = None) -> Reply:
    """Say when whoever asked is asked again, and that the others are asked as before."""
    return Reply(
        title=f"I'll ask you again in private: {subject.title}",
        sections=(
            Section(
                "For everybody else nothing changes.",
                (Field("I ask you again", at.astimezone(calendar.zone)),),
                (Button("Undo", f"undo {change.id}"),) if change is not None else (),
            ),
        ),
        private=True,
        replaces=subject.aside,
    )


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
        note=f"Times are in {calendar.zone.key}. So it comes if nobody says anything until then.",
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


def schedule(
    goal: Goal, ahead: Sequence[tuple[datetime, Subject, str]], calendar: Calendar, change: Change | None = None
) -> Reply:
    """Say in words how a goal is asked about, and when that comes next."""
    others = [level for level in Intensity if level is not goal.intensity]
    buttons = [Button(level.capitalize(), f"nudges {goal.ref} {level}") for level in others]
    undo = [Button("Undo", f"undo {change.id}")] if change else []
    facts = [Field("How closely", f"{goal.intensity}: {in_words(goal.intensity)}")]
    if goal.intensity is not Intensity.off:
        facts.append(Field("Rhythm", rhythm_in_words(goal.rhythm) if goal.rhythm else _without_rhythm(goal)))
        facts.append(Field("Where", "in its channel" if goal.nudges_channel else "in a direct message"))
    coming = tuple(
        Field(f"{subject.label}{_AHEAD.get(kind, '')}", at.astimezone(calendar.zone)) for at, subject, kind in ahead
    )
    return Reply(
        title=f"{'Changed: when' if change else 'When'} I ask about goal {goal.ref}: {goal.title}",
        sections=(
            Section(fields=tuple(facts), buttons=(*buttons, Button("Rhythm…", f"form nudges {goal.ref}"), *undo)),
            Section("What comes next" if coming else _nothing_comes(goal), coming),
        ),
        note=f"Times are in {calendar.zone.key}." if coming else "",
        tone=Tone.good if change else Tone.plain,
        replaces=change is not None,
    )


def in_words(intensity: Intensity) -> str:
    """Say how closely a thing with a date is asked about."""
    plan = SCHEDULES[intensity]
    if intensity is Intensity.off:
        return "I ask nothing about it"
    ahead = f"{_counts(plan.ahead)} working days before it is due, " if plan.ahead else ""
    last = f"; {plan.question} working days later one last question, then I leave you in peace" if plan.question else ""
    day_s = "day" if plan.behind == (1,) else "days"
    return f"{ahead}when it is due, and if it stays open {_counts(plan.behind)} working {day_s} after{last}"


def _counts(days: Sequence[int]) -> str:
    words = list(map(str, days))
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _without_rhythm(goal: Goal) -> str:
    own = rhythm_of(goal)
    if own is None:
        return "none: only by its dates"
    if own.kind == "review":
        return "every three months a look back, as it is far away"
    return f"{rhythm_in_words(own.rule)}, as it is a habit"


def _nothing_comes(goal: Goal) -> str:
    if goal.intensity is Intensity.off:
        return "Nothing comes."
    if not is_open(goal, None):
        return f"Nothing comes, as it is {goal.standing}."
    return f"Nothing comes: give it a date or a rhythm, for example: nudges {goal.ref} rhythm: every Friday 15:00"


def simulated(found: Simulation) -> Reply:
    """Show how many messages would be sent: to whom, on which days and at which hours."""
    days = f"{found.days} day{'s' * (found.days != 1)}"
    if not found.total:
        return Reply(title=f"Nothing would be sent in the next {days}")
    busiest = found.by_day.most_common(_BUSIEST)
    hours = sorted(found.by_hour.items())
    return Reply(
        title=f"In the next {days}, {found.total:,} messages to {len(found.people):,} people",
        sections=(
            Section("The busiest days", tuple(Field(day(at), f"{count:,}") for at, count in busiest)),
            Section("By the hour (UTC)", tuple(Field(f"{hour:02}:00", f"{count:,}") for hour, count in hours)),
            Section("Most of them to", tuple(Field(who, f"{n:,}") for who, n in found.people.most_common(_BUSIEST))),
        ),
        note="As it would be if nobody said anything; what people answer makes it fewer.",
    )


_BUSIEST = 10
"""Days and people of a simulation that are named."""


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
