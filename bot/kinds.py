"""The plainest things that can be typed: words and whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from bot.commands import Kind
from bot.errors import Refusal

if TYPE_CHECKING:
    from bot.talk import Talk


async def _read_words(text: str, _talk: Talk) -> str:
    return text


async def _read_number(text: str, _talk: Talk) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise Refusal(f"“{text[:30]}” is not a number.", "Write a whole number, for example 2.")
    return int(text)


Words: TypeAlias = Annotated[str, Kind("", "some words", "billing", read=_read_words)]
Number: TypeAlias = Annotated[int, Kind("", "a whole number", "2", read=_read_number)]


@dataclass(frozen=True, slots=True)
class Nothing:
    """The person said `none`: what was there is taken away."""


def or_none(kind: Kind, label: str = "") -> Kind:
    """Return `kind` that can also be said `none`; its blank in a form has a `label`, or the argument's name."""

    async def read(text: str, talk: Talk) -> Any:
        return Nothing() if text.casefold() in ("none", "nothing") else await kind.read(text, talk)

    return replace(kind, label=label, expects=f"{kind.expects}, or none", read=read)


def kind_of(alias: Any) -> Kind:
    """Return the kind in an annotation like `Number`."""
    return next(one for one in alias.__metadata__ if isinstance(one, Kind))


def one_of(label: str, expects: str, options: tuple[str, ...]) -> Kind:
    """Return the kind of an argument that has a few values, each a word or two."""

    async def read(text: str, _talk: Talk) -> str:
        if text.casefold() not in options:
            raise Refusal(f"I don't know {expects} “{text[:30]}”.", f"Use one of {', '.join(options)}.")
        return text.casefold()

    return Kind(label, expects, options[0], read=read, options=options)
