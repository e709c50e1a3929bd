"""Time that is made to pass: the clock goes from one moment at which something is due to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.clock import Clock
    from scheduler.delivery import Deliverer

_PATIENCE = 20
"""After so many rounds on end in which nothing could be taken, no more are made."""


async def pass_until(moment: datetime, clock: Clock, deliverer: Deliverer) -> None:
    """Move `clock` on to `moment`; what comes due until then is sent on the way, each at its own time.

    Where what is due cannot even be taken, time goes on to the end all the same: it is logged, and stays due.
    """
    await deliverer.send_due()
    in_vain = 0
    while in_vain < _PATIENCE and (due := await deliverer.next_due()) is not None and due <= moment:
        taken = deliverer.taken
        clock.reach(due)
        await deliverer.send_due()
        in_vain = in_vain + 1 if deliverer.taken == taken else 0
    clock.reach(moment)
    await deliverer.send_due()
