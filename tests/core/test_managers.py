"""A manager of a goal: named by its owner, sees what is meant for them once both agree, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.charts.values import Progress, Roadmap
from bot.messages import Address, Reply
from bot.replies import plain
from tests.house import buttons
from tests.workspace import GENERAL, as_shown_before, says, takes_part, taps, with_a_goal

if TYPE_CHECKING:
    from tests.house import House


async def as_manager(house: House) -> None:
    """Ben is manager of Ana's goal 1, which has milestones, a note and a reason; it is number 1 to him."""
    await with_a_goal(house)
    await says(house, "ana", "milestone add 1 Draft the schema by: 2026-12-04; Hand in my notice")
    await as_shown_before(house)
    await says(house, "ana", "checkin 1 at risk note: I argued with ben blocker: ben")
    await takes_part(house, "ben", "manager")
    await house.passes(minutes=1)


async def test_a_manager_sees_nothing_before_both_agree(house: House) -> None:
    await with_a_goal(house)

    asked = await says(house, "ana", "share 1 with: ben as: manager")
    before = await says(house, "ben", "show billing")
    await house.passes(minutes=1)
    agreed = await taps(house, "ben", "I’m in")

    assert "I ask ben to be a manager of goal 1" in asked
    assert "sees how it stands, its milestones, numbers and dates, and not your notes or your reason" in asked
    assert "You have no goal" in before
    invitation = house.postbox.to("ben")[0]
    assert invitation.title == "ana asks you to be a manager of a goal: Ship the billing API"
    assert "could not change it" in plain.text(invitation)
    assert "You are a manager of ana’s goal: Ship the billing API" in agreed


async def test_a_manager_sees_milestones_numbers_and_dates_and_neither_notes_nor_the_reason(house: House) -> None:
    await as_manager(house)

    shown = await says(house, "ben", "show 1")
    everything = [
        await says(house, "ben", line)
        for line in ("show 1", "roadmap 1", "chart 1", "checkins 1", "list", "list whose: all", "show billing", "why 1")
    ]

    assert "ana: Ship the billing API" in shown
    assert "Confidence: at risk" in shown
    assert "Draft the schema: Fri 4 December 2026" in shown
    for told in everything:
        for hidden in ("promoted", "argued", "notice", "Blocker"):
            assert hidden not in told


async def test_lists_search_and_suggestions_offer_it_to_the_manager_and_the_pictures_draw_it(house: House) -> None:
    await as_manager(house)
    await says(house, "ben", "new Read 24 books")

    listed = await says(house, "ben", "list")
    offered = await house.dispatcher.suggest(Address("test", "T1", "ben"), "show", "goal", "bill")
    chart = await house.asks("ben", "chart billing", realm="T1")
    road = await house.asks("ben", "roadmap 1", realm="T1")

    assert "Shared with you\n1 Ship the billing API: ana’s · " in listed
    assert [(choice.label, choice.value) for choice in offered] == [("1 Ship the billing API", "1")]
    assert isinstance(chart, Reply)
    assert isinstance(chart.charts[0].picture, Progress)
    assert isinstance(road, Reply)
    assert isinstance(road.charts[0].picture, Roadmap)


async def test_what_a_manager_sees_is_shown_to_nobody_beside_them(house: House) -> None:
    """Asked for in a channel, the answer is the manager's own; the channel's picture and its digest have it not."""
    await as_manager(house)

    told = await house.asks("ben", "show 1", realm="T1", place=GENERAL)
    overview = await says(house, "ben", "team chart", GENERAL)
    await says(house, "ben", "team every Friday 15:00", GENERAL)

    assert isinstance(told, Reply)
    assert told.private
    assert "shown no goals yet" in overview
    assert "billing" not in await says(house, "ben", "team preview", GENERAL)
    assert "You have no goal" in await says(house, "cleo", "show billing", GENERAL)


async def test_a_manager_changes_nothing(house: House) -> None:
    await as_manager(house)

    for words in (
        "done 1",
        "alter 1 Something else",
        "share 1",
        "post 1",
        "checkin 1 5",
    ):
        assert "you can see it, and not change it" in await says(house, "ben", words), words


async def test_naming_a_manager_is_undone_and_is_in_the_history(house: House) -> None:
    await with_a_goal(house)
    await says(house, "ana", "share 1 with: ben as: manager")
    await house.passes(minutes=1)

    history = await says(house, "ana", "history 1")
    undone = await says(house, "ana", "undo")

    assert "you asked ben to be a manager of this goal" in history
    assert "Taken back" in undone
    assert "That offer no longer stands: ana took it back" in await taps(house, "ben", "I’m in")


async def test_a_manager_is_taken_the_sight_of_it_or_gives_it_back(house: House) -> None:
    await as_manager(house)

    taken = await says(house, "ana", "unshare 1 from: manager")
    gone = await says(house, "ben", "show 1")
    await says(house, "ana", "undo")
    left = await says(house, "ben", buttons(await house.says("ben", "show 1", realm="T1"))["Leave it"])
    await house.passes(minutes=1)

    assert "ben no longer sees goal 1" in taken
    assert "You have no goal" in gone
    assert "You have left ana’s goal" in left
    assert house.postbox.to("ana")[-1].title == "ben has left: manager of goal 1 Ship the billing API"


