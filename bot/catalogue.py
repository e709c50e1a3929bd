"""The commands by their paths, and frames: prefixes like `nudge 7` that stand before any other command."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from bot.commands import Command

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping
    from types import ModuleType

    from bot.messages import Reply
    from bot.talk import Talk

Told = TypeVar("Told")


async def _as_said(_talk: Talk, _argument: str, said: Reply) -> Reply:
    return said


@dataclass(frozen=True, slots=True)
class Frame:
    """A prefix of other commands, a word with an argument, that adds to their context and may alter their reply.

    `nudge 7 stuck 1.2` is `stuck 1.2` with its form and all, and knows that it answers message 7.
    """

    word: str
    heard: Callable[[Talk, str], Talk]
    """Return the talk for the command inside, given the argument of the prefix."""
    around: Callable[[Talk, str, Reply], Awaitable[Reply]] = _as_said
    """Return the final reply, given the argument and the reply of the command inside."""

    def put_around(self, argument: str, inner: Command) -> Command:
        """Return `inner` within this frame."""

        async def run(talk: Talk, **values: Any) -> Reply:
            return await self.around(talk, argument, await inner.run(self.heard(talk, argument), **values))

        return replace(
            inner,
            path=f"{self.word} {argument} {inner.path}",
            run=run,
            listed=False,
            current=self._within(argument, inner.current),
            called=self._within(argument, inner.called),
            questions=self._within(argument, inner.questions),
        )

    def _within(
        self, argument: str, told: Callable[..., Awaitable[Mapping[str, Told]]] | None
    ) -> Callable[..., Awaitable[Mapping[str, Told]]] | None:
        """Let what tells of a form's blanks know the argument of the prefix, too."""
        if told is None:
            return None

        async def inside(talk: Talk, *about: Any) -> Mapping[str, Told]:
            return await told(self.heard(talk, argument), *about)

        return inside


class Commands:
    """All commands by their paths; iterating yields those that people are shown."""

    def __init__(self, *rooms: ModuleType) -> None:
        """Collect the commands, and the frames for them, that the modules `rooms` declare."""
        declared = [value for room in rooms for value in vars(room).values()]
        self._by_path = {c.path: c for c in declared if isinstance(c, Command)}
        self._frames = {frame.word: frame for frame in declared if isinstance(frame, Frame)}

    def __iter__(self) -> Iterator[Command]:
        return (c for c in self._by_path.values() if c.listed)

    def __getitem__(self, path: str) -> Command:
        found = self.get(path)
        if found is None:
            raise KeyError(path)
        return found

    def get(self, path: str) -> Command | None:
        """Return the command called `path`, if there is one; within its frames, if the path begins with any."""
        if path in self._by_path:
            return self._by_path[path]
        word, _, rest = path.partition(" ")
        argument, _, inside = rest.partition(" ")
        inner = self.get(inside) if word in self._frames else None
        return self._frames[word].put_around(argument, inner) if inner is not None else None

    def frames(self, word: str) -> bool:
        """Tell whether `word` is a frame's, and so stands before another command."""
        return word in self._frames

    def under(self, group: str) -> tuple[Command, ...]:
        """Return the commands whose path begins with the word `group`."""
        return tuple(c for c in self if c.path.startswith(f"{group} "))
