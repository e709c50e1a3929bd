"""When Discord takes a message: lengths, mentions, nonce. Of what Milepost never sends it says so, and takes none."""

from collections.abc import Mapping
from typing import Any

from tests.peers.discord import limits
from tests.peers.discord.component_rules import check_components
from tests.peers.discord.errors import Form, Path, empty_message

_PARSE = ("users", "roles", "everyone")
_NOT_KNOWN = ("embeds", "poll", "sticker_ids")


def check_message(message: Mapping[str, Any], *, at: Path = ()) -> None:
    """Refuse a message that Discord would refuse; `message` is as it would stand, edits applied."""
    form = Form()
    form.length((*at, "content"), message.get("content"), 0, limits.CONTENT)
    for field in _NOT_KNOWN:
        if message.get(field):
            form.fault((*at, field), "NOT_KNOWN_HERE", f"The local Discord does not know {field}.")
    _check_mentions(form, message.get("allowed_mentions") or {}, (*at, "allowed_mentions"))
    _check_nonce(form, message, at)
    check_components(form, message.get("components") or [], (*at, "components"))
    form.refuse()
    check_not_empty(message)


def check_not_empty(message: Mapping[str, Any]) -> None:
    """Blank content alone is no message."""
    if not ((message.get("content") or "").strip() or message.get("components") or message.get("attachments")):
        raise empty_message()


def _check_nonce(form: Form, message: Mapping[str, Any], at: Path) -> None:
    nonce = message.get("nonce")
    if nonce is not None and len(str(nonce)) > limits.NONCE:
        form.fault((*at, "nonce"), "NONCE_TYPE_TOO_LONG", "Nonce must be 25 or fewer in length.")


def _check_mentions(form: Form, mentions: Mapping[str, Any], at: Path) -> None:
    parse = mentions.get("parse") or []
    for index, kind in enumerate(parse):
        form.choice((*at, "parse", index), kind, _PARSE)
    for kind in ("users", "roles"):
        form.length((*at, kind), mentions.get(kind), 0, 100)
        if kind in parse and mentions.get(kind):
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            form.fault(at, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
