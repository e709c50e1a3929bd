"""Pictures in the playground: from this origin alone, with their words, for the one person whose page it is."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from bot.catalogue import Commands
from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.help import commands as helping
from bot.messages import Address
from tests.charts import commands
from tests.charts.commands import ALT, STREAK_ALT, progress_shown

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.adapters.web.conftest import Page, Playground

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def dispatcher(database: Database) -> Dispatcher:
    """A Milepost whose only commands show pictures."""
    return Dispatcher(database=database, commands=Commands(commands, helping), clock=Clock())


async def fetched(page: Page, address: str) -> tuple[int, bytes, str]:
    async with page.playground.http.get(f"{page.playground.url}{address}") as response:
        return response.status, await response.read(), response.headers["Content-Type"]


def picture_in(html: str) -> tuple[str, str]:
    """The address and the words of a picture."""
    [found] = re.findall(r'<img src="([^"]+)" alt="([^"]+)" width="440" height="\d+" class="picture">', html)
    return found[0], unescape(found[1])


async def test_a_picture_stands_in_the_page_with_its_words(playground: Playground) -> None:
    alice = playground.page()
    await alice.post(words="chart")
    address, alt = picture_in(alice.newest)

    status, painted, kind = await fetched(alice, address)

    assert (status, kind, alt) == (200, "image/png", ALT)
    assert painted.startswith(PNG)
    assert address.startswith("/as/alice/pictures/")


async def test_a_message_that_changed_shows_its_new_picture_and_no_old_one(playground: Playground) -> None:
    alice = playground.page()
    await alice.post(words="chart")
    number, (first, _) = max(alice.messages), picture_in(alice.newest)
    await alice.post(call="chart streak", **{"from": str(number)})
    second, alt = picture_in(alice.messages[number])

    assert alt == STREAK_ALT
    assert (await fetched(alice, first))[0] == 404
    assert (await fetched(alice, second))[0] == 200


async def test_a_nudge_brings_its_picture(playground: Playground) -> None:
    await playground.web.send(Address("web", "", "alice"), progress_shown(), "n-1")

    assert picture_in(await playground.page().html())[1] == ALT


@pytest.mark.parametrize("path", ["pictures/99/1/0.png", "pictures/1/1/0.png", "pictures/1/1/7.png"])
async def test_what_is_not_there_is_said(playground: Playground, path: str) -> None:
    assert (await fetched(playground.page(), f"/as/alice/{path}"))[0] == 404
