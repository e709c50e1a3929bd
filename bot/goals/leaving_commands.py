"""What people ask about goals that stay between them and Milepost: theirs is the last word on which those are."""

from typing import Annotated

from bot import changes
from bot.commands import command
from bot.errors import Refusal
from bot.goals import leaving_replies as replies
from bot.goals.between_us import is_about_leaving, speaking, vouched
from bot.goals.kinds import OwnGoal
from bot.kinds import one_of
from bot.messages import Field, Reply
from bot.models import Audience, Goal, ShareState
from bot.sharing.parts import parts_of
from bot.talk import Talk

_Seen = Annotated[str, one_of("Seen", "who sees it:", ("as before",))]


@command("misread", title="Not about leaving", examples=["misread 1"])
async def misread(
    talk: Talk,
    goal: Annotated[OwnGoal, "Which goal."],
    *,
    seen: Annotated[_Seen, "As before, where others had a part in it: you are asked first."] | None = None,
) -> Reply:
    """Say that a goal is not about leaving your employer, so that it may be shown; the second time is harmless."""
    steps = await speaking(talk, goal)
    again = await _seen_again_by(talk, goal) if goal.leaving and not goal.team else []
    if again and seen is None:
        return replies.seen_again(goal, again, steps)
    goal.confided = False
    goal.misread = "\n".join(vouched(goal, steps))
    goal.leaving = await is_about_leaving(talk, goal)
    change = await changes.record_if_any(talk, f"said that {goal.named} is not about leaving", goal)
    if not change.edits and not goal.misread:
        return replies.never_read_so(goal)
    return replies.not_about_leaving(goal, change, again)


async def _seen_again_by(talk: Talk, goal: Goal) -> list[Field]:
    """Return who sees a goal that is private no more: its audience, and those who agreed, or can agree, to a part."""
    audience = [Field("Audience", goal.audience.named)] if goal.audience is not Audience.private else []
    waits = {ShareState.agreed: "", ShareState.asked: ", once they agree"}
    parts = [(part, person) for part, person in await parts_of(talk, goal) if part.state in waits]
    return [
        *audience,
        *(Field(person.called, f"{part.role.named}{waits[part.state]}") for part, person in parts),
    ]


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
