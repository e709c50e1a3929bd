"""Later, tapped in a channel: for the one who tapped it, and for nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from bot.messages import Form, Reply
from bot.models import Nudge, NudgeState
from bot.replies import plain
from tests.core.test_team_goals import OTHER, SUPPORT, says
from tests.house import choices, tappable

if TYPE_CHECKING:
    from tests.house import House

GOAL = "new Resolve 200 tickets by: in 3 days for: team"


async def asked_in_the_channel(house: House) -> dict[str, str]:
    """Let the channel be asked, and return what each button of that message says when tapped."""
    await says(house, "ben", "new Read 24 books", None)
    await says(house, "ana", GOAL)
    await house.passes(days=3)
    return choices(house.postbox.to(SUPPORT.id)[-1])


async def states(house: House, occurrence: str) -> list[NudgeState]:
    async with house.database.transaction() as session:
        rows = await session.scalars(
            select(Nudge).where(col(Nudge.occurrence).startswith(occurrence)).order_by(col(Nudge.id))
        )
        return [row.state for row in rows]


async def test_whoever_taps_later_is_asked_again_in_private_and_nobody_else_is(house: House) -> None:
    tap = await asked_in_the_channel(house)

    told = await says(house, "ben", tap["In an hour"])
    await house.passes(hours=2)

    assert "I'll ask you again in private: Resolve 200 tickets" in told
    assert "For everybody else nothing changes." in told
    (asked,) = house.postbox.to("ben")
    assert asked.title == "The team’s goal, once more: Resolve 200 tickets"
    assert not house.postbox.to("ana")
    assert len(house.postbox.to(SUPPORT.id)) == 1


async def test_it_is_answered_from_where_it_was_asked(house: House) -> None:
    tap = await asked_in_the_channel(house)
    await says(house, "ben", tap["In an hour"])
    await house.passes(hours=2)
    private = choices(house.postbox.to("ben")[-1])

    form = await house.asks("ben", private["Check in"], realm="T1")
    said = await says(house, "ben", private["Still on it"], None)

    assert isinstance(form, Form)
    assert "is still open" in said
    assert "still on it" in await says(house, "ana", "checkins 1")
    why = await says(house, "ben", private["Why now?"], None)
    assert "Planned in private" in why
    assert "Answered: you checked in" in why
    assert "Planned in private" not in await says(house, "ana", "why 1")


async def test_it_can_be_put_off_again_and_again(house: House) -> None:
    tap = await asked_in_the_channel(house)
    await says(house, "ben", tap["In an hour"])
    await house.passes(hours=2)

    again = await house.asks("ben", choices(house.postbox.to("ben")[-1])["Tomorrow"], realm="T1")
    await house.passes(days=1)

    assert isinstance(again, Reply)
    assert again.replaces
    assert [reply.title for reply in house.postbox.to("ben")] == ["The team’s goal, once more: Resolve 200 tickets"] * 2


async def test_the_second_tap_changes_nothing_and_another_moves_it(house: House) -> None:
    tap = await asked_in_the_channel(house)

    first, second = [await house.asks("ben", tap["Tomorrow"], realm="T1", place=SUPPORT) for _ in range(2)]
    await says(house, "ben", tap["In an hour"])
    await house.passes(days=2)

    assert isinstance(first, Reply)
    assert isinstance(second, Reply)
    assert "Undo" in choices(first)
    assert "Undo" not in choices(second)
    assert len(house.postbox.to("ben")) == 1
    assert await states(house, "later") == [NudgeState.dropped, NudgeState.sent]


async def test_two_who_tap_are_each_asked(house: House) -> None:
    tap = await asked_in_the_channel(house)

    for name in ("ana", "ben"):
        await says(house, name, tap["In an hour"])
    await house.passes(hours=2)

    assert [len(house.postbox.to(name)) for name in ("ana", "ben")] == [1, 1]


async def test_it_is_taken_back_by_undo(house: House) -> None:
    tap = await asked_in_the_channel(house)
    await says(house, "ben", tap["Tomorrow"])

    await says(house, "ben", "undo", None)
    await house.passes(days=2)

    assert not house.postbox.to("ben")
    assert await states(house, "later") == [NudgeState.dropped]


async def test_what_was_over_when_its_moment_came_is_not_asked_later(house: House) -> None:
    tap = await asked_in_the_channel(house)
    await says(house, "ben", tap["Tomorrow"])
    await says(house, "ana", "done 1")
    await house.passes(days=1, hours=6)
    await says(house, "ana", "reopen 1")

    await says(house, "ben", "settings quiet: 21:00 to 7:00", None)
    await house.passes(minutes=1)

    assert not house.postbox.to("ben")
    assert await states(house, "later") == [NudgeState.dropped]


async def test_what_passed_while_it_was_taken_back_comes_when_it_is_done_again(house: House) -> None:
    tap = await asked_in_the_channel(house)
    await says(house, "ben", tap["In an hour"])
    await house.passes(minutes=50)
    await says(house, "ben", "undo", None)
    await house.passes(minutes=20)

    await says(house, "ben", "redo", None)
    await house.passes(minutes=1)

    assert len(house.postbox.to("ben")) == 1


async def test_next_shows_it_as_it_comes(house: House) -> None:
    tap = await asked_in_the_channel(house)
    await says(house, "ben", tap["Tomorrow"])

    ahead = await says(house, "ben", "next", None)

    assert "Team: Resolve 200 tickets: Fri 27 November 2026, 09:00" in ahead, ahead


@pytest.mark.parametrize("end", ["done 1", "drop 1", "unshare 1", "pause 1", "share 1 with: team"])
async def test_what_is_over_or_shown_elsewhere_is_not_asked_about(house: House, end: str) -> None:
    tap = await asked_in_the_channel(house)
    await says(house, "ben", tap["In an hour"])
    assert "Set by: ana" in await says(house, "ben", f"show {tap['Tomorrow'].split()[1]}", None)

    await says(house, "ana", end, OTHER)
    await house.passes(hours=2)

    assert not house.postbox.to("ben")
    assert await states(house, "later") == [NudgeState.dropped]


async def test_whoever_put_nothing_off_sees_nothing_from_elsewhere(house: House) -> None:
    tap = await asked_in_the_channel(house)
    await says(house, "ben", tap["In an hour"])
    ref = tap["Tomorrow"].split()[1]

    for name, place in (("cleo", None), ("ben", OTHER)):
        assert "is not shown to you here" in await says(house, name, f"show {ref}", place)
    await says(house, "ana", "unshare 1")

    assert "is not shown to you here" in await says(house, "ben", f"show {ref}", None)


async def test_a_milestone_is_put_off_in_the_same_way(house: House) -> None:
    await says(house, "ben", "new Read 24 books", None)
    await says(house, "ana", "new Resolve 200 tickets by: in 30 days for: team")
    await says(house, "ana", "milestone add 1 Write the handbook by: in 3 days")
    await house.passes(days=3)
    tap = choices(house.postbox.to(SUPPORT.id)[-1])

    await says(house, "ben", tap["In an hour"])
    await house.passes(hours=2)

    (asked,) = house.postbox.to("ben")
    assert asked.title == "The team’s milestone, once more: Write the handbook"
    assert "is still open" in await says(house, "ben", choices(asked)["Still on it"], None)
    assert "I'll ask you again in private" in await says(house, "ben", choices(asked)["Tomorrow"], None)


async def test_several_in_one_message_keep_the_rest_of_it(house: House) -> None:
    await says(house, "ben", "new Read 24 books", None)
    for n in (200, 300):
        await says(house, "ana", f"new Resolve {n} tickets by: in 3 days for: team")
    await house.passes(days=3)
    tap = [one.call for one in tappable(house.postbox.to(SUPPORT.id)[-1]) if one.label == "Later…"]
    for call in tap:
        when = await house.asks("ben", call, realm="T1", place=SUPPORT)
        assert isinstance(when, Reply)
        assert not when.replaces
        await says(house, "ben", choices(when)["In an hour"])
    await house.passes(hours=2)
    (asked,) = house.postbox.to("ben")

    when = await house.asks("ben", choices(asked)["Later…"], realm="T1")
    assert isinstance(when, Reply)
    assert when.replaces
    kept = await house.asks("ben", choices(when)["Tomorrow"], realm="T1")

    assert len(tap) == 2
    assert asked.title == "2 things, once more"
    assert isinstance(kept, Reply)
    words = plain.text(kept)
    assert "I ask again Fri 27 November 2026, 09:00" in words, words
    assert sum("Still on it" in choices(Reply("", (section,))) for section in kept.sections) == 1


async def test_it_moves_with_the_person(house: House) -> None:
    tap = await asked_in_the_channel(house)
    await says(house, "ben", tap["Tomorrow"])

    await says(house, "ben", "settings zone: Asia/Tokyo", None)

    assert "Resolve 200 tickets: Fri 27 November 2026, 09:00" in await says(house, "ben", "next", None)
    assert "Asia/Tokyo" in await says(house, "ben", "next", None)


async def test_a_persons_own_goal_asked_in_its_channel_is_put_off_by_its_owner_alone(house: House) -> None:
    await says(house, "ben", "new Read 24 books", None)
    await says(house, "ana", "new Ship the billing API by: in 3 days")
    await says(house, "ana", "share 1 with: here")
    await says(house, "ana", "nudges 1 to: here")
    await house.passes(days=3)
    tap = choices(house.postbox.to(SUPPORT.id)[-1])

    told = await says(house, "ben", tap["In an hour"])
    await says(house, "ana", tap["In an hour"])
    await house.passes(hours=2)

    assert "is ana’s goal" in told
    assert not house.postbox.to("ben")
    assert house.postbox.to("ana")[-1].title == "Goal 1, once more: Ship the billing API"


async def test_in_one_message_with_others_it_is_one_of_the_things_asked_about(house: House) -> None:
    """Its goal is due much later, which is not when its answer is wanted."""
    await says(house, "ben", "new Read 24 books by: tomorrow", None)
    await says(house, "ana", "new Resolve 200 tickets by: in 90 days for: team")
    await says(house, "ben", "later tickets tomorrow")
    await house.passes(days=1)

    (asked,) = house.postbox.to("ben")

    assert asked.title == "2 things: 1 is due, 1 once more"
    assert "Now: " not in plain.text(asked)
    assert [button.label for section in asked.sections for button in section.buttons].count("Still on it") == 2
