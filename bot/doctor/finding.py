"""A finding: what was looked at, how it stands, and how to mend it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.process.logs import without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable


class Standing(StrEnum):
    """How something stands."""

    well = "well"
    """It is as it should be."""
    wrong = "wrong"
    """Something does not work, or will not for long."""
    off = "off"
    """It is not configured, so there was nothing to look at."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing."""

    about: str
    """What was looked at, in a word or two; always the same, so that programs can go by it."""
    standing: Standing
    """How it stands."""
    told: str
    """What was found."""
    mend: str = ""
    """How to mend what is wrong: the setting, the command or the page. Beside what is well, something to consider."""

    def __post_init__(self) -> None:
        """Refuse what is wrong without a way to mend it; leave out secrets, and what would move a terminal's cursor."""
        if self.standing is Standing.wrong and not self.mend:
            raise ValueError(f"how is {self.about} mended?")
        for name in ("told", "mend"):
            object.__setattr__(self, name, _one_line(without_secrets(getattr(self, name))))

    def to_json(self) -> dict[str, str]:
        """Return the finding for programs."""
        return {name: str(value) for name, value in asdict(self).items()}


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def well(about: str, told: str, consider: str = "") -> Finding:
    """Return that something is as it should be, with something to `consider` if there is."""
    return Finding(about, Standing.well, told, consider)


def wrong(about: str, told: str, mend: str) -> Finding:
    """Return that something is wrong, and how to mend it."""
    return Finding(about, Standing.wrong, told, mend)


def off(about: str, told: str, consider: str = "") -> Finding:
    """Return that something is not configured."""
    return Finding(about, Standing.off, told, consider)


def all_well(findings: Iterable[Finding]) -> bool:
    """Tell whether nothing is wrong."""
    return not any(one.standing is Standing.wrong for one in findings)
