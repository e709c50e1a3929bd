"""What every platform's tests stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.everything import all_commands

if TYPE_CHECKING:
    from bot.storage.database import Database


@pytest.fixture
def dispatcher(database: Database) -> Dispatcher:
    """The one door to a core with an empty database."""
    return Dispatcher(database=database, commands=all_commands(), clock=Clock())
