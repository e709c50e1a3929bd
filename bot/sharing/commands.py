"""What people ask about showing goals to others."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from bot import changes
from bot.checkins.contributions import contributions
from bot.checkins.standing import standing
from bot.coach.expressing import Facts, express
from bot.commands import command
from bot.errors import Barred, Refusal
from bot.goals import finding
from bot.goals.between_us import words_of_leaving
from bot.goals.fields import said_last
from bot.goals.kinds import OwnGoal, SeenGoal
from bot.goals.rows import refuse_if_ended
from bot.goals.sighting import Sighting
from bot.goals.visibility import Sight
from bot.messages import Address, Reply
from bot.models import Audience, Goal, Person, Role, Share, ShareState
from bot.nudges import notices
from bot.replies.wording import quoted
from bot.sharing import audience_replies, replies
from bot.sharing.belonging import give, take_home, team_here
from bot.sharing.kinds import AsRole, FromWhom, SomebodyElse, ThatChannel, TheManager, TheTeam, WithWhom
from bot.sharing.parts import ask, leave, parts_of
from bot.talk import Talk


@command(
    "share",
    examples=[
        "share 1",
        "share 1 with: @ben",
        "share 1 with: here",
        "share 1 with: team",
        "share 1 with: @ben as: manager",
        "share 1 with: manager",
        "share 1 with: @ben as: owner",
    ],
)
async def share(
    talk: Talk,
    goal: Annotated[OwnGoal, "Which goal."],
    *,
    with_: Annotated[WithWhom, "A person, manager, here (this channel), team (as its own goal), workspace, or nobody."]
    | None = None,
    as_: Annotated[AsRole, "A witness sees how it stands; a manager its milestones too; an owner may change it."]
    | None = None,
) -> Reply:
    """Show a goal to somebody; you see first what they would read."""
    await _refuse_leaving(talk, goal, "show")
    _refuse_role_of_nobody(goal, with_, as_)
    if with_ is None:
        return replies.previewed(goal, await _told(talk, goal), await parts_of(talk, goal), talk.place)
    if isinstance(with_, Person):
        return await ask(talk, goal, with_, as_ or Role.witness)
    if isinstance(with_, TheManager):
        return await ask(talk, goal, with_.person, Role.manager)
    if isinstance(with_, TheTeam):
        return await _give(talk, goal)
    if isinstance(with_, ThatChannel):
        if talk.place is None or talk.place.id != with_.id:
            raise Barred(
                "I show a goal to a channel when you say so there.",
                f"Type share {goal.ref} with: here in {with_.name or 'that channel'}",
            )
        return await _show_to(talk, goal, Audience.channel)
    return await _show_to(talk, goal, with_)


@command("invite", title="Ask somebody", examples=["invite 1 @ben", "invite 1 @ben as: manager"], listed=False)
async def invite(
    talk: Talk,
    goal: Annotated[OwnGoal, "Which goal."],
    with_: Annotated[SomebodyElse, "Whom to ask."],
    *,
    as_: Annotated[
        AsRole, "A witness sees how it stands; a manager its milestones too; an owner may change it."
    ] = Role.witness,
) -> Reply:
    """Ask somebody to have a part in a goal."""
    return await share.run(talk, goal, with_=with_, as_=as_)


async def _refuse_leaving(talk: Talk, goal: Goal, verb: str) -> None:
    """Raise Refusal for a goal of leaving: no wording makes others see it, so they are told in other ways, if any."""
    if goal.confided:
        raise Refusal(
            f"{goal.heading} stays between the two of us, as you said, so I {verb} it to nobody but you.",
            f"To have it be a goal like others: misread {goal.typed}",
        )
    if goal.leaving:
        said = await words_of_leaving(talk, goal)
        asks = express(Facts(goal.title, goal.wording or None, leaving=True), "manager")
        ways = (
            f"What speaks of it: {', '.join(map(quoted, said))}" if said else "",
            f"To tell them yourself what it asks for, type express {goal.typed} for: manager" if asks else "",
            f"If it is not about leaving, type misread {goal.typed}",
        )
        raise Refusal(
            f"{goal.heading} speaks of leaving, so I {verb} it to nobody but you, however it is worded for others.",
            "\n".join(filter(None, ways)),
        )


def _refuse_role_of_nobody(goal: Goal, with_: object, as_: Role | None) -> None:
    """Refuse a role that would come to nothing: only a person has one, and a manager is a manager."""
    if as_ is None or isinstance(with_, Person):
        return
    if with_ is None:
        raise Refusal(f"With whom, as {as_}?", f"Name them, for example: share {goal.typed} with: @ben as: {as_}")
    if not isinstance(with_, TheManager):
        raise Refusal(
            f"Only a person can be {as_} of a goal.", f"Name them, for example: share {goal.typed} with: @ben as: {as_}"
        )
    if as_ is not Role.manager:
        name = with_.person.name or "them"
        raise Refusal(
            "With: manager asks your manager to be manager of the goal.",
            f"For another part, name {name}, for example: share {goal.typed} with: @ben as: {as_}",
        )


async def _give(talk: Talk, goal: Goal) -> Reply:
    """Make a goal the own of this channel's team; the second time is harmless."""
    place = team_here(talk, f"share {goal.typed} with: team")
    refuse_if_ended(goal)
    if goal.team and goal.place == place:
        return audience_replies.given(goal)
    await give(talk, goal, place)
    return audience_replies.given(goal, await changes.record(talk, f"made {goal.named} the team’s own", goal))


