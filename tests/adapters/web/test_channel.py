"""The playground's one channel: where something is said, who reads the answer, and who is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.messages import Address, Button, Reply, Section
from tests.adapters.room import odd_commands

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.adapters.web.conftest import Page, Playground


@pytest.fixture
def dispatcher(database: Database) -> Dispatcher:
    """A Milepost that can share."""
    return Dispatcher(database=database, commands=odd_commands(), clock=Clock())


@pytest.fixture
def alice(playground: Playground) -> Page:
    return playground.page("alice", "general")


@pytest.fixture
def bob(playground: Playground) -> Page:
    return playground.page("bob", "general")


async def test_a_request_knows_its_channel_however_it_is_made(playground: Playground, alice: Page) -> None:
    """Typed, tapped, filled in; and that a talk with Milepost alone is none."""
    for asked in ({"words": "where"}, {"call": "where"}, {"command": "where", "value.words": "x"}):
        await alice.post(**asked)
        assert "Said web/playground/general" in alice.newest
    alone = playground.page("alice")
    await alone.post(words="where")

    assert "Said in private" in alone.newest
    assert "general" not in alone.newest


async def test_what_was_sent_to_the_channel_is_changed_in_everybodys_view(playground: Playground) -> None:
    there = Address("web", "playground", "general")
    receipt = await playground.web.send(there, Reply("Reached"), "n-1")
    await playground.web.change(there, Reply("Reopened"), receipt)
    await playground.web.change(there, Reply("Of another run"), f"0-{receipt.partition('-')[2]}")

    for person in ("alice", "bob"):
        html = await playground.page(person, "general").html()
        assert ("Reached" in html, "another run" in html, html.count("Reopened")) == (False, False, 1)


async def test_a_private_answer_is_for_the_person_alone_and_says_so(alice: Page, bob: Page) -> None:
    await alice.post(words="offer")

    assert "Only you can see this" in alice.newest
    assert "Only for you" not in await bob.html()
    assert 'class="message mine' not in await bob.html()


async def test_a_public_answer_stands_in_the_channel_for_everybody(playground: Playground, alice: Page) -> None:
    await alice.post(words="share")

    for person in ("alice", "bob", "chika"):
        html = await playground.page(person, "general").html()
        assert html.count("Alice shares") == 1
        assert "Alice shares" not in await playground.page(person).html()


async def test_a_tap_in_a_private_message_shares_and_leaves_a_short_word(alice: Page, bob: Page) -> None:
    await alice.post(words="offer")
    number = max(alice.messages)
    await alice.post(call="share", **{"from": str(number)})

    assert "Posted." in alice.messages[number]
    assert "Alice shares" in alice.newest
    assert (await bob.html()).count("Alice shares") == 1


async def test_what_everybody_sees_is_never_replaced_by_what_is_for_one(alice: Page, bob: Page) -> None:
    """But what is for everybody may take its place, in everybody's view."""
    await bob.post(words="where")
    await alice.post(words="share")
    shared = max(alice.messages)
    await alice.post(call="mine", **{"from": str(shared)})

    assert "Alice shares" in alice.messages[shared]
    assert "Your own" in alice.newest

    await bob.post(words="where")
    seen = next(number for number, html in bob.messages.items() if "Alice shares" in html)
    await bob.post(call="ours", **{"from": str(seen)})

    assert "Ours since Bob" in bob.messages[seen]
    assert "Ours since Bob" in await alice.html()
    assert "Alice shares" not in await alice.html()


async def test_everybody_can_be_named_though_they_never_spoke(alice: Page) -> None:
    await alice.post(words="greet @chika")
    assert "Hello Chika, number 2" in alice.newest

    await alice.post(words="greet Chika")
    assert "Hello Chika, number 2" in alice.newest

    await alice.post(words="greet @mallory")
    assert "I know nobody here called" in alice.newest


async def test_what_is_suggested_knows_the_channel(playground: Playground, alice: Page) -> None:
    await alice.post(words="pick x")
    lines = {}
    for page in (alice, playground.page("alice")):
        async with playground.http.get(f"{page.url}/suggestions", params={"typed": "pick "}) as response:
            lines[page.channel] = [line["line"] for line in (await response.json())["lines"]]

    assert lines == {"general": ["pick general"], "": ["pick private"]}


async def test_a_message_to_the_channel_reaches_everybody_once(playground: Playground, alice: Page) -> None:
    there = Address("web", "playground", "general")
    nudge = Reply("Goal 1 is due", (Section(buttons=(Button("Ours", "ours"),)),), private=False)
    receipts = [await playground.web.send(there, nudge, "k1") for _ in range(2)]
    await alice.post(call="ours", **{"from": receipts[0].partition("-")[2]})

    assert receipts[0] == receipts[1] == await playground.web.find(there, "k1", playground.web._clock.now())
    for person in ("alice", "bob", "chika"):
        html = await playground.page(person, "general").html()
        assert "Goal 1 is due" not in html
        assert html.count("Ours since Alice") == 1


@pytest.mark.parametrize("path", ["/as/alice/in/random", "/as/mallory/in/general", "/as/alice/in/", "/as/alice/in"])
async def test_no_other_channel_is_there(playground: Playground, path: str) -> None:
    async with playground.http.get(f"{playground.url}{path}") as response:
        assert response.status == 404


async def test_one_finds_the_way_there_and_back(alice: Page, playground: Playground) -> None:
    assert 'href="/as/alice"' in await alice.html()
    assert 'href="/as/bob/in/general"' in await alice.html()
    assert 'href="/as/alice/in/general"' in await playground.page("alice").html()
    assert 'action="/as/alice/in/general"' in await alice.html()
