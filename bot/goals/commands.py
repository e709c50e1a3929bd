"""What people ask about goals: setting, changing, listing and showing them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from sqlmodel import col, func, select

from bot import changes
from bot.checkins.adding import contributions
from bot.checkins.kinds import HowCounted
from bot.checkins.recounting import recounted
from bot.checkins.standing import standing, standings
from bot.coach.kinds import Because, Elements, OwnWords, ToldAs, own_words
from bot.commands import command
from bot.dates.due import Due
from bot.dates.kinds import AskAgain, Dated, DueDate, NewDate, dated
from bot.errors import Refusal
from bot.goals import finding, list_replies, reading, replies
from bot.goals.finding import Filter
from bot.goals.kinds import (
    OwnGoal,
    SeenGoal,
    Sentence,
    Sighting,
    TheGoal,
    Under,
    Wording,
    WorkedOn,
    continued,
    read_title,
)
from bot.goals.rewording import reword
from bot.goals.rows import append, begin, milestones_of, refuse_if_ended, too_many
from bot.goals.showing import goal_shown
from bot.goals.templates import OneTemplate
from bot.goals.visibility import Sight
from bot.goals.whose import MINE, SomeWhose, read_whose
from bot.kinds import Nothing, Number, Words, kind_of, one_of, or_none
from bot.line import spell
from bot.messages import Reply
from bot.milestones.kinds import about
from bot.models import Confidence, Goal, GoalState
from bot.nudges import planner, putting_off, tapped
from bot.nudges.replies import check_in_put_off
from bot.paging import Page
from bot.roads.road import banked
from bot.roads.rows import end_of, put_under, roads
from bot.sharing.belonging import give, team_here
from bot.sharing.kinds import ForTeam
from bot.sharing.replies import told
from bot.talk import Talk

_State = Annotated[str, one_of("State", "a state", finding.STATES)]
_Only = Annotated[str, one_of("Only", "what to look for", finding.ONLY)]
_NewReason = Annotated[str | Nothing, or_none(kind_of(OwnWords))]
_NewTold = Annotated[str | Nothing, or_none(kind_of(ToldAs), "Wording for others")]
"""Words, or none any more."""


async def _echoed(talk: Talk, goal: Goal) -> replies.Echo:
    """Return what an answer tells of a goal beside its own words."""
    end = await end_of(talk, goal)
    steps = (await milestones_of(talk, [goal]))[goal.id]
    short_term = await talk.session.scalar(
        select(func.count()).select_from(Goal).where(Goal.parent_id == goal.id, Goal.state != GoalState.withdrawn)
    )
    return replies.Echo(
        calendar=talk.calendar,
        own=goal.person_id == talk.me.id,
        end=end,
        begun=bool(steps or short_term),
        review=_in_its_rhythm(talk, goal, "review"),
        asked=_in_its_rhythm(talk, goal, "rhythm"),
        crowd=await too_many(talk),
    )


async def _alike(talk: Talk, goal: Goal) -> Goal | None:
    """Return another goal of the asker, still ahead, that has the very same words."""
    asked = select(Goal).where(
        Goal.person_id == talk.me.id,
        Goal.id != goal.id,
        func.lower(Goal.title) == func.lower(goal.title),
        Goal.team == goal.team,
        Goal.state != GoalState.withdrawn,
        col(Goal.ended_at).is_(None),
        col(Goal.archived_at).is_(None),
    )
    return (await talk.session.scalars(asked.order_by(col(Goal.number)).limit(1))).first()


def _in_its_rhythm(talk: Talk, goal: Goal, kind: str) -> datetime | None:
    """Return, on the asker's clock, when a goal is asked about next beside its date: by its rhythm, or to look back."""
    first = (next(track, None) for track in planner.tracks(goal, (), talk.calendar, talk.now))
    found = next((planned.at for planned in first if planned is not None and planned.kind == kind), None)
    return found.astimezone(talk.calendar.zone) if found else None


