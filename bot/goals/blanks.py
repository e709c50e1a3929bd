"""What stands in a wording where the coach left a blank for a day: it has to be one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.errors import Refusal
from bot.goals import reading
from bot.messages import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.models import Goal
    from bot.talk import Talk

_FOR_A_DAY = re.compile(rf"\bby {BLANK}\W*$")
"""The end of a wording that leaves its day to whoever fills it in."""
_ENDS = " .!?…"


def filled_in(wordings: Iterable[str], said: str) -> str:
    """Return what `said` has where one of `wordings` leaves a blank for a day, empty if it is none of them."""
    for wording in wordings:
        parts = wording.rstrip(_ENDS).split(BLANK)
        found = re.fullmatch("(.+)".join(map(re.escape, parts)), said.rstrip(_ENDS)) if len(parts) > 1 else None
        if found and _FOR_A_DAY.search(wording):
            return found[found.re.groups]
    return ""


def refuse_no_day(talk: Talk, goal: Goal, said: str) -> None:
    """Raise Refusal if `said`, in which no date was found, fills in a blank for a day that the coach left."""
    question = reading.read(goal, talk.local_now, own=goal.person_id == talk.me.id).question
    drafts = [answer.wording for answer in question.answers] + [question.draft or ""] if question else []
    day = filled_in(drafts, said)
    if day:
        raise Refusal(
            f"I find no date in “{day[:60]}”.",
            "For example: 31 March, next Friday, in 2 weeks. If it is none, add: by: none",
            about="to",
        )
