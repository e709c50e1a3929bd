"""What Slack delivers, read as requests: a command line, a tap, a form that was sent, a direct message."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from adapters.slack import forms
from adapters.slack.places import Asked, Place, recalled
from adapters.slack.words import as_typed
from bot.messages import Address, Profile, Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    Body = Mapping[str, Any]


def command(body: Body) -> Asked:
    """Read a slash command."""
    return Asked(
        Request(
            who=who(body, body.get("user_id")),
            words=as_typed(body.get("text") or ""),
            key=_key(body.get("trigger_id")),
            profile=Profile(name=body.get("user_name") or ""),
        ),
        Place(url=body.get("response_url") or ""),
        body.get("trigger_id") or "",
    )


def tap(body: Body) -> Asked:
    """Read a button or a menu entry; each carries its command, and one that carries none asks for help."""
    view = body.get("view") or {}
    place = Place(
        url=body.get("response_url") or "",
        tapped=not view,
        home=bool(view),
        view=view.get("id", "") if view.get("type") == "modal" else "",
    )
    done: Body = next(iter(body.get("actions") or ()), {})
    chosen = done.get("selected_option") or {}
    return _interaction(body, place, words=str(chosen.get("value") or done.get("value") or ""))


def submission(body: Body) -> Asked:
    """Read a form that was sent: the same form with the same words is the same request, however often it comes."""
    view = body.get("view") or {}
    values = forms.filled_in(view)
    once = json.dumps([view.get("id"), values], sort_keys=True)
    return _interaction(
        body,
        recalled(forms.place_of(view)),
        command=forms.command_of(view),
        values=values,
        from_form=True,
        key=_key(once),
    )


def shortcut(body: Body) -> tuple[Asked, str]:
    """Read a shortcut, and the words of the message that it was used on."""
    said = (body.get("message") or {}).get("text") or ""
    return _interaction(body, Place(url=body.get("response_url") or "")), as_typed(said)


def direct_message(body: Body) -> Asked | None:
    """Read a message to the bot; None for everything that is not a person's own fresh words."""
    event = body.get("event") or {}
    words = as_typed(event.get("text") or "")
    ours = event.get("channel_type") == "im" and event.get("subtype") in (None, "file_share")
    if not ours or event.get("bot_id") or event.get("app_id") or not event.get("user") or not words:
        return None
    request = Request(who=who(body, event["user"]), words=words, key=_key(body.get("event_id")))
    return Asked(request, Place(channel=event.get("channel") or ""))


def visitor(body: Body) -> Address | None:
    """Return who opened the App Home, if they are looking at its home tab."""
    event = body.get("event") or {}
    return who(body, event["user"]) if event.get("tab") == "home" and event.get("user") else None


def _interaction(body: Body, place: Place, **asked: Any) -> Asked:
    user = body.get("user") or {}
    trigger = body.get("trigger_id") or ""
    known = {"key": _key(trigger), "profile": Profile(name=user.get("name") or "")}
    return Asked(Request(who=who(body, user.get("id")), **{**known, **asked}), place, trigger)


def who(body: Body, user: str | None) -> Address:
    """Name the person; where an organisation installed the app for all its workspaces there may be no team."""
    team = body.get("team_id") or (body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id")
    realm = team or body.get("enterprise_id") or (body.get("enterprise") or {}).get("id")
    return Address("slack", str(realm or ""), str(user or ""))


def _key(delivery: str | None) -> str:
    """Return a short stable id of one delivery: Slack repeats what it believes unheard."""
    return f"slack:{hashlib.sha256(delivery.encode()).hexdigest()[:40]}" if delivery else ""
