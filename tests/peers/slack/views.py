"""Modals and homes: opened by a trigger, updated by id and hash, pushed up to three deep."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from .errors import RefusedError
from .inputs import initial_values
from .limits import most
from .posting import stored
from .view_rules import too_large, view_problems
from .workspace import View, Workspace, fresh_id

if TYPE_CHECKING:
    from .service import Act, Service


def check_view(view: Any, *, home: bool = False) -> dict[str, Any]:
    if problems := view_problems(view, home=home):
        raise RefusedError("invalid_arguments", messages=problems)
    if too_large(view):
        raise RefusedError("view_too_large")
    checked: dict[str, Any] = view
    return checked


def _new_hash(service: Service) -> str:
    return f"{service.clock.now():.0f}.{secrets.token_hex(4)}"


def _fresh(service: Service, user: str, body: dict[str, Any], prefix: str) -> View:
    blocks = stored(body["blocks"])
    return View(fresh_id(prefix), user, {**body, "blocks": blocks}, _new_hash(service), initial_values(blocks))


def _no_double(team: Workspace, body: dict[str, Any], own: View | None = None) -> None:
    name = body.get("external_id")
    if name and (found := team.view(external_id=name)) is not None and found is not own:
        raise RefusedError("duplicate_external_id")


def open_modal(service: Service, act: Act, body: dict[str, Any]) -> View:
    """Open a modal over whatever the person has before them."""
    _no_double(act.team, body)
    view = _fresh(service, act.user, body, "V")
    view.root, view.causes = view.id, {act.id}
    act.team.modals[act.user] = [view]
    service.feed.show("modal", view, act.team.team_id, act.id)
    return view


def push_modal(service: Service, act: Act, body: dict[str, Any]) -> View:
    """Put a modal on top of the one the person is looking at."""
    stack = act.team.modals.get(act.user, [])
    if not stack:
        raise RefusedError("not_found")
    if len(stack) >= most("view.stack"):
        raise RefusedError("push_limit_reached")
    _no_double(act.team, body)
    view = _fresh(service, act.user, body, "V")
    view.root, view.previous, view.causes = stack[0].id, stack[-1].id, {act.id, *stack[-1].causes}
    stack.append(view)
    service.feed.show("modal", view, act.team.team_id, act.id)
    return view


def redraw(service: Service, team: Workspace, view: View, body: dict[str, Any], cause: str = "") -> View:
    """Put new content into a view that is open, keeping what was filled in where the ids are the same."""
    _no_double(team, body, view)
    blocks = stored(body["blocks"])
    fresh = initial_values(blocks)
    for block_id, actions in fresh.items():
        for action_id, value in actions.items():
            kept = view.values.get(block_id, {}).get(action_id, {})
            if kept.get("type") == value["type"]:
                actions[action_id] = kept
    view.body, view.values, view.hash = {**body, "blocks": blocks}, fresh, _new_hash(service)
    view.errors, view.trouble = {}, ""
    what = "home" if body["type"] == "home" else "modal"
    service.feed.show("home" if what == "home" else "modal", view, team.team_id, cause)
    return view


def publish_home(service: Service, team: Workspace, user: str, body: dict[str, Any]) -> View:
    known = team.homes.get(user)
    if known is not None:
        return redraw(service, team, known, body)
    _no_double(team, body)
    view = _fresh(service, user, body, "V")
    view.root = view.id
    team.homes[user] = view
    service.feed.show("home", view, team.team_id)
    return view


def close_top(service: Service, team: Workspace, view: View, cause: str = "", *, everything: bool = False) -> None:
    """Take a modal off the screen, or the whole stack of them."""
    stack = team.modals.get(view.user, [])
    if everything:
        stack.clear()
    elif view in stack:
        del stack[stack.index(view) :]
    service.feed.show("closed", view, team.team_id, cause)


def take_submission(service: Service, act: Act, view: View, answer: dict[str, Any]) -> None:
    """Carry out what the app answered to a submission: close, or show errors, or go on."""
    action = answer.get("response_action")
    if not answer:
        close_top(service, act.team, view, act.id)
    elif action == "clear":
        close_top(service, act.team, view, act.id, everything=True)
    elif action == "errors":
        view.errors = _checked_errors(view, answer.get("errors"))
        service.feed.show("modal", view, act.team.team_id, act.id)
    elif action == "update":
        redraw(service, act.team, view, check_view(answer.get("view")), act.id)
    elif action == "push":
        push_modal(service, act, check_view(answer.get("view")))
    else:
        raise RefusedError("invalid_arguments", messages=[f"[ERROR] unsupported response_action: {action}"])


def _checked_errors(view: View, errors: Any) -> dict[str, str]:
    """Slack shows errors beside input blocks only, and nothing but a shrug for anything else."""
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not all(isinstance(one, str) and one for one in errors.values()):
        raise RefusedError("invalid_arguments", messages=["[ERROR] errors must be sentences by block_id"])
    if strangers := errors.keys() - inputs:
        raise RefusedError("invalid_arguments", messages=[f"[ERROR] no input block: {sorted(strangers)}"])
    return dict(errors)


def view_json(view: View, team: Workspace, app_id: str) -> dict[str, Any]:
    """Show a view as the Web API and the payloads do."""
    body = view.body
    return {
        "id": view.id,
        "team_id": team.team_id,
        "type": body["type"],
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "external_id": body.get("external_id", ""),
        "state": {"values": view.values},
        "hash": view.hash,
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "root_view_id": view.root,
        "previous_view_id": view.previous or None,
        "app_id": app_id,
        "app_installed_team_id": team.team_id,
        "bot_id": team.bot_id,
        "title": body.get("title"),
        "submit": body.get("submit"),
        "close": body.get("close"),
    }
