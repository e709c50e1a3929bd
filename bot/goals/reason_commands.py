"""What people ask about the reason that stands in a goal's own words."""

from typing import Annotated

from bot import changes
from bot.coach.reasons import holds, reason_in
from bot.commands import command
from bot.goals import reading, replies
from bot.goals.between_us import is_about_leaving
from bot.goals.kinds import OwnGoal
from bot.messages import Reply
from bot.models import Goal
from bot.roads.rows import end_of
from bot.talk import Talk


@command("withhold", title="Keep a reason private", examples=["withhold 1"], listed=False)
async def withhold(talk: Talk, goal: Annotated[OwnGoal, "Which goal."]) -> Reply:
    """Make a reason that stands in a goal's words the private one; the second time is harmless.

    Its date, its rhythm and how it is counted stay as they are.
    """
    goal.title, goal.wording = (_without(goal, said) for said in (goal.title, goal.wording))
    goal.leaving = goal.leaving and await is_about_leaving(talk, goal)
    end = await end_of(talk, goal)
    found = reading.read(goal, talk.local_now, end.title if end else "", own=True)
    change = await changes.record_if_any(talk, f"made the reason of {goal.named} private", goal)
    echo = replies.Echo(calendar=talk.calendar, own=True, end=end)
    return replies.goal_altered(goal, change, found, echo)


def _without(goal: Goal, words: str) -> str:
    """Return a goal's words without the reasons in them, which it keeps as its private one."""
    while (found := reason_in(words)) is not None:
        if not holds(goal.reason, found.words):
            goal.reason = "; ".join(filter(None, (goal.reason, found.words)))
        words = found.rest
    return words
