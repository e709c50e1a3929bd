"""What people ask about milestones."""

from typing import Annotated

from bot import changes
from bot.commands import command
from bot.dates.kinds import AskAgain, Dated, DueDate, dated
from bot.errors import Refusal
from bot.goals.kinds import TheGoal
from bot.goals.progress import progress
from bot.goals.replies import check_in_put_off
from bot.goals.rows import append, milestones_of, refuse_if_ended
from bot.messages import Reply
from bot.milestones import replies
from bot.milestones.kinds import Step, TheMilestone, Title
from bot.models import Change, MilestoneState
from bot.talk import Talk


@command(
    "milestone add",
    examples=["milestone add 1 Draft the schema by: in 3 days", "milestone add billing Write the tests"],
)
async def add(
    talk: Talk,
    goal: Annotated[TheGoal, "The goal that it leads to."],
    title: Annotated[Title, "The step, in a few words."],
    *,
    by: Annotated[DueDate, "When it is due."] | None = None,
) -> Reply:
    """Add a milestone to a goal."""
    refuse_if_ended(goal)
    told = Dated(title, by) if by else dated(title, talk)
    milestone = append(talk, goal, told.words, told.due)
    await talk.session.flush()
    step = Step(goal, milestone)
    change = await changes.record(talk, f"added milestone {step.ref}", goal)
    return replies.milestone_added(step, talk.calendar, change)


@command("milestone done", examples=["milestone done 1.1", "milestone done schema"])
async def done(talk: Talk, milestone: Annotated[TheMilestone, "Which milestone is done."]) -> Reply:
    """Say that a milestone is done."""
    change = await _end(talk, milestone, MilestoneState.done)
    if isinstance(change, Reply):
        return change
    steps = (await milestones_of(talk, [milestone.goal]))[milestone.goal.id]
    return replies.milestone_done(milestone, progress(milestone.goal, steps), change)


@command("milestone drop", examples=["milestone drop 1.1"])
async def drop(talk: Talk, milestone: Annotated[TheMilestone, "Which milestone to let go."]) -> Reply:
    """Let a milestone go; nothing more is sent about it."""
    change = await _end(talk, milestone, MilestoneState.dropped)
    return change if isinstance(change, Reply) else replies.milestone_dropped(milestone, change)


async def _end(talk: Talk, step: Step, state: MilestoneState) -> Change | Reply:
    """End a milestone; one that has ended already says so instead, and nothing changes."""
    if step.milestone.ended_at is not None:
        return replies.milestone_ended_already(step, step.milestone.ended_at.astimezone(talk.calendar.zone))
    step.milestone.state, step.milestone.ended_at = state, talk.now
    verb = "marked milestone {} done" if state is MilestoneState.done else "dropped milestone {}"
    return await changes.record(talk, verb.format(step.ref), step.goal)


@command("milestone later", examples=["milestone later 1.1 in 2 days", "milestone later 1.1 tomorrow"])
async def later(
    talk: Talk,
    milestone: Annotated[TheMilestone, "Which milestone."],
    to: Annotated[AskAgain, "When to ask again."],
) -> Reply:
    """Put off the check-in of a milestone; its due date stays."""
    if not milestone.is_open:
        raise Refusal(
            f"Milestone {milestone.ref} is not open, so nothing will be asked about it.",
            f"See show {milestone.goal.ref}.",
        )
    milestone.milestone.put_off(to, talk.now)
    change = await changes.record(talk, f"put off the check-in of milestone {milestone.ref}", milestone.goal)
    return check_in_put_off(f"milestone {milestone.ref}", milestone.milestone, talk.calendar, change)
