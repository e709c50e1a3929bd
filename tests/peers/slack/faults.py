"""The ways in which Slack can fail a call, as data; each is used up after a number of times."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Fault:
    """What goes wrong, at which method, how often."""

    method: str
    """A method's name, `response_url`, or `*`."""
    times: int = 1
    status: int = 0
    retry_after: int = 0
    error: str = ""
    body: str | None = None
    """Said instead of the answer: broken JSON, a page of HTML."""
    reset: bool = False
    hang: float = 0.0
    accepted: bool = False
    """Whether the call takes effect before it goes wrong: the answer is what gets lost."""
    only: dict[str, Any] = field(default_factory=dict)
    """Arguments that a call must have to be hit."""

    def hits(self, method: str, args: dict[str, Any]) -> bool:
        named = self.method in {method, "*"}
        return self.times > 0 and named and all(args.get(key) == value for key, value in self.only.items())


@dataclass
class Bucket:
    """A rate limit of so many messages a second, with some allowed at once."""

    per_second: float
    burst: int
    spent: dict[str, tuple[float, float]] = field(default_factory=dict)

    def wait(self, channel: str, now: float) -> int:
        """Take one from the bucket; or say how many seconds to wait for the next."""
        left, at = self.spent.get(channel, (float(self.burst), now))
        left = min(float(self.burst), left + (now - at) * self.per_second)
        if left < 1:
            self.spent[channel] = (left, now)
            return max(1, round((1 - left) / self.per_second + 0.499))
        self.spent[channel] = (left - 1, now)
        return 0
