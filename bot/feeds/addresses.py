"""Secret addresses: made of 256 random bits, and kept as their hash alone."""

from __future__ import annotations

import secrets
from hashlib import sha256

_BYTES = 32


def made_up() -> str:
    """Return a new secret; it has letters and digits alone, so that no platform takes any of it for markup."""
    return secrets.token_hex(_BYTES)


def hashed(secret: str) -> str:
    """Return what is kept of a secret: it is found by this, so that nothing compares it letter by letter."""
    return sha256(secret.encode()).hexdigest()


def address(reached_at: str, secret: str) -> str:
    """Return the whole address, where Milepost is reached at `reached_at`."""
    return f"{reached_at}/calendar/{secret}.ics"
