"""What can be made to go wrong on the way, and how fast is too fast."""

from collections import deque
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any


@dataclass(eq=False)
class Fault:
    """One thing that goes wrong with the next `times` requests that match."""

    method: str
    pattern: str
    """A path below /api/v10, with `*` for anything: `/channels/*/messages`."""
    times: int = 1
    status: int | None = None
    code: int = 0
    message: str = ""
    retry_after: float = 1.0
    is_global: bool = False
    accepted: bool = False
    """Whether the request is carried out before its answer goes wrong."""
    drop: bool = False
    garble: bool = False
    hang: float = 0.0

    def strikes(self, method: str, path: str) -> bool:
        """Whether this request is hit; counts down if so."""
        if self.times and self.method in (method, "*") and fnmatchcase(path, self.pattern):
            self.times -= 1
            return True
        return False


@dataclass(eq=False)
class Pace:
    """At most `limit` requests in any `per` seconds."""

    limit: int
    per: float
    _taken: deque[float] = field(default_factory=deque)

    def take(self, now: float) -> float:
        """Take one; gives how long to wait instead if there is none left."""
        while self._taken and now - self._taken[0] >= self.per:
            self._taken.popleft()
        if len(self._taken) >= self.limit:
            return self.reset_after(now)
        self._taken.append(now)
        return 0.0

    @property
    def remaining(self) -> int:
        return self.limit - len(self._taken)

    def reset_after(self, now: float) -> float:
        """Until there is room again."""
        return max(self.per - (now - self._taken[0]), 0.001) if self._taken else self.per


@dataclass(eq=False)
class Exchange:
    """One request and its answer, as they went by; the bot's token is left out."""

    method: str
    path: str
    route: str
    """The path with names in place of ids."""
    headers: dict[str, str]
    query: dict[str, str]
    body: Any
    files: list[str]
    at: float
    status: int | None = None
    """None while unanswered, or when the answer was dropped."""
    answer: Any = None
