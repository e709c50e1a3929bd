"""A goal in new words: what they say is taken over, and what was set by hand or is in use stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.checkins.recounting import brought_up_to_date
from bot.measure import Measure
from bot.messages import Form
from bot.replies import plain
from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House


async def test_a_rhythm_set_by_hand_outlives_new_words(house: House) -> None:
    await house.reads("alice", "new Save 10k euros by: 2027-03-31")
    await house.reads("alice", "nudges 1 rhythm: every other Monday 9:00")

    altered = await house.reads("alice", "alter 1 Save 12k euros")

    assert "Counted: 12,000 euros (before: 10,000 euros)" in altered
    assert "Asked about: every 2 weeks on Mon at 09:00" in altered
    assert "every 2 weeks on Mon at 09:00" in await house.reads("alice", "show 1")


async def test_a_measure_set_by_hand_and_in_use_outlives_new_words(house: House) -> None:
    await house.reads("alice", "new Tidy the ticket backlog")
    await house.reads("alice", "alter 1 measure: from 120 to 40 tickets")
    await house.reads("alice", "checkin 1 110")
    await house.reads("alice", "checkin 1 100")

    altered = await house.reads("alice", "alter 1 Tidy the backlog of support")
    stands = await house.reads("alice", "checkin 1 80")
    sharper = await house.reads("alice", "alter 1 Cut the backlog to 30 tickets")

    assert "Counted: from 120 to 40 tickets, as before" in altered
    assert "Goal 1 stands at 80 tickets" in stands
    assert "Counted: from 120 to 30 tickets (before: from 120 to 40 tickets)" in sharper


async def test_what_only_the_earlier_words_said_goes_with_them_and_that_is_said(house: House) -> None:
    await house.reads("alice", "new Publish a post every Monday at 9:00")

    altered = await house.reads("alice", "alter 1 Publish a post")

    assert "Counted: done or not done (before: once a week)" in altered
    assert "Rhythm: none (before: every week on Mon at 09:00)" in altered


async def test_what_is_in_use_stays_even_if_no_word_says_it_any_more(house: House) -> None:
    await house.reads("alice", "new Publish a post every Monday at 9:00")
    await house.reads("alice", "checkin 1")

    altered = await house.reads("alice", "alter 1 Publish a post about marmots")

    assert "Counted: once a week, as before" in altered
    assert "Rhythm: every week on Mon at 09:00, as before" in altered


async def test_a_rhythm_is_read_beside_a_date_of_its_own(house: House) -> None:
    await house.reads("alice", "new Read books")

    altered = await house.reads("alice", "alter 1 Publish a post every Monday at 9:00 by: 2027-03-01")

    assert "Rhythm: every week on Mon at 09:00" in altered
    assert "Mon 1 March 2027" in altered


async def test_a_step_down_the_ladder_keeps_them_too(house: House) -> None:
    await house.reads("alice", "new Feel more fulfilled at work")
    await house.reads("alice", "alter 1 measure: from 2 to 8 points")

    await house.reads("alice", "ladder 1 Lead a workshop of my own")

    assert "from 2 to 8 points" in await house.reads("alice", "show 1")


@pytest.mark.parametrize("words", ["Grow revenue from 800 to 300", "Reduce the backlog from 40 to 120 tickets"])
async def test_words_and_numbers_of_two_minds_are_asked_about(house: House, words: str) -> None:
    reply = await house.says("alice", f"new {words}")
    calls = [b.call for section in reply.sections for b in section.buttons if " measure: " in b.call]

    assert "The words say one way, and the numbers the other" in plain.text(reply)
    assert "Counted" not in plain.text(reply)
    assert len(calls) == 2
    assert "Counted: from" in await house.reads("alice", calls[1])


async def test_an_alteration_of_two_minds_is_asked_about_and_counted_as_before(house: House) -> None:
    await house.reads("alice", "new Save 10k euros")

    altered = await house.reads("alice", "alter 1 Grow revenue from 800 to 300 euros")

    assert "The words say one way, and the numbers the other" in altered
    assert "10,000 euros, as before" in altered


async def test_what_is_lost_is_of_one_mind(house: House) -> None:
    assert "Counted: from 0 to 5 kg" in await house.reads("alice", "new Lose 5 kg")
    assert "Counted: from 0 to 6 kg" in await house.reads("alice", "alter 1 measure: lose 6 kg")


BACKLOG = Measure("number", 120, 40, "tickets", "down")


@pytest.mark.parametrize(
    ("new", "becomes"),
    [
        (Measure("number", None, 30, "tickets", "down"), Measure("number", 120, 30, "tickets", "down")),
        (Measure("number", None, 30, None, "down"), Measure("number", 120, 30, "tickets", "down")),
        (Measure("number", 90, 30, "tickets", "down"), Measure("number", 90, 30, "tickets", "down")),
        (Measure("number", None, 3, "teams", None), BACKLOG),
        (Measure("number", None, 200, "tickets", "up"), BACKLOG),
        (Measure("habit", None, 3, None, "up", "week"), BACKLOG),
        (Measure("done"), BACKLOG),
    ],
    ids=str,
)
def test_new_words_bring_the_same_number_up_to_date(new: Measure, becomes: Measure) -> None:
    assert brought_up_to_date(BACKLOG, new) == becomes


async def test_the_words_as_they_are_can_be_given_with_another_change(house: House) -> None:
    await house.reads("alice", "new Save 10k euros")

    altered = await house.reads("alice", "alter 1 … by: end of June why: love")

    assert "Goal 1 is changed: Save 10k euros" in altered
    assert "30 June 2027" in altered
    assert "Your reason: love" in altered


async def test_none_takes_away_a_reason_a_wording_and_a_plan(house: House) -> None:
    await house.reads("alice", "new Save 10k euros why: love")
    await house.reads("alice", "alter 1 wording: Put money aside")
    await house.reads("alice", "plan 1 if: a sale comes then: sleep over it")

    await house.reads("alice", "alter 1 why: none wording: none")
    gone = await house.reads("alice", "plan 1 if: none then: none")
    shown = await house.reads("alice", "show 1")

    assert "Goal 1 has no plan for bad days any more" in gone
    for words in ("love", "aside", "sleep", "none"):
        assert words not in shown, words


async def test_new_words_of_what_was_chosen_to_be_done_or_not_say_that_they_are_not_counted(house: House) -> None:
    for line in ("new Read 24 books by June", "alter 1 measure: done"):
        await house.says("alice", line)
    altered = await house.says("alice", "alter 1 Read 12 books")

    assert "Counted: done or not done, as before" in plain.text(altered)
    assert "Counted: 12 books" in await house.reads("alice", buttons(altered)["Count 12 books"])
    assert "Counted" not in await house.reads("alice", "new Ship the API")
    assert "Counted" not in await house.reads("alice", "alter 2 Ship the new API")


async def test_what_is_counted_otherwise_offers_to_change_the_words_that_say_what_it_was(house: House) -> None:
    await house.says("alice", "new Go to the gym twice a week")
    altered = await house.says("alice", "alter 1 measure: once a week")
    form = await house.asks("alice", buttons(altered)["Change the words"])

    assert "Its words stayed as they were." in plain.text(altered)
    assert isinstance(form, Form)
    assert "still say" not in await house.reads("alice", "alter 1 Go to the gym once a week")
    assert "still say" not in await house.reads("alice", "alter 1 measure: done")
    assert "still say" not in await house.reads("alice", "alter 1 why: to breathe")
