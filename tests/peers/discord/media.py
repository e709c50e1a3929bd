"""Where pictures come from: `attachment://chart.png` must be a file of the same message, and becomes its address."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.peers.discord.component_rules import FILE, GALLERY, THUMBNAIL, walk
from tests.peers.discord.errors import Form
from tests.peers.discord.world import snowflake

_SCHEME = "attachment://"


def resolve(message: Mapping[str, Any], attachments: list[dict[str, Any]]) -> None:
    """Give every picture of a message its address, or refuse a layout that names a file nobody sent."""
    held = {item["filename"]: item for item in attachments}
    for media in _of_embeds(message):
        item = held.get(media["url"].removeprefix(_SCHEME))
        if item and media["url"].startswith(_SCHEME):
            media |= {"url": item["url"], "proxy_url": item["proxy_url"]}
    form = Form()
    for media in _of_components(message):
        name = str(media.get("url") or "").removeprefix(_SCHEME)
        if str(media.get("url") or "").startswith(_SCHEME):
            if name not in held:
                text = f"The referenced attachment '{name}' was not found"
                form.fault(("components",), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", text)
                continue
            item = held[name]
            media |= {"url": item["url"], "attachment_id": item["id"]}
        media |= {"id": media.get("id") or snowflake(), "proxy_url": media.get("url")}
    form.refuse()


def _of_embeds(message: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for embed in message.get("embeds") or []:
        yield from (embed[part] for part in ("image", "thumbnail") if (embed.get(part) or {}).get("url"))


def _of_components(message: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for part in walk(message.get("components") or []):
        if part["type"] == THUMBNAIL:
            yield part["media"]
        elif part["type"] == FILE:
            part.setdefault("name", None)
            part.setdefault("size", None)
            yield part["file"]
        elif part["type"] == GALLERY:
            for item in part["items"]:
                item |= {"description": item.get("description"), "spoiler": bool(item.get("spoiler"))}
                yield item["media"]
