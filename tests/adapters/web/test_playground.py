"""What happens on the page, over real HTTP, with and without JavaScript."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from adapters.web.requests import BODY_LIMIT
from bot.messages import Address, Button, Reply, Section
from bot.outgoing import Undeliverable

if TYPE_CHECKING:
    from tests.adapters.web.conftest import Playground

ALICE = Address("web", "playground", "alice")


async def test_the_first_page_says_what_to_type(playground: Playground) -> None:
    async with playground.http.get(playground.url) as response:
        html = await response.text()

    assert response.url.path == "/as/alice"
    assert "Hello Alice, I&#x27;m Milepost" in html or "Hello Alice, I'm Milepost" in html
    assert "new Read 24 books by June" in html


async def test_a_typed_line_is_answered_and_still_there_after_a_reload(playground: Playground) -> None:
    page = playground.page()
    await page.post(words="new Ship the billing API by: 2099-03-31")

    assert "Goal 1 is set: Ship the billing API" in page.newest
    assert '<time datetime="2099-03-31">Tue 31 March 2099</time>' in page.newest
    assert "Goal 1 is set: Ship the billing API" in await page.html()


async def test_everybody_has_a_conversation_and_goals_of_their_own(playground: Playground) -> None:
    await playground.page("alice").post(words="new Learn the cello")
    bob = playground.page("bob")
    await bob.post(words="show 1")

    assert "You have no goal" in bob.newest
    assert "cello" not in await bob.html()


async def test_a_form_keeps_what_was_typed_and_says_what_is_wrong_beside_it(playground: Playground) -> None:
    page = playground.page()
    await page.post(call="new", **{"from": "1"})
    assert 'name="value.goal"' in page.form

    await page.post(command="new", **{"value.goal": "Ship it", "value.by": "32 May"})
    assert 'value="Ship it"' in page.form
    assert 'aria-invalid="true"' in page.form
    assert '<p class="error" id="blank-by-error">' in page.form

    await page.post(command="new", **{"value.goal": "Ship it", "value.by": "2099-05-31"})
    assert page.form == ""
    assert "Goal 1 is set: Ship it" in page.newest


async def test_a_form_of_a_change_shows_what_stands_and_sends_its_marks(playground: Playground) -> None:
    page = playground.page()
    await page.post(words="new Ship it by: 2027-03-31")
    await page.post(words="form alter 1")

    marks = re.search(r'name="marks" value="([^"]+)"', page.form)
    assert marks
    assert 'value="Ship it"' in page.form
    assert 'value="2027-03-31"' in page.form
    blanks = {"value.goal": "1", "value.to": "Ship it", "value.by": "2027-04-30"}
    await page.post(command="alter", marks=marks[1], **blanks)
    assert "Fri 30 April 2027" in page.newest


async def test_a_filled_form_stands_in_the_conversation_as_the_line_it_means(playground: Playground) -> None:
    page = playground.page()
    await page.post(command="new", **{"value.goal": "Ship it", "value.by": "2099-05-31"})

    assert "new Ship it by: 2099-05-31" in page.messages[max(page.messages) - 1]


async def test_a_tapped_message_changes_in_place(playground: Playground) -> None:
    page = playground.page()
    await page.post(words="new Ship it")
    number = max(page.messages)
    await page.post(call="done 1", **{"from": str(number)})

    assert max(page.messages) == number
    assert "Goal 1 is reached" in page.newest


async def test_a_tap_on_a_message_that_is_gone_still_gets_its_answer(playground: Playground) -> None:
    page = playground.page()
    await page.post(words="new Ship it")
    await page.post(call="done 1", **{"from": "999999"})

    assert "Goal 1 is reached" in page.newest


async def test_the_same_request_twice_takes_effect_once_and_shows_once(playground: Playground) -> None:
    page, key = playground.page(), str(uuid4())
    await page.post(words="new Ship it", key=key)
    shown = len(page.messages)
    await page.post(words="new Ship it", key=key)

    assert len(page.messages) == shown
    await page.post(words="list")
    assert "1 goal" in page.newest


async def test_a_page_is_told_only_what_it_has_not_seen(playground: Playground) -> None:
    page = playground.page()
    await page.post(words="list")
    news = await page.post(words="list")

    assert [m["number"] for m in news["messages"]] == [4, 5]


async def test_a_page_from_before_a_restart_gets_the_whole_conversation(playground: Playground) -> None:
    page = playground.page()
    page.mark = "deadbeef-4"
    news = await page.post(words="list")

    assert "Hello Alice" in news["log"]


async def test_without_javascript_a_line_leads_back_to_the_page(playground: Playground) -> None:
    page = playground.page()
    async with playground.http.post(page.url, data={"words": "new Ship it"}) as response:
        html = await response.text()

    assert response.history[0].status == 303
    assert response.history[0].headers["Location"] == "/as/alice#m3"
    assert "Goal 1 is set: Ship it" in html


async def test_without_javascript_a_form_is_open_on_the_page(playground: Playground) -> None:
    async with playground.http.post(playground.page().url, data={"call": "new"}) as response:
        html = await response.text()

    assert '<dialog id="form" aria-labelledby="form-title" open>' in html


async def test_an_empty_line_gets_help_and_no_empty_bubble(playground: Playground) -> None:
    page = playground.page()
    await page.post(words="   ")

    assert "What Milepost can do" in page.newest
    assert 'class="message mine' not in await page.html()


async def test_a_form_offers_the_goals_that_there_are(playground: Playground) -> None:
    page = playground.page()
    await page.post(words="new Ship it")
    await page.post(words="form milestone add")

    assert '<option value="1">1 Ship it</option>' in page.form


@pytest.mark.parametrize("length", [BODY_LIMIT + 1, 10 * BODY_LIMIT])
async def test_a_body_that_is_too_long_is_refused(playground: Playground, length: int) -> None:
    page = playground.page()
    async with playground.http.post(page.url, data={"words": "x" * length}) as response:
        assert response.status == 413

    assert "xxx" not in await page.html()


async def test_ten_thousand_characters_get_a_clear_answer(playground: Playground) -> None:
    page = playground.page()
    await page.post(words="new " + "x" * 10_000)

    assert "characters" in page.newest


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"words=list", "text/plain", 415),
        (b'{"words": "list"}', "application/json", 415),
        (b"\xff\xfe=1", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a%d=1" % n for n in range(99)), "application/x-www-form-urlencoded", 400),
        (b"words=list&key=1", "application/x-www-form-urlencoded", 400),
        (b"words=%ff%00%ed%a0%80", "application/x-www-form-urlencoded", 200),
        (b"command=nope&value.x=1", "application/x-www-form-urlencoded", 200),
        (b"call=list&from=%D9%A3", "application/x-www-form-urlencoded", 200),
    ],
)
async def test_what_no_page_sends_gets_a_clear_answer(
    playground: Playground, body: bytes, kind: str, status: int
) -> None:
    async with playground.http.post(playground.page().url, data=body, headers={"Content-Type": kind}) as response:
        assert response.status == status
        assert "Traceback" not in await response.text()


@pytest.mark.parametrize(
    "path", ["/as/mallory", "/as/mallory/live", "/as/", "/static/../guard.py", "/static/%2e%2e/guard.py"]
)
async def test_what_is_not_there_is_not_found(playground: Playground, path: str) -> None:
    async with playground.http.get(f"{playground.url}{path}") as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nothing", "There is no such page here."),
        ("/static/nothing.css", "There is no such page here."),
        ("/as/mallory", "There is nobody of that name here. There are Alice, Bob, Chika."),
        ("/as/alice/in/random", "There is no channel of that name here. There is #general."),
    ],
)
async def test_a_browser_that_went_astray_is_shown_the_way_back(playground: Playground, path: str, words: str) -> None:
    asked = {"Accept": "text/html,application/xhtml+xml"}
    async with playground.http.get(f"{playground.url}{path}", headers=asked) as response:
        page = await response.text()

    assert (response.status, response.content_type) == (404, "text/html")
    assert words in page
    assert 'href="/"' in page
    async with playground.http.get(f"{playground.url}{path}") as response:
        assert await response.text() == f"{words}\n"


async def test_a_nudge_is_shown_once_for_each_key(playground: Playground) -> None:
    nudge = Reply("Milestone 1.1 is due", (Section(buttons=(Button("Done", "milestone done 1.1"),)),))
    first = await playground.web.send(ALICE, nudge, "a" * 24)
    again = await playground.web.send(ALICE, nudge, "a" * 24)

    assert first == again
    assert (await playground.page().html()).count("Milestone 1.1 is due") == 1


async def test_a_nudge_is_found_by_its_key_even_after_it_was_answered(playground: Playground) -> None:
    page = playground.page()
    await page.post(words="new Ship it")
    since = playground.web._clock.now()
    receipt = await playground.web.send(ALICE, Reply("Goal 1 is due"), "b" * 24)
    await page.post(call="done 1", **{"from": receipt})

    assert await playground.web.find(ALICE, "b" * 24, since) == receipt
    assert await playground.web.find(ALICE, "c" * 24, since) is None


async def test_a_nudge_for_nobody_cannot_be_delivered(playground: Playground) -> None:
    with pytest.raises(Undeliverable, match="nobody called mallory"):
        await playground.web.send(Address("web", "playground", "mallory"), Reply("Hello"), "d" * 24)

    assert await playground.web.find(Address("web", "playground", "mallory"), "d", playground.web._clock.now()) is None


async def test_many_people_asking_at_once_are_all_answered(playground: Playground) -> None:
    pages = [playground.page(person) for person in ("alice", "bob", "chika") for _ in range(5)]
    await asyncio.gather(*(page.post(words=f"new Goal of {page.person}") for page in pages))

    for page in pages:
        assert (await page.html()).count(f"is set: Goal of {page.person}") == 5