@command(
    "new",
    examples=[
        "new Ship the billing API by: 2027-03-31",
        "new Read 24 books in 2027",
        "new Resolve 200 tickets by: 31 March for: team",
        "new template: reading",
    ],
)
async def new(
    talk: Talk,
    goal: Annotated[Sentence, "What you mean to reach, in one sentence."],
    *,
    by: Annotated[DueDate, "When it is due, if the sentence does not say."] | None = None,
    why: Annotated[OwnWords, "Your own reason; nobody else ever sees it."] | None = None,
    template: Annotated[OneTemplate, "Begin with a goal that others set often; its form opens."] | None = None,
    under: Annotated[Under, "The long-term goal that it leads to."] | None = None,
    for_: Annotated[ForTeam, "Whose goal: yours, or this channel’s team’s, to which everybody here adds."] = False,
) -> Reply:
    """Set a goal."""
    del template  # by now its words are the goal's
    place = team_here(talk, "new Resolve 200 tickets by: 31 March for: team") if for_ else None
    told = dated(goal, talk)
    told = replace(told, words=goal, due=by, others=()) if by else told
    row = begin(talk, told.words, reason=why or "", rhythm=told.rhythm)
    row.set_due(told.due, talk.now)
    doubt = reading.take_over(row, goal, talk.local_now)
    if isinstance(under, Goal):
        await put_under(talk, row, under)
    found = reading.read(row, talk.local_now, under.title if isinstance(under, Goal) else "", own=True)
    row.state = GoalState.draft if found.too_general else GoalState.active
    await talk.session.flush()
    if place is not None:
        await give(talk, row, place)
    change = await changes.record(talk, f"set {row.named}{' for the team' if row.team else ''}", row)
    return replies.goal_set(
        row, change, found, replace(await _echoed(talk, row), doubt=doubt, alike=await _alike(talk, row)), told.others
    )


@command(
    "alter",
    examples=[
        "alter 1 by: end of Q2 because: the vendor is late",
        "alter 1 Ship the billing API to all customers",
        "alter 2 under: 1",
    ],
)
async def alter(
    talk: Talk,
    goal: Annotated[TheGoal, "Which goal."],
    to: Annotated[Wording, "What it says from now on; … stands for what it says now."] | None = None,
    *,
    by: Annotated[NewDate, "Its new date."] | None = None,
    because: Annotated[Because, "Why it changes; kept in its history."] | None = None,
    under: Annotated[Under, "The long-term goal that it leads to."] | None = None,
    why: Annotated[_NewReason, "Your own reason, or none; nobody else ever sees it."] | None = None,
    wording: Annotated[_NewTold, "How it is told to others, instead of its title, or none."] | None = None,
    serves: Annotated[Elements, "Which of the six elements it serves."] | None = None,
    measure: Annotated[HowCounted, "How it is counted."] | None = None,
) -> Reply:
    """Change what a goal says, its date, its road, its reason, how it is counted or told."""
    words = any(given is not None for given in (to, by, why, wording, serves, measure))
    if not words and under is None:
        raise Refusal("What should change?", f"For example: alter {goal.typed} by: end of Q2")
    if why is not None and goal.person_id != talk.me.id:
        raise Refusal("The private reason is that of whoever set the goal.", "You can say why it changes: because: …")
    if words:
        # What was reached can still be moved to another road.
        refuse_if_ended(goal)
    to = await read_title(continued(goal.title, to), talk) if to else None
    was, doubt = replies.Was(goal.counts, goal.rhythm) if to is not None or measure is not None else None, None
    if measure is not None and (unclear := await recounted(talk, goal, measure, to or goal.title)) is not None:
        return unclear
    told = Dated(to or goal.title, by if isinstance(by, Due) else None) if by or not to else dated(to, talk)
    if to is not None:
        doubt = await reword(talk, goal, to, told.words, counted=measure is None)
    if told.due is not None or isinstance(by, Nothing):
        goal.set_due(told.due, talk.now)
    goal.reason = _instead(goal.reason, why)
    goal.wording = _instead(goal.wording, wording)
    goal.elements = serves if serves is not None else goal.elements
    if under is not None:
        await put_under(talk, goal, under if isinstance(under, Goal) else None)
    end = await end_of(talk, goal)
    found = reading.read(goal, talk.local_now, end.title if end else "", own=goal.person_id == talk.me.id)
    if goal.state is GoalState.draft and not found.too_general:
        goal.state = GoalState.active
    if why is not None and found.question is not None and found.question.point == "relevant":
        found = replace(found, question=None)  # that has just been answered
    change = await changes.record(talk, f"changed {goal.named}", goal, reason=because or "")
    echo = replace(await _echoed(talk, goal), was=was, doubt=doubt)
    return replies.goal_altered(goal, change, found, echo, told.others)


