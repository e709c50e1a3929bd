"""What a channel is told: change only, of goals that it may see, once however many replicas run."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.messages import Address, Reply
from bot.outgoing import Uncertain, Undeliverable
from bot.replies import plain
from bot.storage.database import Database
from tests.house import House, buttons

CHANNEL = Address("test", "W", "C1")


async def in_channel(house: House, name: str, words: str) -> Reply:
    return await house.says(name, words, realm="W", place=CHANNEL)


async def with_a_digest(house: House) -> None:
    """Ann shows a goal to the channel, which hears of it every Friday at 15:00 in Lisbon."""
    await in_channel(house, "ann", "new Ship the billing API by: 2027-03-31")
    await in_channel(house, "ann", "milestone add 1 Draft the schema")
    await in_channel(house, "ann", "share 1 with: here")
    await house.passes(minutes=1)
    await in_channel(house, "ann", "team every Friday 15:00")


def told(house: House) -> list[str]:
    return [plain.text(reply) for to, reply, _ in house.postbox.messages if to.id == "C1"]


async def test_a_channel_hears_once_a_week_what_changed(house: House) -> None:
    await with_a_digest(house)
    await house.passes(hours=1)
    await in_channel(house, "ann", "milestone done 1.1")
    await in_channel(house, "ann", "alter 1 by: 2027-04-30")

    await house.passes(days=4, hours=3, minutes=58)
    early = told(house)
    await house.passes(minutes=1)

    assert early == []
    assert len(told(house)) == 1
    line = "ann: Ship the billing API: “Draft the schema” is done; Wed 31 March 2027 → Fri 30 April 2027"
    assert line in told(house)[0]
    assert told(house)[0].count("billing API") == 1


async def test_whoever_looks_reads_when_it_comes_on_their_own_clock(house: House) -> None:
    await with_a_digest(house)
    told = plain.text(await in_channel(house, "ann", "team every Friday 15:00 zone: Asia/Tokyo"))

    looked = plain.text(await in_channel(house, "ann", "team"))

    assert "Next: Fri 27 November 2026, 15:00 (Asia/Tokyo)" in told, "the channel reads that"
    assert "by the clock of Asia/Tokyo" in looked
    assert "Next: Fri 27 November 2026, 06:00 (Europe/Lisbon)" in looked


async def test_nothing_changed_nothing_is_posted(house: House) -> None:
    await with_a_digest(house)
    await in_channel(house, "ann", "milestone done 1.1")
    await house.passes(days=5)
    first = len(told(house))

    await house.passes(days=14)

    assert (first, len(told(house))) == (1, 1)
    assert "nothing has changed" in plain.text(await in_channel(house, "ann", "team"))


async def test_it_tells_who_is_newly_at_risk_who_is_stuck_who_could_help_and_who_is_off(house: House) -> None:
    await with_a_digest(house)
    await in_channel(house, "ben", "new Write the billing guide by: 2027-02-01")
    await in_channel(house, "ben", "share 1 with: here")
    await house.passes(hours=1)
    await in_channel(house, "ann", "checkin 1 at risk")
    await in_channel(house, "ann", "stuck 1 my secret trouble with the manager")
    await in_channel(house, "ben", "away tomorrow to 2026-12-04")

    await house.passes(days=5)

    (said,) = told(house)
    assert "At risk now\nann: Ship the billing API: stuck; ben may know a way" in said
    assert "Off\nben: back on Mon 7 December 2026" in said
    assert "secret" not in said


async def test_goals_that_the_channel_may_not_see_are_not_told(house: House) -> None:
    await with_a_digest(house)
    for words in ("new Learn Portuguese by: 2027-05-01 why: my own reason", "new Get hired elsewhere by: 2027-05-01"):
        await in_channel(house, "ann", words)
    await in_channel(house, "ann", "share 1 with: nobody")
    await in_channel(house, "ann", "done 1")
    await in_channel(house, "ann", "done 2")

    await house.passes(days=5)

    assert told(house) == []


async def test_the_words_for_others_are_told_and_the_reason_never(house: House) -> None:
    await with_a_digest(house)
    await in_channel(house, "ann", "alter 1 wording: Make billing simple why: I want the promotion")
    await house.passes(hours=1)
    await in_channel(house, "ann", "done 1")

    await house.passes(days=5)

    (said,) = told(house)
    assert "ann: Make billing simple" in said
    assert "Ship the billing API" not in said
    assert "promotion" not in said


async def test_however_many_replicas_run_it_is_posted_once(house: House, database: Database, database_url: str) -> None:
    await with_a_digest(house)
    await in_channel(house, "ann", "milestone done 1.1")
    others = [Database(database_url) for _ in range(3)]
    houses = [House(one, house.clock, house.postbox) for one in (database, *others)]

    for _ in range(5):
        house.clock.advance(timedelta(days=1))
        await asyncio.gather(*(one.deliverer.send_due() for one in houses))
    for one in others:
        await one.close()

    assert len(told(house)) == 1


async def test_a_lost_answer_doubles_no_digest(house: House) -> None:
    await with_a_digest(house)
    await in_channel(house, "ann", "milestone done 1.1")
    house.postbox.troubles, house.postbox.swallow = [Uncertain("no answer came")], True

    await house.passes(days=12)

    assert len(told(house)) == 1


async def test_it_can_be_moved_switched_off_and_taken_back(house: House) -> None:
    await with_a_digest(house)
    await in_channel(house, "ann", "milestone done 1.1")

    shown = plain.text(await in_channel(house, "ben", "team every Monday 9:00 zone: Asia/Tokyo"))
    off = await in_channel(house, "ben", "team off")
    await house.passes(days=8)
    silent = told(house)
    await in_channel(house, "ben", "undo")
    await house.passes(days=8)

    assert "every week on Mon at 09:00, by the clock of Asia/Tokyo" in shown
    assert "Mon 30 November 2026, 09:00 (Asia/Tokyo)" in shown
    assert (off.title, silent) == ("This channel’s digest is off", [])
    assert len(told(house)) == 1


async def test_a_channel_that_cannot_be_written_to_is_told_to_whoever_set_it_up(house: House) -> None:
    await with_a_digest(house)
    await in_channel(house, "ann", "milestone done 1.1")
    house.postbox.troubles = [Undeliverable("that channel is archived")]

    await house.passes(days=5)
    news = await house.reads("ann", "list", realm="W")
    await in_channel(house, "ann", "alter 1 by: 2027-04-30")
    await house.passes(days=7)

    assert "I could not post the digest that you set up in a channel" in news
    assert "that channel is archived. So it is switched off. To begin again in a channel, type: team every week" in news
    assert (told(house), "digest" in await house.reads("ann", "list", realm="W")) == ([], False)


async def test_what_news_says_to_type_begins_the_digest_again(house: House) -> None:
    await with_a_digest(house)
    await in_channel(house, "ann", "milestone done 1.1")
    house.postbox.troubles = [Undeliverable("that channel is archived")]
    await house.passes(days=5)
    _, _, line = (await house.reads("ann", "list", realm="W")).partition("in a channel, type: ")

    again = plain.text(await in_channel(house, "ann", line.splitlines()[0]))
    await house.passes(minutes=1)
    await in_channel(house, "ann", "alter 1 by: 2027-04-30")
    await house.passes(days=7)

    assert "every week on Fri at 15:00" in again
    assert len(told(house)) == 1


async def test_in_a_direct_message_it_says_where_to_type_it(house: House) -> None:
    refused = await house.reads("ann", "team every Friday 15:00")

    assert "Type it in the channel that should hear it" in refused


async def test_a_preview_is_for_ones_own_eyes_and_tells_the_same(house: House) -> None:
    await with_a_digest(house)
    await house.passes(hours=1)
    await in_channel(house, "ann", "done 1")

    preview = await in_channel(house, "ben", "team preview")
    await house.passes(days=5)

    assert preview.private
    assert plain.text(preview) == told(house)[0]


async def test_a_rhythm_that_is_none_is_refused(house: House) -> None:
    refused = plain.text(await in_channel(house, "ann", "team whenever"))

    assert "I find no rhythm" in refused


async def test_a_channel_chooses_what_its_digest_tells(house: House) -> None:
    await with_a_digest(house)
    chosen = plain.text(await in_channel(house, "ann", "team show: at risk and reached"))
    await in_channel(house, "ann", "milestone done 1.1")
    await in_channel(house, "ann", "alter 1 by: 2027-04-30")

    narrow = plain.text(await in_channel(house, "ann", "team preview"))
    await in_channel(house, "ann", "team show: all")
    whole = plain.text(await in_channel(house, "ann", "team preview"))

    assert "Tells: reached, at risk" in chosen
    assert "every week on Fri at 15:00" in chosen
    assert "is done" in narrow
    assert "→" not in narrow
    assert "→" in whole
    await in_channel(house, "ann", "undo")
    assert "→" not in plain.text(await in_channel(house, "ann", "team preview"))


async def test_nothing_of_what_a_channel_wants_to_hear_is_nothing_to_post(house: House) -> None:
    await with_a_digest(house)
    await in_channel(house, "ann", "team show: stuck")
    await in_channel(house, "ann", "alter 1 by: 2027-04-30")
    await house.passes(days=5)

    assert told(house) == []


async def test_an_unknown_part_of_a_digest_is_refused_with_those_there_are(house: House) -> None:
    refused = plain.text(await in_channel(house, "ann", "team every Friday 15:00 show: gossip"))

    assert "A digest has no part “gossip”." in refused
    assert "reached, moved, new, at risk, stuck, altered, on track, not updated, off; or all" in refused


async def test_who_ends_somebody_elses_digest_confirms_it_and_the_channel_reads_who_did(house: House) -> None:
    await with_a_digest(house)

    asked = await in_channel(house, "ben", "team off")
    still = plain.text(await in_channel(house, "ann", "team"))
    done = await in_channel(house, "ben", "team stop")
    own = await in_channel(house, "ann", "team every Friday 15:00")
    off = await in_channel(house, "ann", "team off")

    assert asked.title == "ann set this digest up. Switch it off for everybody here?"
    assert list(buttons(asked).values()) == ["team stop"]
    assert "every week on Fri" in still
    assert done.title == "ben switched this channel’s digest off"
    assert not done.private
    assert not own.private
    assert off.title == "This channel’s digest is off"


async def test_a_digest_that_somebody_else_has_changed_since_is_not_taken_back(house: House) -> None:
    await in_channel(house, "ann", "team every Friday 15:00")
    await in_channel(house, "ben", "team rhythm: every Monday 9:00")

    first = plain.text(await in_channel(house, "ann", "undo"))
    await in_channel(house, "ben", "team stop")
    then = plain.text(await in_channel(house, "ann", "undo"))

    refused = "I can't take back “set a channel’s digest”: ben changed it since."
    assert refused in first
    assert refused in then
    assert "Taken back" in plain.text(await in_channel(house, "ben", "undo"))
    assert "every week on Mon" in plain.text(await in_channel(house, "ann", "team"))
    assert "Taken back" in plain.text(await in_channel(house, "ben", "undo"))
    assert "every week on Fri" in plain.text(await in_channel(house, "ann", "team"))
    assert "Taken back" in plain.text(await in_channel(house, "ann", "undo"))


async def test_nothing_is_told_of_what_was_said_before_a_goal_was_shown(house: House) -> None:
    await in_channel(house, "ben", "team every Friday 15:00")
    await house.says("ann", "new Secretly learn Rust by: 2027-03-31", realm="W")
    await house.says("ann", "milestone add 1 Read the book; Write a parser", realm="W")
    await house.passes(hours=1)
    for line in ("checkin 1 at risk", "stuck 1 no time at all", "milestone done 1.1", "alter 1 by: 2027-04-30"):
        await house.says("ann", line, realm="W")
    await house.passes(hours=1)
    await in_channel(house, "ann", "share 1 with: here")

    fresh = plain.text(await in_channel(house, "ben", "team preview"))
    await house.passes(minutes=1)
    await house.says("ann", "milestone done 1.2", realm="W")
    await house.says("ann", "checkin 1 off track", realm="W")
    later = plain.text(await in_channel(house, "ben", "team preview"))

    assert "New\nann: Secretly learn Rust" in fresh
    for untold in ("risk", "stuck", "Read the book", "30 April"):
        assert untold not in fresh
    assert "“Write a parser” is done" in later
    assert "off track" in later
    assert "Read the book" not in later


async def test_what_a_workspace_saw_already_is_told_on_when_it_is_shown_to_a_channel(house: House) -> None:
    await in_channel(house, "ben", "team every Friday 15:00")
    await in_channel(house, "ann", "new Learn Rust by: 2027-03-31")
    await in_channel(house, "ann", "share 1 with: workspace")
    await house.passes(hours=1)
    await in_channel(house, "ann", "checkin 1 at risk")
    await house.passes(hours=1)
    await in_channel(house, "ann", "share 1 with: here")

    assert "Learn Rust: at risk" in plain.text(await in_channel(house, "ben", "team preview"))


async def test_what_was_at_risk_before_is_no_news_though_its_number_is_older(house: House) -> None:
    await in_channel(house, "ann", "new Resolve 200 tickets by: 2027-03-31")
    await in_channel(house, "ann", "share 1 with: here")
    await in_channel(house, "ann", "team every Friday 15:00")
    await house.passes(hours=1)
    await in_channel(house, "ann", "checkin 1 20 confidence: on track")
    await house.passes(days=1)
    await in_channel(house, "ann", "checkin 1 at risk")
    await house.passes(days=4)
    await in_channel(house, "ann", "checkin 1 30 confidence: at risk")

    await house.passes(days=7)

    first, second = told(house)
    assert "at risk" in first
    assert "now 30 of 200 tickets, was 20" in second
    assert "at risk" not in second


async def test_a_line_does_not_say_its_heading_again_but_elsewhere_the_same_news_is_told(house: House) -> None:
    await with_a_digest(house)
    await in_channel(house, "ben", "new Close 50 tickets by: 2027-02-01")
    await in_channel(house, "ben", "share 1 with: here")
    await in_channel(house, "ann", "new Cut latency from 800 to 300 ms by: 2027-02-01")
    await in_channel(house, "ann", "share 2 with: here")
    await house.passes(days=5)
    for name, line in (
        ("ann", "stuck 1 no time"),
        ("ben", "checkin 1 20 confidence: at risk"),
        ("ann", "checkin 2 650"),
    ):
        await in_channel(house, name, line)

    said = plain.text(await in_channel(house, "ann", "team preview"))

    assert "At risk now\nann: Ship the billing API: stuck; who can help?" in said
    assert "ben: Close 50 tickets: now 20 of 50 tickets; at risk" in said
    assert "ann: Cut latency from 800 to 300 ms: now 650 ms, was 800, target 300 ms" in said
