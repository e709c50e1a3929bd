"""How fast a lane sends, learnt from what its platform refuses for coming too soon (docs/decisions/0022)."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.policy import Policy

_NO_GAP = 0.001


@dataclass(eq=False, slots=True)
class Tempo:
    """The gap between two messages, in seconds; moments are those of the event loop's clock.

    There is no gap until the platform refuses a message, and then a guess. The next refusal shows the platform's limit:
    the number of messages that it took since the last one, over the time that this took.
    """

    policy: Policy
    gap: float = 0.0
    under_way: int = 0
    """How many messages have begun whose outcome is not known yet."""
    owed: int = 0
    """How many messages the platform has to take before the gap eases again."""
    _began: float = -inf
    """When the last message began, or had its turn."""
    _free: float = -inf
    """When the last pause that the platform wanted ends."""
    _refused_at: float | None = None
    """When the platform last refused a message; None if the time since shows no limit."""
    _taken: int = 0
    """How many messages it took since then."""

    def left(self, now: float) -> float:
        """Return in how many seconds the next message may begin, if the outcome of no other is known before that."""
        return max(self._began + self._between() - now, 0.0)

    def begin(self, now: float) -> None:
        """Begin a message; the next has its turn a gap later, or a gap after this one's turn if that is just past."""
        if self._refused_at is not None and now - max(self._began, self._free) > self.policy.idle.total_seconds():
            self._refused_at = None  # it had nothing to send, so how much it sent shows no limit
        between = self._between()
        turn = self._began + between
        self._began = turn if turn < now < turn + between / 2 else now
        self.under_way += 1

    def end(self) -> None:
        """Take note that the outcome of a message is known, whatever it is."""
        self.under_way -= 1

    def ahead(self, now: float, waiting: int) -> float:
        """Return how many seconds from now the last of the `waiting` messages has its turn."""
        return max(self._began + self.gap - now, 0.0) + self.gap * waiting

    def room(self, seconds: float, most: int) -> int:
        """Return how many messages, from one to `most`, have their turn within so many seconds."""
        gap = self._between()
        return min(most, 1 + int(seconds / gap)) if gap else most

    def taken(self) -> None:
        """Take note that the platform took a message; if nothing is owed, the gap eases."""
        self._taken += 1
        if self.owed:
            self.owed -= 1
        else:
            self.gap = self.gap * self.policy.easing if self.gap > _NO_GAP else 0.0

    def refused(self, now: float, wait: float) -> None:
        """Take note that the platform wants a pause of `wait` seconds; only the first refusal widens the gap."""
        self.owed = min(self.owed + self.policy.owed, self.policy.most_owed)
        if now >= self._free:
            self.gap = self._wider(now)
            self._refused_at, self._taken = now, 0
        self._free = max(self._free, now + wait)

    def _between(self) -> float:
        """Return the seconds from a message that begins now to the next; longer where many are under way."""
        policy = self.policy
        if self.owed:
            most, gap = policy.wary_in_flight, policy.wary_gap
        else:
            most, gap = policy.in_flight, policy.in_flight_gap
        return self.gap if self.under_way < most else max(self.gap, gap.total_seconds())

    def _wider(self, now: float) -> float:
        """Return the gap after a refusal, in seconds."""
        if not self.gap or self._refused_at is None:
            wider = max(2 * self.gap, self.policy.first_gap.total_seconds())
        elif self._taken:
            allowed = max((now - self._refused_at) / self._taken, self.gap)
            wider = min(allowed * self.policy.margin, self.gap * self.policy.widening)
        else:  # the pause was too short, whatever the gap
            wider = self.gap
        return min(wider, self.policy.longest_gap.total_seconds())
