"""Everything that routes and people act upon, in one frozen value."""

import asyncio
from dataclasses import dataclass

from tests.peers.discord.bell import Bell
from tests.peers.discord.desk import Desk
from tests.peers.discord.gateway import Gateway
from tests.peers.discord.posting import Posting
from tests.peers.discord.registry import Registry
from tests.peers.discord.world import World


@dataclass(frozen=True)
class Stage:
    """The parts of one running Discord."""

    world: World
    bell: Bell
    gateway: Gateway
    registry: Registry
    posting: Posting
    desk: Desk

    @staticmethod
    def now() -> float:
        """Read the event loop's clock, which all waiting goes by."""
        return asyncio.get_running_loop().time()
