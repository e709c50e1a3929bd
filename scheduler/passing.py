"""Time that is made to pass: the clock goes from one moment at which something is due to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.clock import Clock
    from scheduler.delivery import Deliverer


async def pass_until(moment: datetime, clock: Clock, deliverer: Deliverer) -> None:
    """Move `clock` on to `moment`; what comes due until then is sent on the way, each at its own time."""
    await deliverer.send_due()
    while (due := await deliverer.next_due()) is not None and due <= moment:
        clock.reach(due)
        await deliverer.send_due()
    clock.reach(moment)
    await deliverer.send_due()
