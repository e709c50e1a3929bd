"""The playground in a real browser, on the whole of Milepost as `make run` starts it."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.adapters.web.conftest import settings
from tests.surfaces import running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Browser, FloatRect, Locator, Route

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no browser is installed here: apt install chromium"),
    pytest.mark.slow,
]


@dataclass
class Visit:
    """A browser at a running Milepost, and what went wrong in it."""

    browser: Browser
    url: str
    hosts: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)

    async def page(self, person: str = "alice", *, javascript: bool = True, width: int = 1000) -> Page:
        """Open the playground as `person`."""
        context = await self.browser.new_context(
            java_script_enabled=javascript, viewport={"width": width, "height": 740}
        )
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("console", lambda message: self.troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        await page.goto(f"{self.url}/as/{person}")
        return page


@asynccontextmanager
async def visiting(tmp_path: Path) -> AsyncIterator[Visit]:
    """Start Milepost and a browser; afterwards, nothing went wrong and no other host was asked for anything."""
    known = settings(database_url=f"sqlite:///{tmp_path / 'playground.db'}", web=True)
    async with running(known) as url, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        visit = Visit(browser, url)
        yield visit
        await browser.close()
    assert visit.troubles == []
    assert visit.hosts == {urlsplit(url).netloc}


@pytest.fixture
async def visit(tmp_path: Path) -> AsyncIterator[Visit]:
    """A visit that must end without a trouble."""
    async with visiting(tmp_path) as visit:
        yield visit


async def box(thing: Locator) -> FloatRect:
    """Return where a thing is drawn, and how large."""
    found = await thing.bounding_box()
    assert found is not None
    return found


async def say(page: Page, line: str) -> None:
    """Type a line and send it by Enter."""
    await page.locator("#words").fill(line)
    await page.keyboard.press("Enter")


async def test_a_first_goal_is_typed_and_still_there_after_a_reload(visit: Visit) -> None:
    page = await visit.page()
    await say(page, "new Ship the billing API by: 2099-03-31")
    await expect(page.locator(".theirs").last).to_contain_text("Goal 1 is set: Ship the billing API")
    await expect(page.locator("#words")).to_have_value("")
    await expect(page.locator(".pending")).to_have_count(0)

    await page.reload()

    await expect(page.locator(".theirs").last).to_contain_text("Goal 1 is set: Ship the billing API")
    await expect(page.locator(".theirs").last).to_be_in_viewport()


async def test_a_form_is_opened_by_its_button_filled_wrong_and_then_right(visit: Visit) -> None:
    page = await visit.page()
    await page.get_by_role("button", name="Set a goal").click()
    dialog = page.get_by_role("dialog")
    await dialog.locator("[name='value.goal']").fill("Ship it")
    await dialog.get_by_label("Due").fill("32 May")
    await page.keyboard.press("Enter")

    due = dialog.get_by_label("Due")
    await expect(due).to_have_attribute("aria-invalid", "true")
    await expect(due).to_be_focused()
    await expect(due).to_have_value("32 May")
    await expect(dialog.locator(".error")).to_contain_text("32 May")
    await expect(dialog.locator("[name='value.goal']")).to_have_value("Ship it")

    await due.fill("2099-05-31")
    await page.keyboard.press("Enter")

    await expect(dialog).to_have_count(0)
    await expect(page.locator(".theirs").last).to_contain_text("Goal 1 is set: Ship it")
    await expect(page.locator("#words")).to_be_focused()


async def test_a_form_to_change_a_goal_begins_at_its_words(visit: Visit) -> None:
    page = await visit.page()
    await say(page, "new Ship it by: 2099-03-31")
    await page.get_by_role("button", name="Change").last.click()
    dialog = page.get_by_role("dialog")

    await expect(dialog.get_by_role("heading")).to_have_text("Change a goal")
    await expect(dialog.locator("[name='value.to']")).to_be_focused()


async def test_a_blank_inside_words_is_typed_over(visit: Visit) -> None:
    page = await visit.page()
    await say(page, "new Reduce churn")
    await page.get_by_role("button", name="I know both").click()
    blank = page.get_by_role("dialog").locator("[name='value.to']")
    await expect(blank).to_be_focused()

    await page.keyboard.type("5 %")

    await expect(blank).to_have_value("Reduce churn from 5 % to ___ by ___")


async def test_half_a_line_outlives_the_page_and_the_last_line_comes_back_by_the_arrow(visit: Visit) -> None:
    page = await visit.page()
    await say(page, "list overdue")
    await expect(page.locator(".pending")).to_have_count(0)
    words = page.locator("#words")
    await words.fill("new Half a li")

    await page.reload()

    await expect(words).to_have_value("new Half a li")
    await words.fill("")
    await words.press("ArrowUp")
    await expect(words).to_have_value("list overdue")
    await words.press("ArrowDown")
    await expect(words).to_have_value("")


async def test_several_lines_are_typed_and_pasted_as_they_are(visit: Visit) -> None:
    page = await visit.page()
    await say(page, "new Ship it by: 2099-03-31")
    words, last = page.locator("#words"), page.locator(".mine .words").last
    one_line = (await box(words))["height"]
    await words.press_sequentially("milestone add 1 Draft it")
    await words.press("Shift+Enter")
    await words.press_sequentially("Review it")

    assert (await box(words))["height"] > one_line
    await words.press("Enter")
    await expect(last).to_have_text("milestone add 1 Draft it\nReview it", use_inner_text=True)
    await expect(page.locator(".theirs").last).to_contain_text("Review it")
    await expect(words).to_have_value("")
    assert (await box(words))["height"] == one_line

    await page.keyboard.insert_text("milestone add 1 Test it\nShip it")
    await words.press("Enter")
    await expect(page.locator(".theirs").last).to_contain_text("1.4 Ship it")
    await words.press("ArrowUp")
    await expect(words).to_have_value("milestone add 1 Test it\nShip it")


async def test_commands_have_their_slash_in_the_channel_and_none_alone_with_milepost(visit: Visit) -> None:
    page = await visit.page()
    await say(page, "help")
    await expect(page.locator(".theirs").last).to_contain_text("milestone add 1 Draft")
    await expect(page.locator("#log")).not_to_contain_text("/goal")

    await page.get_by_role("link", name="#general").click()
    await say(page, "/goal help")
    await expect(page.locator(".theirs").last).to_contain_text("/goal milestone add 1 Draft")


async def test_the_blank_for_a_file_has_room_and_looks_like_the_others(visit: Visit) -> None:
    for width in (1000, 380):
        page = await visit.page(width=width)
        await say(page, "import")
        blank, dialog = page.locator(".blank textarea"), page.get_by_role("dialog")

        await expect(blank).to_be_focused()
        inside = (await box(dialog))["width"]
        assert (await box(blank))["width"] > 0.8 * inside
        await expect(blank).to_have_css("border-radius", "10px")


async def test_a_title_from_right_to_left_stands_above_what_is_said_of_it(visit: Visit) -> None:
    page = await visit.page()
    await say(page, "new לכתוב ספר by: 2099-03-31")
    await say(page, "list")
    name, detail = page.locator(".theirs").last.locator("dt").first, page.locator(".theirs").last.locator("dd").first

    await expect(name).to_have_css("text-align", "left")
    await expect(detail).to_have_css("text-align", "left")


async def test_a_nudge_arrives_live_and_one_tap_answers_it_in_place(visit: Visit) -> None:
    page = await visit.page()
    await say(page, "new See my first check-in by: in 2 seconds")
    nudge = page.locator(".nudge")
    await expect(nudge).to_contain_text("Goal 1 is due: See my first check-in", timeout=10_000)
    number = await nudge.get_attribute("id")

    await nudge.get_by_role("button", name="Done").click()

    await expect(page.locator(f"#{number}")).to_contain_text("Goal 1 is reached")
    await expect(page.locator(f"#{number}")).to_be_focused()
    await expect(page.locator(".nudge")).to_have_count(0)


async def test_a_nudge_that_came_while_the_page_was_out_of_reach_is_there_afterwards(visit: Visit) -> None:
    page, other = await visit.page(), await visit.page()
    await page.evaluate("live.close()")
    await say(page, "new See my first check-in by: in 3 seconds")
    await expect(page.locator(".theirs")).to_have_count(2)
    await expect(other.locator(".nudge")).to_have_count(1, timeout=10_000)
    await expect(page.locator(".nudge")).to_have_count(0)

    await page.evaluate("listen()")

    await expect(page.locator(".nudge")).to_have_count(1)


async def test_the_title_counts_the_nudges_of_a_page_that_nobody_looks_at(visit: Visit) -> None:
    page = await visit.page()
    await page.evaluate("Document.prototype.hasFocus = () => false")
    await say(page, "new See my first check-in by: in 1 second")
    await expect(page).to_have_title("(1) Alice · Milepost", timeout=10_000)

    await page.evaluate("window.dispatchEvent(new Event('focus'))")

    await expect(page).to_have_title("Alice · Milepost")


async def test_everybody_has_a_conversation_of_their_own(visit: Visit) -> None:
    page = await visit.page()
    await say(page, "new Learn the cello")
    await expect(page.locator(".theirs")).to_have_count(2)

    await page.get_by_role("link", name=re.compile("Chika")).click()

    await expect(page.locator(".theirs")).to_have_count(1)
    await expect(page.locator(".theirs")).to_contain_text("Hello Chika")
    await expect(page.get_by_role("link", name=re.compile("Chika"))).to_have_attribute("aria-current", "page")


async def test_what_was_picked_stays_so_when_what_is_offered_comes_late(visit: Visit) -> None:
    page = await visit.page()
    picked = asyncio.Event()

    async def late(route: Route) -> None:
        await picked.wait()
        await route.continue_()

    await page.keyboard.type("miles")
    await expect(page.get_by_role("option").first).to_contain_text("milestone add")
    await page.route("**/suggestions?typed=milest", late)
    async with page.expect_response("**/suggestions?typed=milest"):
        async with page.expect_request("**/suggestions?typed=milest"):
            await page.keyboard.type("t")
        await page.keyboard.press("ArrowDown")
        picked.set()

    await expect(page.get_by_role("option", selected=True)).to_contain_text("milestone add")
    await page.keyboard.press("Enter")
    await expect(page.locator("#words")).to_have_value("milestone add ")


async def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = await visit.page()
    await expect(page.locator("#words")).to_be_focused()
    await page.keyboard.type("milest")
    await expect(page.get_by_role("option").first).to_contain_text("milestone add")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("option", selected=True)).to_contain_text("milestone add")
    await page.keyboard.press("Enter")
    await expect(page.locator("#words")).to_have_value("milestone add ")
    await page.keyboard.press("Escape")
    await expect(page.locator("#palette")).to_be_hidden()

    await page.locator("#words").clear()
    await page.keyboard.type("new")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await expect(dialog.locator("[name='value.goal']")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)

    await page.locator("#words").focus()
    for _ in range(3):
        await page.keyboard.press("Shift+Tab")
    await expect(page.get_by_role("button", name="Set a goal")).to_be_focused()
    await page.keyboard.press("Space")
    await expect(dialog.locator("[name='value.goal']")).to_be_focused()
    await page.keyboard.type("Ship it")
    await page.keyboard.press("Enter")
    await expect(page.locator(".theirs").last).to_contain_text("Goal 1 is set: Ship it")


async def test_hostile_words_are_shown_and_do_nothing(visit: Visit) -> None:
    page = await visit.page()
    hostile = "<img src=//evil.example onerror=alert(1)><script>alert(2)</script>"
    await say(page, f"new {hostile}")
    await expect(page.locator(".theirs").last).to_contain_text(f"Goal 1 is set: {hostile}")
    await say(page, "new " + "W" * 190)
    await expect(page.locator(".theirs").last).to_contain_text("Goal 2 is set")

    assert await page.locator("#log img, #log script").count() == 0
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [360, 1400])
async def test_nothing_is_wider_than_the_screen(visit: Visit, width: int) -> None:
    page = await visit.page(width=width)
    await say(page, "new Ship the billing API by: 2099-03-31")
    await say(page, "help")
    await expect(page.locator(".theirs").last).to_contain_text("What Milepost can do")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate(
        "document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth"
    )

    await say(page, "new")
    await expect(page.get_by_role("dialog")).to_be_in_viewport(ratio=1)


async def test_a_long_answer_is_read_from_its_beginning(visit: Visit) -> None:
    page = await visit.page(width=390)
    await say(page, "help")

    await expect(page.get_by_role("heading", name="What Milepost can do")).to_be_in_viewport(ratio=1)
    await page.wait_for_timeout(600)
    await expect(page.get_by_role("heading", name="What Milepost can do")).to_be_in_viewport(ratio=1)


async def test_a_long_answer_that_took_a_while_is_read_from_its_beginning_too(visit: Visit) -> None:
    page = await visit.page(width=390)
    arrives = asyncio.Event()

    async def dawdle(route: Route) -> None:
        await arrives.wait()
        await route.continue_()

    await page.route("**/as/alice", dawdle, times=1)
    await say(page, "help")
    await expect(page.locator(".working")).to_be_visible()
    arrives.set()

    await expect(page.locator(".working")).to_have_count(0)
    await page.wait_for_timeout(600)
    await expect(page.get_by_role("heading", name="What Milepost can do")).to_be_in_viewport(ratio=1)


async def test_what_a_menu_offers_is_seen_when_it_opens(visit: Visit) -> None:
    page = await visit.page()
    for number in range(7):
        await say(page, f"new Write chapter {number} by: 2099-03-31")
        await expect(page.locator(".theirs").last).to_contain_text(f"Write chapter {number}")
    await say(page, "list")
    await page.get_by_text("Show a goal").last.click()

    last = page.get_by_role("button", name="Write chapter 6").last
    await expect(last).to_be_in_viewport(ratio=1)
    await last.click()
    await expect(page.locator(".theirs").last).to_contain_text("Write chapter 6")


async def test_how_far_away_a_moment_is_goes_by_the_days_of_whoever_reads(visit: Visit) -> None:
    now = "2026-11-30T11:06Z"
    moments = {
        (now, "2026-12-01T12:00Z"): "tomorrow",
        (now, "2026-12-02T09:00Z"): "in 2 days",
        (now, "2026-12-03T09:00Z"): "in 3 days",
        (now, "2026-11-28T14:00Z"): "2 days ago",
        (now, "2026-12-01T09:00Z"): "in 21 hours",
        # In Tokyo the first is late on Monday, and the second early on Wednesday.
        ("2026-11-30T14:00Z", "2026-12-01T15:30Z"): "in 2 days",
    }
    page = await visit.page(person="chika")

    told = {
        pair: await page.evaluate("([now, at]) => inWords(Date.parse(at), Date.parse(now))", pair) for pair in moments
    }

    assert told == moments


async def test_a_line_that_did_not_arrive_can_be_sent_again_and_counts_once(visit: Visit) -> None:
    page = await visit.page()

    async def lose_the_answer(route: object) -> None:
        await route.fetch()  # type: ignore[attr-defined]
        await route.abort()  # type: ignore[attr-defined]

    await page.route("**/as/alice", lose_the_answer, times=1)
    await page.evaluate("live.close()")
    await say(page, "new Ship it")
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator(".theirs").last).to_contain_text("Goal 1 is set: Ship it")
    await expect(page.locator(".mine")).to_have_count(1)

    await say(page, "list")

    await expect(page.locator(".theirs").last).to_contain_text("1 goal")
    visit.troubles.clear()  # the browser tells of the answer that we lost


async def test_without_javascript_everything_works_by_plain_forms(visit: Visit) -> None:
    page = await visit.page(javascript=False)
    await page.get_by_role("button", name="Set a goal").click()
    await page.locator("[name='value.goal']").fill("Ship it")
    await page.get_by_role("dialog").get_by_role("button", name="Send").click()
    await expect(page.locator(".theirs").last).to_contain_text("Goal 1 is set: Ship it")

    # Enter begins a new line there.
    await page.locator("#words").fill("done 1")
    await page.locator("#composer").get_by_role("button", name="Send").click()

    await expect(page.locator(".theirs").last).to_contain_text("Goal 1 is reached")
