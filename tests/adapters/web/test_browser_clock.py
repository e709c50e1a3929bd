"""The clock and the looks of the playground in a real browser, on the whole of Milepost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.adapters.web.test_browser import pytestmark, say, visiting

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["pytestmark"]


async def test_time_is_made_to_pass_by_the_keyboard_and_everybody_sees_it(tmp_path: Path) -> None:
    async with visiting(tmp_path) as visit:
        page, other = await visit.page(), await visit.page("bob")
        before = await other.locator("#clock summary").inner_text()
        await say(page, "new Ship it by: tomorrow 17:00")
        await expect(page.locator(".theirs").last).to_contain_text("Goal 1 is set")
        summary = page.locator("#clock > summary")

        await summary.focus()
        await page.keyboard.press("Enter")
        for _ in range(5):
            await page.keyboard.press("Tab")
        await expect(page.get_by_role("button", name="Next check-in")).to_be_focused()
        await page.keyboard.press("Enter")

        await expect(page.get_by_role("status")).to_contain_text("1 message came here.")
        await expect(page.locator(".nudge .day")).to_be_in_viewport()
        await expect(summary).to_be_focused()
        await expect(summary).to_contain_text("17:00")
        await expect(other.locator("#clock summary")).not_to_have_text(before)

        await page.keyboard.press("Enter")
        until = page.get_by_label("Or until")
        await until.fill("yesterday")
        await page.keyboard.press("Enter")

        await expect(page.get_by_role("alert")).to_contain_text("The clock goes forward only")
        await expect(until).to_be_focused()
        await expect(until).to_have_attribute("aria-invalid", "true")
        await page.keyboard.press("Escape")
        await expect(until).to_be_hidden()


async def test_each_look_answers_to_taps_and_goes_by_the_moved_clock(tmp_path: Path) -> None:
    async with visiting(tmp_path) as visit:
        page = await visit.page("alice/like/discord", width=360)
        await say(page, "new Ship it by: in 5 days 17:00")
        away = page.locator("time[data-relative]").last
        await expect(away).to_have_text("in 5 days")

        await page.locator("#clock > summary").click()
        await page.get_by_label("Or until").fill("in 3 days 17:00")
        await page.keyboard.press("Enter")

        await expect(away).to_have_text("in 2 days")
        await page.get_by_role("link", name="Slack").click()
        await page.get_by_role("button", name="Undo").last.click()
        await expect(page.locator(".theirs").last).to_contain_text("Taken back")
        await expect(page.locator(".theirs .app").last).to_have_text("APP")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