def _instead(said: str, words: str | Nothing | None) -> str:
    """Return what stands in the place of what was `said`: nothing new, nothing at all, or other words."""
    if words is None:
        return said
    return "" if isinstance(words, Nothing) else continued(said, words)


@command(
    "plan", title="Plan for a bad day", examples=["plan 1 if: a customer calls then: write one line before I answer"]
)
async def plan(
    talk: Talk,
    goal: Annotated[OwnGoal, "Which goal."],
    *,
    if_: Annotated[str | Nothing, or_none(own_words("a customer calls", "If")), "What may come in between, or none."],
    then: Annotated[str | Nothing, or_none(own_words("write one line before I answer", "Then")), "What you do then."],
) -> Reply:
    """Decide beforehand what to do when something comes in between."""
    if isinstance(if_, Nothing) or isinstance(then, Nothing):
        goal.obstacle = goal.response = ""
        return replies.plan_dropped(goal, await changes.record(talk, f"dropped the plan of {goal.named}", goal))
    goal.obstacle, goal.response = if_, then
    change = await changes.record(talk, f"planned for an obstacle of {goal.named}", goal)
    return replies.obstacle_planned(goal, change)


@command("copy", title="Copy a goal", examples=["copy 1"])
async def copy(talk: Talk, goal: Annotated[OwnGoal, "Which goal."]) -> Reply:
    """Set a goal like an earlier one, with its milestones but without dates."""
    steps = (await milestones_of(talk, [goal]))[goal.id]
    row = begin(talk, goal.title, reason=goal.reason, rhythm=goal.rhythm)
    row.measure, row.elements, row.leaving = goal.measure, goal.elements, goal.leaving
    await talk.session.flush()
    for step in steps:
        append(talk, row, step.title, value=step.value)
    change = await changes.record(talk, f"copied {goal.named} as {row.named}", row)
    return replies.goal_set(row, change, reading.read(row, talk.local_now, own=True), await _echoed(talk, row))


@command(
    "list",
    examples=[
        "list",
        "list billing",
        "list only: overdue",
        "list due: 7",
        "list whose: team untouched: 14",
        "list @ben",
        "list page: 2",
    ],
)
async def list_(
    talk: Talk,
    words: Annotated[Words, "Only goals with these words in their title."] = "",
    *,
    state: Annotated[_State, "Only goals in this state."] = "open",
    only: Annotated[_Only, "Only goals that need a look."] = "",
    due: Annotated[Number, "Only goals due within so many days."] | None = None,
    untouched: Annotated[Number, "Only goals without a change or a check-in for so many days."] | None = None,
    element: Annotated[Elements, "Only goals that serve one of the six elements."] = "",
    whose: Annotated[
        SomeWhose, "Yours and this team’s, those shared with you, teams’ alone, all, or @name’s that you may see."
    ] = MINE,
    page: Annotated[Number, "Which page, from 1."] = 1,
) -> Reply:
    """List goals, next due first."""
    if words.startswith("@") and " " not in words:
        words, whose = "", await read_whose(words, talk)
    typed = Filter(words, whose.words, whose.person, state, only, due, untouched, element.partition(",")[0])
    wanted, asked = finding.meant(typed), Page(page)
    found = await finding.find(talk, wanted, asked)
    if not found.all and wanted != typed:
        as_words = await finding.find(talk, typed, asked)
        wanted, found = (typed, as_words) if as_words.all else (wanted, found)
    again = _typed(talk, wanted)
    if not found.all:
        if wanted != Filter():
            return list_replies.nothing_found(wanted, finding.nearly(words))
        ever = await finding.find(talk, Filter(state="all"), Page(1, size=1))
        others = await finding.find(talk, Filter(whose="shared"), Page(1, size=1))
        return list_replies.nothing_ahead(others.all) if ever.all else list_replies.no_goals(others.all)
    shown = asked.of(found.all, again)
    entries = await _entries(talk, found.goals)
    with_me = await _shown_with_me(talk, wanted) if page == 1 else []
    return list_replies.goals_listed(entries, talk.local_now, talk.calendar, with_me, page=shown, again=again)


