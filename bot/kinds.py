"""The plainest things that can be typed: words, whole numbers, one word of a few, and none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from bot.commands import Kind
from bot.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.talk import Talk


async def _read_words(text: str, _talk: Talk) -> str:
    return text


def whole(text: str, least: int = 0, most: int = 999_999_999) -> int | None:
    """Read a whole number from `least` to `most`; None for anything else."""
    known = text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if known and least <= int(text) <= most else None


async def _read_number(text: str, _talk: Talk) -> int:
    number = whole(text)
    if number is None:
        raise Refusal(f"“{text[:30]}” is no number that fits here.", "Write a whole number, for example 2.")
    return number


Words: TypeAlias = Annotated[str, Kind("", "billing", read=_read_words)]
Number: TypeAlias = Annotated[int, Kind("", "2", read=_read_number)]


_NONE = frozenset({"none", "nothing"})
_OFF = _NONE | {"off", "no", "never", "stop"}


def is_none(text: str) -> bool:
    """Tell whether `text` asks for no value, in a place for free words: only what nobody would write as such."""
    return text.casefold() in _NONE


def is_off(text: str) -> bool:
    """Tell whether `text` switches something off, in a place for hours, rhythms or the like: there, more words can."""
    return text.casefold() in _OFF


@dataclass(frozen=True, slots=True)
class Nothing:
    """The person said `none`: what was there is taken away."""


def or_none(kind: Kind, label: str = "") -> Kind:
    """Return `kind` extended by the word `none`, read as Nothing; its blank is called `label`, or by the argument."""

    async def read(text: str, talk: Talk) -> Any:
        return Nothing() if is_none(text) else await kind.read(text, talk)

    return replace(kind, label=label, read=read, emptied="none")


def kind_of(alias: Any) -> Kind:
    """Return the kind in an annotation like `Number`."""
    return next(one for one in alias.__metadata__ if isinstance(one, Kind))


def choice(
    label: str,
    means: Mapping[str, Any],
    *,
    also: Mapping[str, Any] | None = None,
    example: str = "",
    unknown: str,
    hint: str,
) -> Kind:
    """Return the kind of an argument that has a few values, each a word or two that means something.

    `means` is what is offered, `also` what people say for it besides. `unknown` has `{}` where other words are quoted.
    """
    options = tuple(means)
    known = {**means, **(also or {})}

    async def read(text: str, _talk: Talk) -> Any:
        if text.casefold() not in known:
            raise Refusal(unknown.format(text[:30]), hint)
        return known[text.casefold()]

    return Kind(label, example or options[0], read=read, options=options)


def one_of(label: str, noun: str, options: tuple[str, ...], also: Mapping[str, str] | None = None) -> Kind:
    """Return the kind of an argument that has a few values, which are the words themselves; each of them is `noun`.

    `also` is what people say for them besides.
    """
    hint = f"Use one of {', '.join(options)}."
    return choice(label, {one: one for one in options}, also=also, unknown=f"I don't know {noun} “{{}}”.", hint=hint)
