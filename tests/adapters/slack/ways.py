"""How a test in Slack is run: connected in both ways, with little patience, or beside a database that stalls."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from adapters.grace import Grace
from adapters.slack.listeners import Patience
from tests.adapters.slack.conftest import MODES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.storage.database import Database

both_ways = pytest.mark.parametrize("mode", MODES, indirect=True)
# Bolt gives up after three seconds of real time: a form that is to take too long does so long before that.
hasty = pytest.mark.parametrize("patience", [Patience(form=0.2)], ids=["hasty"], indirect=True)
# Where the response URL is what matters, no answer comes soon enough for an acknowledgement.
hurried = pytest.mark.parametrize("patience", [Patience(grace=Grace(0, 0))], ids=["hurried"], indirect=True)


@asynccontextmanager
async def stalled(database: Database) -> AsyncIterator[None]:
    """Keep everybody else from writing."""
    async with database.transaction() as session:
        await session.execute(text("SELECT 1"))
        yield
