"""What Slack delivers, read as requests: a slash command, a tap, a submitted form, a direct message."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from adapters.slack import forms
from adapters.slack.places import Asked, Place, recalled
from adapters.slack.words import as_said, as_typed, line, mentioned
from bot.messages import Address, Profile, Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Body = Mapping[str, Any]

_SPEAKING = ("pretext", "title", "text", "elements", "fields", "value", "blocks")
"""The keys of blocks and attachments that hold words."""


def command(body: Body) -> Asked:
    """Read a slash command."""
    text, said = body.get("text") or "", _channel(body.get("channel_id"))
    asker = who(body, body.get("user_id"))
    return Asked(
        Request(
            who=asker,
            words=as_typed(text),
            key=_key(body.get("trigger_id")),
            profile=Profile(name=body.get("user_name") or ""),
            place=_place(asker, said),
            mentions=_mentions(text),
        ),
        Place(url=body.get("response_url") or "", said=said, seen_in=body.get("channel_id") or ""),
        body.get("trigger_id") or "",
    )


def tap(body: Body) -> Asked:
    """Read a tap on a button or menu entry, each of which carries its command; one without a command asks for help."""
    view, container = body.get("view") or {}, body.get("container") or {}
    seen_in = str((body.get("channel") or {}).get("id") or container.get("channel_id") or "")
    place = Place(
        url=body.get("response_url") or "",
        said=_channel(seen_in),
        seen_in=seen_in,
        tapped=not view,
        ephemeral=bool(container.get("is_ephemeral")),
        written="" if view else str(container.get("message_ts") or (body.get("message") or {}).get("ts") or ""),
        home=bool(view),
        view=view.get("id", "") if view.get("type") == "modal" else "",
    )
    done: Body = next(iter(body.get("actions") or ()), {})
    chosen = done.get("selected_option") or {}
    return _interaction(body, place, words=str(chosen.get("value") or done.get("value") or ""))


def submission(body: Body) -> Asked:
    """Read a submitted form; the same form with the same values is the same request, however often it comes."""
    view = body.get("view") or {}
    values = forms.filled_in(view)
    once = json.dumps([view.get("id"), values], sort_keys=True)
    return _interaction(
        body,
        recalled(forms.place_of(view)),
        command=forms.command_of(view),
        values=values,
        from_form=True,
        marks=forms.marks_of(view),
        key=_key(once),
        mentions={mention: Profile() for mention in forms.picked(view)},
    )


def shortcut(body: Body) -> tuple[Asked, str]:
    """Read a message shortcut, and the words of its message."""
    place = Place(url=body.get("response_url") or "", said=_channel((body.get("channel") or {}).get("id")))
    words = next(filter(None, map(line, _wordings(body.get("message") or {}))), "")
    return _interaction(body, place), words


def _wordings(message: Body) -> Iterator[str]:
    """Yield the words of a message: its text, its attachments and blocks, and the names of its files."""
    yield as_said(message.get("text") or "")
    for part in (*(message.get("attachments") or ()), *(message.get("blocks") or ())):
        yield " ".join(_texts(part)) or as_said(str(part.get("fallback") or ""))
    for file in message.get("files") or ():
        yield str(file.get("title") or file.get("name") or "")


def _texts(part: Any) -> Iterator[str]:
    """Yield the words of a block or an attachment in their order."""
    if isinstance(part, str):
        yield as_said(part)
    elif isinstance(part, list):
        yield from (words for one in part for words in _texts(one))
    elif isinstance(part, dict) and part.get("type") != "actions":
        yield from (words for name in _SPEAKING for words in _texts(part.get(name)))


def direct_message(body: Body) -> Asked | None:
    """Read a direct message; None for edits, for messages of bots and for anything else than a person's own words."""
    event = body.get("event") or {}
    text = event.get("text") or ""
    words = as_typed(text)
    ours = event.get("channel_type") == "im" and event.get("subtype") in (None, "file_share")
    if not ours or event.get("bot_id") or event.get("app_id") or not event.get("user") or not words:
        return None
    asker, key = who(body, event["user"]), _key(body.get("event_id"))
    request = Request(who=asker, words=words, key=key, mentions=_mentions(text))
    return Asked(request, Place(channel=event.get("channel") or ""))


def visitor(body: Body) -> Address | None:
    """Return who opened the home tab of the App Home; None if it was another tab."""
    event = body.get("event") or {}
    return who(body, event["user"]) if event.get("tab") == "home" and event.get("user") else None


def _interaction(body: Body, place: Place, **asked: Any) -> Asked:
    user = body.get("user") or {}
    trigger = body.get("trigger_id") or ""
    asker = who(body, user.get("id"))
    known = {
        "key": _key(trigger),
        "profile": Profile(name=user.get("name") or ""),
        "place": _place(asker, place.said),
        "tapped_at": place.tapped_at,
    }
    return Asked(Request(who=asker, **{**known, **asked}), place, trigger)


def who(body: Body, user: str | None) -> Address:
    """Return the address of `user`; with an app that is installed for an organisation, there may be no team."""
    team = body.get("team_id") or (body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id")
    realm = team or body.get("enterprise_id") or (body.get("enterprise") or {}).get("id")
    return Address("slack", str(realm or ""), str(user or ""))


def _channel(channel: object) -> str:
    """Return the id of a channel that others read; empty for direct messages, whose ids begin with D."""
    return "" if str(channel or "").startswith("D") else str(channel or "")


def _place(asker: Address, said: str) -> Address | None:
    return Address("slack", asker.realm, said) if said else None


def _mentions(text: str) -> dict[str, Profile]:
    return {word: Profile(name=name) for word, name in mentioned(text).items()}


def _key(delivery: str | None) -> str:
    """Return a short stable key of one delivery, as Slack repeats deliveries that it believes were lost."""
    return f"slack:{hashlib.sha256(delivery.encode()).hexdigest()[:40]}" if delivery else ""
