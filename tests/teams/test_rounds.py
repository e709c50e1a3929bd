"""A round of check-ins before a channel's digest: asked once, in private, and told as far as it was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.nudges.simulation import simulate
from bot.replies import plain
from tests.core.test_statements import heard
from tests.house import buttons
from tests.teams.test_digest import CHANNEL, in_channel

if TYPE_CHECKING:
    from bot.messages import Reply
    from tests.house import House


async def with_a_round(house: House) -> None:
    """Ann and Bob show goals to the channel, which gets a digest on Friday at 15:00 and asks a day before."""
    for name, title in (("ann", "Ship the billing API"), ("bob", "Read the manual")):
        await in_channel(house, name, f"new {title}")
        await in_channel(house, name, "share 1 with: here")
    await in_channel(house, "ann", "new Write the handbook")
    await in_channel(house, "ann", "share 2 with: here")
    await house.says("ann", "new Sleep more", realm="W")
    await in_channel(house, "ann", "team every Friday 15:00")
    await in_channel(house, "ann", "team ask: 1 day before")


def digests(house: House) -> list[str]:
    return [plain.text(reply) for to, reply, _ in house.postbox.messages if to == CHANNEL]


def asked(house: House, name: str) -> list[Reply]:
    return [reply for reply in house.postbox.to(name) if "digest" in plain.text(reply)]


async def test_each_is_asked_once_about_what_the_channel_sees_and_the_answers_are_in_the_digest(house: House) -> None:
    await with_a_round(house)
    await house.passes(days=3, hours=4)  # Thursday 14:00
    early = asked(house, "ann")
    await house.passes(hours=1, minutes=5)

    [question] = asked(house, "ann")
    assert early == []
    assert "Before the digest: how are 2 things going?" in plain.text(question)
    assert "Sleep" not in plain.text(question)
    said = buttons(asked(house, "bob")[0])
    assert {"On track", "At risk", "Stuck", "Say more"} <= said.keys()
    await house.says("bob", said["At risk"], realm="W")
    await house.says("ann", "checkin 1 on track", realm="W")
    await house.passes(days=1)

    [digest] = digests(house)
    assert "bob: Read the manual: at risk" in digest
    assert "ann: Ship the billing API: on track" in digest
    assert "ann: Write the handbook: not updated" in digest
    assert len(asked(house, "ann")) == len(asked(house, "bob")) == 1


async def test_in_a_week_without_other_news_the_answers_are_the_digest(house: House) -> None:
    await with_a_round(house)
    await house.passes(days=7)
    await house.says("ann", "checkin 1 on track", realm="W")
    await house.passes(days=5)

    assert len(digests(house)) == 2
    assert "Answered\nann: Ship the billing API: on track\n\nNot updated\nbob: Read the manual\n" in digests(house)[1]


async def test_who_has_said_how_it_stands_or_is_off_is_not_asked_and_not_named(house: House) -> None:
    await with_a_round(house)
    await house.passes(days=1)
    await house.says("bob", "checkin 1 on track", realm="W")
    await house.says("ann", "away 2026-11-26 to 2026-11-27", realm="W")
    await house.passes(days=4)

    assert asked(house, "ann") == asked(house, "bob") == []
    assert "not updated" not in digests(house)[0].casefold()


async def test_it_is_asked_at_work_before_and_what_is_held_until_the_digest_comes_is_left_out(house: House) -> None:
    await with_a_round(house)
    await in_channel(house, "ann", "team every Friday 7:00 ask: 4 hours before")
    before = await house.reads("bob", "next", realm="W")
    await house.says("bob", "settings budget: 1", realm="W")
    await house.says("bob", "new Call the bank by: 2026-11-26 8:59", realm="W")
    await house.passes(days=5)

    assert "before a channel’s digest): Thu 26 November 2026, 09:00" in before
    assert asked(house, "bob") == []
    assert len(asked(house, "ann")) == 1
    assert "Left out: the digest that it asks for comes now" in await house.reads("bob", "why 1", realm="W")
    assert "ann: Write the handbook: not updated" in digests(house)[0]
    assert "bob: Read the manual: not updated" not in digests(house)[0]


async def test_next_shows_it_why_tells_it_and_simulate_counts_it(house: House) -> None:
    await with_a_round(house)
    coming = await house.reads("bob", "next", realm="W")
    why = await house.reads("bob", "why 1", realm="W")
    async with house.database.look() as session:
        counted = await simulate(session, house.clock.now(), 7)
    await in_channel(house, "ann", "team ask: none")
    off = await house.reads("bob", "next", realm="W")
    dropped = await house.reads("bob", "why 1", realm="W")
    await house.says("ann", "undo", realm="W")
    back = await house.reads("bob", "next", realm="W")

    assert "1 Read the manual (before a channel’s digest): Thu 26 November 2026, 15:00" in coming
    assert "the digest of its channel comes Fri 27 November 2026, 15:00" in why
    assert (counted.total, len(counted.people)) == (2, 2)
    assert "No check-in is planned" in off
    assert "no channel asks for it before its digest any more" in dropped
    assert "before a channel’s digest" in back


async def test_a_round_is_asked_for_in_words_that_are_understood_or_refused_with_an_example(house: House) -> None:
    none = await in_channel(house, "ann", "team ask: 1 day before")
    await in_channel(house, "ann", "team every weekday 10:00")
    answers = [
        plain.text(await in_channel(house, "ann", f"team ask: {words}"))
        for words in ("4 hours before", "a day before", "soon", "off")
    ]

    assert "This channel has no digest yet" in plain.text(none)
    assert "Asks: 4 hours before, in private" in answers[0]
    assert "1 day before is too early" in answers[1]
    assert "Write it like 1 day before" in answers[2]
    assert "Asks" not in answers[3]


async def test_a_goal_of_leaving_or_shown_no_more_or_of_the_team_is_in_no_round(house: House) -> None:
    await with_a_round(house)
    await in_channel(house, "ann", "new Resolve 200 tickets for: team")
    await house.says("ann", "nudges 4 off", realm="W")
    await house.says("ann", "confide 1", realm="W")
    await house.says("ann", "unshare 2", realm="W")
    await house.passes(days=3, hours=6)

    assert asked(house, "ann") == []
    assert len(asked(house, "bob")) == 1


async def test_only_what_moves_a_round_has_goals_planned_anew(house: House) -> None:
    await with_a_round(house)

    read = []
    for line in ("team show: reached", "team every Thursday 15:00"):
        with heard(house) as said:
            await house.says("ann", line, realm="W", place=CHANNEL)
        read.append(any("FROM goal" in statement for statement in said))

    assert read == [False, True]


async def test_what_is_put_off_past_the_digest_is_told_that_the_digest_comes_before(house: House) -> None:
    await with_a_round(house)
    early = await house.reads("bob", "later 1 next week", realm="W")
    await house.passes(days=3, hours=6)  # Thursday 16:00, an hour after the round

    past = await house.reads("bob", "later 1 next week", realm="W")
    before = await house.reads("bob", "later 1 tomorrow", realm="W")
    await house.says("bob", "checkin 1 on track", realm="W")
    answered = await house.reads("bob", "later 1 next week", realm="W")

    comes = (
        "The digest of its channel comes before that, Fri 27 November 2026, 15:00 (Europe/Lisbon): if you say nothing"
    )
    assert comes in past
    assert not any("digest" in text for text in (early, before, answered))


async def test_why_tells_of_rounds_and_other_check_ins_in_the_order_of_their_moments(house: House) -> None:
    await with_a_round(house)
    await house.passes(days=3, hours=6)
    await house.says("bob", "later 1 next week", realm="W")

    told = await house.reads("bob", "why 1", realm="W")

    days = [line.split(",")[0] for line in told.splitlines() if line.startswith("Check-in for")]
    expected = ("Thu 3 December 2026", "Mon 30 November 2026", "Thu 26 November 2026")
    assert days == [f"Check-in for {day}" for day in expected]


async def test_in_a_round_for_several_goals_more_opens_what_else_can_be_said_of_one(house: House) -> None:
    await with_a_round(house)
    await house.passes(days=3, hours=6)
    rows = [{one.label: one.call for one in part.buttons} for part in asked(house, "ann")[0].sections]
    first = next(row for row in rows if "On track" in row)

    opened = buttons(await house.says("ann", first["More…"], realm="W"))

    assert list(first) == ["On track", "At risk", "Stuck", "Later…", "More…"]
    assert {"On track", "At risk", "Stuck", "Say more", "Back to the others"} <= opened.keys()
