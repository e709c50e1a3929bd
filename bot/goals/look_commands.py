"""What people ask to see of goals, and how they answer what is asked of one: as it is, or later."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from bot import changes
from bot.checkins.contributions import contributions
from bot.checkins.standing import standing, standings
from bot.coach.kinds import Elements
from bot.commands import command
from bot.dates.kinds import AskAgain
from bot.errors import Refusal
from bot.goals import finding, list_replies
from bot.goals.asked_next import in_its_rhythm
from bot.goals.fields import asked_by, said_last
from bot.goals.finding import Filter
from bot.goals.kinds import SeenGoal, WorkedOn
from bot.goals.redaction import redaction_of
from bot.goals.show_replies import goal_shown, left_open
from bot.goals.sighting import Sighting
from bot.goals.visibility import Sight
from bot.goals.whose import MINE, SomeWhose, read_whose
from bot.kinds import Number, Words, one_of
from bot.line.grammar import spell
from bot.messages import Reply
from bot.milestones.subjects import about
from bot.models import GoalState
from bot.nudges import second_tap, snoozing
from bot.nudges.digest_before import digest_before
from bot.nudges.replies import check_in_put_off
from bot.replies.paging import Page
from bot.roads.road import banked
from bot.roads.rows import end_of, roads
from bot.sharing.replies import goal_told
from bot.talk import Talk

_State = Annotated[str, one_of("State", "a state", finding.STATES, finding.ALSO_CALLED)]
_Only = Annotated[str, one_of("Only", "the filter", finding.ONLY)]


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
            return list_replies.nothing_found(wanted, finding.nearly(words) if wanted == typed else "", whose.name)
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
    if not page:
        return []
    stands = await standings(talk, [one.goal for one in page])
    confidence = await finding.confidence(talk, [one.goal.id for one in page])
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
    sure = (await finding.confidence(talk, [goal.goal.id]))[goal.goal.id]
    last = stands.last
    if last is not None and whole:
        last = (await redaction_of(talk, [goal.goal])).told(talk, goal.goal, last)
    said, added = said_last(sure, last, whole=whole), await contributions(talk, goal.goal)
    if not whole:
        return goal_told(goal, stands, talk.calendar, talk.now, said=said, added=added)
    road, end = (await roads(talk, [goal]))[0], await end_of(talk, goal.goal)
    asked, why_then = await in_its_rhythm(talk, goal.goal, "rhythm")
    review, _ = await in_its_rhythm(talk, goal.goal, "review")
    coming = asked_by(goal.goal, asked, why_then, review)
    return goal_shown(goal, road, end, talk.calendar, talk.now, added=added, said=said, asked=coming)


@command("keep", examples=["keep 1"], listed=False)
async def keep(talk: Talk, goal: Annotated[SeenGoal, "Which goal."]) -> Reply:
    """Leave a goal as it is: it stands in the place of the question about it."""
    shown = await show.run(talk, goal)
    return replace(shown, sections=(left_open(goal.goal), *shown.sections), replaces=True)


@command("later", examples=["later 1 tomorrow", "later 1 in 2 hours"])
async def later(
    talk: Talk, goal: Annotated[WorkedOn, "Which goal."], to: Annotated[AskAgain, "When to ask again."]
) -> Reply:
    """Put off the check-in of a goal; its due date stays. In a channel: for you alone."""
    row = goal.goal
    if row.standing != GoalState.active:
        raise Refusal(f"{row.heading} is {row.standing}, so nothing will be asked about it.", f"See show {row.typed}.")
    snoozing.refuse_if_off(row)
    if snoozing.is_for_oneself(talk, row):
        return await snoozing.snooze(talk, about(goal), to)
    change = await second_tap.put_off_by(talk, row, row, to)
    if change is None:
        row.put_off(to, talk.now)
        change = await changes.record(talk, f"put off the check-in of {row.named}", row)
    return check_in_put_off(about(goal), talk.calendar, change, digest=await digest_before(talk, row))
