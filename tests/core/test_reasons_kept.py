"""A reason that was typed in the sentence is private at one tap, and until then nobody is promised that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Address
from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House

GENERAL = Address("test", "T1", "C_GENERAL")
BOSS = "because my boss distrusts me"


async def says(house: House, name: str, words: str, place: Address | None = None) -> str:
    return await house.reads(name, words, realm="T1", place=place)


async def test_a_reason_in_the_sentence_is_made_private_at_one_tap_and_undone_at_another(house: House) -> None:
    set_ = await house.says("ana", "new Learn Rust by end of March, so that I can lead a project")

    tap = buttons(set_)["Make it my private reason"]
    kept = await house.says("ana", tap)
    shown = await house.reads("ana", "show 1")
    again = await house.reads("ana", tap)
    await house.says("ana", buttons(kept)["Undo"])
    back = await house.reads("ana", "show 1")

    assert kept.title == "Goal 1 is changed: Learn Rust"
    assert "Your reason: so that I can lead a project (for your eyes only)" in shown
    assert "Goal 1 stays as it was: Learn Rust" in again
    assert "Learn Rust, so that I can lead a project" in back
    assert "Your reason" not in back


async def test_new_words_with_a_reason_are_offered_too_and_a_goal_without_one_is_not(house: House) -> None:
    plain = await house.says("ana", "new Learn Rust by end of March")
    altered = await house.says("ana", "alter 1 Learn Rust so that I can lead a project")

    assert "Make it my private reason" not in buttons(plain)
    assert "Make it my private reason" in buttons(altered)


async def test_what_was_counted_and_dated_stays_and_a_reason_given_before_is_kept_beside_it(house: House) -> None:
    await house.says("ana", f"new Write 30 tests by Friday, {BOSS} why: I like green")

    kept = await house.reads("ana", "withhold 1")

    assert "Goal 1 is changed: Write 30 tests" in kept
    assert "Fri 27 November 2026" in kept
    assert "Counted: 30 tests" in kept
    assert f"Your reason: I like green; {BOSS}" in kept


async def test_a_preview_says_that_the_words_hold_a_reason_and_promises_nothing_else(house: House) -> None:
    await says(house, "ana", f"new Write tests, {BOSS} by Friday")

    preview = await says(house, "ana", "share 1")
    tap = buttons(await house.says("ana", "share 1", realm="T1"))["Make it my private reason"]
    await says(house, "ana", tap)
    after = await says(house, "ana", "share 1")

    assert f"A reason stands in the words that others read: “{BOSS}”." in preview
    assert "Your reason is never shown to anybody" not in preview
    assert "Your reason is never shown to anybody" in after
    assert "boss" not in after


async def test_whoever_is_asked_or_the_channel_that_sees_it_is_told_of_before_too(house: House) -> None:
    await says(house, "ben", "help")
    await says(house, "ana", f"new Write tests, {BOSS} by Friday")

    asked = await says(house, "ana", "share 1 with: ben as: manager")
    here = await says(house, "ana", "share 1 with: here", GENERAL)
    theirs = await says(house, "ana", "share 1 with: team", GENERAL)
    new = await says(house, "ana", f"new Fix the build, {BOSS} for: team", GENERAL)

    for told in (asked, here, theirs):
        assert f"A reason stands in the words that others read: “{BOSS}”." in told
        assert "Your reason stays yours" not in told
    assert f"“{BOSS}” stands in its words, so everybody here reads it" in new


async def test_once_it_is_private_nobody_reads_it_in_the_history_either(house: House) -> None:
    await says(house, "ben", "help")
    await says(house, "ana", "new Write tests")
    await says(house, "ana", f"alter 1 Write tests and docs, {BOSS}")
    await says(house, "ana", "withhold 1")
    await says(house, "ana", f"new Fix the build, {BOSS}")
    await says(house, "ana", "withhold 2")
    for goal in ("1", "2"):
        await says(house, "ana", f"share {goal} with: ben as: owner")
    await house.passes(minutes=1)
    for asked in house.postbox.to("ben"):
        for call in (call for label, call in buttons(asked).items() if label == "I’m in"):
            await says(house, "ben", call)

    read = [await says(house, "ben", words) for words in ("list", "history 1", "history 2", "show 1", "export")]

    assert "Write tests" in read[0]
    assert [text for text in read if "boss" in text] == []


async def test_a_copy_for_a_manager_does_not_claim_to_be_without_a_reason_that_it_tells(house: House) -> None:
    await house.says("ana", f"new Write tests, {BOSS} by Friday")

    told = await house.reads("ana", "express 1 for: manager")

    assert ("never your reason" in told) is ("boss" not in told)
