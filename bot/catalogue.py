"""Everything that can be asked, by its path; and words that stand before any other command."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.commands import Command

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from types import ModuleType

    from bot.messages import Reply
    from bot.talk import Talk


@dataclass(frozen=True, slots=True)
class Frame:
    """A word and its argument before any other command: they have the last word on its reply.

    `nudge 7 stuck 1.2` is a command with all that `stuck` has, its form too, and what it says goes through the frame.
    """

    word: str
    around: Callable[[Talk, str, Reply], Awaitable[Reply]]
    """Make the reply, of what stands behind the word and of what the command inside said."""

    def put_around(self, argument: str, inner: Command) -> Command:
        """Return `inner` within this frame."""

        async def run(talk: Talk, **values: Any) -> Reply:
            return await self.around(talk, argument, await inner.run(replace(talk, through=argument), **values))

        return replace(inner, path=f"{self.word} {argument} {inner.path}", run=run, listed=False)


class Commands:
    """Everything that can be asked, by its path; going through them gives those that people are shown."""

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
        """Return the command called `path`, if there is one; within a frame, if the path begins with one."""
        if path in self._by_path:
            return self._by_path[path]
        word, _, rest = path.partition(" ")
        argument, _, inside = rest.partition(" ")
        inner = self._by_path.get(inside)
        return self._frames[word].put_around(argument, inner) if inner is not None and word in self._frames else None

    def frames(self, word: str) -> bool:
        """Tell whether `word` stands before another command."""
        return word in self._frames

    def under(self, group: str) -> tuple[Command, ...]:
        """Return the commands whose path begins with the word `group`."""
        return tuple(c for c in self if c.path.startswith(f"{group} "))
