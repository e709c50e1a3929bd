"""What people ask about goals that stay between them and Milepost: theirs is the last word on which those are."""

from typing import Annotated

from bot import changes
from bot.commands import command
from bot.errors import Refusal
from bot.goals import leaving_replies as replies
from bot.goals.between_us import is_about_leaving, speaking, vouched
from bot.goals.kinds import OwnGoal
from bot.messages import Reply
from bot.talk import Talk


@command("misread", title="Not about leaving", examples=["misread 1"])
async def misread(talk: Talk, goal: Annotated[OwnGoal, "Which goal."]) -> Reply:
    """Say that a goal is not about leaving your employer, so that it may be shown; the second time is harmless."""
    goal.confided = False
    goal.misread = "\n".join(vouched(goal, await speaking(talk, goal)))
    goal.leaving = await is_about_leaving(talk, goal)
    change = await changes.record_if_any(talk, f"said that {goal.named} is not about leaving", goal)
    return replies.not_about_leaving(goal, change)


@command("confide", title="Keep a goal between us", examples=["confide 1"])
async def confide(talk: Talk, goal: Annotated[OwnGoal, "Which goal."]) -> Reply:
    """Keep a goal between the two of us, as one about leaving your employer; the second time is harmless."""
    if goal.team:
        raise Refusal(
            f"{goal.heading} is its team’s own, so its channel sees it.",
            f"To make it yours again: share {goal.typed} with: nobody",
        )
    goal.confided = goal.leaving = True
    change = await changes.record_if_any(talk, f"kept {goal.named} between the two of us", goal)
    return replies.confided(goal, change)