async def _show_to(talk: Talk, goal: Goal, audience: Audience) -> Reply:
    if goal.team and audience is Audience.private:
        await take_home(talk, goal)
        change = await changes.record(talk, f"took {goal.named} back from the team", goal)
        return audience_replies.taken_home(goal, change)
    if goal.team:
        raise Refusal(
            f"{goal.heading} is its team’s own, so its channel sees it and nobody else.",
            f"To make it yours again: share {goal.typed} with: nobody",
        )
    before = goal.audience, goal.place
    goal.show_to(audience, _place_of(talk, goal, audience))
    parts = await parts_of(talk, goal)
    asked = [(part, person) for part, person in parts if part.state is ShareState.asked]
    open_ = asked if audience is Audience.private else []
    for part, _ in open_:
        part.state = ShareState.withdrawn
    still = _still_seeing(parts)
    if (goal.audience, goal.place) == before:
        if not open_:
            return audience_replies.audience_already(goal, still if audience is Audience.private else ())
        change = await changes.record(talk, f"took back who was asked about {goal.named}", goal)
        return audience_replies.asked_no_more(goal, [person.name or "somebody" for _, person in open_], still, change)
    goal.nudges_channel = goal.nudges_channel and audience is Audience.channel
    change = await changes.record(talk, f"shared {goal.named} with {audience.named}", goal)
    return audience_replies.audience_changed(goal, change, still)


def _place_of(talk: Talk, goal: Goal, audience: Audience) -> Address:
    """Return where the asker means an audience to be; raises Refusal where that cannot be seen from where they are."""
    if audience is Audience.private:
        return Address("", "", "")
    if talk.place is not None:
        return talk.place if audience is Audience.channel else replace(talk.place, id="")
    if audience is Audience.workspace and talk.who.realm:
        return replace(talk.who, id="")
    raise Refusal(
        "From here I don't see which channel you mean.",
        f"Type it in that channel: /goal share {goal.typed} with: here",
    )


def _still_seeing(parts: Sequence[tuple[Share, Person]]) -> list[str]:
    """Name those who see a goal by a part of their own, whatever its audience."""
    return [person.name or "somebody" for part, person in parts if part.state is ShareState.agreed]


@command("unshare", examples=["unshare 1", "unshare 1 from: @ben"])
async def unshare(
    talk: Talk,
    goal: Annotated[SeenGoal, "Which goal; one of somebody else's to leave it."],
    *,
    from_: Annotated[FromWhom, "Who shall no longer see what you set; everybody if you leave it out."] | None = None,
) -> Reply:
    """Show a goal to nobody any more, or leave somebody else's goal."""
    row = goal.goal
    if isinstance(from_, ThatChannel) and from_.id != row.channel:
        raise Refusal(f"{from_.name or 'That channel'} does not see {row.named}.", f"See show {row.typed}.")
    if goal.sight < Sight.whole:
        return await _give_back(talk, goal, from_)
    parts = await parts_of(talk, row)
    people = {person.id: person for _, person in parts}
    leaving = [part for part, person in parts if from_ is None or (isinstance(from_, Person) and person.id == from_.id)]
    if isinstance(from_, Person) and not any(part.state in (ShareState.asked, ShareState.agreed) for part in leaving):
        raise Refusal(f"{from_.name or 'That person'} has no part in {row.named}.", f"See share {row.typed}.")
    left = [part for part in leaving if part.state is ShareState.agreed]
    for part in leaving:
        part.state = ShareState.ended if part in left else ShareState.withdrawn
    was_team = row.team and not isinstance(from_, Person)
    if not isinstance(from_, Person):
        await take_home(talk, row)
    what = f"took {row.named} back from the team" if was_team else f"stopped sharing {row.named}"
    change = await changes.record(talk, what, row)
    for part in left:
        await notices.tell_of_share(talk.session, part, row, people[part.person_id], talk.now, by=change)
    if was_team:
        return audience_replies.taken_home(row, change)
    if not isinstance(from_, Person) and (still := _still_seeing(parts)):
        return audience_replies.audience_changed(row, change, still)
    return replies.unshared(row, from_ if isinstance(from_, Person) else None, change)


async def _give_back(talk: Talk, goal: Sighting, from_: object) -> Reply:
    """Give back the asker's part in a goal of somebody else's; raises Refusal where they mean another's part."""
    row, owner = goal.goal, goal.owner or "whoever set it"
    mine = next((part for part, person in await parts_of(talk, row) if person.id == talk.me.id), None)
    if mine is None or mine.state is not ShareState.agreed:
        raise Barred(f"“{goal.title}” is {goal.owner}’s, and you have no part in it to give back.")
    if from_ is not None and not (isinstance(from_, Person) and from_.id == talk.me.id):
        raise Barred(
            f"“{goal.title}” was set by {owner}, and only they say who sees it.",
            f"Ask {owner}. To give back your own part: unshare {row.typed}",
        )
    return await leave(talk, mine, row, await talk.session.get_one(Person, row.person_id))


@command("post", examples=["post 1"])
async def post(talk: Talk, goal: Annotated[OwnGoal, "Which goal."]) -> Reply:
    """Tell this channel how a goal stands, in the words meant for others."""
    await _refuse_leaving(talk, goal, "tell")
    if talk.place is None:
        raise Refusal(
            "There is nobody here but the two of us.",
            f"Type it in the channel that should hear it: /goal post {goal.typed}",
        )
    return await _told(talk, goal)


async def _told(talk: Talk, goal: Goal) -> Reply:
    """Tell a goal of the asker's as everybody reads it who is shown it: no more, and no less."""
    adds = goal.team and goal.place == talk.place
    stands, sure = await standing(talk, goal, for_others=True), await finding.confidence(talk, [goal.id])
    return replies.goal_told(
        Sighting(goal, Sight.told, talk.me.name, may_add=adds),
        stands,
        talk.calendar,
        talk.now,
        said=said_last(sure[goal.id], stands.last, whole=False),
        added=await contributions(talk, goal),
        posted=True,
    )
