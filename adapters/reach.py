"""What a platform that cannot be reached is to whoever asks what is wrong: in words, with what to look at."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import aiohttp
from yarl import URL

from bot.doctor.finding import wrong

if TYPE_CHECKING:
    from bot.doctor.finding import Finding


def unreached(about: str, url: str, setting: str, error: Exception) -> Finding:
    """Return that what stands at `url`, by a `setting`, did not answer, or not as it should."""
    host = URL(url).host or url
    if isinstance(error, aiohttp.ClientConnectorCertificateError | ssl.SSLError):
        return wrong(
            about,
            f"{host} shows a certificate that this machine does not trust",
            "Let this machine trust the proxy in between: SSL_CERT_FILE names the file with its certificate",
        )
    if isinstance(error, TimeoutError):
        return wrong(about, f"{host} does not answer", way(host, setting))
    if isinstance(error, aiohttp.ClientConnectorError):
        return wrong(
            about, f"{host} cannot be reached: {error.os_error.strerror or error.os_error}", way(host, setting)
        )
    if isinstance(error, aiohttp.ClientError | OSError) and not isinstance(error, aiohttp.ClientResponseError):
        return wrong(about, f"The connection to {host} broke ({type(error).__name__})", way(host, setting))
    return wrong(about, f"What answers at {host} is something else", way(host, setting))


def way(host: str, setting: str) -> str:
    """Return what to look at where a host is not reached."""
    return f"Let this machine reach {host} (name service, firewall, proxy), and check {setting}"
