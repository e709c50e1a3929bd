"""Carries out checks, all at once, each within its time; whatever happens in one of them is a finding."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.doctor.finding import wrong

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from bot.doctor.finding import Finding

SECONDS = 15.0
"""How long a check may take; the clients of the platforms give up before that, and say more exactly why."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at."""

    about: str
    """What its finding is about if it cannot be carried out."""
    look: Callable[[], Awaitable[Sequence[Finding]]]
    """Looks, and tells what was found."""
    mend: str
    """What to do if there is no answer."""


def known(finding: Finding) -> Check:
    """Return what needs no look: the settings alone tell."""

    async def told() -> Sequence[Finding]:
        return [finding]

    return Check(finding.about, told, finding.mend)


async def examine(checks: Iterable[Check], seconds: float = SECONDS) -> list[Finding]:
    """Carry out all `checks`, and return their findings in order."""
    found = await asyncio.gather(*(_looked(check, seconds) for check in checks))
    return [finding for findings in found for finding in findings]


async def _looked(check: Check, seconds: float) -> Sequence[Finding]:
    try:
        async with asyncio.timeout(seconds):
            return await check.look()
    except TimeoutError:
        return [wrong(check.about, f"No answer within {seconds:g} seconds", check.mend)]
    except Exception as error:  # noqa: BLE001 - whoever asks what is wrong is told, and never shown a traceback
        return [wrong(check.about, f"I could not look: {type(error).__name__}: {error}", check.mend)]
