"""Whether Slack would open this modal or publish this home."""

from __future__ import annotations

import json
from typing import Any

from .blocks import block_problems, elements_of
from .checks import Check, flag, plain, problem, shape, string, typed
from .limits import most


def _anything(_value: Any, _where: str) -> Any:
    return iter(())


_SHARED: dict[str, Check] = {
    "private_metadata": string("view.private_metadata", least=0),
    "callback_id": string("view.callback_id", least=0),
    "external_id": string("view.external_id", least=0),
}
_MODAL = shape(
    {"title": plain("view.title"), "blocks": _anything},
    {
        **_SHARED,
        "submit": plain("view.submit"),
        "close": plain("view.close"),
        "clear_on_close": flag,
        "notify_on_close": flag,
    },
)
_HOME = shape({"blocks": _anything}, _SHARED)


def view_problems(view: Any, *, home: bool = False, where: str = "/view") -> list[str]:
    """Say what is wrong with a view, as `invalid_arguments` would."""
    table = {"home": _HOME} if home else {"modal": _MODAL}
    found = [f"[ERROR] {one}" for one in typed(table)(view, where)]
    if not isinstance(view, dict):
        return found
    blocks = view.get("blocks", [])
    found.extend(block_problems(blocks, limit="view.blocks", where=f"{where}/blocks"))
    if isinstance(blocks, list):
        known = [block for block in blocks if isinstance(block, dict)]
        if any(block.get("type") == "input" for block in known) and "submit" not in view and not home:
            found.append(f"[ERROR] {problem('missing required field: submit', where)}")
        focused = [one for block in known for one in elements_of(block) if one.get("focus_on_load")]
        if len(focused) > 1:
            found.append(f"[ERROR] {problem('only one element can have focus_on_load', where)}")
    return found


def too_large(view: Any) -> bool:
    return len(json.dumps(view).encode()) > most("view.bytes")
