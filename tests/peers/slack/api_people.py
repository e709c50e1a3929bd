"""The users.*, team.* and views.* methods: who is there, and what is on their screens."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from .errors import RefusedError
from .posting import truth
from .views import check_view, open_modal, publish_home, push_modal, redraw, view_json

if TYPE_CHECKING:
    from .asking import Answer, Ask
    from .workspace import User, View


def user_json(user: User, team_id: str, now: float, *, locale: bool = True) -> dict[str, Any]:
    """Show a person as users.info does; the zone's names are English, as Slack's are."""
    local = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(user.tz))
    offset = local.utcoffset()
    profile = {
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "team": team_id,
    }
    shown = {
        "id": user.id,
        "team_id": team_id,
        "name": user.name,
        "deleted": user.deleted,
        "real_name": user.real_name,
        "profile": profile,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": int(now),
    }
    if not user.deleted:
        shown |= {
            "tz": user.tz,
            "tz_label": local.tzname() or user.tz,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
        }
    return {**shown, "locale": user.locale} if locale else shown


def user_info(ask: Ask) -> Answer:
    return {"ok": True, "user": _user(ask, ask.user())}


def user_list(ask: Ask) -> Answer:
    members = [_user(ask, user) for user in ask.team.users.values()]
    now = int(ask.service.clock.now())
    return {"ok": True, "members": members, "cache_ts": now, "response_metadata": {"next_cursor": ""}}


def _user(ask: Ask, user: User) -> dict[str, Any]:
    wanted = truth(ask.args.get("include_locale"))
    return user_json(user, ask.team.team_id, ask.service.clock.now(), locale=wanted)


def bot_info(ask: Ask) -> Answer:
    """Tell of the bot of this workspace, and of no other."""
    if ask.words("bot", "bot_not_found") != ask.team.bot_id:
        raise RefusedError("bot_not_found")
    bot = {"id": ask.team.bot_id, "deleted": False, "name": "Milepost", "updated": 0, "icons": {}}
    return {"ok": True, "bot": {**bot, "app_id": ask.service.app.app_id, "user_id": ask.team.bot_user}}


def team_info(ask: Ask) -> Answer:
    team = ask.team
    shown = {"id": team.team_id, "name": team.name, "domain": team.domain, "email_domain": "", "icon": {}}
    return {"ok": True, "team": {**shown, "url": f"https://{team.domain}.slack.com/", "is_verified": False}}


def open_view(ask: Ask) -> Answer:
    trigger = ask.words("trigger_id")
    body = check_view(ask.data("view"))
    act = ask.service.exchange_trigger(trigger)
    if act.team is not ask.team:
        raise RefusedError("invalid_trigger_id")
    return _shown(ask, open_modal(ask.service, act, body))


def push_view(ask: Ask) -> Answer:
    trigger = ask.words("trigger_id")
    body = check_view(ask.data("view"))
    act = ask.service.exchange_trigger(trigger)
    if act.team is not ask.team:
        raise RefusedError("invalid_trigger_id")
    return _shown(ask, push_modal(ask.service, act, body))


def update_view(ask: Ask) -> Answer:
    """Change an open view, unless it changed in the meantime."""
    given = {name: str(ask.args.get(name) or "") for name in ("view_id", "external_id")}
    if all(given.values()):
        raise RefusedError(
            "invalid_arguments",
            messages=["[ERROR] Cannot provide both `view_id` and `external_id`"],
        )
    view = ask.team.view(**given)
    if view is None:
        raise RefusedError("not_found")
    body = check_view(ask.data("view"), home=view.body["type"] == "home")
    if ask.args.get("hash") and ask.args["hash"] != view.hash:
        raise RefusedError("hash_conflict")
    return _shown(ask, redraw(ask.service, ask.team, view, body))


def publish_view(ask: Ask) -> Answer:
    user = ask.user("user_id")
    body = check_view(ask.data("view"), home=True)
    known = ask.team.homes.get(user.id)
    if ask.args.get("hash") and known is not None and ask.args["hash"] != known.hash:
        raise RefusedError("hash_conflict")
    return _shown(ask, publish_home(ask.service, ask.team, user.id, body))


def _shown(ask: Ask, view: View) -> Answer:
    return {"ok": True, "view": view_json(view, ask.team, ask.service.app.app_id)}
