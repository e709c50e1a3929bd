"""One folder a platform: each turns what people do there into requests, and replies into what they see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.outgoing import Outgoing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.routing import BaseRoute

    from bot.doctor.finding import Finding


class Adapter(Outgoing, Protocol):
    """A platform that Milepost speaks with."""

    name: str
    """As in `Address.platform`."""

    async def run(self, *, hearing: bool = True) -> None:
        """Listen and answer until cancelled; unless `hearing`, only be ready to send."""
        ...

    async def connected(self) -> Finding:
        """Return whether people are heard there at this moment, as far as is known without asking anybody."""
        ...

    def routes(self) -> Sequence[BaseRoute]:
        """Return what it serves over HTTP, if anything."""
        ...
