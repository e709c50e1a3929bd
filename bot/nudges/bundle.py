"""The check-in about everything that came due together: one message, which keeps asking about what is left.

How it keeps the rest when one thing is answered: docs/decisions/0006.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from bot.dates.wording import in_words
from bot.messages import Button, Field, Menu, Reply, Section, Tone
from bot.models.occurrence import ROUND
from bot.nudges import asking
from bot.nudges.answers import answers, facts_of, keeping_rest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.milestones.subjects import Subject

Asked: TypeAlias = "tuple[Subject, str]"
"""One thing that is asked about, with the kind of its check-in."""

_BUTTONED = 4
"""Up to so many things get buttons of their own: Discord has five rows, and one of them is for “Why now?”."""
_IN_A_ROW = 5
"""How many buttons Discord has in a row."""
_OVERDUE = ("due", "later", "follow", "question")
"""Kinds of check-ins about a moment that has come."""
_BY_DATE = ("due", "lead", "follow")
"""Kinds of check-ins whose words are complete with the date."""
_ANSWERS = 3
"""How many answers have room in a row beside “Later…” and “More…”."""
_TITLES_OF_SEVERAL = {
    "due": "{n} things are due",
    "later": "{n} things, once more",
    "early": "{n} things, before they are due",
    "lead": "{n} things will soon be due",
    "follow": "{n} things were due",
    "question": "What is to become of {n} things?",
    "rhythm": "How are {n} things going?",
    "review": "A look back on {n} things",
    ROUND: "Before the digest: how are {n} things going?",
}
_COUNTED = {
    "due": ("is due", "are due"),
    "later": ("once more", "once more"),
    "early": ("before it is due", "before they are due"),
    "lead": ("will soon be due", "will soon be due"),
    "follow": ("was due", "were due"),
    "question": ("to decide on", "to decide on"),
    "rhythm": ("to check in on", "to check in on"),
    "review": ("to look back on", "to look back on"),
    ROUND: ("before the digest", "before the digest"),
}


def check_in(asked: Sequence[Asked], calendar: Calendar, now: datetime, message: int) -> Reply:
    """Ask about everything that is due, next due first, in one message."""
    if len(asked) > 1:
        return several(asked, calendar, now, message)
    ((subject, kind),) = asked
    return asking.about_one(subject, kind, calendar, now, message)


def several(
    asked: Sequence[Asked], calendar: Calendar, now: datetime, message: int, said: Reply | None = None
) -> Reply:
    """Ask about several things in one message; once `said` has answered for one, keep asking about the others.

    What was said takes the place of the thing that it is about, with its Undo. The title counts what is left.
    """
    left = [(subject, kind) for subject, kind in asked if waits(subject, kind, calendar, now)]
    late = [(at, subject) for subject, _ in left for at in subject.stands_for]
    sections: list[Section] = []
    if late and said is None:
        at, subject = min(late, key=lambda one: one[0])
        sections.append(Section(f"This comes late: {subject.label} was for {asking.clock(at, calendar)}."))
    if left and all(kind == "question" for _, kind in left):
        sections.append(Section(asking.QUESTION))
    if left and all(kind == ROUND for _, kind in left):
        sections.append(Section(asking.BEFORE_THE_DIGEST))
    place = next((n for n, (subject, _) in enumerate(asked) if _answers_for(said, subject)), None)
    told = _told(said, message, asked[place][0].label if place is not None else "") if said is not None else []
    if len(asked) <= _BUTTONED:
        for n, (subject, kind) in enumerate(asked):
            mixed = any(one != kind for _, one in left)
            sections += told if n == place else [_one_of_few(subject, kind, calendar, now, message, mixed=mixed)]
        sections += [*(told if place is None else []), _why(asked)]
    else:
        sections += [*told, *_many(asked, calendar, now, message)]
    return Reply(
        title=_title(asked, left, calendar),
        sections=tuple(sections),
        tone=Tone.attention if left else Tone.good,
        replaces=said is not None,
    )


def again(asked: Sequence[Asked], calendar: Calendar, now: datetime, message: int) -> Reply:
    """Ask about several things again, in the place of the one that was opened."""
    return several(asked, calendar, now, message, Reply(""))


def waits(subject: Subject, kind: str, calendar: Calendar, now: datetime) -> bool:
    """Tell whether a thing still needs an answer: it has not ended, and was neither put off, moved nor answered."""
    at = subject.thing.asked_at(calendar)
    moved = kind in _OVERDUE and not subject.aside and at is not None and at > now
    return subject.is_asked(calendar, now) and not subject.said and not moved


def _answers_for(said: Reply | None, subject: Subject) -> bool:
    """Tell whether what was said is about `subject`: both can be undone by the same change."""
    undo = f"undo {subject.change}"
    return said is not None and any(button.call == undo for s in said.sections for button in s.buttons)


def _told(said: Reply, message: int, about: str) -> list[Section]:
    """Return what was said `about` a thing as sections of the message: its Undo first, and as many buttons as fit."""
    buttons = sorted((b for s in said.sections for b in s.buttons), key=lambda b: not b.call.startswith("undo "))
    first, *rest = said.sections or (Section(),)
    text = "\n".join(filter(None, (said.title, first.text)))
    taps = keeping_rest(buttons[:_IN_A_ROW], message)
    found = [Section(text, first.fields, taps, about=about), *(Section(s.text, s.fields) for s in rest)]
    return [section for section in found if section.text or section.fields or section.buttons]


def _one_of_few(
    subject: Subject, kind: str, calendar: Calendar, now: datetime, message: int, *, mixed: bool
) -> Section:
    """Ask about one thing in a row of its own; the buttons that do not fit are found under “Later…” and “More…”."""
    stands = asking.standing(subject, calendar, now)
    taps = answers(facts_of(subject, kind, calendar, now)) if subject.is_asked(calendar, now) else ()
    buttons = asking.in_message(subject, taps, message)
    if not waits(subject, kind, calendar, now):
        return Section(subject.label, (Field("Now", stands),), (*buttons, *_undo(subject, message)))
    dates = (Field(asking.WHEN.get(kind, "Due"), stands),) if subject.thing.due is not None else ()
    if kind != "question":
        later = Button("Later…", f"asked {message} {subject.ref} later")
        rest = Button("More…", f"asked {message} {subject.ref}")
        buttons = (*buttons[:_ANSWERS], later, rest)
    asks = asking.REVIEW if kind == "review" else asking.QUESTION if kind == "question" and mixed else ""
    text = (Field("I ask", asks),) if asks else ()
    moved = asking.moved_from(subject, calendar, now)
    day = (Field("For", moved),) if moved is not None and not subject.stands_for else ()
    return Section(subject.label, (*dates, *day, *text, *_plan(subject)), buttons)


def _undo(subject: Subject, message: int) -> tuple[Button, ...]:
    """Return the button that undoes the answer for a thing, if there is an answer."""
    undo = Button("Undo", f"undo {subject.change}")
    return asking.in_message(subject, (undo,), message) if subject.change is not None else ()


def _many(asked: Sequence[Asked], calendar: Calendar, now: datetime, message: int) -> Sequence[Section]:
    """List what is asked about, with a menu that opens the check-in of each, and one that undoes answers."""
    same = len({kind for _, kind in asked}) == 1
    fields: list[Field] = []
    for subject, kind in asked:
        stands = asking.standing(subject, calendar, now)
        open_ = not same and waits(subject, kind, calendar, now)
        undated = subject.thing.due is None and waits(subject, kind, calendar, now)
        as_ = asking.worded_as(subject, kind, calendar)
        told = _COUNTED[as_][0] if undated else _dated(as_, in_words(stands)) if open_ else stands
        fields.append(Field(subject.label, told))
    openings = tuple(
        Button(subject.label, f"asked {message} {subject.ref}")
        for subject, _ in asked
        if subject.is_asked(calendar, now)
    )
    plans = [
        section
        for subject, _ in asked
        if asking.is_missed(subject) and not subject.said
        for section in asking.bad_day(subject.goal, f"{subject.label}: your plan for such a day")
    ]
    answered = [subject for subject, kind in asked if not waits(subject, kind, calendar, now)]
    undos = tuple(Button(one.label, button.call) for one in answered for button in _undo(one, message))
    return (
        Section(fields=tuple(fields), menu=Menu("Answer for one", openings) if openings else None),
        *((Section(menu=Menu("Undo for one", undos)),) if undos else ()),
        *plans[:_BUTTONED],
    )


def _dated(kind: str, when: str) -> str:
    """Say in which way a thing is asked about, and its date."""
    words = _COUNTED[kind][0]
    if kind in _BY_DATE:
        return f"{words} {when}"
    return f"{words}, {asking.WHEN.get(kind, 'Due').lower()} {when}"


def _why(asked: Sequence[Asked]) -> Section:
    """Offer to explain why each check-in came just now."""
    why = tuple(Button(subject.label, f"why {subject.ref}") for subject, _ in asked)
    return Section(menu=Menu("Why now?", why)) if len(why) > 1 else Section(buttons=(Button("Why now?", why[0].call),))


def _title(asked: Sequence[Asked], left: Sequence[Asked], calendar: Calendar) -> str:
    """Return the title, which says what still needs an answer."""
    if not left:
        return "Both are answered" if len(asked) == 2 else f"All {len(asked)} are answered"
    return asking.title(*left[0], calendar) if len(left) == 1 else _title_of_several(left, calendar)


def _title_of_several(asked: Sequence[Asked], calendar: Calendar) -> str:
    """Count the check-ins of one message by their kinds."""
    counts = Counter(asking.worded_as(*one, calendar) for one in asked)
    if len(counts) == 1:
        return _TITLES_OF_SEVERAL[next(iter(counts))].format(n=len(asked))
    parts = [f"{counts[kind]} {words[counts[kind] > 1]}" for kind, words in _COUNTED.items() if counts[kind]]
    return f"{len(asked)} things: {', '.join(parts)}"


def _plan(subject: Subject) -> tuple[Field, ...]:
    plans = asking.bad_day(subject.goal, "") if asking.is_missed(subject) else ()
    return tuple(field for plan in plans for field in plan.fields)
