"""What can go wrong, as sentences for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that a person may have meant."""

    label: str
    """What the person reads, for example `1 Ship the billing API`."""
    value: str
    """What to put in place of the words that were unclear, for example `1`."""


_TOLD = 10
"""Choices that are told in one line; the rest is counted."""


class Refusal(Exception):  # noqa: N818 - it is an answer, not an error
    """Milepost cannot do what was asked, and says why and what would work instead."""

    def __init__(self, message: str, hint: str = "", instead: Sequence[str] = (), *, about: str = "") -> None:
        super().__init__(message)
        self.message = message
        """One sentence that says what is the matter."""
        self.hint = hint
        """One sentence that says what would work, with an example."""
        self.instead = tuple(instead)
        """Whole lines that the person may have meant, the likeliest first."""
        self.about = about
        """The argument that it is about, by its name; empty where its words tell, or it is about all of them."""

    @property
    def in_short(self) -> str:
        """All of it in one line, for beside the blank of a form."""
        return f"{self.message} {self.hint}".strip()


class Barred(Refusal):
    """It is not for this person, however they say it."""


class IsMilestone(Refusal):
    """A milestone was named where only a goal can be; the same command may be there for milestones."""


class Asked(Refusal):
    """What somebody wants is understood, and there are several ways to it: no fault of theirs."""


class TooLong(Refusal):
    """There are more words than there is room for: a form opens with the heart of them."""

    def __init__(self, message: str, hint: str, kept: str) -> None:
        super().__init__(message, hint)
        self.kept = kept
        """As many of the words as make sense alone."""


class Ambiguous(Refusal):
    """The words fit several things: the person picks, Milepost never guesses."""

    def __init__(self, message: str, choices: Sequence[Choice]) -> None:
        super().__init__(message)
        self.choices = tuple(choices)
        """What the words may have meant, the likeliest first."""

    @property
    def in_short(self) -> str:
        """All of it in one line, with what there is to choose from."""
        told = [choice.label for choice in self.choices[:_TOLD]]
        more = len(self.choices) - len(told)
        return f"{self.message} {'; '.join(told)}" + (f"; and {more} more" if more else "")


class Impossible(Ambiguous):
    """What was typed does not exist: the nearest that does can be picked, or the words corrected."""

    def __init__(self, message: str, nearest: Choice, hint: str) -> None:
        super().__init__(message, [nearest])
        self.hint = hint

    @property
    def in_short(self) -> str:
        """All of it in one line; the message names the nearest."""
        return f"{self.message} {self.hint}"


class MissingSubject(Ambiguous):
    """The command's subject was left out: all the words typed belong to another argument."""

    def __init__(self, message: str, choices: Sequence[Choice], name: str, whole: str) -> None:
        super().__init__(message, choices)
        self.name = name
        """The argument that the words belong to."""
        self.whole = whole
        """All the words typed."""
