"""What somebody answers who was asked to have a part in a goal."""

from typing import Annotated

from bot import changes
from bot.commands import command
from bot.errors import Barred
from bot.goals.titles import title_told
from bot.kinds import Number
from bot.messages import Reply
from bot.models import Goal, GoalState, Person, Share, ShareState
from bot.nudges import notices
from bot.sharing import replies
from bot.sharing.parts import leave
from bot.talk import Talk


@command("agree", examples=["agree 7"], listed=False)
async def agree(talk: Talk, share: Annotated[Number, "What you were asked."]) -> Reply:
    """Agree to have a part in somebody's goal."""
    offered = await _offered(talk, share)
    if offered is None:
        return replies.offered_no_more()
    part, goal, owner = offered
    if part.state is ShareState.agreed:
        return replies.agreed(goal, part, owner)
    if part.state is not ShareState.asked:
        raise _over(part, owner)
    part.state = ShareState.agreed
    if part.number is None:
        talk.me.goals_numbered += 1
        part.number = talk.me.goals_numbered
    change = await changes.record(talk, f"agreed to be {part.role.one} of “{title_told(goal)}”", goal)
    await notices.tell_of_share(talk.session, part, goal, owner, talk.now, by=change)
    return replies.agreed(goal, part, owner, change)


@command("decline", examples=["decline 7"], listed=False)
async def decline(talk: Talk, share: Annotated[Number, "What you were asked."]) -> Reply:
    """Decline to have a part in somebody's goal, or give it back."""
    offered = await _offered(talk, share)
    if offered is None:
        return replies.offered_no_more()
    part, goal, owner = offered
    if part.state is ShareState.agreed:
        return await leave(talk, part, goal, owner)
    if part.state is ShareState.asked:
        part.state = ShareState.declined
        change = await changes.record(talk, f"declined to be {part.role.one} of “{title_told(goal)}”", goal)
        await notices.tell_of_share(talk.session, part, goal, owner, talk.now, by=change)
        return replies.declined(owner, change)
    return replies.declined(owner)


async def _offered(talk: Talk, id_: int) -> tuple[Share, Goal, Person] | None:
    """Return what the asker was offered; None for what is gone, with whoever offered it, or is another's."""
    part = await talk.session.get(Share, id_)
    if part is None or part.person_id != talk.me.id:
        return None
    goal = await talk.session.get_one(Goal, part.goal_id)
    owner = await talk.session.get_one(Person, goal.person_id)
    if goal.leaving or goal.state is GoalState.withdrawn or part.state is ShareState.withdrawn:
        raise _over(part, owner)
    return part, goal, owner


def _over(part: Share, owner: Person) -> Barred:
    """Say to whom an offer was made that it is over: nothing that they type makes it stand again."""
    by = f": {owner.name or 'they'} took it back" if part.state is ShareState.withdrawn else ""
    return Barred(
        f"That offer no longer stands{by}.",
        f"If you would like a part in that goal, ask {owner.name or 'them'} to share it again.",
    )
