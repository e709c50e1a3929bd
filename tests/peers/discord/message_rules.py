"""When Discord takes a message: lengths, embeds, mentions, nonce, and what Components V2 forbids."""

from collections.abc import Mapping
from typing import Any

from tests.peers.discord import limits
from tests.peers.discord.component_rules import check_components
from tests.peers.discord.errors import Form, Path, empty_message

_PARSE = ("users", "roles", "everyone")


def is_v2(message: Mapping[str, Any]) -> bool:
    """Whether a message is made of Components V2 only."""
    return bool((message.get("flags") or 0) & limits.IS_COMPONENTS_V2)


def check_message(message: Mapping[str, Any], *, at: Path = ()) -> None:
    """Refuse a message that Discord would refuse; `message` is as it would stand, edits applied."""
    form = Form()
    form.length((*at, "content"), message.get("content"), 0, limits.CONTENT)
    _check_embeds(form, message.get("embeds") or [], (*at, "embeds"))
    _check_mentions(form, message.get("allowed_mentions") or {}, (*at, "allowed_mentions"))
    _check_nonce(form, message, at)
    v2 = is_v2(message)
    if v2:
        for field in ("content", "embeds", "poll", "sticker_ids"):
            if message.get(field):
                form.fault(
                    (*at, field),
                    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                    f"The `{field}` field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
                )
    check_components(form, message.get("components") or [], v2=v2, at=(*at, "components"))
    form.refuse()
    check_not_empty(message)


def check_not_empty(message: Mapping[str, Any]) -> None:
    """Blank content alone is no message."""
    anything = ("embeds", "components", "attachments", "sticker_ids", "poll")
    if not (message.get("content") or "").strip() and not any(message.get(field) for field in anything):
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


def _check_embeds(form: Form, embeds: list[Any], at: Path) -> None:
    form.length(at, embeds, 0, limits.EMBEDS)
    for index, embed in enumerate(embeds):
        _check_embed(form, embed, (*at, index))
    if sum(map(_characters, embeds)) > limits.EMBEDS_IN_SUM:
        form.fault(at, "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")


def _check_embed(form: Form, embed: Mapping[str, Any], at: Path) -> None:
    form.length((*at, "title"), embed.get("title"), 0, limits.EMBED_TITLE)
    form.length((*at, "description"), embed.get("description"), 0, limits.EMBED_DESCRIPTION)
    form.length((*at, "fields"), embed.get("fields"), 0, limits.EMBED_FIELDS)
    for index, field in enumerate(embed.get("fields") or []):
        form.length((*at, "fields", index, "name"), field.get("name"), 1, limits.EMBED_FIELD_NAME)
        form.length((*at, "fields", index, "value"), field.get("value"), 1, limits.EMBED_FIELD_VALUE)
    if footer := embed.get("footer"):
        form.length((*at, "footer", "text"), footer.get("text"), 0, limits.EMBED_FOOTER)
    if author := embed.get("author"):
        form.length((*at, "author", "name"), author.get("name"), 1, limits.EMBED_AUTHOR)
    for part in ("image", "thumbnail"):
        _check_url(form, (embed.get(part) or {}).get("url"), (*at, part, "url"))
    _check_url(form, embed.get("url"), (*at, "url"))
    if not any(embed.get(part) for part in ("title", "description", "fields", "image", "footer", "author")):
        form.required((*at, "description"))


def _check_url(form: Form, url: Any, at: Path) -> None:
    if url and not str(url).startswith(("http://", "https://", "attachment://")):
        schemes = "('http', 'https', 'attachment')"
        form.fault(at, "URL_TYPE_INVALID_SCHEME", f'Scheme of "{url}" is not supported: one of {schemes}.')


def _characters(embed: Mapping[str, Any]) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or []:
        texts += [field.get("name"), field.get("value")]
    return sum(len(text or "") for text in texts)
