"""The playground as Slack and Discord would show it: drawn from what each would be sent, and nothing is lost by it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from adapters.discord.preview import preview as discord
from adapters.slack.preview import preview as slack
from adapters.web import Web, looks
from adapters.web.conversation import Message
from adapters.web.host import Host
from adapters.web.people import PEOPLE
from bot.everything import all_commands
from bot.messages import Button, Field, Menu, Reply, Section, Tone
from tests.adapters.web.conftest import Playground, hosted, settings
from tests.adapters.web.test_render import HOSTILE, Parts
from tests.house import MONDAY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.dispatch import Dispatcher

PREVIEWS: dict[str, looks.Preview] = {"slack": slack, "discord": discord}
TOMORROW = (MONDAY + timedelta(days=1)).replace(hour=9).astimezone(ZoneInfo("Europe/Lisbon"))
both = pytest.mark.parametrize("look", sorted(PREVIEWS))


@pytest.fixture
async def playground(dispatcher: Dispatcher) -> AsyncIterator[Playground]:
    """A playground that can look like Slack and Discord."""
    web = Web(settings(), dispatcher, previews={"slack": lambda: slack, "discord": lambda: discord})
    async with hosted(Host(settings(), web.routes()), web) as url, aiohttp.ClientSession() as http:
        yield Playground(web, url, http)


def drawn(look: str, reply: Reply, command: str = "show") -> str:
    """Return what Alice sees of a reply."""
    person = replace(PEOPLE["alice"], look=look)
    shown = Message(1, 1, MONDAY, MONDAY, reply, command=command)
    return looks.message(looks.Place(person, MONDAY, shown), PREVIEWS[look], all_commands())


def words(html: str) -> str:
    """Return what is read on a page."""
    return unescape(re.sub(r"<[^>]+>", "", html))


@both
def test_what_can_be_tapped_calls_the_same_in_every_look(look: str) -> None:
    button, done = Button("Done", "milestone done 1.1", "primary"), Button("Done", "milestone done 1.2", "danger")
    sections = (Section("A", buttons=(button,)), Section("B", (), (done,), Menu("More", (Button("Later", "later 1"),))))
    html = drawn(look, Reply("Two things", sections))

    assert re.findall(r'name="call" value="([^"]+)"', html) == ["milestone done 1.1", "milestone done 1.2", "later 1"]


@both
@pytest.mark.parametrize("said", HOSTILE)
def test_words_of_people_are_shown_as_they_are(look: str, said: str) -> None:
    harmless, hostile = Parts(drawn(look, _all_of("harmless"))), Parts(drawn(look, _all_of(said)))

    assert (hostile.attributes, hostile.links) == (harmless.attributes, harmless.links)
    assert not {"script", "img", "iframe", "svg", "a"} & ({*hostile.tags} - {*harmless.tags})


def test_discords_markup_in_words_of_people_is_shown_as_they_typed_it() -> None:
    typed = r"**not bold** \ <t:1:R> # _so_ `x` 1. https://x.y"

    assert typed in words(drawn("discord", Reply("Said", (Section(f"a {typed}"),))))
    assert "<b>not bold" not in drawn("discord", Reply("Said", (Section(f"a {typed}"),)))


def test_moments_are_shown_as_each_platform_does() -> None:
    reply = Reply("Goal 1 is due", (Section(fields=(Field("Due", TOMORROW),)),), tone=Tone.attention)

    assert "Due: Tomorrow, 09:00" in words(drawn("slack", reply))
    assert "Due 24 November 2026 09:00 (in 23 hours)" in words(drawn("discord", reply))


def test_commands_are_spelled_as_they_are_typed_there() -> None:
    reply = Reply("Gone", (Section("To have it back, type: undo"),), tone=Tone.good)

    assert "type: /goal undo" in words(drawn("slack", reply))
    assert "/milepost undo" in words(drawn("discord", Reply("Undo", note="See /goal undo"), "help"))


@both
async def test_a_look_is_kept_from_page_to_page_and_over_what_is_asked(playground: Playground, look: str) -> None:
    page = playground.page()
    page.person = f"alice/like/{look}"
    html = await page.html()

    assert f'data-look="{look}"' in html
    assert f'href="/as/bob/like/{look}"' in html
    assert f'href="/as/alice/in/general/like/{look}"' in html

    await page.post(words="list")

    assert 'class="app">APP' in page.newest
    assert f'action="/as/alice/like/{look}"' in page.newest


async def test_a_look_that_there_is_not_is_not_found(playground: Playground) -> None:
    async with playground.http.get(f"{playground.url}/as/alice/like/irc") as response:
        assert (response.status, await response.text()) == (
            404,
            "There is no such look here. There is /like/slack and /like/discord.\n",
        )


def _all_of(said: str) -> Reply:
    """Return a reply with words wherever words can stand."""
    button = Button(said[:70] or "x", "help")
    return Reply(said, (Section(said, (Field(said, said),), (button,), Menu(said, (button,))),), said)
