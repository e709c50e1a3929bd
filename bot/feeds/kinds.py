"""What can be done about a calendar feed, as people type it."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from bot.kinds import choice

Wish = Literal["new", "another", "off"]
"""`another` is one more right after one was made; only a button says it."""
SomeWish: TypeAlias = Annotated[
    Wish,
    choice(
        "What",
        {"new": "new", "off": "off"},
        also={
            "another": "another",
            **dict.fromkeys(("on", "make", "renew", "new address"), "new"),
            **dict.fromkeys(("stop", "none", "revoke", "delete", "remove"), "off"),
        },
        unknown="I don't know what to do with a calendar feed by “{}”.",
        hint="For an address: feed new. To revoke it: feed off",
    ),
]
