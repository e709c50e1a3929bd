"""Pages of a long list: how many there are, what comes before one, and the lines that turn to its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.errors import Refusal


@dataclass(frozen=True, slots=True)
class Page:
    """One page of what was found."""

    number: int
    """From 1."""
    found: int = 0
    """How many there are on all pages, once they are counted."""
    size: int = 10
    """How many stand on one page."""

    @property
    def pages(self) -> int:
        """Return how many pages there are; nothing at all is one."""
        return max(-(-self.found // self.size), 1)

    @property
    def skip(self) -> int:
        """Return how many stand on the pages before."""
        return max(self.number - 1, 0) * self.size

    @property
    def words(self) -> str:
        """Return which page of how many it is, to stand behind a count; empty where there is but one."""
        return f", page {self.number} of {self.pages}" if self.pages > 1 else ""

    def of(self, found: int, again: str) -> Page:
        """Return the page now that all are counted; raises Refusal if it lies beyond the last one.

        `again` is the line that lists the same, without a page.
        """
        page = replace(self, found=found)
        if not 1 <= page.number <= page.pages:
            raise Refusal(
                f"There is no page {page.number}.",
                f"There {'are' if page.pages > 1 else 'is only'} {page.pages}, for example: {again} page: {page.pages}",
            )
        return page

    def turning(self, again: str, back: str, on: str) -> list[tuple[str, str]]:
        """Return the lines that turn the page, each with its label: `back` and `on`, as far as there are pages."""
        ways = ((self.number - 1, back), (self.number + 1, on))
        return [(label, f"{again} page: {number}") for number, label in ways if 1 <= number <= self.pages]
