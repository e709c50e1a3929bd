"""What a check-in's button says can be typed: it is the answer to what was asked last, if that is clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.line.typed_answers import Meaning, answered
from bot.messages import Address, Tone
from bot.replies import plain
from tests.house import choices

if TYPE_CHECKING:
    from tests.house import House


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("still on it", Meaning.still),
        ("I’m still working on it.", Meaning.still),
        ("Not yet", Meaning.still),
        ("did it!", Meaning.did),
        ("yes, I did it", Meaning.did),
        ("in an hour", Meaning.then),
        ("ask me again tomorrow", Meaning.then),
        ("Next week", Meaning.then),
        ("no, not today", Meaning.then),
        ("12", Meaning.amount),
        ("12.5 km", Meaning.amount),
        ("+3 cold calls!", Meaning.amount),
        ("$40", Meaning.amount),
        ("5 %", Meaning.amount),
        ("yes", Meaning.unclear),
        ("OK", Meaning.unclear),
    ],
)
def test_a_whole_line_may_be_an_answer(words: str, said: Meaning) -> None:
    assert said is answered(words)


@pytest.mark.parametrize(
    "words",
    [
        "this",
        "ask me this",
        "done",
        "done 1",
        "next",
        "in a year I want to be fit",
        "20 minutes of yoga every day",
        "12:30",
        "yes we can learn chess",
        "tomorrow call mum",
        "",
    ],
)
def test_what_says_more_or_is_a_command_is_no_answer(words: str) -> None:
    assert answered(words) is None


async def asked_about(house: House, *lines: str) -> None:
    for line in lines:
        await house.says("ann", line)
    await house.passes(days=1)
    assert house.postbox.to("ann")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("still on it", "Noted: goal 1 is still open: run every day"),
        ("not yet", "Noted: goal 1 is still open: run every day"),
        ("did it", "Counted for goal 1: run every day"),
        ("in an hour", "I'll ask again later about goal 1: run every day"),
        ("in 3 hours", "I'll ask again later about goal 1: run every day"),
        ("later today", "I'll ask again later about goal 1: run every day"),
    ],
)
async def test_an_answer_in_words_is_the_answer_to_the_one_thing_that_was_asked(
    house: House, words: str, told: str
) -> None:
    await asked_about(house, "new run every day")

    assert told == (await house.says("ann", words)).title


async def test_an_answer_in_words_counts_as_often_as_its_button(house: House) -> None:
    await asked_about(house, "new run every day")

    await house.says("ann", "did it")

    assert (await house.says("ann", "nudge 1 checkin 1")).title == "Counted already: run every day"


async def test_of_several_things_that_were_asked_the_one_that_is_meant_is_picked(house: House) -> None:
    await asked_about(house, "new run every day", "new sing every day")

    which = await house.says("ann", "still on it")

    assert (choices(which)) == {
        "1 run every day": "nudge 1 checkin 1 still on it",
        "2 sing every day": "nudge 1 checkin 2 still on it",
    }
    rest = await house.says("ann", choices(which)["1 run every day"])
    assert rest.title == "How is goal 2 going? sing every day"
    assert "Counted for goal 2" in await house.reads("ann", "did it"), "only one is left"


@pytest.mark.parametrize("words", ["yes", "ok", "no"])
async def test_what_tells_too_little_has_the_question_asked_once_more(house: House, words: str) -> None:
    await asked_about(house, "new run every day")

    said = await house.says("ann", words)

    assert said.title == f"I can't tell what “{words}” is to mean here."
    assert choices(said)["Did it"] == "nudge 1 checkin 1"
    assert choices(said)["Stuck"] == "nudge 1 stuck 1"


async def test_what_came_due_is_done_by_did_it_and_asked_how_much_where_it_only_goes_on(house: House) -> None:
    await asked_about(house, "new Pass the exam by tomorrow")
    assert (await house.says("ann", "did it")).title == "Goal 1 is reached: Pass the exam"

    await house.says("ann", "new Fix 30 flaws")
    await house.says("ann", "nudges 2 rhythm: every day")
    await house.passes(days=1)

    assert choices(await house.says("ann", "did it"))["Say where it stands"] == "form checkin 2"


async def test_where_nothing_was_asked_the_goal_is_picked(house: House) -> None:
    assert "I have asked nothing that waits" in await house.reads("ann", "did it")
    await house.says("ann", "new Fix 20 bugs by tomorrow")

    assert list(choices(await house.says("ann", "still on it")).values()) == ["checkin 1 still on it"]
    assert list(choices(await house.says("ann", "in an hour")).values()) == ["later 1 in an hour"]
    assert "I have asked nothing that waits" in await house.reads("ann", "yes")


async def test_in_a_channel_nobody_knows_which_question_was_answered(house: House) -> None:
    await asked_about(house, "new run every day")

    said = await house.says("ann", "did it", realm="W", place=Address("test", "W", "C1"))

    assert "Counted" not in plain.text(said)


async def test_a_wish_for_quiet_is_no_fault(house: House) -> None:
    assert (await house.says("ann", "shut up")).tone is Tone.attention


@pytest.mark.parametrize("words", ["12", "12 minutes", "12 min."])
async def test_a_number_is_the_value_of_the_one_thing_that_was_asked_about(house: House, words: str) -> None:
    await asked_about(house, "new Meditate 10 minutes every day")

    said = await house.reads("ann", words)

    assert "Counted for goal 1" in said
    assert "12 of 10 minutes" in said


async def test_a_number_says_where_a_number_stands(house: House) -> None:
    await asked_about(house, "new Fix 20 bugs by tomorrow")

    assert "12 of 20 bugs" in await house.reads("ann", "12 bugs")


async def test_of_several_things_a_number_goes_to_the_one_that_counts_so(house: House) -> None:
    await asked_about(
        house, "new Meditate 10 minutes every day", "new Read 20 pages every day", "new Pay rent by tomorrow"
    )

    which = await house.says("ann", "12")
    assert list(choices(which)) == ["1 Meditate 10 minutes every day", "2 Read 20 pages every day"]

    rest = plain.text(await house.says("ann", "12 pages"))
    assert "12 of 20 pages" in rest
    assert "Pay rent" in rest, "what is left is still asked about"


@pytest.mark.parametrize(
    ("words", "told"),
    [("12", "There is nothing to choose by that number."), ("12 pages", "I don't know “12 pages”.")],
)
async def test_a_number_that_answers_nothing_is_told_so(house: House, words: str, told: str) -> None:
    assert told == (await house.says("ann", words)).title

    await asked_about(house, "new Pay rent by tomorrow", "new Meditate 10 minutes every day")
    await house.says("ann", "12")

    assert told == (await house.says("ann", words)).title


async def test_not_today_asks_again_tomorrow(house: House) -> None:
    await asked_about(house, "new Meditate 10 minutes every day")

    said = await house.says("ann", "not today")

    assert said.title == "I'll ask again later about goal 1: Meditate 10 minutes every day"
    assert "tomorrow" in plain.text(said) or "25 November" in plain.text(said)


async def test_who_did_what_is_counted_is_asked_how_far_it_is_and_any_answer_is_one_step(house: House) -> None:
    await house.says("ann", "new Fix 20 bugs by tomorrow")
    await asked_about(house, "checkin 1 3")

    asked = await house.says("ann", "did it")

    assert asked.title == "How far is goal 1? Fix 20 bugs"
    assert "3 of 20 bugs" in asked.sections[0].text
    assert choices(asked) == {
        "20 bugs": "checkin 1 20 bugs",
        "Say where it stands": "form checkin 1",
        "Done all the same": "done 1",
    }
    assert "18 of 20 bugs" in await house.reads("ann", "18")


@pytest.mark.parametrize("tap", ["20 bugs", "Done all the same"])
async def test_a_number_that_is_there_or_does_not_matter_is_one_tap(house: House, tap: str) -> None:
    await asked_about(house, "new Fix 20 bugs by tomorrow")

    told = await house.says("ann", choices(await house.says("ann", "did it"))[tap])

    assert told.title in ("Goal 1 stands at 20 bugs: Fix 20 bugs", "Goal 1 is reached: Fix 20 bugs")


async def test_where_the_number_is_there_did_it_is_done(house: House) -> None:
    await house.says("ann", "new Fix 20 bugs by tomorrow")
    await asked_about(house, "checkin 1 20 bugs")

    assert "Goal 1 is reached" in await house.reads("ann", "did it")


async def test_of_several_the_one_that_is_counted_opens_its_form(house: House) -> None:
    await asked_about(house, "new Fix 20 bugs by tomorrow", "new Pass the exam by tomorrow")

    which = await house.says("ann", "did it")

    assert choices(which) == {
        "1 Fix 20 bugs": "form nudge 1 checkin 1",
        "2 Pass the exam": "nudge 1 done 2",
    }
