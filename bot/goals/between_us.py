"""Which goals stay between their owner and Milepost: by their words, their milestones and the owner’s say.

A goal is about leaving the employer where its title or a milestone that is not dropped speaks of it, unless the owner
said that those very words do not (`Goal.misread`); and wherever the owner says so (`Goal.confided`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlmodel import col, select

from bot.coach.expressing import means_leaving
from bot.models import Audience, Change, Goal, Milestone, MilestoneState, Share, ShareState
from bot.models.change import altering, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.models import Edit
    from bot.storage.recording import RecordingSession
    from bot.talk import Talk

_COUNTS = (MilestoneState.open, MilestoneState.done)
"""A milestone that was dropped or taken back says nothing of its goal any more."""
_STANDS = (ShareState.agreed, ShareState.asked)
_OF_THE_WHOLE = frozenset({"confided", "misread", "team"})
_OF_A_STEP = frozenset({"title", "state", "goal_id"})


async def speaking(talk: Talk, goal: Goal) -> list[str]:
    """Return the words of a goal's milestones that speak of leaving, whatever was said of the goal."""
    asked = select(Milestone.title).where(Milestone.goal_id == goal.id, col(Milestone.state).in_(_COUNTS))
    return [title for title in await talk.session.scalars(asked.order_by(col(Milestone.id))) if means_leaving(title)]


async def words_of_leaving(talk: Talk, goal: Goal) -> list[str]:
    """Return the words by which a goal is about leaving, as far as its owner has not said otherwise of them."""
    return [said for said in (goal.title, *await _of_its_steps(talk, goal)) if means_leaving(said, goal.misread)]


async def has_an_audience(talk: Talk, goal: Goal) -> bool:
    """Tell whether others would see a goal at once, or once they agree, if it were not private."""
    part = select(Share.id).where(Share.goal_id == goal.id, col(Share.state).in_(_STANDS)).limit(1)
    return goal.audience is not Audience.private or await talk.session.scalar(part) is not None


async def is_about_leaving(talk: Talk, goal: Goal) -> bool:
    """Tell whether a goal is about leaving, by its words, its milestones and what its owner says."""
    return (goal.confided and not goal.team) or bool(await words_of_leaving(talk, goal))


async def _of_its_steps(talk: Talk, goal: Goal) -> list[str]:
    """Return what its milestones say of it; a team's goal stays the team's, and hides them one by one."""
    return [] if goal.team else await speaking(talk, goal)


async def keep_between_us(talk: Talk) -> None:
    """Make goals private whose milestones came to speak of leaving in this command, and take that back with these.

    Words that are not touched leave a goal as it is: what was private stays so when the recogniser has learnt better.
    """
    session = cast("RecordingSession", talk.session.sync_session)
    if not session.touches(Goal, Milestone):
        return
    await talk.session.flush()
    edits = session.noted
    turned = {
        goal_id
        for edit in edits
        if edit.table == "milestone" and (edit.is_new or edit.after.keys() & _OF_A_STEP)
        for goal_id in await _turned_by(talk, edit)
    }
    said = {
        edit.row for edit in edits if edit.table == "goal" and edit.after.keys() & _OF_THE_WHOLE and not edit.is_new
    }
    reworded = {edit.row for edit in edits if edit.table == "goal" and "title" in edit.was}
    for goal_id in sorted(turned | said | reworded):
        goal = await talk.session.get_one(Goal, goal_id)
        if goal_id in turned | said:
            about = await is_about_leaving(talk, goal)
            # What was private before stays so when the owner's word, or a milestone, is taken back.
            stays = goal.leaving and not goal.team and not about
            goal.leaving = about or (stays and not (goal_id in turned and await _a_step_made_it_so(talk, goal)))
        elif not goal.leaving:
            # Its title was judged as it was written; what its milestones say holds whatever it reads.
            goal.leaving = goal.confided or _any(await _of_its_steps(talk, goal), goal)


async def _a_step_made_it_so(talk: Talk, goal: Goal) -> bool:
    """Tell whether it was a milestone, and nothing before it, by which a goal became private last.

    What was taken back counts for nothing: neither that the owner said otherwise of its words, nor the undo of that.
    """
    asked = select(Change).where(Change.goal_id == goal.id, altering("leaving"))
    turns = [change for change in await talk.session.scalars(asked) if _became(change, goal) is not None]
    last = next((change for change in standing(turns) if _became(change, goal)), None)
    return last is not None and any(edit.table == "milestone" for edit in last.edits)


def _became(change: Change, goal: Goal) -> bool | None:
    """Return whether a goal was private after a change by which that turned; None where it did not turn."""
    edit = next((edit for edit in change.edits if edit.of == ("goal", goal.id)), None)
    if edit is None or not {"leaving"} <= edit.was.keys() & edit.after.keys():
        return None
    return edit.after["leaving"] if edit.after["leaving"] != edit.was["leaving"] else None


async def _turned_by(talk: Talk, edit: Edit) -> Iterable[int]:
    """Return the goals to which a milestone led before or after an edit, if its words spoke or speak of leaving."""
    step = await talk.session.get_one(Milestone, edit.row)
    if not any(map(means_leaving, {step.title, edit.was.get("title", step.title)})):
        return ()
    return {step.goal_id, edit.was.get("goal_id", step.goal_id)}


def _any(words: Iterable[str], goal: Goal) -> bool:
    return any(means_leaving(said, goal.misread) for said in words)


def vouched(goal: Goal, steps: Iterable[str]) -> Iterator[str]:
    """Yield the lines of which an owner says that they are not about leaving, beside those that stood already."""
    known = goal.misread.splitlines()
    yield from known
    yield from dict.fromkeys(said for said in (goal.title, *steps) if means_leaving(said) and said not in known)
