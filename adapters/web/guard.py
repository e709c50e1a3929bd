"""The guard of the pages: only requests of this origin, to a name of this machine, and safe headers on answers."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    # Other sites hear nothing; with `no-referrer` our own forms would arrive with `Origin: null`.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""The headers of every answer: nothing from other hosts, nothing inline, in nobody's frame."""

_EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - only compared


class SecurityHeaders:
    """Middleware that puts `SECURITY_HEADERS` on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with these headers."""

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, secured if scope["type"] == "http" else send)


class Guard:
    """Middleware that lets in only requests of our own pages; for routes with neither passwords nor signatures.

    A site that points its own name at this machine (DNS rebinding) has that name in the header Host; one that posts
    here from its own page is recognised by Sec-Fetch-Site or Origin.
    """

    def __init__(self, app: ASGIApp, *, host: str) -> None:
        """Guard `app`, which listens on `host`."""
        self._app = app
        self._host = host.casefold()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, or with 403 and the reason."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            refusal = ""
            if not is_ours(headers.get("host", ""), self._host):
                refusal = "I am not known by that name here. If it is mine, set HOST to it.\n"
            elif is_foreign(scope["method"], headers):
                refusal = "That came from another site, so I did not do it.\n"
            if refusal:
                await PlainTextResponse(refusal, status_code=403)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def is_ours(header: str, host: str) -> bool:
    """Tell whether the Host `header` names this machine, which listens on `host`."""
    try:
        name = urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return False
    if name in (host, "localhost") or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    # Only names can be rebound, addresses cannot; if it listens everywhere, any address of this machine will do.
    return address.is_loopback or host in _EVERYWHERE


def is_foreign(method: str, headers: Headers) -> bool:
    """Tell whether a request comes from a page of another origin; following a link from there is welcome."""
    site = headers.get("sec-fetch-site")
    if method in ("GET", "HEAD"):
        following = headers.get("sec-fetch-mode") == "navigate"
        return site in ("cross-site", "same-site") and not following
    if site is not None:
        return site != "same-origin"
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")
