"""What Milepost says about check-ins: what comes next, how closely it asks, and why one came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dates.rhythm import rhythm_in_words
from bot.dates.wording import day, moment
from bot.goals.fields import dates
from bot.messages import Button, Field, Reply, Section, Tone
from bot.models import Intensity, Milestone
from bot.models.occurrence import ROUND
from bot.nudges.other_rhythms import other_rhythms
from bot.nudges.planner import is_open
from bot.nudges.rhythms import own_rhythm, rhythm_of
from bot.nudges.schedules import SCHEDULES
from bot.replies.wording import undo_button

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.milestones.subjects import Subject
    from bot.models import Change, Goal
    from bot.nudges.simulation import Simulation


def put_off_for_oneself(subject: Subject, at: datetime, calendar: Calendar, change: Change | None = None) -> Reply:
    """Say when somebody who put off what a channel is asked will be asked again, in private."""
    return Reply(
        title=f"I'll ask you again in private: {subject.title}",
        sections=(
            Section(
                "For everybody else nothing changes.",
                (Field("I ask you again", at.astimezone(calendar.zone)),),
                (undo_button(change),) if change is not None else (),
            ),
        ),
        private=True,
        replaces=subject.aside,
    )


def check_in_put_off(subject: Subject, calendar: Calendar, change: Change, *, digest: datetime | None = None) -> Reply:
    """Say when Milepost will ask again, and that the due date stays; before the due date it asks once more.

    Where a `digest` comes before that, and its channel would read that nobody said how it stands, it says so.
    """
    thing, goal = subject.thing, subject.goal
    ref = goal.named if thing is goal else subject.named
    due, again = asked_when_due(thing, calendar), thing.asked_again(calendar)
    not_then = _not_then(thing, goal, calendar)
    if due is not None and again is not None and again < due:
        return Reply(
            title=f"I'll ask about {ref} before it is due: {thing.title}",
            sections=(
                Section(
                    _sentences(
                        not_then, "The due date stays as it is, and I ask then as well.", _not_updated(digest, calendar)
                    ),
                    (*dates(thing, calendar, goal=goal), _and_then(due, goal, calendar)),
                    (undo_button(change),),
                ),
            ),
            replaces=True,
        )
    stays = "The due date stays as it is." if thing.due else ""
    text = _sentences(not_then, stays, _not_updated(digest, calendar))
    return Reply(
        title=f"I'll ask again later about {ref}: {thing.title}",
        sections=(Section(text=text, fields=dates(thing, calendar, goal=goal), buttons=(undo_button(change),)),),
        replaces=True,
    )


def _sentences(*said: str) -> str:
    return " ".join(filter(None, said))


def _not_updated(digest: datetime | None, calendar: Calendar) -> str:
    """Say what the channel's digest will tell of something that is put off past it."""
    if digest is None:
        return ""
    at = moment(digest.astimezone(calendar.zone))
    return f"The digest of its channel comes before that, {at}: if you say nothing until then, it calls it not updated."


def _not_then(thing: Goal | Milestone, goal: Goal, calendar: Calendar) -> str:
    """Say why it is not asked about on the very day that was named; a time off is told in the check-in itself."""
    at, later = thing.asked_again(calendar), thing.later
    if at is None or later is None or later.at is not None or goal.asks or calendar.is_away(later.on):
        return ""
    is_then = at.astimezone(calendar.zone).date() == later.on
    why = calendar.day_off(later.on)
    return f"Not on {day(later.on)}: {why}." if why and not is_then else ""


def _and_then(due: datetime, goal: Goal, calendar: Calendar) -> Field:
    """Say when it is asked about as it falls due; without the hour if another person is asked."""
    if goal.asks:
        return Field("And then", due.astimezone((goal.whose or calendar).zone).date())
    return Field("And then", due.astimezone(calendar.zone))


