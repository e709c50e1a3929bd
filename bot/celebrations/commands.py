"""What people do when something is reached: its owner has it told in the channel, and the others cheer."""

from dataclasses import replace
from typing import Annotated, NamedTuple, TypeAlias

from sqlmodel import col, select

from bot import changes
from bot.celebrations import celebrating, replies, telling
from bot.commands import command
from bot.errors import Barred, Refusal
from bot.goals.kinds import EndedGoal
from bot.goals.titles import title_told
from bot.kinds import Number, kind_of
from bot.life.kinds import Done
from bot.messages import Reply
from bot.milestones.subjects import Step
from bot.models import (
    Audience,
    Celebration,
    CelebrationState,
    Cheer,
    CheerState,
    Goal,
    LedgerEntry,
    Milestone,
    Nudge,
    NudgeState,
)
from bot.talk import Talk

Reached: TypeAlias = Annotated[
    Goal | Step, replace(kind_of(Done), suggest=kind_of(EndedGoal).suggest, only="that is reached")
]


@command("celebrate", title="Celebrate in the channel", examples=["celebrate 1", "celebrate 1.3"])
async def celebrate(
    talk: Talk, what: Annotated[Reached, "Which goal is reached, or the last milestone of one."]
) -> Reply:
    """Tell the channel that sees a goal that it is reached, in the words meant for others; it can cheer."""
    goal, step = (what, None) if isinstance(what, Goal) else (what.goal, what.thing)
    await _refuse(talk, goal, step)
    known = await celebrating.that_of(talk.session, goal, step)
    if known is not None and known.state is CelebrationState.told and (became := await _became(talk, known)):
        at = known.at.astimezone(talk.calendar.zone)
        if became.state is NudgeState.sent:
            return replies.told_already(goal, at, await celebrating.count(talk.session, known))
        return replies.agreed_already(goal, at, became.words)
    await celebrating.agreed(talk.session, goal, step, talk.me, talk.now)
    change = await changes.record(talk, f"had {goal.named} celebrated in its channel", goal)
    return replies.agreed(goal, talk.me.called, change, every_step=step is not None)


async def _refuse(talk: Talk, goal: Goal, step: Milestone | None) -> None:
    """Raise Refusal unless this is the asker's to celebrate, was reached, and has a channel that may hear it."""
    if goal.person_id != talk.me.id:
        owner = goal.owner_or("somebody else")
        raise Barred(
            f"“{title_told(goal)}” was set by {owner}, and only they say whether it is celebrated.",
            f"See how it stands: show {goal.typed}",
        )
    if goal.leaving:
        raise Refusal(f"{goal.heading} stays between the two of us, so I tell it to nobody but you.")
    if goal.audience is Audience.workspace:
        raise Refusal(
            f"{goal.heading} is shown to the whole workspace, and I don’t know which channel to tell.",
            f"In the one that shall hear it, type /goal post {goal.typed}",
        )
    if not celebrating.has_channel(goal):
        raise Refusal(
            f"{goal.heading} is shown to no channel, so there is nobody to tell.",
            f"Show it first: in the channel, type /goal share {goal.typed} with: here",
        )
    if not celebrating.may_be_told(goal, step):
        raise Refusal(f"{goal.heading} is not reached yet.", f"Once it is, tell me: done {goal.typed}")
    if step is not None and await celebrating.is_more_to_do(talk.session, goal):
        raise Refusal(f"{goal.heading} has milestones that are still open.", f"See what is left: show {goal.typed}")


class _Became(NamedTuple):
    """What became of what was to be told."""

    words: str
    """The last step in its story."""
    state: NudgeState


async def _became(talk: Talk, celebration: Celebration) -> _Became | None:
    """Return what became of what was to be told; None if it never arrived, so that it may be told again."""
    steps = (
        select(LedgerEntry, Nudge)
        .join(Nudge, col(Nudge.id) == LedgerEntry.nudge_id)
        .where(Nudge.celebration_id == celebration.id, col(Nudge.channel) != "")
        .order_by(col(LedgerEntry.id).desc())
        .limit(1)
    )
    last = (await talk.session.execute(steps)).first()
    if last is None:
        return None
    step, nudge = last
    return None if nudge.state in telling.NOT_TOLD else _Became(step.words, nudge.state)


@command("cheer", examples=["cheer 7"], listed=False)
async def cheer(talk: Talk, celebration: Annotated[Number, "What is celebrated."]) -> Reply:
    """Cheer for what somebody reached; the second time is harmless."""
    # Held, so that two who cheer at once are both counted.
    asked = select(Celebration).where(Celebration.id == celebration).with_for_update(key_share=True)
    row = (await talk.session.scalars(asked)).first()
    if row is None or talk.place != celebrating.place_of(row):
        raise Refusal("I know of nothing here to cheer for.", "Cheer where it was told, by the button below it.")
    goal, _, owner = await celebrating.about(talk.session, row)
    if not await celebrating.stands(talk.session, row):
        return await celebrating.in_channel(talk.session, row)
    if owner.id == talk.me.id:
        raise Barred("That is what you reached yourself: cheering is for the others.", "Well done, though.")
    mine = select(Cheer).where(Cheer.celebration_id == row.id, Cheer.person_id == talk.me.id)
    given = (await talk.session.scalars(mine)).first()
    if given is None or given.state is not CheerState.given:
        given = given or Cheer(celebration_id=row.id, person_id=talk.me.id, at=talk.now)
        given.state, given.at = CheerState.given, talk.now
        talk.session.add(given)
        await talk.session.flush()
        change = await changes.record(talk, f"cheered for “{title_told(goal)}”")
        await telling.plan_count(talk.session, row, change, talk.now)
        await telling.plan_thanks(talk.session, row, owner, talk.now)
    return await celebrating.in_channel(talk.session, row)
