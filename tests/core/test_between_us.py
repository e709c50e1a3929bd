"""Which goals stay between their owner and Milepost: the owner has the last word, and a milestone says it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import update

from bot.coach.expressing import means_leaving
from bot.messages import Tone
from bot.models import Goal
from bot.replies import plain
from tests.house import buttons
from tests.workspace import GENERAL, says, takes_part, with_a_goal

if TYPE_CHECKING:
    from tests.house import House

NOTICE = "Give two weeks' notice before every rota change"
"""Words that sound like leaving, and are about something else."""
QUESTION = "It is not about leaving"
SEEN = "misread 1 seen: as before"
BETWEEN_US = "stays between the two of us"


async def misread(house: House, title: str = NOTICE) -> None:
    """Let ana set a goal that is taken for leaving, while ben looks on."""
    await says(house, "ben", "help")
    set_ = await house.says("ana", f"new {title}", realm="T1")
    assert buttons(set_)[QUESTION] == "misread 1"


async def test_a_goal_that_was_taken_for_leaving_is_a_goal_like_others_once_its_owner_says_so(house: House) -> None:
    await misread(house)
    await says(house, "ana", "done 1")
    await says(house, "ana", "reopen 1")
    assert "speaks of leaving" in await says(house, "ana", "share 1 with: here", GENERAL)

    said = await house.says("ana", "misread 1", realm="T1")
    again = await house.says("ana", "misread 1", realm="T1")
    await says(house, "ana", "share 1 with: here", GENERAL)
    told = await says(house, "ana", "express 1 for: manager")

    assert said.title == f"Goal 1 is not about leaving: {NOTICE}"
    assert again.title == f"Goal 1 is not about leaving, as you said: {NOTICE}"
    assert "Undo" in buttons(said)
    assert "Undo" not in buttons(again)
    assert NOTICE in await says(house, "ben", "show notice", GENERAL)
    assert "give two weeks' notice before every rota change" in told
    assert "No word of leaving is in it" not in told
    assert "in its channel" in await says(house, "ana", "nudges 1 to: here", GENERAL)
    await says(house, "ana", "done 1")
    assert "two weeks' notice" in await says(house, "ana", "brag")


async def test_that_a_goal_is_not_about_leaving_can_be_taken_back(house: House) -> None:
    await misread(house)
    await says(house, "ana", "misread 1")
    await says(house, "ana", "share 1 with: here", GENERAL)

    told = await says(house, "ana", "history 1")
    await says(house, "ana", "undo")
    await says(house, "ana", "undo")

    assert f"you said that this goal is not about leaving (not about leaving: “{NOTICE}”)" in told
    assert "speaks of leaving" in await says(house, "ana", "share 1 with: here", GENERAL)


@pytest.mark.parametrize(
    ("words", "is_kept"),
    [
        ("Give two weeks' notice before every rota change, in writing", True),
        ("GIVE TWO WEEKS' NOTICE BEFORE EVERY ROTA CHANGE by June", True),
        ("Tell everybody of a rota change early", True),
        ("Give two weeks' notice", False),
        ("Give two weeks' notice before every rota change and quit my job", False),
        ("Hand in my notice", False),
    ],
)
async def test_the_owners_word_holds_for_new_words_that_say_no_more_of_it(
    house: House, words: str, *, is_kept: bool
) -> None:
    await misread(house)
    await says(house, "ana", "misread 1")
    await takes_part(house, "ben", "owner")

    altered = await house.says("ana", f"alter 1 {words}", realm="T1")

    assert (BETWEEN_US not in plain.text(altered)) is is_kept
    assert (QUESTION not in buttons(altered)) is is_kept
    assert ("no goal" not in (await says(house, "ben", "list")).casefold()) is is_kept
    await says(house, "ana", "undo")
    assert NOTICE in await says(house, "ben", "show 1")


async def test_what_was_said_of_a_goal_goes_with_its_copy(house: House) -> None:
    await misread(house)
    await says(house, "ana", "misread 1")
    await says(house, "ana", "new Learn to bake bread")
    await says(house, "ana", "confide 2")

    assert BETWEEN_US not in await says(house, "ana", "copy 1")
    assert BETWEEN_US in await says(house, "ana", "copy 2")


async def test_what_the_coach_took_for_nothing_special_stays_between_us_if_its_owner_says_so(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben", "owner")

    said = await house.says("ana", "confide 1", realm="T1")
    again = await house.says("ana", "confide 1", realm="T1")
    reworded = await house.says("ana", "alter 1 Ship the billing API to all customers", realm="T1")

    assert said.title == "Goal 1 stays between the two of us: Ship the billing API"
    assert again.title == "Goal 1 stays between the two of us already: Ship the billing API"
    assert "Undo" in buttons(said)
    assert "Undo" not in buttons(again)
    assert BETWEEN_US in plain.text(reworded)
    assert buttons(reworded)[QUESTION] == "misread 1"
    assert "You have no goal" in await says(house, "ben", "show 1")
    assert "stays between the two of us, as you said" in await says(house, "ana", "share 1 with: ben")
    assert "billing" not in await says(house, "ana", "express 1 for: manager")
    await says(house, "ana", SEEN)
    assert "Ship the billing API" in await says(house, "ben", "show 1")
    assert "between the two of us" not in await says(house, "ben", "history 1")
    assert "leaving" not in await says(house, "ben", "history 1")


async def test_a_teams_goal_is_not_kept_from_it(house: House) -> None:
    await says(house, "ana", "new Close 20 bugs for: team", GENERAL)

    refused = await says(house, "ana", "confide 1", GENERAL)

    assert "Goal 1 is its team’s own, so its channel sees it." in refused
    assert "share 1 with: nobody" in refused


@pytest.mark.parametrize(
    "words",
    ["milestone add 1 Hand in my notice by March", "milestone rename 1.1 Save three months' wages before I quit"],
)
async def test_a_goal_with_a_milestone_that_speaks_of_leaving_is_private_as_a_whole(house: House, words: str) -> None:
    await with_a_goal(house)
    await says(house, "ana", "milestone add 1 Draft the schema")
    await takes_part(house, "ben", "owner")
    await house.passes(minutes=1)
    sent = len(house.postbox.to("ben"))

    said = await house.says("ana", words, realm="T1")
    await house.passes(minutes=10)

    assert "all of goal 1 stays between the two of us from now on" in plain.text(said)
    assert buttons(said)[QUESTION] == "misread 1"
    assert "You have no goal" in await says(house, "ben", "show 1")
    assert "speaks of leaving" in await says(house, "ana", "share 1 with: here", GENERAL)
    assert len(house.postbox.to("ben")) == sent
    for audience in ("resume", "interview", "manager", "team"):
        told = await says(house, "ana", f"express 1 for: {audience}")
        assert "billing" not in told.casefold(), audience


@pytest.mark.parametrize("back", ["undo", "milestone drop 1.2", "milestone rename 1.2 Write the tests", SEEN])
async def test_it_is_a_goal_like_others_again_once_no_milestone_speaks_of_leaving(house: House, back: str) -> None:
    await with_a_goal(house)
    await says(house, "ana", "milestone add 1 Draft the schema")
    await takes_part(house, "ben", "owner")
    await says(house, "ana", "milestone add 1 Hand in my notice")

    await says(house, "ana", back)

    shown = await says(house, "ben", "show 1")
    assert "Ship the billing API" in shown
    assert ("Hand in my notice" in shown) is (back == SEEN)
    told = await says(house, "ben", "history 1")
    assert ("Hand in my notice" in told) is (back == SEEN)
    assert "leaving" not in told


async def test_a_goal_stays_private_as_long_as_one_of_its_milestones_speaks_of_leaving(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben", "owner")
    first = await house.says("ana", "milestone add 1 Hand in my notice", realm="T1")
    await says(house, "ana", "milestone add 1 Tell my boss that I quit")

    await says(house, "ana", buttons(first)["Undo"])
    with_one = await says(house, "ben", "show 1")
    await says(house, "ana", "alter 1 Ship the billing API to all")
    reworded = await says(house, "ben", "show 1")
    await says(house, "ana", "milestone drop 1.2")

    assert "You have no goal" in with_one
    assert "You have no goal" in reworded
    assert "Ship the billing API to all" in await says(house, "ben", "show 1")
    assert BETWEEN_US in await says(house, "ana", "milestone reopen 1.2")
    assert "You have no goal" in await says(house, "ben", "show 1")


async def test_a_milestone_takes_what_it_says_along_to_another_goal(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben", "owner")
    await says(house, "ana", "new Tidy up")
    await says(house, "ana", "milestone add 1 Hand in my notice")

    moved = await says(house, "ana", "milestone move 1.1 under: 2")

    assert "all of goal 2 stays between the two of us" in moved
    assert "Ship the billing API" in await says(house, "ben", "show 1")
    assert "speaks of leaving" in await says(house, "ana", "share 2 with: ben")


@pytest.mark.parametrize(
    ("text", "known", "more"),
    [
        ("Clear my desk and quit my job", "", True),
        ("Clear my desk and quit my job", "Clear my desk", True),
        ("Change jobs inside the company", "Change jobs inside the company", False),
        ("Change jobs", "Change jobs inside the company", True),
        ("Change jobs inside the company in May", "Change jobs inside the company", False),
        ("Post the cards by my last working day", "Post the cards by the last working day before Christmas", True),
        ("Read a book", "Change jobs inside the company", False),
    ],
)
def test_words_said_not_to_be_about_leaving_say_so_of_nothing_more(text: str, known: str, *, more: bool) -> None:
    assert means_leaving(text, known) is more


async def test_of_a_goal_of_leaving_that_asks_for_nothing_one_hears_that_there_is_nothing_to_tell(house: House) -> None:
    await house.says("ana", "new Hand in my notice by March")

    told = await house.says("ana", "express 1 for: manager")

    assert "There is nothing in it for your manager to hear. Tell them yourself" in plain.text(told)
    assert "Copy it" not in plain.text(told)
    assert buttons(told)[QUESTION] == "misread 1"


@pytest.mark.parametrize(
    ("vouched", "said"),
    [
        ("Give notice", "Give notice at work"),
        ("Hand in my notice", "Hand in my notice to my boss"),
    ],
)
async def test_a_word_for_a_few_words_vouches_for_no_more_of_them(house: House, vouched: str, said: str) -> None:
    """A notice alone may be to anybody; one at work is not."""
    await says(house, "ana", "new Move to a new flat")
    await says(house, "ben", "help")
    await takes_part(house, "ben", "owner")
    await says(house, "ana", f"milestone add 1 {vouched}")
    await says(house, "ana", SEEN)

    added = await says(house, "ana", f"milestone add 1 {said}")

    assert BETWEEN_US in added
    assert said not in await says(house, "ben", "show 1")
    assert said not in await says(house, "ben", "history 1")


async def test_who_shares_a_goal_takes_back_what_they_did_to_words_that_were_vouched_for(house: House) -> None:
    await says(house, "ana", "new Move to a new flat")
    await says(house, "ben", "help")
    await takes_part(house, "ben", "owner")
    await says(house, "ana", "milestone add 1 Give two weeks' notice before every rota change")
    await says(house, "ana", SEEN)
    await says(house, "ben", "milestone done 1.1")

    undone = await says(house, "ben", "undo")

    assert "Taken back" in undone


async def test_a_goal_that_was_private_stays_so_when_confiding_it_is_taken_back(house: House) -> None:
    """Whatever made it private before, it was not the owner's word."""
    await says(house, "ana", "new Ship the thing")
    await says(house, "ben", "help")
    await takes_part(house, "ben", "owner")
    async with house.database.transaction() as session:
        await session.execute(update(Goal).values(leaving=True))
    await says(house, "ana", "confide 1")

    await says(house, "ana", "undo")

    assert "no goal" in (await says(house, "ben", "show 1")).casefold()


