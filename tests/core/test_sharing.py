"""Sharing: who is asked, who agrees, what they read, and what they never do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.goals.fields import facts
from bot.messages import Address, Reply, Request, Tone
from bot.models import Goal
from bot.replies import plain
from tests.house import buttons, told
from tests.workspace import GENERAL, as_shown_before, says, takes_part, taps, with_a_goal

if TYPE_CHECKING:
    from tests.house import House


async def test_a_witness_sees_how_it_stands_only_after_both_agree(house: House) -> None:
    await with_a_goal(house)

    asked = await says(house, "ana", "share 1 with: ben")
    before = await says(house, "ben", "show billing")
    await house.passes(minutes=1)
    agreed = await taps(house, "ben", "I’m in")
    after = await says(house, "ben", "show 1")

    assert "I ask ben to be a witness of goal 1" in asked
    assert "ana asks you to be a witness of a goal: Ship the billing API" in house.postbox.to("ben")[0].title
    assert "You have no goal “billing”" in before
    assert "You are a witness of ana’s goal" in agreed
    assert "ana: Ship the billing API" in after
    assert "promoted" not in after
    await house.passes(minutes=1)
    assert house.postbox.to("ana")[-1].title == "ben agreed: witness of goal 1 Ship the billing API"


async def test_a_second_tap_is_harmless_and_an_offer_taken_back_is_gone(house: House) -> None:
    await with_a_goal(house)
    await says(house, "ana", "share 1 with: ben")
    await house.passes(minutes=1)
    await says(house, "ana", "unshare 1 from: ben")

    gone = await taps(house, "ben", "I’m in")

    assert "That offer no longer stands: ana took it back" in gone
    assert "Correct it" not in gone
    await says(house, "ana", "share 1 with: ben")
    await house.passes(minutes=1)
    assert await taps(house, "ben", "I’m in")
    assert "You are a witness" in await taps(house, "ben", "I’m in")


async def test_a_witness_may_not_change_anything(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben")

    for words in ("done 1", "alter 1 Something else", "milestone add 1 A step", "share 1"):
        assert "you can see it, and not change it" in await says(house, "ben", words), words


async def test_a_co_owner_may_change_it_and_never_sees_the_reason(house: House) -> None:
    await with_a_goal(house)
    await says(house, "ana", "share 1 with: ben as: owner")
    await house.passes(minutes=1)
    await says(house, "ben", "new Read 24 books")
    await taps(house, "ben", "I’m in")

    shown = await says(house, "ben", "show 2")
    added = await says(house, "ben", "milestone add 2 Draft the schema by: in 3 days")
    await says(house, "ben", "milestone done 2.1")

    assert "Ship the billing API" in shown
    assert "promoted" not in shown
    assert "Milestone 2.1 is added" in added
    assert "1.1 Draft the schema" in await says(house, "ana", "show 1")
    for words in ("coach 2", "express 2 for: manager", "share 2"):
        assert "promoted" not in await says(house, "ben", words)


def test_a_reply_that_was_not_told_who_asks_shows_nothing_private() -> None:
    """Whatever was or was not done to the row before."""
    goal = Goal(id=1, person_id=1, number=1, title="Ship it", created_at=datetime.now(UTC))
    goal.reason, goal.obstacle, goal.response = "for a pay rise", "a customer calls", "write one line"

    assert facts(goal) == []
    assert [field.label for field in facts(goal, own=True)] == ["Your reason", "If", "Then"]


async def test_what_a_co_owners_reason_speaks_of_does_not_say_which_element_it_serves(house: House) -> None:
    await says(house, "ben", "help")
    await says(house, "ana", "new Ship the billing API by: 2027-03-31 why: for a pay rise")
    await takes_part(house, "ben", "owner")

    assert "Ideal income: 1 Ship the billing API" in await says(house, "ana", "elements")
    assert "Ideal income: none yet" in await says(house, "ben", "elements")


async def test_a_channel_sees_what_is_shown_to_it_and_nobody_else_does(house: House) -> None:
    await with_a_goal(house)

    await says(house, "ana", "share 1 with: here", GENERAL)

    assert "ana: Ship the billing API" in await says(house, "ben", "show billing", GENERAL)
    assert "You have no goal" in await says(house, "ben", "show billing")
    assert "You have no goal" in await says(house, "ben", "show billing", Address("test", "T2", "C_GENERAL"))
    await says(house, "ana", "undo")
    assert "You have no goal" in await says(house, "ben", "show billing", GENERAL)


async def test_posting_says_it_to_the_channel_in_the_words_meant_for_others(house: House) -> None:
    await with_a_goal(house)
    await says(house, "ana", "alter 1 wording: Make billing something others can build on")

    preview = await house.asks("ana", "share 1", realm="T1", place=GENERAL)
    posted = await house.asks("ana", "post 1", realm="T1", place=GENERAL)

    assert isinstance(preview, Reply)
    assert preview.private
    assert isinstance(posted, Reply)
    assert not posted.private
    assert posted.title == "ana: Make billing something others can build on"
    assert "promoted" not in plain.text(posted)
    assert "There is nobody here but the two of us" in await says(house, "ana", "post 1")


async def test_a_goal_of_leaving_is_shown_to_nobody(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben")
    await says(house, "ana", "alter 1 Quit my job by: 2027-03-31")

    refused = await house.asks("ana", "share 1", realm="T1", place=GENERAL)

    assert isinstance(refused, Reply)
    assert refused.tone is Tone.refused
    assert "You have no goal" in await says(house, "ben", "show 1")
    assert "No goals here" in await says(house, "ben", "list")


async def test_leaving_somebodys_goal_gives_the_part_back(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben")

    left = await says(house, "ben", "unshare 1")

    assert "You have left ana’s goal" in left
    assert "You have no goal" in await says(house, "ben", "show 1")


async def test_shown_already_is_said_and_leaves_nothing_to_take_back(house: House) -> None:
    await with_a_goal(house)

    same = await says(house, "ana", "share 1 with: nobody")
    undone = await says(house, "ana", "undo")

    assert same == "Goal 1 is shown to nobody already"
    assert "Taken back: you set goal 1" in undone


async def test_others_do_not_even_count_a_milestone_of_leaving(house: House) -> None:
    await with_a_goal(house)
    await says(house, "ana", "milestone add 1 Draft the schema; Hand in my notice; Kündigung einreichen")
    await as_shown_before(house)
    await takes_part(house, "ben", "owner")

    shown = await says(house, "ben", "show 1")

    assert "0 of 3 milestones done" in await says(house, "ana", "show 1")
    assert "0 of 1 milestones done" in shown
    assert "notice" not in shown
    assert "Kündigung" not in shown


async def test_the_coach_sees_no_more_of_a_road_than_the_one_who_asks(house: House) -> None:
    """Ben's goal lies under Ana's, of which he was co-owner: what she says of it since is not his to read."""
    await with_a_goal(house)
    await takes_part(house, "ben", "owner")
    await says(house, "ben", "new Write ten invoices by: 2027-01-31 under: billing")
    shared = await says(house, "ben", "express 2 for: manager") + await says(house, "ben", "coach 2")
    await says(house, "ana", "unshare 1")
    await says(house, "ana", "alter 1 Take over the marmot project")

    for words in ("coach 2", "express 2 for: manager", "express 2 for: team", "show 2", "alter 2 because: no reason"):
        assert "marmot" not in await says(house, "ben", words), words
        assert "Ship the billing API" not in await says(house, "ben", words), words
    assert "Ship the billing API" in shared


async def calls(house: House, name: str, words: str) -> dict[str, str]:
    """Return the buttons of what `name` is told, by their labels."""
    return buttons(await house.says(name, words, realm="T1"))


async def as_witness(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben")
    await house.passes(minutes=1)


async def test_declining_after_agreeing_gives_the_part_back_and_tells_the_owner(house: House) -> None:
    await with_a_goal(house)
    await says(house, "ana", "share 1 with: ben")
    await house.passes(minutes=1)
    invitation = house.postbox.to("ben")[-1]
    decline = buttons(invitation)["No, thank you"]
    await taps(house, "ben", "I’m in")

    left = await says(house, "ben", decline)
    await house.passes(minutes=1)

    assert "You have left ana’s goal: Ship the billing API" in left
    assert "You have no goal" in await says(house, "ben", "show 1")
    assert house.postbox.to("ana")[-1].title == "ben has left: witness of goal 1 Ship the billing API"


async def test_a_witness_can_leave_from_what_they_see(house: House) -> None:
    await as_witness(house)

    shown = await calls(house, "ben", "show 1")
    await says(house, "ben", shown["Leave it"])
    await house.passes(minutes=1)

    assert house.postbox.to("ana")[-1].title.startswith("ben has left")
    assert "Leave it" not in await calls(house, "ana", "show 1")


async def test_with_nobody_takes_an_open_invitation_back(house: House) -> None:
    await with_a_goal(house)
    await says(house, "ana", "share 1 with: ben")
    await house.passes(minutes=1)

    gone = await says(house, "ana", "share 1 with: nobody")

    assert "ben is no longer asked about goal 1" in gone
    assert "That offer no longer stands: ana took it back" in await taps(house, "ben", "I’m in")
    await says(house, "ana", "undo")
    assert "You are a witness" in await taps(house, "ben", "I’m in")


async def test_with_nobody_says_who_still_sees_it(house: House) -> None:
    await as_witness(house)

    same = await says(house, "ana", "share 1 with: nobody")
    stop = await calls(house, "ana", "share 1 with: nobody")

    assert "Goal 1 is shown to no channel already" in same
    assert "ben still sees it." in same
    assert stop["Stop sharing"] == "unshare 1"


async def test_who_takes_a_goal_back_from_a_channel_is_told_who_sees_it_still(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben")
    await says(house, "ana", "share 1 with: here", GENERAL)

    from_the_channel = await says(house, "ana", "unshare 1 from: here", GENERAL)

    assert "Nobody sees it but you, ben." in from_the_channel
    assert "yours alone" not in from_the_channel
    assert "Goal 1 is yours alone" in await says(house, "ana", "unshare 1")


async def test_who_takes_one_part_back_is_not_told_that_a_goal_is_theirs_alone(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben")
    await house.dispatcher.answer(Request(who=Address("test", "T1", "nameless"), words="help"))
    await says(house, "ana", "share 1 with: @nameless")

    taken_back = await says(house, "ana", "unshare 1 from: @nameless")

    assert "That person no longer sees goal 1" in taken_back


async def test_a_co_owner_reads_whom_a_check_in_goes_to(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben", "owner")

    shown = await says(house, "ben", "show 1")
    added = await says(house, "ben", "milestone add 1 Draft it by Friday")
    own = await says(house, "ana", "show 1")

    assert "ana is asked: Wed 31 March 2027" in shown
    assert "ana is asked: Fri 27 November 2026" in added
    assert "Check-in" not in shown + added
    assert "Check-in: Wed 31 March 2027, 09:00" in own


async def test_who_asks_to_look_into_a_goal_of_others_is_told_who_may(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben", "manager")

    for words in ("history billing", "coach billing", "express billing for: manager"):
        told = await says(house, "ben", words)

        assert "“Ship the billing API” is ana’s goal: you see how it stands, and the rest is for ana" in told, words
    assert "you can see it, and not change it" in await says(house, "ben", "done billing")


async def test_why_finds_by_its_words_what_the_asker_may_see(house: House) -> None:
    await with_a_goal(house)
    await says(house, "cleo", "help")
    for name, role in (("ben", "manager"), ("cleo", "witness")):
        await takes_part(house, name, role)

    assert "ana alone is asked about “Ship the billing API”, in private" in await says(house, "ben", "why billing")
    assert "You see how “Ship the billing API” stands, and no more of it." in await says(house, "cleo", "why billing")


async def test_a_co_owner_is_called_so(house: House) -> None:
    await with_a_goal(house)

    asked = await says(house, "ana", "share 1 with: ben as: co-owner")
    await house.passes(minutes=1)
    agreed = await taps(house, "ben", "I’m in")

    assert "I ask ben to be a co-owner of goal 1" in asked
    assert "You are a co-owner of ana’s goal" in agreed
    assert "agreed to be a co-owner of" in await says(house, "ana", "history 1")


async def test_the_preview_says_which_channel_sees_it_and_offers_nothing_that_is_so_already(house: House) -> None:
    await with_a_goal(house)
    elsewhere = Address("test", "T1", "C_OTHER")
    before = await house.says("ana", "share 1", realm="T1", place=GENERAL)
    await says(house, "ana", "share 1 with: here", GENERAL)

    here = await house.says("ana", "share 1", realm="T1", place=GENERAL)
    there = await house.says("ana", "share 1", realm="T1", place=elsewhere)
    alone = await house.says("ana", "share 1", realm="T1")

    assert "Show it to this channel" in buttons(before)
    assert "Audience: this channel" in plain.text(here)
    assert "Show it to this channel" not in buttons(here)
    assert "Audience: another channel than this one" in plain.text(there)
    assert "Show it to this channel" in buttons(there)
    assert "Audience: one channel" in plain.text(alone)


async def test_a_dropped_goal_is_shown_with_the_remark_that_it_is_dropped(house: House) -> None:
    await with_a_goal(house)
    asked_while_ahead = await says(house, "ana", "share 1 with: ben")
    await house.passes(minutes=1)
    await says(house, "ana", "drop 1")

    asked = await says(house, "ana", "share 1 with: ben as: manager")
    shown = await says(house, "ana", "share 1 with: here", GENERAL)

    assert "It is dropped, and that is what they read." in asked
    assert "It is dropped, and that is what they read." in shown
    assert "that is what they read" not in asked_while_ahead


def _told(reply: Reply) -> list[object]:
    """Return what a message tells, without what can be done about it."""
    return [(section.text, section.fields) for section in reply.sections if section.fields]


async def test_the_preview_holds_exactly_what_the_channel_then_reads(house: House) -> None:
    await with_a_goal(house)
    await says(house, "ana", "milestone add 1 Draft by Friday; Call the angry customer Miller; Hand in my notice")
    await as_shown_before(house)
    await says(house, "ana", "checkin 1 confidence: at risk note: told the recruiter yes")

    previewed = await house.asks("ana", "share 1", realm="T1", place=GENERAL)
    posted = await house.asks("ana", "post 1", realm="T1", place=GENERAL)
    await says(house, "ana", "share 1 with: here", GENERAL)
    read = await house.asks("ben", "show billing", realm="T1", place=GENERAL)

    assert isinstance(previewed, Reply)
    assert isinstance(posted, Reply)
    assert isinstance(read, Reply)
    assert previewed.sections[0].text == posted.title == read.title
    assert _told(previewed)[: len(_told(read))] == _told(read) == _told(posted)
    assert "Call the angry customer Miller" in plain.text(previewed)
    assert "at risk" in plain.text(previewed)
    assert "notice" not in plain.text(previewed)
    assert "recruiter" not in plain.text(previewed)


async def test_one_asked_again_at_the_very_same_moment_is_asked_for_what_stands(house: House) -> None:
    """As by a message that was sent twice, with an undo between; the clock has not moved."""
    await house.says("ben", "help", realm="T1")
    await house.says("ana", "new Ship it", realm="T1")

    for line in (
        "share 1 with: @ben as: manager",
        "undo",
        "share 1 with: @ben as: manager",
        "undo",
        "redo",
        "unshare 1",
    ):
        await house.reads("ana", line, realm="T1")
    told = await house.reads("ana", "share 1 with: @ben as: owner", realm="T1")
    await house.passes(minutes=1)

    assert "I ask ben to be a co-owner of goal 1" in told
    [asked] = house.postbox.to("ben")
    assert "co-owner" in plain.text(asked)


async def test_a_co_owner_is_offered_nothing_that_only_whoever_set_it_can_do(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben", "owner")

    assert "Coach" in buttons(await house.says("ana", "show 1", realm="T1"))
    shown = await house.says("ben", "show 1", realm="T1")
    typed = await house.reads("ben", "coach 1", realm="T1")
    suggested = await house.dispatcher.suggest(Address("test", "T1", "ben"), "coach", "goal", "", None)
    for call in buttons(shown).values():
        answer = await house.asks("ben", call, realm="T1")
        assert answer is not None
        assert "only they can do that" not in plain.text(answer), call

    assert "Coach" not in buttons(shown)
    assert "was set by ana, and only they can do that. Ask ana" in typed.replace("\n", " ").replace("  ", " ")
    assert suggested == []


async def test_who_is_asked_is_told_to_a_co_owner_who_says_how_it_stands(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben", "owner")
    await house.says("ana", "alter 1 by: 2026-12-11", realm="T1")

    stuck = told(await house.says("ben", "stuck 1 no budget", realm="T1", zone="Asia/Tokyo"))
    still = told(await house.says("ben", "checkin 1 still on it", realm="T1", zone="Asia/Tokyo"))
    own = told(await house.says("ana", "checkin 1 still on it", realm="T1"))

    assert stuck["ana is asked"] == still["ana is asked"] == "Thu 26 November 2026"
    assert "I ask again" not in {**stuck, **still}
    assert own["I ask again"] == "Thu 26 November 2026, 09:00 (Europe/Lisbon)"


async def test_why_does_not_say_that_nothing_was_planned_where_another_is_asked(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben", "manager")

    asked = await house.reads("ben", "why billing", realm="T1")
    await house.says("ana", "nudges 1 off", realm="T1")
    off = await house.reads("ben", "why billing", realm="T1")

    assert asked.startswith("ana alone is asked about")
    assert "planned" not in asked
    assert "switched off" in off
