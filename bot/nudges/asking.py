"""The check-in itself: about one thing, or about all that came due together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from bot.dates.wording import day, in_words, moment
from bot.messages import Button, Field, Menu, Reply, Section, Tone, Value
from bot.nudges.answers import answers, is_team, kept, putting_off

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.dates.workdays import Calendar
    from bot.milestones.kinds import Subject
    from bot.models import Goal, Milestone

Asked: TypeAlias = "tuple[Subject, str]"
"""What is asked about, with the kind of its check-in."""

_BUTTONED = 4
"""Things in one message that get their own buttons: five rows are all that Discord has, and one is for asking why …"""
_IN_A_ROW = 5
"""… and these are the buttons in a row."""
_MOMENTS = 4
"""Moments that a late check-in stands for and that are named."""
_TITLES = {
    "due": "{what} is due: {title}",
    "later": "{what}, as you asked: {title}",
    "lead": "{what} will soon be due: {title}",
    "follow": "{what} was due: {title}",
    "question": "What is to become of {what}? {title}",
    "rhythm": "How is {what} going? {title}",
    "review": "A look back on {what}: {title}",
}
_TITLES_OF_SEVERAL = {
    "due": "{n} things are due",
    "later": "{n} things, as you asked",
    "lead": "{n} things will soon be due",
    "follow": "{n} things were due",
    "question": "What is to become of {n} things?",
    "rhythm": "How are {n} things going?",
    "review": "A look back on {n} things",
}
_COUNTED = {
    "due": ("is due", "are due"),
    "later": ("as you asked", "as you asked"),
    "lead": ("will soon be due", "will soon be due"),
    "follow": ("was due", "were due"),
    "question": ("to decide on", "to decide on"),
    "rhythm": ("to check in on", "to check in on"),
    "review": ("to look back on", "to look back on"),
}
_QUESTION = "I have asked a few times. Is it too big, is it a bad time, is it not yours any more, or is it done?"
_REVIEW = "It is still far away. Is it still what you want, and what would be the next step?"
_WHEN = {"lead": "Will be due", "follow": "Was due", "question": "Was due"}
"""How the date of a thing is called, where it is not due just now."""


def check_in(asked: Sequence[Asked], calendar: Calendar, now: datetime, message: int) -> Reply:
    """Ask about what is due, next due first; one message however much it is."""
    if len(asked) > 1:
        return several(asked, calendar, now, message)
    ((subject, kind),) = asked
    return _alone(subject, kind, calendar, now)


def opened(subject: Subject, kind: str, calendar: Calendar, now: datetime, message: int) -> Reply:
    """Ask about one of several things as if it had come alone; where it was opened, the others are one tap away."""
    if is_read_by_all(subject):
        return _alone(subject, kind, calendar, now)
    return _alone(subject, kind, calendar, now, message)


def asked_when(subject: Subject, message: int) -> Reply:
    """Ask when to ask again about one of several things."""
    buttons = putting_off(subject)
    if is_read_by_all(subject):
        return Reply(f"When shall I ask again? {subject.title}", (Section(buttons=buttons),))
    back = Section(buttons=(_back(message),))
    return Reply(
        f"When shall I ask again? {subject.title}", (Section(buttons=kept(buttons, message)), back), replaces=True
    )


def _alone(subject: Subject, kind: str, calendar: Calendar, now: datetime, message: int | None = None) -> Reply:
    buttons = answers(subject, kind, _today(calendar, now))
    later = () if kind == "question" else putting_off(subject)
    rest = more(subject, kind)
    if message is not None:
        buttons, later, rest = kept(buttons, message), kept(later, message), (*kept(rest[:-1], message), rest[-1])
    back = (_back(message),) if message is not None else ()
    return Reply(
        title=_title(subject, kind),
        sections=(
            Section(
                _text(subject, kind),
                _facts(subject, kind, calendar),
                buttons,
                Menu("Later…", later) if later else None,
            ),
            *(_bad_day(subject.goal, "Your plan for such a day") if _is_missed(subject) else ()),
            Section(buttons=back, menu=Menu("More…", rest)) if len(rest) > 1 else Section(buttons=(*rest, *back)),
        ),
        tone=Tone.attention,
        replaces=message is not None,
    )


def _back(message: int) -> Button:
    return Button("Back to the others", f"asked {message}")


def several(
    asked: Sequence[Asked], calendar: Calendar, now: datetime, message: int, said: Reply | None = None
) -> Reply:
    """Ask about several things in one message, and keep asking about the rest once `said` has answered for one."""
    if len(asked) <= _BUTTONED:
        sections = [_one_of_few(subject, kind, calendar, now, message) for subject, kind in asked]
    else:
        sections = list(_many(asked, calendar, now, message))
    late = [at for subject, _ in asked for at in subject.stands_for]
    if late and said is None:
        sections.insert(0, Section(f"This comes late: the first of it was for {_clock(min(late), calendar)}."))
    if said is not None:
        sections += _also_said(said, message)
    if len(asked) <= _BUTTONED:
        sections.append(_why(asked))
    return Reply(
        title=said.title if said else _title_of_several(asked),
        sections=tuple(sections),
        tone=said.tone if said else Tone.attention,
        replaces=said is not None,
    )


def again(asked: Sequence[Asked], calendar: Calendar, now: datetime, message: int) -> Reply:
    """Ask about several things in the place of the one that was opened."""
    return several(asked, calendar, now, message, Reply(_title_of_several(asked), tone=Tone.attention))


def _one_of_few(subject: Subject, kind: str, calendar: Calendar, now: datetime, message: int) -> Section:
    """Ask about one thing in a row of its own; what does not fit into it is found where it is opened."""
    open_ = subject.is_asked(calendar, now)
    facts = (Field(_name_of_date(subject, kind, calendar, now), _standing(subject, calendar, now)),)
    if not open_:
        return Section(subject.label, facts)
    buttons = _within(subject, answers(subject, kind, _today(calendar, now)), message)
    if kind != "question" and not subject.said:
        later = Button("Later…", f"asked {message} {subject.ref} later")
        more = Button("More…", f"asked {message} {subject.ref}")
        fits = len(buttons) < _IN_A_ROW
        buttons = (*buttons, later) if fits else (*buttons[: _IN_A_ROW - 2], later, more)
    if not subject.said:
        text = {"question": _QUESTION, "review": _REVIEW}.get(kind)
        facts = (*facts, *((Field("I ask", text),) if text else ()), *_plan(subject))
    return Section(subject.label, facts, buttons)


def _many(asked: Sequence[Asked], calendar: Calendar, now: datetime, message: int) -> Sequence[Section]:
    """List what is asked about, with a menu in which each thing opens its own check-in."""
    same = len({kind for _, kind in asked}) == 1
    fields: list[Field] = []
    for subject, kind in asked:
        stands = _standing(subject, calendar, now)
        open_ = not same and subject.is_asked(calendar, now) and not subject.said
        fields.append(Field(subject.label, f"{_COUNTED[kind][0]}: {in_words(stands)}" if open_ else stands))
    openings = tuple(
        Button(subject.label, f"asked {message} {subject.ref}")
        for subject, _ in asked
        if subject.is_asked(calendar, now)
    )
    plans = [
        section
        for subject, _ in asked
        if _is_missed(subject) and not subject.said
        for section in _bad_day(subject.goal, f"{subject.label}: your plan for such a day")
    ]
    menu = Menu("Answer for one", openings) if openings else None
    return (Section(fields=tuple(fields), menu=menu), *plans[:_BUTTONED])


def _also_said(said: Reply, message: int) -> Sequence[Section]:
    """Keep what the answer told beside its title; Undo first, and no more buttons than there is room for."""
    buttons = sorted((b for s in said.sections for b in s.buttons), key=lambda b: not b.call.startswith("undo "))
    told = [Section(s.text, s.fields) for s in said.sections if s.text or s.fields]
    taps = kept(buttons[: _IN_A_ROW - 1], message)
    return [*told, *([Section(buttons=taps)] if taps else [])]


def _within(subject: Subject, buttons: tuple[Button, ...], message: int) -> tuple[Button, ...]:
    """Have the answers keep the rest of the message; one that a whole channel reads stays as it is."""
    return buttons if is_read_by_all(subject) else kept(buttons, message)


def is_read_by_all(subject: Subject) -> bool:
    """Tell whether it is asked in a channel: what one taps there is answered to them, and the message stays."""
    return bool(subject.owner) and not subject.aside


def _why(asked: Sequence[Asked]) -> Section:
    """Let whoever is asked ask why this came just now."""
    why = tuple(Button(subject.label, f"why {subject.ref}") for subject, _ in asked)
    return Section(menu=Menu("Why now?", why)) if len(why) > 1 else Section(buttons=(Button("Why now?", why[0].call),))


def _title(subject: Subject, kind: str) -> str:
    """Name what is asked about by its number, or to a channel by whose it is."""
    noun = "Goal" if subject.thing is subject.goal else "Milestone"
    whose = "the team" if is_team(subject) else subject.owner
    words = _TITLES[kind].format(
        what=f"{whose}’s {noun.lower()}" if whose else f"{noun} {subject.ref}", title=subject.title
    )
    return words[0].upper() + words[1:] if words.startswith("the team") else words


def _title_of_several(asked: Sequence[Asked]) -> str:
    """Say of what kinds the check-ins in one message are."""
    counts = Counter(kind for _, kind in asked)
    if len(counts) == 1:
        return _TITLES_OF_SEVERAL[asked[0][1]].format(n=len(asked))
    parts = [f"{counts[kind]} {words[counts[kind] > 1]}" for kind, words in _COUNTED.items() if counts[kind]]
    return f"{len(asked)} things: {', '.join(parts)}"


def _text(subject: Subject, kind: str) -> str:
    if kind == "question":
        return _QUESTION
    if kind == "review":
        return _REVIEW
    towards = "" if subject.thing is subject.goal else f", on the way to “{subject.towards}”"
    return f"How does it stand{towards}?"


def _is_missed(subject: Subject) -> bool:
    return subject.missed and not subject.owner


def _bad_day(goal: Goal, words: str) -> tuple[Section, ...]:
    """Remind of the plan for bad days, after one of them."""
    return (Section(words, (Field("If", goal.obstacle), Field("Then I", goal.response))),) if goal.obstacle else ()


def _plan(subject: Subject) -> tuple[Field, ...]:
    plans = _bad_day(subject.goal, "") if _is_missed(subject) else ()
    return tuple(field for plan in plans for field in plan.fields)


def _facts(subject: Subject, kind: str, calendar: Calendar) -> tuple[Field, ...]:
    """Say when it is due, and of a check-in that comes late when it would have come."""
    facts = [Field(_WHEN.get(kind, "Due"), _due(subject.thing, calendar))] if subject.thing.due is not None else []
    if subject.stands_for:
        facts.append(Field("Asked late, for", _moments(subject.stands_for, calendar)))
    return tuple(facts)


def _moments(moments: Sequence[datetime], calendar: Calendar) -> str:
    """Say which check-ins a late one stands for."""
    local = [at.astimezone(calendar.zone) for at in moments]
    if len(local) == 1:
        return _clock(local[0], calendar)
    named = [day(at) for at in local[:_MOMENTS]]
    named += [f"{len(local) - _MOMENTS} more"] if len(local) > _MOMENTS else []
    return f"{', '.join(named[:-1])} and {named[-1]}"


def _due(thing: Goal | Milestone, calendar: Calendar) -> Value:
    return thing.due.shown(calendar) if thing.due else "no date"


def _name_of_date(subject: Subject, kind: str, calendar: Calendar, now: datetime) -> str:
    return "Now" if subject.said or not subject.is_asked(calendar, now) else _WHEN.get(kind, "Due")


def _standing(subject: Subject, calendar: Calendar, now: datetime) -> Value:
    """Return when it is due, or what became of it since."""
    if subject.thing.ended_at is not None:
        return str(subject.thing.state)
    if subject.goal.ended_at is not None:
        return f"its goal was {subject.goal.state}"
    at = subject.thing.asked_at(calendar)
    if subject.said:
        return subject.said
    if subject.is_asked(calendar, now) or at is None:
        return _due(subject.thing, calendar)
    return f"I ask again {moment(at.astimezone(calendar.zone))}"


def _today(calendar: Calendar, now: datetime) -> date:
    return now.astimezone(calendar.zone).date()


def _clock(at: datetime, calendar: Calendar) -> str:
    return moment(at.astimezone(calendar.zone).replace(tzinfo=None))
