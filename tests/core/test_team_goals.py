"""Goals of a channel's own: who sees them, who adds to them, who may change them, and the way there and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from bot.messages import Address, Form, Reply, Request
from bot.models import Checkin, CheckinState, Milestone, Nudge, NudgeState
from bot.outgoing import Uncertain
from bot.replies import plain
from tests.house import buttons, choices, tappable

if TYPE_CHECKING:
    from tests.house import House

SUPPORT = Address("test", "T1", "C_SUPPORT")
OTHER = Address("test", "T1", "C_OTHER")
TICKETS = "new Resolve 200 tickets by: 2027-03-31 for: team why: so that I get promoted"


async def says(house: House, name: str, words: str, place: Address | None = SUPPORT) -> str:
    """Return in words what `name`, of the workspace T1, is told in `place`."""
    return await house.reads(name, words, realm="T1", place=place)


async def values(house: House, *states: CheckinState) -> list[float | None]:
    async with house.database.transaction() as session:
        given = col(Checkin.state).in_(states or (CheckinState.given,))
        return list(await session.scalars(select(Checkin.value).where(given).order_by(col(Checkin.id))))


async def waiting(house: House) -> list[tuple[str, str]]:
    """Return the workspace and the channel of each check-in that waits."""
    async with house.database.transaction() as session:
        rows = await session.scalars(select(Nudge).where(Nudge.state == NudgeState.waiting).order_by(col(Nudge.id)))
        return [(row.realm, row.channel) for row in rows]


async def test_everybody_of_the_channel_sees_it_and_nobody_else(house: House) -> None:
    told = await says(house, "ana", TICKETS)
    await says(house, "ben", "new Read 24 books", None)

    assert "Whose: its channel’s team" in told
    assert "Set by: ana" in await says(house, "ben", "show tickets")
    for line in ("show tickets", "list", "checkins tickets", "chart tickets"):
        assert "promoted" not in await says(house, "ben", line)
    for place in (None, OTHER, Address("test", "T2", SUPPORT.id)):
        assert "You have no goal" in await says(house, "ben", "show tickets", place)
        assert "tickets" not in await says(house, "ben", "list whose: all", place)
    assert "Goal 1: Resolve 200 tickets" in await says(house, "ana", "show 1", None)


async def test_a_list_shows_the_teams_goals_in_its_channel(house: House) -> None:
    await says(house, "ana", TICKETS)
    await says(house, "ana", "new Ship the billing API")
    await says(house, "ana", "share 2 with: here")
    await says(house, "ben", "new Read 24 books")

    here = await says(house, "ben", "list")

    assert "Team: Resolve 200 tickets" in here
    assert "1 Read 24 books" in here
    assert "billing" not in here
    assert "tickets" not in await says(house, "ben", "list", None)
    assert "ana: Ship the billing API" in await says(house, "ben", "list whose: shared")
    assert "tickets" not in await says(house, "ben", "list whose: shared")
    assert "24 books" not in await says(house, "ben", "list team")
    assert "the team’s · no number yet" in await says(house, "ana", "list", None)


async def test_each_adds_and_takes_back_their_own_and_all_see_who_added_what(house: House) -> None:
    await says(house, "ana", TICKETS)
    await says(house, "ana", "checkin 1 50")
    await says(house, "ben", "checkin tickets 30")
    assert "ana: 50 tickets\nben: 42 tickets" in await says(house, "ben", "checkin tickets +12")

    await says(house, "ben", "undo")

    for name, line in (("ana", "show 1"), ("ben", "show tickets"), ("eve", "show tickets")):
        shown = await says(house, name, line)
        assert "80 of 200 tickets, 40 %" in shown
        assert "What each has added\n  ana: 50 tickets\n  ben: 30 tickets".replace("  ", "") in shown.replace("  ", "")
    posted = await house.asks("ana", "post 1", realm="T1", place=SUPPORT)
    assert isinstance(posted, Reply)
    assert not posted.private
    assert "ben: 30 tickets" in plain.text(posted)
    assert "checked in" in await says(house, "ben", "redo")
    assert "92 of 200" in await says(house, "ben", "show tickets")


async def test_who_adds_does_not_change_it_and_a_co_owner_may(house: House) -> None:
    await says(house, "ana", TICKETS)
    await says(house, "ben", "help")

    for line in ("drop tickets", "alter tickets Something else", "milestone add tickets A step", "unshare tickets"):
        refused = await says(house, "ben", line)
        assert "and ana changes its words" in refused or "you have no part in it" in refused

    await says(house, "ana", "share 1 with: ben as: owner")
    await house.passes(minutes=1)
    offer = buttons(house.postbox.to("ben")[-1])["I’m in"]
    await says(house, "ben", offer)
    assert "dropped" in (await says(house, "ben", "drop 1")).casefold()


@pytest.mark.parametrize("line", [TICKETS, "share 1 with: team"])
async def test_a_direct_message_says_where_to_type_it(house: House, line: str) -> None:
    await says(house, "ana", "new Ship the billing API")

    refused = await says(house, "ana", line, None)

    assert "I don’t see which team you mean" in refused
    assert "Type it in the team’s channel, for example: " in refused
    assert "1 goal" in await says(house, "ana", "list", None)


async def test_whom_a_goal_is_for_is_me_or_the_team(house: House) -> None:
    refused = await says(house, "ana", "new Resolve 200 tickets for: everybody else")
    mine = await says(house, "ana", "new Resolve 300 tickets for: me")
    form = await house.asks("ana", "new", realm="T1", place=SUPPORT)

    assert "For example: /goal new Resolve 200 tickets for: team" in refused
    assert "Whose" not in mine
    assert isinstance(form, Form)
    assert {ask.name: ask.options for ask in form.asks}["for"] == ("me", "team")


async def test_a_goal_of_leaving_is_no_teams(house: House) -> None:
    refused = await says(house, "ana", "new Quit my job by: 2027-03-31 for: team")
    await says(house, "ana", "new Quit my job by: 2027-03-31")
    turned = await says(house, "ana", "share 1 with: team")

    assert "speaks of leaving" in refused
    assert "speaks of leaving" in turned
    assert "No goals here yet" in await says(house, "ben", "list")


@pytest.mark.parametrize(
    ("goal", "said", "added", "stands"),
    [
        ("Resolve 200 tickets", (10, 40, 35), (10, 30, -5), "35 of 200 tickets"),
        ("Cut p95 latency from 800 to 300 ms", (700, 650.5, 500), (100, 49.5, 150.5), "at 500 ms (from 800 to 300 ms)"),
        ("Grow from 20 to 50 customers", (25, 26, 30), (5, 1, 4), "at 30 customers (from 20 to 50 customers)"),
    ],
)
async def test_the_way_to_a_team_and_back_leaves_it_where_it_stands(
    house: House, goal: str, said: tuple[float, ...], added: tuple[float, ...], stands: str
) -> None:
    await says(house, "ana", f"new {goal}")
    for number in said:
        await says(house, "ana", f"checkin 1 {number:g}")
        await house.passes(days=1)

    given = await says(house, "ana", "share 1 with: team")

    assert "Goal 1 is now this team’s own" in given
    assert await values(house) == [pytest.approx(value) for value in added]
    assert stands in await says(house, "ben", f"show {goal[:7]}")
    assert "Goal 1 is this team’s own" in await says(house, "ana", "share 1 with: team")
    assert await values(house) == [pytest.approx(value) for value in added]
    await says(house, "ana", "share 1 with: nobody")
    assert await values(house) == [pytest.approx(value) for value in said]
    assert stands in await says(house, "ana", "show 1")
    assert "You have no goal" in await says(house, "ben", f"show {goal[:7]}")


async def test_a_plain_number_says_where_a_goal_from_one_number_to_another_stands(house: House) -> None:
    await says(house, "ana", "new Cut costs from 10 to 5 k€ for: team")

    at_seven = await says(house, "ben", "checkin costs 7")
    at_six = await says(house, "eve", "checkin costs 6")
    again = await says(house, "eve", "checkin costs 6")

    assert "The team’s goal stands at 7" in at_seven
    assert "60 %" in at_seven
    assert "The team’s goal stands at 6" in at_six
    assert "80 %" in at_six
    assert "80 %" in again
    assert await values(house) == [3, 1, 0]
    assert "stands at 4" in await says(house, "ben", "checkin costs -2")
    await says(house, "ben", "undo")
    assert "stands at 8" in await says(house, "ben", "checkin costs +2")


async def test_where_it_stood_before_is_not_told_behind_what_was_said_since(house: House) -> None:
    await says(house, "ana", "new Cut costs from 10 to 5 for: team")
    late = await says(house, "ben", "checkin costs 9 on: yesterday")
    await says(house, "ben", "checkin costs 7")

    refused = await says(house, "eve", "checkin costs 8 on: yesterday")

    assert "stands at 9" in late
    assert "so I can't go back to" in refused
    assert "Say where it stands now, for example: /goal checkin" in refused
    assert "at 7" in await says(house, "ana", "show 1")


async def test_the_form_of_a_check_in_says_whether_the_number_is_added(house: House) -> None:
    async def blank(words: str) -> tuple[str, str]:
        request = Request(who=Address("test", "T1", "ana"), words=words, place=SUPPORT)
        form = house.dispatcher.opens(request)
        assert form is not None
        filled = await house.dispatcher.filled(request, form)
        assert isinstance(filled, Form)
        ask = next(ask for ask in filled.asks if ask.name == "value")
        return ask.label, ask.hint

    await says(house, "ana", TICKETS)
    await says(house, "ana", "new Read 24 books")
    await says(house, "ana", "new Cut costs from 10 to 5 for: team")

    label, hint = await blank("form checkin 1")
    assert label == "What you add"
    assert hint.startswith("How many you add to what the team has")
    assert (await blank("form checkin 2"))[0] == "Where it stands"
    assert (await blank("form checkin 3"))[0] == "Where it stands"


async def test_who_has_never_spoken_is_told_so_too_where_they_see_the_goal(house: House) -> None:
    """Their first form is opened from the channel, before anybody knows them; no other goal is read for it."""

    async def blank(words: str, place: Address | None = SUPPORT) -> str:
        request = Request(who=Address("test", "T1", "zoe"), words=words, place=place)
        form = house.dispatcher.opens(request)
        assert form is not None
        shown = await house.dispatcher.filled(request, form)
        assert isinstance(shown, Form), shown
        return next(ask for ask in shown.asks if ask.name == "value").label

    await says(house, "ana", TICKETS)
    await says(house, "ana", "new Cut costs from 10 to 5 for: team")

    assert await blank("form checkin tickets") == "What you add"
    assert await blank("form checkin costs") == "Where it stands"
    assert await blank("form checkin tickets", None) == "Where it stands"
    assert await blank("form checkin ~1") == "What you add"


async def test_a_habit_adds_up_for_one_and_for_many(house: House) -> None:
    await says(house, "ana", "new Run three times a week")
    await says(house, "ana", "checkin 1")

    await says(house, "ana", "share 1 with: team")
    await says(house, "ben", "checkin run")

    assert await values(house) == [1, 1]
    assert "2 of 3 this week" in await says(house, "ana", "show 1")


async def test_what_others_added_stays_counted_when_it_is_taken_back(house: House) -> None:
    await says(house, "ana", TICKETS)
    await says(house, "ana", "checkin 1 50")
    await says(house, "ben", "checkin tickets 30")
    await says(house, "ben", "checkin tickets 5")
    await says(house, "ben", "undo")

    back = await says(house, "ana", "unshare 1")

    assert "Goal 1 is yours again, and its channel no longer sees it" in back
    assert "80 of 200 tickets" in await says(house, "ana", "show 1")
    await house.passes(hours=1)
    await says(house, "ana", "checkin 1 90")
    assert "90 of 200 tickets" in await says(house, "ana", "show 1")
    assert "What each has added" not in await says(house, "ana", "show 1")


async def test_a_teams_goal_is_not_shown_elsewhere_but_may_move(house: House) -> None:
    await says(house, "ana", TICKETS)

    for whom in ("here", "workspace"):
        assert "To make it yours again: /goal share 1 with: nobody" in await says(house, "ana", f"share 1 with: {whom}")
    await says(house, "ana", "share 1 with: team", OTHER)

    assert "Team: Resolve 200 tickets" in await says(house, "ben", "show tickets", OTHER)
    assert "You have no goal" in await says(house, "ben", "show tickets")


async def test_each_step_is_undone_unless_somebody_has_built_on_it(house: House) -> None:
    await says(house, "ana", "new Resolve 200 tickets")
    await says(house, "ana", "checkin 1 10")
    await house.passes(days=1)
    await says(house, "ana", "checkin 1 40")
    await says(house, "ana", "share 1 with: team")

    await says(house, "ana", "undo")
    assert await values(house) == [10, 40]
    assert "You have no goal" in await says(house, "ben", "show tickets")
    await says(house, "ana", "redo")
    assert await values(house) == [10, 30]

    await says(house, "ben", "checkin tickets 7")
    assert "I can't take back “made goal 1 the team’s own”: ben changed it since" in await says(house, "ana", "undo")
    assert "47 of 200" in await says(house, "ana", "show 1")
    await says(house, "ben", "undo")
    assert "Taken back" in await says(house, "ana", "undo")
    assert await values(house) == [10, 40]


async def test_an_ended_goal_becomes_no_teams(house: House) -> None:
    await says(house, "ana", "new Resolve 200 tickets")
    await says(house, "ana", "done 1")

    assert "is reached, so it stays as it is" in await says(house, "ana", "share 1 with: team")


async def test_it_is_asked_about_in_the_channel_by_a_name_that_means_the_same_for_all(house: House) -> None:
    await says(house, "ben", "new Read 24 books", None)
    await says(house, "ana", "new Resolve 200 tickets by: in 3 days for: team")
    await says(house, "ana", "alter 1 wording: Help 200 people")
    await house.passes(days=3)
    (asked,) = house.postbox.to(SUPPORT.id)
    offered = choices(asked)

    await says(house, "ben", offered["Still on it"])
    form = await house.asks("ben", offered["Check in"], realm="T1", place=SUPPORT)

    assert asked.title == "The team’s goal is due: Help 200 people"
    assert list(offered) == [
        "Check in", "Still on it", "Stuck", "Why now?", "In an hour", "Tomorrow", "Next week", "Pick a time…",
    ]  # fmt: skip
    assert "nothing" not in await says(house, "ben", "checkins help")
    assert "still on it" in await says(house, "ben", "checkins help")
    assert "still on it" not in await says(house, "ben", "checkins 1", None)
    assert isinstance(form, Form)
    assert "Answered: ben checked in on the team’s goal" in await says(house, "ana", offered["Why now?"])
    assert "ana changes its words" in await says(house, "ben", "done help")
    assert "reached" in (await says(house, "ana", "done 1")).casefold()


async def test_several_things_of_a_team_are_asked_in_one_message(house: House) -> None:
    for n in (200, 300):
        await says(house, "ana", f"new Resolve {n} tickets by: in 3 days for: team")
    await says(house, "ana", "milestone add 1 Hire two people by: in 3 days")
    await house.passes(days=3)

    (asked,) = house.postbox.to(SUPPORT.id)

    assert asked.title == "3 things are due"
    assert sorted(section.text for section in asked.sections if section.text) == [
        "Team: Hire two people", "Team: Resolve 200 tickets", "Team: Resolve 300 tickets",
    ]  # fmt: skip
    calls = [button.call for button in tappable(asked)]
    assert not [call for call in calls if call.startswith("nudge")]
    step = next(call for call in calls if call.startswith("checkin ~") and ".1 " in call)
    assert "Noted: “" in await says(house, "ben", step)


async def test_what_waits_moves_with_the_goal(house: House) -> None:
    """What was planned for a channel is not asked there once it no longer sees the goal."""
    await says(house, "ana", "new Resolve 200 tickets by: in 3 days")
    assert await waiting(house) == [("T1", "")]
    await says(house, "ana", "share 1 with: team")
    assert await waiting(house) == [("T1", "C_SUPPORT")]
    await says(house, "ana", "share 1 with: team", OTHER)
    assert await waiting(house) == [("T1", "C_OTHER")]
    await says(house, "ana", "nudges 1 to: me")
    assert await waiting(house) == [("T1", "")]
    await says(house, "ana", "nudges 1 to: here", OTHER)
    await says(house, "ana", "unshare 1")

    await house.passes(days=3)

    assert house.postbox.to("ana")[-1].title == "Goal 1 is due: Resolve 200 tickets"
    assert not house.postbox.to("C_SUPPORT")
    assert not house.postbox.to("C_OTHER")
    assert "I ask in a direct message" in await says(house, "ana", "why 1")


async def test_the_digest_tells_of_it_as_the_teams(house: House) -> None:
    await says(house, "ana", "team every Friday 15:00")
    await says(house, "ana", TICKETS)
    await says(house, "ben", "checkin tickets 30")

    told = await says(house, "ana", "team preview")

    assert "Team: Resolve 200 tickets" in told
    assert "30 tickets more" in told


async def test_the_history_does_not_tell_that_numbers_are_told_another_way(house: House) -> None:
    await says(house, "ana", "new Resolve 200 tickets")
    await says(house, "ana", "checkin 1 10")
    await house.passes(days=1)
    await says(house, "ana", "checkin 1 40")
    await says(house, "ana", "share 1 with: team")

    told = await says(house, "ana", "history 1")

    assert "made this goal the team’s own" in told
    assert "40 → 30" not in told
    assert SUPPORT.id not in told


async def test_a_milestone_of_leaving_is_asked_about_in_private_and_the_ledger_says_why(house: House) -> None:
    await says(house, "ana", "new Resolve 200 tickets by: in 5 days for: team")
    await says(house, "ana", "milestone add 1 Hand in my notice by: in 2 days")
    await says(house, "ana", "milestone add 1 Write the handbook by: in 3 days")
    ahead = await says(house, "ana", "next")

    await house.passes(days=3)

    assert [reply.title for reply in house.postbox.to("ana")] == [
        "Milestone 1.1 is due: Hand in my notice",
        "Milestone 1.1 was due: Hand in my notice",
    ]
    assert [reply.title for reply in house.postbox.to(SUPPORT.id)] == [
        "The team’s milestone is due: Write the handbook"
    ]
    assert "Hand in my notice: Wed 25 November 2026" in ahead
    assert "I ask you in private, as it speaks of leaving" in await says(house, "ana", "why 1.1")


async def test_what_comes_to_speak_of_leaving_moves_to_a_direct_message(house: House) -> None:
    await says(house, "ana", "new Resolve 200 tickets by: in 5 days for: team")
    await says(house, "ana", "milestone add 1 Write the handbook by: in 2 days")
    await says(house, "ana", "milestone rename 1.1 Quit my job")

    await house.passes(days=2)

    assert house.postbox.to(SUPPORT.id) == []
    assert "I ask in a direct message, as it speaks of leaving" in await says(house, "ana", "why 1.1")


async def test_what_was_planned_for_a_channel_by_other_rules_is_looked_at_again_before_it_goes(house: House) -> None:
    """As after an upgrade: what waits for a channel that may not read it goes to its owner, at once."""
    await says(house, "ana", "new Resolve 200 tickets by: in 5 days for: team")
    await says(house, "ana", "milestone add 1 Write the handbook by: in 2 days")
    async with house.database.transaction() as session:
        step = (await session.scalars(select(Milestone))).one()
        step.title = "Quit my job"

    await house.passes(days=2)

    assert house.postbox.to(SUPPORT.id) == []
    assert [reply.title for reply in house.postbox.to("ana")] == ["Milestone 1.1 is due: Quit my job"]


async def test_what_is_tried_again_is_not_sent_where_it_may_not_be_read_any_more(house: House) -> None:
    await says(house, "ana", "new Resolve 200 tickets by: 2026-11-25 for: team")
    await says(house, "ana", "milestone add 1 Write the handbook by: 2026-11-24")
    house.postbox.troubles = [Uncertain("no answer")]
    await house.passes(hours=23)
    await says(house, "ana", "milestone rename 1.1 Quit my job")

    await house.passes(hours=1)

    assert house.postbox.to(SUPPORT.id) == []
    assert "that channel is not to read it any more. An earlier try may have arrived" in await says(
        house, "ana", "why 1.1"
    )


async def test_who_adds_to_it_is_told_who_reads_their_words_and_reads_them_again(house: House) -> None:
    await says(house, "ana", TICKETS)

    plain_number = await says(house, "ben", "checkin tickets 2")
    noted = await says(house, "ben", "checkin tickets 5 note: a long day")
    stuck = await says(house, "ben", "stuck tickets waiting for the vendor")
    own, owners, others = [await says(house, name, "checkins tickets") for name in ("ben", "ana", "cleo")]

    assert "read your words" not in plain_number
    assert "ana and co-owners read your words; the others here see what you add." in noted
    assert "ana and co-owners read your words; the others here see that it is stuck, and not by what." in stuck
    assert "a long day" in own
    assert "blocked by: waiting for the vendor" in own
    assert "blocked by: waiting for the vendor" in owners
    assert "vendor" not in others
    assert "read your words" not in await says(house, "ana", "checkin 1 3 note: mine")


async def test_that_it_is_stuck_is_read_by_all_and_by_what_is_not(house: House) -> None:
    await says(house, "ana", TICKETS)
    await says(house, "ben", "stuck tickets waiting for the vendor")

    for name in ("ben", "cleo"):
        shown = await says(house, name, "show tickets")
        assert "Stuck: yes" in shown
        assert "vendor" not in shown
    assert "Stuck: yes" in await says(house, "ana", "share 1")
    assert "Blocker: waiting for the vendor" in await says(house, "ana", "show 1")
