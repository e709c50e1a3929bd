"""A command is one function: its signature makes the options, the form, the help and the parsing."""

from __future__ import annotations

import inspect
import keyword
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeAlias, get_args, get_origin, get_type_hints

from bot.errors import Refusal
from bot.messages import BLANK, Ask, Form, Reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from bot.errors import Choice
    from bot.talk import Talk

Run: TypeAlias = "Callable[..., Awaitable[Reply]]"
Current: TypeAlias = "Callable[..., Awaitable[Mapping[str, str]]]"
"""Returns the current values of what a command changes, as one would type them, by argument name."""
Called: TypeAlias = "Callable[..., Awaitable[Mapping[str, tuple[str, str]]]]"
"""Returns another label and hint for some blanks of a form, by argument name."""
Questions: TypeAlias = "Callable[..., Awaitable[Mapping[str, str]]]"
"""Returns the question that what is filled into some blanks of a form answers, by argument name."""


class ToldOfForm(NamedTuple):
    """What is told of the blanks of a form beside its declaration, by argument name."""

    current: Mapping[str, str] = {}
    called: Mapping[str, tuple[str, str]] = {}
    questions: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of thing an argument is: how to read it, suggest it and speak of it.

    Goes into a parameter's annotation: `goal: Annotated[Goal, Kind(...)]`.
    """

    label: str
    """What a form's blank is called; empty where the argument's own name says more."""
    example: str
    read: Callable[[str, Talk], Awaitable[Any]]
    """Turn what was typed into a value; raises Refusal."""
    suggest: Callable[[str, Talk], Awaitable[Sequence[Choice]]] | None = None
    """Offer what the person may be about to type."""
    options: tuple[str, ...] = ()
    """The only values allowed, when they are few."""
    native: str = ""
    """`person`, where a platform can let one pick; what comes in is `@` and the platform's id.

    `lines` is text of many lines.
    """
    fills: Callable[[str], Mapping[str, str]] | None = None
    """Makes it a shortcut to the command's form (`template: reading`): returns what one of its values stands for.

    That is values of other arguments, by name. An unknown value stands for nothing, and is then read, to be refused.
    """
    is_free: bool = False
    """Any words may stand in it, also those with a colon: what looks like another argument's name is none."""
    emptied: str = ""
    """What emptying a filled blank means, as one would type it (`none`); empty where it must not be emptied."""
    only_in_channel: bool = False
    """It means something only in a channel, so a form in a direct message has no blank for it."""
    only: str = ""
    """Which things it suggests before anything is typed, in words behind their noun: `that is paused`."""
    each_says: str = ""
    """It takes several things, with semicolons between, each of which may give the argument of this name."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument of a command."""

    name: str
    kind: Kind
    about: str
    """What it is for, in one short sentence."""
    required: bool
    positional: bool
    """Given by its place; otherwise only as `name: value`."""

    @property
    def label(self) -> str:
        """What a form's blank for it is called."""
        return self.kind.label or self.name.capitalize()


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a person can ask for."""

    path: str
    """Its words, for example `milestone add`."""
    run: Run
    summary: str
    """One sentence, for help and for Discord's description (at most 100 characters)."""
    parameters: tuple[Parameter, ...]
    examples: tuple[str, ...]
    """Complete lines that work."""
    listed: bool = True
    """People are shown it; otherwise only buttons use it."""
    title: str = ""
    """What its form is called where there is little room, in two or three words; else how its summary begins."""
    current: Current | None = None
    """What its form shows where nothing was typed; takes the `Talk`, and the first argument if that must be given."""
    opens: bool = False
    """It opens its form when only its required arguments are typed."""
    called: Called | None = None
    """Other labels and hints for some blanks of its form, by that first argument; takes the same."""
    questions: Questions | None = None
    """The question that a wording with blanks answers; takes the same, and what is filled in so far."""
    elsewhere: tuple[str, ...] = ()
    """Commands that take other arguments for the same thing: their names are recognised here, and pointed to."""

    async def told(self, talk: Talk, values: Mapping[str, str]) -> ToldOfForm:
        """Return what is told of the blanks for the thing that `values` name; nothing if that is not clear."""
        named = {p.name: values.get(p.name, "") for p in self.parameters if p.required and p.positional}
        understood, refused = await bind(self, named, talk)
        first = next(iter(named), "")
        if first and (first in refused or first not in understood):
            return ToldOfForm()
        about = [understood[first]] if first else []
        current = await self.current(talk, *about) if self.current is not None else {}
        called = await self.called(talk, *about) if self.called is not None else {}
        if self.questions is None or not any(BLANK in value for value in values.values()):
            return ToldOfForm(current, called)
        return ToldOfForm(current, called, await self.questions(talk, *about, values))

    @property
    def positional(self) -> tuple[Parameter, ...]:
        """The arguments that go by their place, in order."""
        return tuple(p for p in self.parameters if p.positional)

    @property
    def usage(self) -> str:
        """Its shape in one line, for example `milestone later <milestone> <to>`."""
        words = [self.path]
        for p in self.parameters:
            shape = f"<{p.name}>" if p.positional else f"{p.name}: <…>"
            words.append(shape if p.required else f"[{shape}]")
        return " ".join(words)

    async def call(self, talk: Talk, values: Mapping[str, Any]) -> Reply:
        """Carry it out with values that were understood."""
        return await self.run(talk, **{f"{n}_" if keyword.iskeyword(n) else n: v for n, v in values.items()})

    def missing(self, values: Mapping[str, str]) -> tuple[Parameter, ...]:
        """Return the required arguments that `values` does not give; a short cut stands in for them."""
        if any(p.kind.fills and p.name in values for p in self.parameters):
            return ()
        return tuple(p for p in self.parameters if p.required and not values.get(p.name, "").strip())

    def is_bare(self, values: Mapping[str, str]) -> bool:
        """Tell whether `values` give nothing but what must be given."""
        return not any(values.get(p.name, "").strip() for p in self.parameters if not p.required)

    def filled(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return `values` with what a short cut among them stands for; empty if there is none."""
        for p in self.parameters:
            meant = p.kind.fills(values[p.name]) if p.kind.fills and p.name in values else {}
            if meant:
                return {**meant, **{name: value for name, value in values.items() if value and name != p.name}}
        return {}

    def _labels(self) -> dict[str, str]:
        """Return what the blanks are called, by argument: two of one kind are told apart by their own names."""
        labels: dict[str, str] = {}
        for p in self.parameters:
            labels[p.name] = p.label if p.label not in labels.values() else p.name.capitalize()
        return labels

    def form(self, values: Mapping[str, str], errors: Mapping[str, str] | None = None, *, alone: bool = False) -> Form:
        """Return this command with blanks, filled as far as `values` goes.

        Where a value is or has a blank (`___`), the person is asked for that, and for nothing else that may be empty.
        Who is `alone` with us is not asked what can only be said in a channel.
        """
        errors, labels = errors or {}, self._labels()
        inside = [name for name, value in values.items() if BLANK in value]
        only = [name for name, value in values.items() if value == BLANK]
        return Form(
            title=self.summary.rstrip("."),
            command=self.path,
            short=self.title,
            asks=tuple(
                Ask(
                    name=p.name,
                    label=labels[p.name],
                    # Who opens a form for one thing is to say that thing.
                    required=p.required or [p.name] in (only, inside),
                    value=values.get(p.name, "") if values.get(p.name) != BLANK else "",
                    hint=f"Put your own words in the place of each {BLANK}."
                    if p.name in inside and p.name not in only
                    else f"{p.about} For example: {p.kind.example}",
                    error=errors.get(p.name, ""),
                    options=p.kind.options,
                    native=p.kind.native,
                )
                for p in self.parameters
                if not p.kind.fills
                and (p.required or values.get(p.name) or not (inside or (alone and p.kind.only_in_channel)))
            ),
        )


def command(
    path: str,
    *,
    examples: Sequence[str],
    listed: bool = True,
    title: str = "",
    current: Current | None = None,
    called: Called | None = None,
    questions: Questions | None = None,
    opens: bool = False,
    elsewhere: Sequence[str] = (),
) -> Callable[[Run], Command]:
    """Declare the decorated async function as the command `path`.

    The function takes the `Talk`, then its arguments: positional ones go by their place, keyword-only ones as
    `name: value`. Each is annotated with a `Kind` and, behind it, a sentence that says what it is for.
    """

    def declare(run: Run) -> Command:
        hints = get_type_hints(run, include_extras=True)
        signature = inspect.signature(run)
        parameters = tuple(_parameter(p, hints[p.name]) for p in list(signature.parameters.values())[1:])
        summary = (inspect.getdoc(run) or "").partition("\n")[0]
        return Command(
            path=path,
            run=run,
            summary=summary,
            parameters=parameters,
            examples=tuple(examples),
            listed=listed,
            title=title,
            current=current,
            opens=opens,
            called=called,
            questions=questions,
            elsewhere=tuple(elsewhere),
        )

    return declare


def _parameter(parameter: inspect.Parameter, hint: Any) -> Parameter:
    """Read one argument's declaration; an optional one (`| None`) carries its Annotated inside the union."""
    annotated = next(h for h in (hint, *get_args(hint)) if get_origin(h) is Annotated)
    metadata = annotated.__metadata__
    kind = next(m for m in metadata if isinstance(m, Kind))
    about = next((m for m in reversed(metadata) if isinstance(m, str)), "What it is for.")
    return Parameter(
        # `for_` and `if_` are how Python spells an argument that people call `for:` and `if:`.
        name=parameter.name.removesuffix("_"),
        kind=kind,
        about=about,
        required=parameter.default is inspect.Parameter.empty,
        positional=parameter.kind is not inspect.Parameter.KEYWORD_ONLY,
    )


async def bind(command: Command, values: Mapping[str, str], talk: Talk) -> tuple[dict[str, Any], dict[str, Refusal]]:
    """Read every value given; return what was understood and, by name, what was not.

    Where a person or channel is mentioned in the middle of other words, their name stands for them.
    """
    understood: dict[str, Any] = {}
    refused: dict[str, Refusal] = {}
    for p in command.parameters:
        typed = values.get(p.name, "").strip()
        if not typed and not (p.kind.fills and p.name in values):
            continue
        try:
            understood[p.name] = await p.kind.read(talk.named(typed), talk)
        except Refusal as refusal:
            refused[p.name] = refusal
    return understood, refused
