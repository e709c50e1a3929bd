"""The HTML document and head that all pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.web.markup import document, tag

if TYPE_CHECKING:
    from adapters.web.markup import Markup


def framed(title: str, body: Markup, *more: Markup) -> Markup:
    """Return a whole page with `more` elements in its head."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{title} · Milepost"),
        tag("link", rel="icon", type="image/svg+xml", href="/static/milepost.svg"),
        tag("link", rel="stylesheet", href="/static/page.css"),
        *more,
    )
    return document(tag("html", head, body, lang="en"))
