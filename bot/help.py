"""Help, made from the commands' own declarations."""

from typing import Annotated

from rapidfuzz import process

from bot.commands import Command, Commands, Kind, command
from bot.errors import Refusal
from bot.messages import Button, Field, Reply, Section
from bot.talk import Talk


async def _read_path(text: str, _talk: Talk) -> str:
    return " ".join(text.casefold().removeprefix("/").removeprefix("goal ").split())


_Path = Annotated[str, Kind("Command", "the name of a command", "milestone add", read=_read_path)]


@command("help", examples=["help", "help milestone add"])
async def help_(talk: Talk, about: Annotated[_Path, "Which command."] = "") -> Reply:
    """Show what Milepost can do."""
    if not about or about == "goal":
        return overview(talk.commands)
    found = talk.commands.get(about)
    if found is not None:
        return one(found)
    group = talk.commands.under(about)
    if group:
        return _listed(f"Commands that begin with {about}", group)
    near = process.extractOne(about, [c.path for c in talk.commands])
    instead = f"help {near[0]}" if near else "help"
    raise Refusal(f"There is no command “{about[:40]}”.", f"Did you mean: {instead}", [instead])


def overview(commands: Commands) -> Reply:
    """Show every command with its sentence and an example."""
    return _listed("What Milepost can do", tuple(commands))


def _listed(title: str, commands: tuple[Command, ...]) -> Reply:
    return Reply(
        title=title,
        sections=(
            Section(
                fields=tuple(Field(f"/goal {c.examples[0]}", c.summary) for c in commands),
                buttons=(Button("Set a goal", "new", "primary"), Button("Show my goals", "list")),
            ),
        ),
        note="More about one: /goal help milestone add",
    )


def one(found: Command) -> Reply:
    """Show one command with its arguments and examples."""
    return Reply(
        title=f"/goal {found.path}",
        sections=(
            Section(
                text=found.summary,
                fields=(
                    Field("Write", f"/goal {found.usage}"),
                    *(Field(p.name, f"{p.about} For example: {p.kind.example}") for p in found.parameters),
                    *(Field("Example", f"/goal {example}") for example in found.examples),
                ),
            ),
        ),
    )