async def _shown_with_me(talk: Talk, wanted: Filter) -> list[list_replies.Entry]:
    """Return what a list of one's own goals tells of those that somebody else shows the asker."""
    if wanted.whose != Filter().whose:
        return []
    return await _entries(
        talk,
        (await finding.find(talk, replace(wanted, whose=finding.WITH_ME), Page(1, size=list_replies.SHARED))).goals,
    )


def _typed(talk: Talk, wanted: Filter) -> str:
    """Return the line that lists the same goals."""
    given = {name: str(getattr(wanted, name)) for name in ("words", "only", "due", "untouched", "element")}
    given |= {
        "state": wanted.state if wanted.state != "open" else "",
        "whose": wanted.whose if wanted.whose != "mine" else "",
    }
    values = {name: value for name, value in given.items() if value not in ("", "None")}
    return spell(talk.commands["list"], values) or "list"


async def _entries(talk: Talk, page: Sequence[Sighting]) -> list[list_replies.Entry]:
    """Return what a list tells of each goal on one page."""
    ids = [one.goal.id for one in page]
    stands = await standings(talk, [one.goal for one in page])
    said = await talk.session.execute(select(Goal.id, finding.last_said()).where(col(Goal.id).in_(ids)))
    confidence: dict[int, Confidence | None] = dict(list(said))
    dropped = [one for one in page if one.goal.state is GoalState.dropped and one.sight >= Sight.shared]
    kept = {road.goal.id: banked(road).words for road in await roads(talk, dropped)} if dropped else {}
    return [
        list_replies.Entry(one, stands[one.goal.id].progress, confidence.get(one.goal.id), kept.get(one.goal.id, ""))
        for one in page
    ]


@command("show", examples=["show 1", "show billing"])
async def show(talk: Talk, goal: Annotated[SeenGoal, "Which goal."]) -> Reply:
    """Show a goal with its milestones, as far as you may see it."""
    stands, whole = await standing(talk, goal.goal), goal.sight >= Sight.shared
    sure = await talk.session.scalar(select(finding.last_said()).where(Goal.id == goal.goal.id))
    said, added = replies.said_last(sure, stands.last, whole=whole), await contributions(talk, goal.goal)
    if not whole:
        return told(goal, stands.steps, stands.progress, talk.calendar, talk.now, said=said, added=added)
    road, end = (await roads(talk, [goal]))[0], await end_of(talk, goal.goal)
    return goal_shown(goal, road, end, talk.calendar, talk.now, added, said)


@command("keep", examples=["keep 1"], listed=False)
async def keep(talk: Talk, goal: Annotated[SeenGoal, "Which goal."]) -> Reply:
    """Leave a goal as it is: it stands in the place of the question about it."""
    return replace(await show.run(talk, goal), replaces=True)


@command("later", examples=["later 1 tomorrow", "later 1 in 2 hours"])
async def later(
    talk: Talk, goal: Annotated[WorkedOn, "Which goal."], to: Annotated[AskAgain, "When to ask again."]
) -> Reply:
    """Put off the check-in of a goal; its due date stays. In a channel: for you alone."""
    row = goal.goal
    if row.standing != GoalState.active:
        raise Refusal(f"{row.heading} is {row.standing}, so nothing will be asked about it.", f"See show {row.typed}.")
    if putting_off.is_for_oneself(talk, row):
        return await putting_off.put_off(talk, about(goal), to)
    change = await tapped.put_off_by(talk, row, row, to)
    if change is None:
        row.put_off(to, talk.now)
        change = await changes.record(talk, f"put off the check-in of {row.named}", row)
    return check_in_put_off(row.named, row, talk.calendar, change)
