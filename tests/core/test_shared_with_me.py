"""What is shared with somebody: how it is offered, listed and shown to them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.dates.locales import locale_of
from bot.messages import Address, Profile, Reply, Request
from bot.replies import plain
from tests.workspace import says, takes_part, with_a_goal

if TYPE_CHECKING:
    from tests.house import House


async def test_an_offer_held_by_quiet_hours_comes_as_soon_as_they_are_lifted(house: House) -> None:
    await with_a_goal(house)
    house.clock.advance(timedelta(hours=11))

    asked = await says(house, "ana", "share 1 with: ben")
    await house.passes(minutes=1)
    held = house.postbox.to("ben")
    await says(house, "ben", "settings quiet: none")
    await house.passes(minutes=1)

    assert "ben gets it: Tue 24 November 2026, 08:00 (Europe/Lisbon)" in asked
    assert held == []
    assert len(house.postbox.to("ben")) == 1


async def test_an_offer_that_goes_at_once_says_no_moment(house: House) -> None:
    await with_a_goal(house)

    assert "gets it" not in await says(house, "ana", "share 1 with: ben")


@pytest.mark.parametrize(("name", "said"), [("team", "share 1 with: here in #team"), ("", "in that channel")])
async def test_a_channel_that_is_named_elsewhere_says_where_to_type_it(house: House, name: str, said: str) -> None:
    await with_a_goal(house)
    request = Request(
        who=Address("test", "T1", "ana"),
        words="share 1 with: #C0TEAM",
        profile=Profile(name="ana", zone="Europe/Lisbon"),
        mentions={"#C0TEAM": Profile(name=name)},
    )

    told = await house.dispatcher.answer(request)

    assert isinstance(told, Reply)
    assert said in plain.text(told)
    assert "C0TEAM" not in plain.text(told)


async def test_a_list_shows_what_is_shared_with_me_and_whose_it_is(house: House) -> None:
    await with_a_goal(house)
    await says(house, "ben", "new Read 24 books")
    await takes_part(house, "ben")

    listed = await says(house, "ben", "list")

    assert "Shared with you\n2 Ship the billing API: ana’s · " in listed
    assert "Shared with you" not in await says(house, "ben", "list whose: team")
    assert "Shared with you" not in await says(house, "ana", "list")


async def test_show_tells_what_is_overdue_and_what_was_said_last(house: House) -> None:
    await with_a_goal(house)
    await says(house, "ana", "milestone add 1 Draft the schema by: 2026-11-25")
    await says(house, "ana", "share 1 with: workspace")
    house.clock.advance(timedelta(days=4))
    await says(house, "ana", "checkin 1 at risk note: half of it blocker: no test data")

    mine, theirs = await says(house, "ana", "show 1"), await says(house, "ben", "show billing")

    for told in (mine, theirs):
        assert "Draft the schema: overdue since Wed 25 November 2026" in told
        assert "Confidence: at risk" in told
    assert "Last note: half of it" in mine
    assert "Blocker: no test data" in mine
    assert "half of it" not in theirs
    assert "no test data" not in theirs


@pytest.mark.parametrize(
    ("tag", "zone", "country", "first"),
    [
        ("en-US", "Europe/Berlin", "", 0),
        ("en-US", "America/New_York", "", 6),
        ("en-US", "UTC", "", 6),
        ("de-DE", "America/New_York", "", 6),
        ("en-US", "Europe/Berlin", "US", 6),
        ("", "America/New_York", "", 0),
    ],
)
def test_a_week_begins_as_it_does_where_somebody_lives(tag: str, zone: str, country: str, first: int) -> None:
    assert locale_of(tag, range(5), country, zone).week_start == first