async def test_a_team_s_goal_is_never_kept_from_its_team_by_doing_a_word_again(house: House) -> None:
    await says(house, "ana", "new Ship the thing")
    await says(house, "ana", "confide 1")
    await says(house, "ana", "undo")
    await says(house, "ana", "share 1 with: team", GENERAL)

    await says(house, "ana", "redo 2")

    assert "Ship the thing" in await says(house, "ben", "list whose: all", GENERAL)


@pytest.mark.parametrize("kept", ["confide 1", "milestone add 1 Tell my boss I am leaving by April"])
async def test_nobody_sees_a_goal_again_before_its_owner_read_who_that_is(house: House, kept: str) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben", "manager")
    await says(house, "ana", kept)

    asked = await house.says("ana", "misread 1", realm="T1")
    meanwhile = await says(house, "ben", "show 1")
    said = await says(house, "ana", buttons(asked)["They may see it"])

    told = plain.text(asked)
    assert "ben: manager" in told
    assert ("Tell my boss I am leaving" in told) is kept.startswith("milestone")
    assert "You have no goal" in meanwhile
    assert "ben: manager" in said
    assert "Ship the billing API" in await says(house, "ben", "show 1")


async def test_an_audience_and_whoever_was_asked_are_named_before_a_goal_is_seen_again(house: House) -> None:
    await with_a_goal(house)
    await says(house, "cleo", "help")
    await says(house, "ana", "share 1 with: here", GENERAL)
    await says(house, "ana", "share 1 with: @cleo")
    await says(house, "ana", "confide 1")

    told = await says(house, "ana", "misread 1")

    assert "Audience: the channel" in told
    assert "cleo: witness, once they agree" in told


