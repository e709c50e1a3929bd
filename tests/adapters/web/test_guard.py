"""Other sites can neither read the playground nor act in it, whatever name they point at this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.datastructures import Headers

from adapters.web.guard import is_foreign, is_ours

if TYPE_CHECKING:
    from tests.adapters.web.conftest import Playground


@pytest.mark.parametrize(
    "header",
    ["localhost", "localhost:8080", "LOCALHOST", "127.0.0.1:1", "127.8.9.1", "[::1]:80", "pad.localhost", "pad:80"],
)
def test_names_of_this_machine_are_ours(header: str) -> None:
    assert is_ours(header, "pad")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.1",
        "[::1",
        "[",
        "evil@localhost.x",
        "0",
    ],
)
def test_other_names_are_not(header: str) -> None:
    assert not is_ours(header, "127.0.0.1")


def test_listening_everywhere_takes_any_bare_address_but_still_no_name() -> None:
    assert is_ours("192.168.1.7:8080", "0.0.0.0")
    assert not is_ours("evil.example", "0.0.0.0")


@pytest.mark.parametrize(
    ("method", "headers", "expected"),
    [
        ("POST", {"sec-fetch-site": "same-origin"}, False),
        ("POST", {"sec-fetch-site": "cross-site"}, True),
        ("POST", {"sec-fetch-site": "same-site"}, True),
        ("POST", {"sec-fetch-site": "none"}, True),
        ("POST", {"host": "localhost:8080", "origin": "http://localhost:8080"}, False),
        ("POST", {"host": "localhost:8080", "origin": "http://localhost:9999"}, True),
        ("POST", {"host": "localhost:8080", "origin": "null"}, True),
        ("POST", {"host": "localhost:8080"}, False),
        ("GET", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, False),
        ("GET", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, True),
        ("GET", {"sec-fetch-site": "none", "sec-fetch-mode": "navigate"}, False),
        ("GET", {}, False),
    ],
)
def test_a_page_of_another_origin_is_foreign(method: str, headers: dict[str, str], expected: bool) -> None:  # noqa: FBT001
    assert is_foreign(method, Headers(headers)) is expected


@pytest.mark.parametrize("path", ["/", "/as/alice", "/as/alice/live", "/as/alice/suggestions", "/static/page.js"])
async def test_a_rebound_name_reads_nothing(playground: Playground, path: str) -> None:
    async with playground.http.get(f"{playground.url}{path}", headers={"Host": "evil.example"}) as response:
        assert response.status == 403
        assert "Milepost" not in await response.text()


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
async def test_another_site_does_nothing(playground: Playground, headers: dict[str, str]) -> None:
    page = playground.page()
    async with playground.http.post(page.url, data={"words": "new Mischief"}, headers=headers) as response:
        assert response.status == 403

    assert "Mischief" not in await page.html()


@pytest.mark.parametrize("path", ["/healthz", "/as/alice", "/static/page.css", "/nowhere"])
async def test_every_answer_has_manners(playground: Playground, path: str) -> None:
    async with playground.http.get(f"{playground.url}{path}") as response:
        policy = response.headers["Content-Security-Policy"]

        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert "Server" not in response.headers
