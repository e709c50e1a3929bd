"""What people ask about milestones."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from bot import changes
from bot.catalogue import Frame
from bot.coach.kinds import Because
from bot.commands import command
from bot.dates.due import Due
from bot.dates.kinds import AskAgain, DueDate, NewDate
from bot.errors import Refusal
from bot.goals.fields import due_typed
from bot.goals.kinds import OpenGoal, TheGoal
from bot.goals.leaving import refuse_in_others
from bot.goals.rows import append, hand_over, milestones_of, refuse_if_ended, refuse_if_full
from bot.kinds import Nothing, kind_of, or_none
from bot.messages import Reply
from bot.milestones import ending, replies
from bot.milestones.duplicates import said_already
from bot.milestones.kinds import AskedMilestone, Drafts, OneDraft, OpenMilestone, TheMilestone, Value
from bot.milestones.reading import value_of
from bot.milestones.subjects import About
from bot.models import Goal, MilestoneState
from bot.nudges import second_tap, snoozing
from bot.nudges.replies import check_in_put_off
from bot.talk import Talk

_NewValue = Annotated[str | Nothing, or_none(kind_of(Value), "Value")]
_OtherGoal = Annotated[Goal, replace(kind_of(TheGoal), label="Another goal")]


@command(
    "milestone add",
    examples=[
        "milestone add 1 Draft the schema by: in 3 days",
        "milestone add billing Write the tests",
        "milestone add 1 draft by Friday; review by 12 May; ship mid-June",
    ],
)
async def add(
    talk: Talk,
    goal: Annotated[OpenGoal, "The goal that it leads to."],
    title: Annotated[Drafts, "The step, in a few words; several with a semicolon between."],
    *,
    by: Annotated[DueDate, "When it is due, if its words do not say."] | None = None,
    value: Annotated[Value, "Where the goal's number should stand by then."] | None = None,
) -> Reply:
    """Add a milestone to a goal, or several."""
    refuse_if_ended(goal)
    refused = [one for one in title if one.refused is not None]
    title = tuple(one for one in title if one.refused is None)
    refuse_if_full(goal, len(title))
    if value is not None and len(title) + len(refused) > 1:
        raise Refusal(
            "A value is that of one milestone.", f"Put it into the words: milestone add {goal.ref} to 60 % by Friday; …"
        )
    drafts = [one if one.due or by is None else replace(one, due=by) for one in title]
    added = [append(talk, goal, one.title, one.due, value_of(goal, value, one.title)) for one in drafts]
    await talk.session.flush()
    found = [About(one, goal) for one in added]
    again = said_already(found, (await milestones_of(talk, [goal]))[goal.id])
    what = f"milestone {found[0].ref}" if len(found) == 1 else f"milestones {found[0].ref} to {found[-1].ref}"
    change = await changes.record(talk, f"added {what}", goal)
    others = {
        step.ref: one.others
        for step, one in zip(found, drafts, strict=True)
        if one.others and (by is None or one.due != by)
    }
    two = [step for step, one in zip(found, drafts, strict=True) if one.has_two]
    again = (*again, *replies.two_dates(two), *replies.not_added(goal, refused))
    if len(found) == 1:
        return replies.milestone_added(found[0], talk.calendar, talk.now, change, others.get(found[0].ref, ()), again)
    return replies.milestones_added(found, talk.calendar, change, others, again)


async def _leave_the_others(_talk: Talk, _goal: str, said: Reply) -> Reply:
    return replace(said, replaces=False)


among = Frame("among", lambda talk, _goal: talk, _leave_the_others)
"""`among 1 milestone move 1.7 to: …`: an answer about one of several milestones, whose message stays as it is."""


@command("milestone done", title="Finish a milestone", examples=["milestone done 1.1", "milestone done schema"])
async def done(talk: Talk, milestone: Annotated[OpenMilestone, "Which milestone is done."]) -> Reply:
    """Say that a milestone is done."""
    return await ending.done(talk, milestone)


@command("milestone drop", examples=["milestone drop 1.1", "milestone drop 1.1 because: it is not needed"])
async def drop(
    talk: Talk,
    milestone: Annotated[OpenMilestone, "Which milestone to let go."],
    *,
    because: Annotated[Because, "Why; kept in the goal's history."] = "",
) -> Reply:
    """Let a milestone go; nothing more is sent about it."""
    return await ending.dropped(talk, milestone, because)


@command("milestone reopen", title="Take up a milestone", examples=["milestone reopen 1.1"])
async def reopen(talk: Talk, milestone: Annotated[TheMilestone, "Which milestone to take up again."]) -> Reply:
    """Take up a milestone again that was done or dropped."""
    if milestone.thing.state is MilestoneState.open:
        return replies.milestone_open_already(milestone)
    milestone.thing.state, milestone.thing.ended_at = MilestoneState.open, None
    change = await changes.record(talk, f"reopened milestone {milestone.ref}", milestone.goal)
    return replies.milestone_reopened(milestone, talk.calendar, talk.now, change)


async def _date(talk: Talk, milestone: TheMilestone) -> Mapping[str, str]:
    """Return when a milestone is due, as the asker would type it."""
    due = milestone.thing.due
    return {"to": due_typed(due, talk.calendar) if due else ""}


@command(
    "milestone move",
    current=_date,
    opens=True,
    examples=["milestone move 1.2 to: Friday because: the vendor is late", "milestone move 1.2 under: 7"],
)
async def move(
    talk: Talk,
    milestone: Annotated[TheMilestone, "Which milestone."],
    to: Annotated[NewDate, "Its new date."] | None = None,
    *,
    because: Annotated[Because, "Why; kept in the goal's history."] = "",
    under: Annotated[_OtherGoal, "Another goal to which it leads from now on."] | None = None,
) -> Reply:
    """Move a milestone to another date, or to another goal."""
    if to is None and under is None:
        raise Refusal("Where to?", f"For example: milestone move {milestone.ref} to: Friday", about="to")
    before = milestone.ref
    if to is not None and milestone.thing.state is not MilestoneState.open:
        raise Refusal(
            f"Milestone {before} is {milestone.thing.state}, so its date stays.",
            f"To go on with it: milestone reopen {before}",
        )
    if under is not None and under is not milestone.goal:
        refuse_if_ended(under)
        refuse_if_full(under, 1)
        hand_over(talk, under, milestone.thing)
        milestone = About(milestone.thing, under)
    if to is not None:
        milestone.thing.set_due(to if isinstance(to, Due) else None, talk.now)
    change = await changes.record(talk, f"moved milestone {before}", milestone.goal, reason=because)
    return replies.milestone_moved(before, milestone, talk.calendar, talk.now, change)


async def _current(_talk: Talk, milestone: TheMilestone) -> Mapping[str, str]:
    """Return what a milestone says now, and its value."""
    value = milestone.thing.value
    return {"title": milestone.thing.title, "value": f"{value:g}" if value is not None else ""}


@command(
    "milestone rename",
    title="Reword a milestone",
    examples=["milestone rename 1.2 Draft the schema of invoices", "milestone rename 1.2 value: none"],
    current=_current,
)
async def rename(
    talk: Talk,
    milestone: Annotated[TheMilestone, "Which milestone."],
    title: Annotated[OneDraft, "What it says from now on."] | None = None,
    *,
    value: Annotated[_NewValue, "Where the goal's number should stand by then, or none."] | None = None,
) -> Reply:
    """Say a milestone differently; a date in the words becomes its date."""
    if title is None and value is None:
        raise Refusal("What should it say?", f"For example: milestone rename {milestone.ref} Draft the schema")
    refuse_in_others(talk, milestone.goal, title.title if title is not None else "")
    if isinstance(value, Nothing):
        milestone.thing.value = None
    else:
        said = value_of(milestone.goal, value, title.title if title is not None else "")
        milestone.thing.value = said if said is not None else milestone.thing.value
    if title is not None:
        milestone.thing.title = title.title
    if title is not None and title.due is not None:
        milestone.thing.set_due(title.due, talk.now)
    change = await changes.record_if_any(talk, f"renamed milestone {milestone.ref}", milestone.goal)
    return replies.milestone_renamed(milestone, talk.calendar, talk.now, change)


@command(
    "milestone order",
    title="Order milestones",
    examples=["milestone order 1.3 before: 1.1", "milestone order 1.1 after: 1.3"],
)
async def order(
    talk: Talk,
    milestone: Annotated[TheMilestone, "Which milestone to put elsewhere."],
    *,
    before: Annotated[TheMilestone, "The one that comes after it."] | None = None,
    after: Annotated[TheMilestone, "The one that comes before it."] | None = None,
) -> Reply:
    """Put a milestone before or after another one of its goal."""
    other = before or after
    if other is None or (before is not None and after is not None):
        raise Refusal(
            "Before or after which one?", f"For example: milestone order {milestone.ref} before: {milestone.goal.ref}.1"
        )
    if other.goal is not milestone.goal:
        raise Refusal(
            f"{other.ref} belongs to another goal.",
            f"To move it there: milestone move {milestone.ref} under: {other.goal.typed}",
        )
    steps = (await milestones_of(talk, [milestone.goal]))[milestone.goal.id]
    was = list(steps)
    if other.thing is not milestone.thing:
        steps.remove(milestone.thing)
        steps.insert(steps.index(other.thing) + (before is None), milestone.thing)
    if steps == was:
        return replies.milestones_ordered(milestone.goal, steps, talk.calendar, None)
    for place, step in enumerate(steps, 1):
        step.place = place
    change = await changes.record(talk, f"put milestone {milestone.ref} in another place", milestone.goal)
    return replies.milestones_ordered(milestone.goal, steps, talk.calendar, change)


@command("milestone later", examples=["milestone later 1.1 in 2 days", "milestone later 1.1 tomorrow"])
async def later(
    talk: Talk,
    milestone: Annotated[AskedMilestone, "Which milestone."],
    to: Annotated[AskAgain, "When to ask again."],
) -> Reply:
    """Put off the check-in of a milestone; its due date stays. In a channel: for you alone."""
    if not milestone.is_open:
        raise Refusal(
            f"M{milestone.named[1:]} is not open, so nothing will be asked about it.",
            f"See show {milestone.goal.typed}.",
        )
    snoozing.refuse_if_off(milestone.goal)
    if snoozing.is_for_oneself(talk, milestone.goal, milestone.thing):
        return await snoozing.snooze(talk, milestone, to)
    change = await second_tap.put_off_by(talk, milestone.goal, milestone.thing, to)
    if change is None:
        milestone.thing.put_off(to, talk.now)
        change = await changes.record(talk, f"put off the check-in of milestone {milestone.ref}", milestone.goal)
    return check_in_put_off(milestone, talk.calendar, change)