async def test_a_witness_who_becomes_the_manager_is_asked_again(house: House) -> None:
    await with_a_goal(house)
    await says(house, "ana", "milestone add 1 Draft the schema by: 2026-12-04")
    await takes_part(house, "ben")
    as_witness = await says(house, "ben", "show 1")
    await house.passes(minutes=1)

    await takes_part(house, "ben", "manager")

    assert "Draft the schema" not in as_witness
    assert "Draft the schema" in await says(house, "ben", "show 1")


async def test_whoever_was_named_once_is_the_manager_for_the_next_goal(house: House) -> None:
    await as_manager(house)
    await says(house, "ana", "new Learn to say no by: 2027-01-31")

    asked = await says(house, "ana", "share 2 with: manager")
    before = await says(house, "ben", "list whose: shared")
    await house.passes(minutes=1)
    await taps(house, "ben", "I’m in")

    assert "I ask ben to be a manager of goal 2" in asked
    assert "Learn" not in before
    assert "Learn to say no" in await says(house, "ben", "list whose: shared")


async def test_who_has_no_manager_or_several_is_told_and_asked(house: House) -> None:
    await as_manager(house)
    nobody = await says(house, "ben", "new Read 24 books") and await says(house, "ben", "share 2 with: manager")
    await says(house, "cleo", "help")
    await says(house, "ana", "share 1 with: cleo as: boss")
    await says(house, "ana", "new Learn to say no by: 2027-01-31")

    several = await house.asks("ana", "share 2 with: my manager", realm="T1")

    assert "You have named nobody as your manager yet." in nobody
    assert "share 1 with: @ben as: manager" in nobody
    assert isinstance(several, Reply)
    assert several.title == "You have named several managers. Which one do you mean?"
    chosen = next(call for label, call in buttons(several).items() if label.startswith("cleo"))
    assert "I ask cleo to be a manager of goal 2" in await says(house, "ana", chosen)


async def test_a_goal_of_leaving_is_not_the_managers_to_see_whatever_was_agreed(house: House) -> None:
    await as_manager(house)

    await says(house, "ana", "alter 1 Quit my job by: 2027-03-31")

    assert "You have no goal" in await says(house, "ben", "show 1")
    assert "speaks of leaving" in await says(house, "ana", "share 1 with: manager")


async def test_who_may_only_look_at_a_road_is_offered_nothing_to_do_on_it(house: House) -> None:
    await as_manager(house)

    theirs = await house.says("ben", "roadmap 1", realm="T1")
    own = await house.says("ana", "roadmap 1", realm="T1")

    assert "Draft the schema" in plain.text(theirs)
    assert buttons(theirs) == {}
    assert {"Add a milestone", "Add a short-term goal", "Done: Draft the schema"} <= buttons(own).keys()


async def offered(house: House, name: str, words: str, place: Address | None = None) -> list[str]:
    """Return the words of a reply and what its buttons would say."""
    answer = await house.asks(name, words, realm="T1", place=place)
    assert isinstance(answer, Reply)
    return [*buttons(answer).values(), plain.text(answer)]


async def test_a_manager_is_offered_no_check_in_that_is_refused_them(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben", "manager")

    for words in ("checkins 1", "chart 1", "show 1"):
        assert not [one for one in await offered(house, "ben", words) if "checkin" in one], words
    assert "checkin 1" in await offered(house, "ana", "checkins 1")
    assert "checkin 1" in await offered(house, "ana", "chart 1")


async def test_in_the_channel_of_a_teams_goal_its_manager_may_check_in_like_everybody_and_is_offered_it(
    house: House,
) -> None:
    await says(house, "ben", "help")
    await says(house, "ana", "new Resolve 200 tickets by: 2027-03-31 for: team", GENERAL)
    await takes_part(house, "ben", "manager")

    there = await offered(house, "ben", "show 1", GENERAL)
    for words in ("checkins 1", "chart 1", "show 1"):
        assert not [one for one in await offered(house, "ben", words) if "checkin" in one], words
    counted = await says(house, "ben", "checkin 1 5", GENERAL)
    posted = await offered(house, "ana", "post 1", GENERAL)
    elsewhere = await offered(house, "ana", "post 1", Address("test", "T1", "C_OTHER"))

    assert 'form checkin "Resolve 200 tickets"' in there
    assert "5" in counted
    assert 'form checkin "Resolve 200 tickets"' in posted
    assert not [one for one in elsewhere if "checkin" in one]


async def test_a_role_that_would_come_to_nothing_is_refused(house: House) -> None:
    await as_manager(house)
    await says(house, "ana", "new Learn to say no")

    as_owner = await says(house, "ana", "share 2 with: manager as: owner")
    here = await says(house, "ana", "share 2 with: here as: owner", GENERAL)
    team = await says(house, "ana", "share 2 with: team as: manager", GENERAL)
    nobody = await says(house, "ana", "share 2 as: owner")
    shown = await says(house, "ana", "share 2")
    as_manager_ = await says(house, "ana", "share 2 with: manager as: manager")

    assert "With: manager asks your manager to be manager of the goal." in as_owner
    assert "share 2 with: @ben as: owner" in as_owner
    assert "Only a person can be owner of a goal." in here
    assert "Only a person can be manager of a goal." in team
    assert "With whom, as owner?" in nobody
    assert "Audience: nobody" in shown
    assert "ben:" not in shown
    assert "I ask ben to be a manager of goal 2" in as_manager_