def asked_when_due(thing: Goal | Milestone, calendar: Calendar) -> datetime | None:
    """Return the moment at which a thing is asked about as it falls due, even if it was put off."""
    if thing.due is None or thing.dated_at is None:
        return None
    return thing.due.check_in(calendar, thing.dated_at)


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that a coming message asks about."""

    subject: Subject
    kind: str
    aside: str = ""
    """Why it comes then, if it was moved or held."""

    @property
    def label(self) -> str:
        """Its name, with the reason of its moment if there is one."""
        aside = ", ".join(filter(None, (_AHEAD.get(self.kind, ""), self.aside)))
        return f"{self.subject.label} ({aside})" if aside else self.subject.label


def nudges_ahead(ahead: Sequence[tuple[datetime, Sequence[Coming]]], calendar: Calendar) -> Reply:
    """Show the next messages, a line for each, in the person's own time zone."""
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
        note=f"Times are in {calendar.zone.key}. So it comes as long as nobody checks in before.",
    )


_NAMED = 3
"""How many things of one message are named; the rest is counted."""


def _together(asked: Sequence[Coming]) -> str:
    named = [one.label for one in asked[:_NAMED]]
    return "; ".join(named) + (f"; and {len(asked) - _NAMED} more" if len(asked) > _NAMED else "")


_AHEAD = {
    "lead": "before it is due",
    "follow": "if it is still open then",
    "question": "if it is still open then",
    "review": "a look back",
    ROUND: "before a channel’s digest",
}


def schedule(
    goal: Goal,
    ahead: Sequence[tuple[datetime, Coming]],
    calendar: Calendar,
    change: Change | None,
    further: Sequence[str] = (),
) -> Reply:
    """Say how closely, in which rhythm and where a goal is asked about, and when next; `further` rules may be meant."""
    others = [level for level in Intensity if level is not goal.intensity]
    buttons = [Button(level.capitalize(), f"nudges {goal.ref} {level}") for level in others]
    buttons.append(Button("Rhythm…", f"form nudges {goal.typed}"))
    if goal.asking and own_rhythm(goal) is not None:
        buttons.append(Button("In its own rhythm", f"nudges {goal.ref} rhythm: own"))
    undo = [undo_button(change)] if change and change.edits else []
    facts = [Field("How closely", f"{goal.intensity}: {in_words(goal.intensity)}")]
    if goal.intensity is not Intensity.off:
        facts.append(Field("Rhythm", f"{_rhythm(goal)}{_on_whose(goal, calendar)}"))
        facts.append(Field("Where", "in its channel" if goal.nudges_channel else "in a direct message"))
    coming = tuple(Field(one.label, at.astimezone(calendar.zone)) for at, one in ahead)
    whose = (
        f"{goal.asks} alone is asked{', and I let them know that you changed it' if undo else ''}." if goal.asks else ""
    )
    return Reply(
        title=f"{'Changed: when' if change else 'When'} I ask about {goal.named}: {goal.title}",
        sections=(
            Section(whose, tuple(facts), (*buttons, *undo)),
            *other_rhythms(goal, further),
            Section("What comes next" if coming else _nothing_comes(goal), coming),
        ),
        note=f"Times are in {calendar.zone.key}." if coming else "",
        tone=Tone.good if change else Tone.plain,
        replaces=change is not None,
    )


def in_words(intensity: Intensity) -> str:
    """Say when a thing with a date is asked about."""
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


def _rhythm(goal: Goal) -> str:
    own = rhythm_of(goal)
    if own is None:
        return "none: only by its dates"
    if goal.asking or goal.rhythm:
        return rhythm_in_words(own.rule)
    if own.kind == "review":
        return "every three months a look back while it is more than a year away, one at least"
    return f"{rhythm_in_words(own.rule)}, as it is a habit"


def _on_whose(goal: Goal, calendar: Calendar) -> str:
    """Say in which time zone a rhythm is, if that is not the reader's."""
    whose = goal.whose.zone if goal.whose is not None else calendar.zone
    return f" (on the clock of {whose.key})" if (goal.asking or goal.rhythm) and whose != calendar.zone else ""


def _nothing_comes(goal: Goal) -> str:
    if goal.intensity is Intensity.off:
        return "Nothing comes."
    if not is_open(goal, None):
        return f"Nothing comes, as it is {goal.standing}."
    if goal.asking and own_rhythm(goal) is not None:
        again = f"nudges {goal.typed} rhythm: own"
        return f"Nothing comes: give it a date, or have its own rhythm again, for example: {again}"
    return f"Nothing comes: give it a date or a rhythm, for example: nudges {goal.typed} rhythm: every Friday 15:00"


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
"""How many days and people of a simulation are named."""
