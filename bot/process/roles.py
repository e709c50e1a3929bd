"""What a process does: everything, or one part of it beside others on the same database."""

from __future__ import annotations

from enum import StrEnum


class ProcessRole(StrEnum):
    """A kind of process."""

    all = "all"
    """Everything in one."""
    web = "web"
    """Answers over HTTP: Slack's HTTP mode, and people's calendars."""
    gateway = "gateway"
    """Holds the connections over which Discord, and Slack in Socket Mode, speak."""
    scheduler = "scheduler"
    """Sends what is due."""

    def does(self, part: ProcessRole) -> bool:
        """Tell whether a process of this role does that part."""
        return self in (ProcessRole.all, part)
