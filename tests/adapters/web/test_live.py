"""News arrives on open pages as it happens, and nothing is lost when the line drops."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from adapters.web.live import STREAMS
from bot.messages import Address, Reply

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.adapters.web.conftest import Event, Playground

ALICE = Address("web", "playground", "alice")


async def following(events: AsyncIterator[Event], count: int) -> list[Event]:
    """Return the next `count` events."""
    return [await asyncio.wait_for(anext(events), 5) for _ in range(count)]


async def test_a_nudge_arrives_on_an_open_page(playground: Playground) -> None:
    page = playground.page()
    await page.post(words="list")
    async with page.live(page.mark) as events:
        await playground.web.send(ALICE, Reply("Goal 1 is due"), "key")
        [event] = await following(events, 1)

    assert event.name == "message"
    assert "Goal 1 is due" in event.data["html"]
    assert "nudge" in event.data["html"]


async def test_a_page_that_was_away_is_told_what_it_missed_in_order(playground: Playground) -> None:
    page = playground.page()
    await page.post(words="list")
    async with page.live(page.mark) as events:
        await playground.web.send(ALICE, Reply("First"), "1")
        [last] = await following(events, 1)
    for title in ("Second", "Third"):
        await playground.web.send(ALICE, Reply(title), title)

    async with page.live("long ago", **{"Last-Event-ID": last.id}) as events:
        missed = await following(events, 2)

    assert ["Second" in missed[0].data["html"], "Third" in missed[1].data["html"]] == [True, True]


async def test_a_message_that_changed_while_a_page_was_away_is_sent_as_it_is_now(playground: Playground) -> None:
    page = playground.page()
    await page.post(words="new Ship it")
    mark, number = page.mark, max(page.messages)
    await page.post(call="done 1", **{"from": str(number)})

    async with page.live(mark) as events:
        [event] = await following(events, 1)

    assert event.data["number"] == number
    assert "Goal 1 is reached" in event.data["html"]


async def test_what_one_page_asks_the_person_sees_on_all_their_pages_and_nobody_else_does(
    playground: Playground,
) -> None:
    alice, bob = playground.page("alice"), playground.page("bob")
    await alice.post(words="list")
    await bob.post(words="list")
    async with alice.live(alice.mark) as hers, bob.live(bob.mark) as his:
        await alice.post(words="new Ship it")
        seen = await following(hers, 2)
        await playground.web.send(Address("web", "playground", "bob"), Reply("For Bob"), "b")
        [first] = await following(his, 1)

    assert "Goal 1 is set: Ship it" in seen[1].data["html"]
    assert "For Bob" in first.data["html"]


async def test_after_a_restart_a_page_gets_the_conversation_anew(playground: Playground) -> None:
    async with playground.page().live("0badcafe-7") as events:
        [event] = await following(events, 1)

    assert event.name == "whole"
    assert "Hello Alice" in event.data["log"]


async def test_hostile_text_cannot_end_an_event(playground: Playground) -> None:
    page = playground.page()
    await page.post(words="list")
    async with page.live(page.mark) as events:
        await page.post(words="new x\r\n\r\nevent: rest\r\ndata: {}\r\n\r\n\u2028<script>")
        seen = await following(events, 2)

    assert [event.name for event in seen] == ["message", "message"]


async def test_when_many_pages_are_open_the_oldest_rests(playground: Playground) -> None:
    page = playground.page()
    await page.post(words="list")
    async with page.live(page.mark) as oldest:
        pages = [page.live(page.mark) for _ in range(STREAMS)]
        for later in pages:
            await later.__aenter__()
        [event] = await following(oldest, 1)
        for later in pages:
            await later.__aexit__(None, None, None)

    assert event.name == "rest"


async def test_a_closed_page_is_forgotten(playground: Playground) -> None:
    page = playground.page()
    await page.post(words="list")
    async with page.live(page.mark) as events:
        await playground.web.send(ALICE, Reply("Hello"), "1")
        await following(events, 1)
        assert len(playground.web._streams) == 1

    async with asyncio.timeout(5):
        while len(playground.web._streams):  # noqa: ASYNC110 - nothing tells that a line dropped
            await asyncio.sleep(0.01)
