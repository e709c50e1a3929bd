"""What Milepost says of itself: all commands, one of them, how dates are typed; made from the declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Button, Field, Menu, Reply, Section
from bot.replies.paging import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.catalogue import Commands
    from bot.commands import Command, Kind

GROUPS = {
    "Set goals": "new alter plan copy start done drop pause resume archive reopen",
    "Milestones": "milestone split",
    "Check in": "checkin stuck later next nudges why",
    "See": "list show chart streak checkins roadmap road",
    "The coach": "coach ladder grow reflect elements express brag",
    "Sharing and teams": "share unshare post team celebrate confide misread",
    "Your settings": "settings away back",
    "Your data": "history undo redo export import feed forget",
}
"""The first words of the commands, by what people do with them; a command in no group comes last."""
REST = "Milepost itself"
FIRST = ("new", "list", "milestone add", "checkin", "done", "settings")
"""The commands that get somebody going."""
_PAGE, _MARKS = 1_350, 16
"""Characters on one page of all commands, so that Discord shows it whole; and what each line has besides words."""
DATES = {
    "A day": "31 March 2027, 2027-03-31, 31.3.2027, tomorrow, next Friday, in 3 days, in two weeks",
    "A rough day": "end of Q2, mid-June, end of next month, spring 2027",
    "A time too": "tomorrow 17:00, Friday at 9am, in 2 hours, tonight",
    "Again and again": "every Monday 9:00, every other Friday, every weekday, every last Friday of the month",
    "Other languages": "morgen um 17 Uhr, nächsten Freitag, demain, mañana",
}
"""How dates are typed, by what is meant: each example is one that is understood."""


def greeted(title: str) -> Reply:
    """Say in two lines what can be typed, with the same to tap."""
    return Reply(
        title=title,
        sections=(
            Section(
                "Tell me what you want to reach, for example: new Ship the billing API by the end of March\n"
                "I ask you about it when it comes due. To see your goals, type list; for all else, type help.",
                buttons=(
                    Button("Set a goal", "new", "primary"),
                    Button("Show my goals", "list"),
                    Button("What can you do?", "help"),
                ),
            ),
        ),
    )


def grouped(commands: Commands) -> dict[str, tuple[Command, ...]]:
    """Return every command once, by what people do with it."""
    place = {word: title for title, words in GROUPS.items() for word in words.split()}
    groups: dict[str, list[Command]] = {title: [] for title in (*GROUPS, REST)}
    for one_ in commands:
        groups[place.get(one_.path.partition(" ")[0], REST)].append(one_)
    for title, words in GROUPS.items():
        order = words.split()
        groups[title].sort(key=lambda c: order.index(c.path.partition(" ")[0]))
    return {title: tuple(found) for title, found in groups.items() if found}


def introduced(commands: Commands) -> Reply:
    """Show the few commands that get somebody going, each by an example; all others are a tap away, by group."""
    first = (commands.get(path) for path in FIRST)
    fields = tuple(Field(f"/goal {found.examples[0]}", _in_short(found)) for found in first if found is not None)
    menu = Menu("More, by what you want to do", _groups(commands))
    acts = (Button("Set a goal", "new", "primary"), Button("Show my goals", "list"))
    more = (Button("Dates", "help dates"), Button("Everything", "help all"))
    return Reply(
        title="What Milepost can do",
        sections=(Section("To begin with:", fields), Section(buttons=(*acts, *more), menu=menu)),
        note="How one is written: /goal help milestone add. Every command: /goal help all",
    )


def all_listed(commands: Commands, number: int) -> Reply:
    """Show every command in a line, under what people do with it: as many groups on a page as fit on any platform."""
    pages: list[list[Section]] = [[]]
    room = _PAGE
    for title, found in grouped(commands).items():
        section = Section(title, tuple(map(_in_a_line, found)))
        length = len(title) + sum(len(f"{field.label} {field.value}") + _MARKS for field in section.fields)
        if length > room and pages[-1]:
            pages.append([])
            room = _PAGE
        pages[-1].append(section)
        room -= length
    page = Page(number, size=1).of(len(pages), "help all")
    turning = page.turning("help all", "Back", "More")
    acts = (*(Button(label, call) for label, call in turning), Button("Dates", "help dates"))
    return Reply(
        title=f"Everything Milepost can do{page.words}",
        sections=(*pages[number - 1], Section(buttons=acts, menu=Menu("Only some of it", _groups(commands)))),
        note="How one is written, with examples: /goal help milestone add. How dates are typed: /goal help dates",
    )


def _groups(commands: Commands) -> tuple[Button, ...]:
    return tuple(Button(title, f"help {title.casefold()}") for title in grouped(commands))


def _in_a_line(found: Command) -> Field:
    """Say how a command begins and what it does."""
    needed = "".join(f" <{p.name}>" for p in found.positional if p.required)
    return Field(f"/goal {found.path}{needed}", _in_short(found))


def _in_short(found: Command) -> str:
    """Say what a command does: the first half of its sentence."""
    return found.summary.partition(";")[0].partition(". ")[0].rstrip(".")


def listed(title: str, commands: Sequence[Command]) -> Reply:
    """Show some of the commands, each by an example and in a sentence."""
    return Reply(
        title=title,
        sections=(
            Section(
                fields=tuple(Field(f"/goal {c.examples[0]}", c.summary) for c in commands),
                buttons=(Button("Everything", "help all"),),
            ),
        ),
        note=f"More about one: /goal help {commands[0].path}",
    )


def explained(found: Command) -> Reply:
    """Show one command with its arguments and examples."""
    return Reply(
        title=f"/goal {found.path}",
        sections=(
            Section(
                text=found.summary,
                fields=(
                    Field("Write", f"/goal {found.usage}"),
                    *(Field(p.name, f"{p.about} {_values(p.kind)}") for p in found.parameters),
                    *(Field("Example", f"/goal {example}") for example in found.examples),
                ),
            ),
        ),
    )


def _values(kind: Kind) -> str:
    """Say what may be given: every value, where there are only a few, else an example."""
    return f"One of: {', '.join(kind.options)}." if kind.options else f"For example: {kind.example}"


def dates_explained() -> Reply:
    """Show how dates, times and rhythms are typed."""
    return Reply(
        title="How dates are typed",
        sections=(
            Section(
                "As people write them, anywhere in the sentence, "
                "for example: new Ship the billing API by the end of March",
                tuple(Field(meant, examples) for meant, examples in DATES.items()),
            ),
            Section(
                "A date without a time means the start of your work that day, moved off weekends, holidays and quiet "
                "hours; a time that you type is kept. What I understood is always shown, and what can be read in two "
                "ways, like 5/6, is one tap away.",
                buttons=(Button("Set a goal", "new", "primary"), Button("Everything", "help all")),
            ),
        ),
    )
