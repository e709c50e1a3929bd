"""Who lost their part in a goal changes nothing of it any more: by no undo, no redo, no old button."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import Address
from tests.house import buttons, choices, told
from tests.workspace import as_shown_before

if TYPE_CHECKING:
    from bot.messages import Reply
    from tests.house import House

LOST = "You have no part in that goal any more"
ROOM = Address("test", "T1", "C_ROOM")


async def says(house: House, name: str, words: str, *, place: Address | None = None) -> Reply:
    """Return what `name`, of the workspace T1, is told; what is due then is sent."""
    answer = await house.says(name, words, realm="T1", place=place)
    await house.passes(minutes=1)
    return answer


async def shared(house: House, role: str = "owner", *, goal: str = "Raise NPS from 31 to 45") -> None:
    """Let ben have a part in ana's goal 1."""
    await says(house, "ben", "help")
    await says(house, "ana", f"new {goal}")
    await agrees(house, role)


async def agrees(house: House, role: str = "owner") -> None:
    await says(house, "ana", f"share 1 with: ben as: {role}")
    await says(house, "ben", buttons(house.postbox.to("ben")[-1])["I’m in"])


CHANGES = (
    "alter 1 Raise the NPS of the app from 31 to 60",
    "alter 1 by: 2027-05-01",
    "checkin 1 38 note: ben was here",
    "milestone add 1 sign the forms by: 2026-12-04",
    "nudges 1 off",
    "pause 1",
    "drop 1",
    "stuck 1 no budget",
)


@pytest.mark.parametrize("words", CHANGES)
@pytest.mark.parametrize("ends", ["unshare 1", "unshare 1 from: ben", "share 1 with: ben as: witness"])
async def test_who_lost_their_part_takes_nothing_back(house: House, words: str, ends: str) -> None:
    await shared(house)
    done = await says(house, "ben", words)
    await says(house, "ana", ends)
    before = await house.reads("ana", "show 1", realm="T1")

    tapped = await says(house, "ben", buttons(done)["Undo"])
    typed = await says(house, "ben", "undo")

    assert tapped.title.startswith(LOST)
    assert typed.title.startswith(LOST)
    assert await house.reads("ana", "show 1", realm="T1") == before
    assert buttons(done)["Undo"] not in choices(await says(house, "ben", "history")).values()


@pytest.mark.parametrize("words", CHANGES)
async def test_who_lost_their_part_does_nothing_again(house: House, words: str) -> None:
    await shared(house)
    done = await says(house, "ben", words)
    undone = await says(house, "ben", buttons(done)["Undo"])
    await says(house, "ana", "unshare 1")
    before = await house.reads("ana", "show 1", realm="T1")

    tapped = await says(house, "ben", buttons(undone)["Do it again"])
    typed = await says(house, "ben", "redo")

    assert tapped.title.startswith(LOST)
    assert typed.title.startswith(LOST)
    assert await house.reads("ana", "show 1", realm="T1") == before


async def test_who_has_their_part_again_can_take_it_back_again(house: House) -> None:
    await shared(house)
    done = await says(house, "ben", CHANGES[0])
    await says(house, "ana", "unshare 1")
    await agrees(house)

    assert (await says(house, "ben", buttons(done)["Undo"])).title == "Taken back: you changed goal 1"


async def test_a_part_that_was_ended_does_not_come_back_by_an_older_undo(house: House) -> None:
    await shared(house)
    left = await says(house, "ben", "unshare 1")
    await agrees(house, "witness")
    await says(house, "ana", "unshare 1 from: ben")

    told_ = await says(house, "ben", buttons(left)["Undo"])

    assert "I can't take back" in told_.title
    assert "ben" not in await house.reads("ana", "list", realm="T1")
    assert (await says(house, "ben", "list")).title == "No goals here yet"


async def test_nobody_is_given_a_part_back_that_they_have_left_since(house: House) -> None:
    await shared(house)
    ended = await says(house, "ana", "unshare 1 from: ben")
    await agrees(house)
    await says(house, "ben", "unshare 1")

    assert "I can't take back" in (await says(house, "ana", buttons(ended)["Undo"])).title


async def test_a_goal_of_ones_own_does_not_go_back_under_one_that_was_lost(house: House) -> None:
    await shared(house, goal="Raise NPS to 45 by 2028")
    await says(house, "ben", "new Save 6000 euros by 2027 under: 1")
    off = await says(house, "ben", "alter 2 under: none")
    await says(house, "ana", "unshare 1")

    assert (await says(house, "ben", buttons(off)["Undo"])).title.startswith(LOST)


async def test_a_goal_that_speaks_of_leaving_by_now_stays_as_it_is(house: House) -> None:
    await shared(house, goal="Improve my English")
    done = await says(house, "ben", "milestone add 1 Read a book")
    await says(house, "ana", "alter 1 Quit my job")

    undone = await says(house, "ben", buttons(done)["Undo"])

    assert undone.title.startswith(LOST)
    assert "Quit" not in str(undone)


async def test_what_one_added_to_a_teams_goal_is_ones_own_until_it_is_no_teams(house: House) -> None:
    await says(house, "ana", "new Resolve 200 tickets for: team", place=ROOM)
    added = await says(house, "ben", "checkin tickets 8", place=ROOM)

    elsewhere = await says(house, "ben", buttons(added)["Undo"])
    await says(house, "ben", "redo")
    await says(house, "ana", "share 1 with: nobody")
    late = await says(house, "ben", "undo")

    assert elsewhere.title.startswith("Taken back")
    assert late.title.startswith(LOST)
    assert told(await says(house, "ana", "show 1"))["Progress"].startswith("8 of 200")


async def test_whoever_set_a_goal_takes_back_and_does_again_even_its_setting(house: House) -> None:
    for words in ("new Ship it", "milestone add 1 Draft"):
        await says(house, "ana", words)
    for words in ("undo", "undo", "redo", "redo"):
        answer = await says(house, "ana", words)

    assert answer.title == "Done again: you added milestone 1.1"


async def test_ones_own_history_of_a_goal_that_was_lost_has_no_broken_names(house: House) -> None:
    await shared(house)
    await says(house, "ana", "milestone add 1 survey out by: 2026-12-04; draft")
    for words in ("milestone move 1.1 to: 2026-12-08", "milestone done 1.1", "milestone reopen 1.1"):
        await says(house, "ben", words)
    await says(house, "ana", "unshare 1")
    await says(house, "ana", "milestone rename 1.1 secret survey")

    own = await house.reads("ben", "history", realm="T1")

    assert "you moved milestone 1.1 (due: Fri 4 December 2026 → Tue 8 December 2026)" in own
    assert "you marked milestone 1.1 done (state: open → done" in own
    assert "survey" not in own


async def test_a_step_that_a_co_owner_is_not_shown_any_more_is_not_theirs_to_change(house: House) -> None:
    await shared(house)
    await says(house, "ana", "milestone add 1 talk to the boss; call the office")
    done = await says(house, "ben", "milestone done 1.1")
    await says(house, "ana", "milestone rename 1.1 hand in my notice")
    await as_shown_before(house)
    before = await house.reads("ana", "show 1", realm="T1")

    answers = [await says(house, "ben", words) for words in (buttons(done)["Undo"], "milestone reopen 1.1")]

    assert await house.reads("ana", "show 1", realm="T1") == before
    assert (
        answers[0].title == "That is not yours to change any more, so it stays as it is: you marked milestone 1.1 done."
    )
    assert "notice" not in str(answers)