async def test_a_goal_that_nobody_shares_any_more_is_not_asked_about(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben", "manager")
    await says(house, "ana", "confide 1")
    asked = await house.says("ana", "misread 1", realm="T1")
    await says(house, "ana", buttons(asked)["Stop sharing it"])

    assert "Goal 1 is not about leaving" in await says(house, "ana", "misread 1")
    assert "You have no goal" in await says(house, "ben", "show 1")


async def test_a_goal_that_was_private_stays_so_when_a_milestone_is_taken_back(house: House) -> None:
    """Its words made it private once, and nothing else says whether they still would."""
    await with_a_goal(house)
    await takes_part(house, "ben", "owner")
    async with house.database.transaction() as session:
        await session.execute(update(Goal).values(leaving=True))
    await says(house, "ana", "milestone add 1 Hand in my notice")

    await says(house, "ana", "milestone drop 1.1")

    assert "You have no goal" in await says(house, "ben", "show 1")


async def test_its_owner_reads_in_the_list_and_on_its_card_that_a_goal_stays_between_us(house: House) -> None:
    await says(house, "ana", "new Ship the thing")
    await says(house, "ana", "confide goal 1")

    shown = await house.says("ana", "show goal 1", realm="T1")
    altered = await house.says("ana", "alter my goal 1 by: June", realm="T1")

    assert "between us" in await says(house, "ana", "list")
    assert BETWEEN_US.replace("stays", "This stays") in plain.text(shown)
    assert buttons(shown)[QUESTION] == buttons(altered)[QUESTION] == "misread 1"
    await says(house, "ana", "misread 1")
    assert "between us" not in await says(house, "ana", "list")
    assert "between the two of us" not in await says(house, "ana", "show 1")


async def test_what_its_owner_vouched_for_is_told_to_others_in_its_history_its_wording_and_its_notes(
    house: House,
) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben", "owner")
    await says(house, "ana", f"milestone add 1 {NOTICE}")
    await says(house, "ana", SEEN)

    refused = await says(house, "ana", "alter 1 wording: Hand in my notice")
    worded = await says(house, "ana", f"alter 1 wording: {NOTICE}")
    await says(house, "ana", f"checkin 1 note: {NOTICE}")
    await says(house, "ana", f"milestone rename 1.1 {NOTICE}, in writing")

    assert "That speaks of leaving" in refused
    assert "Goal 1 is changed" in worded
    assert f"Last note: {NOTICE}" in await says(house, "ben", "show 1")
    told = await says(house, "ben", "history 1")
    assert f"“{NOTICE}” → “{NOTICE}, in writing”" in told
    assert f"told to others as: “{NOTICE}”" in told


async def test_of_a_goal_that_its_owner_confided_no_day_is_spoken_of(house: House) -> None:
    await says(house, "ana", "new Learn Spanish well enough to order a meal")
    await says(house, "ana", "confide 1")

    told = await says(house, "ana", "express 1 for: manager")

    assert "You keep it between the two of us, so there is nothing in it for your manager to hear." in told
    assert "the day comes" not in told


async def test_new_words_show_a_private_goal_to_nobody_before_its_owner_read_who_that_is(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben", "manager")
    await says(house, "ana", "alter 1 Find a job at another company")

    reworded = await house.says("ana", "alter 1 Learn Italian", realm="T1")
    meanwhile = await says(house, "ben", "show 1")
    asked = await house.says("ana", buttons(reworded)[QUESTION], realm="T1")
    await says(house, "ana", buttons(asked)["They may see it"])

    assert "You have no goal" in meanwhile
    assert "ben: manager" in plain.text(asked)
    assert "Learn Italian" in await says(house, "ben", "show 1")


async def test_new_words_make_a_goal_that_nobody_had_a_part_in_one_like_others(house: House) -> None:
    await says(house, "ana", "new Find a job at another company")

    reworded = await says(house, "ana", "alter 1 Learn Italian")

    assert BETWEEN_US not in reworded


async def test_what_was_never_read_as_leaving_is_not_said_to_have_changed(house: House) -> None:
    await with_a_goal(house)

    said = await house.says("ana", "misread 1", realm="T1")

    assert said.title == "I never took goal 1 to be about leaving: Ship the billing API"
    assert said.tone is not Tone.good
    assert "Undo" not in buttons(said)


async def test_a_refusal_names_the_words_that_speak_of_leaving_and_only_ways_that_lead_somewhere(house: House) -> None:
    await with_a_goal(house)
    await says(house, "ana", "milestone add 1 Send my CV to Siemens")

    refused = await says(house, "ana", "share 1 with: here", GENERAL)
    await says(house, "ana", "new Quit my job to lead a team")
    skilled = await says(house, "ana", "post 2", GENERAL)

    assert "What speaks of it: “Send my CV to Siemens”" in refused
    assert "express" not in refused, "it would tell nothing"
    assert "type /goal express 2 for: manager" in skilled


async def test_a_dropped_milestone_takes_its_leaving_along_whatever_was_taken_back_before(
    house: House,
) -> None:
    await with_a_goal(house)
    for line in ("milestone add 1 Send my CV to Siemens", "misread 1", "undo", "milestone drop 1.1"):
        await says(house, "ana", line)

    assert "speaks of leaving" not in await says(house, "ana", "share 1 with: here", GENERAL)
