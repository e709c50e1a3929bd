"""Words of leaving in a goal that others read: they are refused, and what was said before stays unread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.house import buttons
from tests.workspace import GENERAL, as_shown_before, says, takes_part

if TYPE_CHECKING:
    from tests.house import House

REFUSED = "That speaks of leaving, and whoever set this goal would read it."


async def owned_together(house: House, title: str = "Improve my English") -> None:
    """Let ana set a goal, and zoe own it with her."""
    await says(house, "zoe", "help")
    await says(house, "ana", f"new {title}")
    await takes_part(house, "zoe", "owner")


@pytest.mark.parametrize(
    "words",
    [
        "alter 1 Hand in my notice",
        "alter 1 Improve my French because: I quit in May",
        "milestone add 1 Tell my boss that I quit",
        "milestone rename 1.1 Tell my boss that I quit",
        "milestone move 2.1 under: 1",
        "checkin 1 note: I hand in my notice in May",
        "stuck 1 I hand in my notice in May",
        "drop 1 because: I quit in May",
    ],
)
async def test_a_co_owner_is_refused_words_of_leaving_that_the_other_would_read(house: House, words: str) -> None:
    await owned_together(house)
    await says(house, "ana", "milestone add 1 Read a book")
    await says(house, "zoe", "new Tidy up")
    await says(house, "zoe", "milestone add 2 Hand in my notice")
    before = await says(house, "ana", "show 1"), await says(house, "ana", "history 1")

    refused = await says(house, "zoe", words)

    assert REFUSED in refused
    assert "between the two of us" not in refused
    assert (await says(house, "ana", "show 1"), await says(house, "ana", "history 1")) == before
    assert "Improve my English" in await says(house, "zoe", "show 1")


async def test_a_teams_goal_is_not_altered_into_one_of_leaving(house: House) -> None:
    await says(house, "ben", "help")
    await says(house, "ana", "new Close 20 bugs for: team", GENERAL)

    refused = await says(house, "ana", "alter 1 Hand in my notice", GENERAL)

    assert "That speaks of leaving, and everybody in the channel would read it." in refused
    assert "between the two of us" not in refused
    assert "Close 20 bugs" in await says(house, "ben", "show bugs", GENERAL)


async def test_of_a_goal_of_ones_own_anything_may_be_said(house: House) -> None:
    await owned_together(house)

    for words in ("milestone add 1 Hand in my notice", "checkin 1 note: I quit in May", "alter 1 Hand in my notice"):
        assert REFUSED not in await says(house, "ana", words), words
    assert "Goal 1: Hand in my notice" in await says(house, "ana", "show 1")


async def test_what_was_said_while_a_goal_meant_leaving_stays_unread_when_it_is_reworded(house: House) -> None:
    await says(house, "zoe", "help")
    await says(house, "ana", "new Hand in my notice")
    await says(house, "ana", "milestone add 1 Ask the recruiter once more")
    await says(house, "ana", "milestone rename 1.1 List my projects")
    await says(house, "ana", "checkin 1 note: told the recruiter yes blocker: the boss")
    await says(house, "ana", "alter 1 Find a new employer because: the recruiter says so")
    await says(house, "ana", "alter 1 Hand over my projects well")
    await takes_part(house, "zoe", "owner")

    for words in ("show 1", "checkins 1", "history 1"):
        read = await says(house, "zoe", words)
        assert "Hand over my projects well" in read, words
        for hidden in ("recruiter", "the boss", "notice", "employer"):
            assert hidden not in read, (words, hidden)
    assert "told the recruiter yes" in await says(house, "ana", "checkins 1")
    assert "the recruiter says so" in await says(house, "ana", "history 1")
    # What is said since is read, but not what it takes the place of.
    await says(house, "ana", "checkin 1 note: half of them are listed")
    assert "recruiter" not in await says(house, "zoe", "history 1")
    await house.passes(days=1)
    await says(house, "ana", "checkin 1 note: all are listed")
    assert "all are listed" in await says(house, "zoe", "checkins 1")
    assert "all are listed" in await says(house, "zoe", "show 1")


async def test_a_note_that_speaks_of_leaving_is_read_by_whoever_set_the_goal_alone(house: House) -> None:
    await owned_together(house)
    await says(house, "ana", "checkin 1 confidence: at risk note: I hand in my notice in May")

    for words in ("show 1", "checkins 1", "history 1"):
        read = await says(house, "zoe", words)
        assert "at risk" in read, words
        assert "notice" not in read, words
        assert "I hand in my notice in May" in await says(house, "ana", words), words


async def test_history_leaves_no_gap_where_a_milestone_is_not_shown(house: House) -> None:
    await owned_together(house)
    await says(house, "ana", "milestone add 1 Read a book; Tell my boss that I quit; Read another")
    await says(house, "ana", "milestone done 1.2")
    await says(house, "ana", "milestone order 1.2 before: 1.1")
    await as_shown_before(house)

    read = await says(house, "zoe", "history 1")

    assert "ana added milestones (“Read a book”; “Read another”)" in read
    assert "done" not in read
    for hidden in ("1.2", "1.1 to 1.3", "boss"):
        assert hidden not in read, hidden
    assert "marked milestone 1.2 done" in await says(house, "ana", "history 1")


async def test_somebody_elses_change_of_a_milestone_that_is_not_shown_is_none(house: House) -> None:
    await owned_together(house)
    await says(house, "ana", "milestone add 1 Tell my boss that I quit")
    done = await house.says("ana", "milestone done 1.1", realm="T1")
    undo = buttons(done)["Undo"]

    assert "That is no change of yours" in await says(house, "zoe", undo)


async def test_no_wording_makes_others_see_a_goal_of_leaving_and_nothing_says_so(house: House) -> None:
    await says(house, "ana", "new Hand in my notice")

    worded = await says(house, "ana", "alter 1 wording: Grow my network")
    refused = [await says(house, "ana", words, GENERAL) for words in ("share 1 with: here", "post 1")]

    assert "Told to nobody while the goal speaks of leaving: Grow my network" in worded
    assert "Told to others as" not in worded
    for said in refused:
        assert "to nobody but you, however it is worded for others" in said
        assert "What speaks of it: “Hand in my notice”" in said
