"""The coach on Discord, whose windows have five blanks: nothing is asked less, and nothing said is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.adapters.discord.conftest import message, modal

if TYPE_CHECKING:
    from tests.adapters.discord.conftest import Stage


async def test_of_six_questions_the_sixth_comes_next_and_a_skipped_one_can_be_come_back_to(live: Stage) -> None:
    opening = message(await live.alice.uses("milepost reflect"))
    window = modal(await opening.tap("Answer"))
    said = message(
        await window.submit({"Ideal income": "60,000, for a house", "Passion and interest": "I paint ships"})
    )
    sixth = modal(await said.tap("Challenges"))
    answered = message(await sixth.submit({"Challenges": "Run the Lisbon half marathon"}))
    earlier = live.alice.dm_messages

    assert [field.label for field in window.fields] == [
        "Ideal income",
        "Job perks",
        "Personal autonomy",
        "Passion and interest",
        "Core skills and strengths",
    ]
    assert not any(field.required for field in window.fields)
    assert [field.label for field in sixth.fields] == ["Challenges"]
    assert {"Job perks", "Personal autonomy", "Core skills and strengths", "Challenges"} <= set(said.buttons)
    assert "Run the Lisbon half marathon" in answered.plain
    # What came of the first answers still stands, to be set.
    assert any("Paint ships" in one.plain for one in earlier)


async def test_an_answer_opens_a_window_with_the_goals_new_wording_and_nothing_else(live: Stage) -> None:
    asked = message(await live.alice.uses("goal new", {"goal": "Learn Spanish"}))
    window = modal(await asked.tap("Pass a test"))
    done = message(await window.submit({"New wording": "Learn Spanish well enough to pass the DELE B1 by 2031-06-01"}))

    assert {field.label: field.value for field in window.fields} == {
        "Goal": "1",
        "New wording": "Learn Spanish well enough to pass ___ by ___",
    }
    assert "Goal 1 is changed: Learn Spanish well enough to pass the DELE B1" in done.plain
    assert done.id == asked.id


async def test_a_template_is_a_native_option_that_opens_the_window(live: Stage) -> None:
    await live.alice.uses("goal list")
    offered = await live.alice.completes("goal new", {"template": "read"})
    window = modal(await live.alice.uses("goal new", {"template": offered[0].value}))

    assert offered[0].name == "Reading: Read 12 books in the next year"
    assert window.fields[0].value == "Read 12 books in the next year"


async def test_words_after_a_question_are_its_answer(live: Stage) -> None:
    await live.alice.says("new Learn Italian")
    await live.alice.next_message()
    await live.alice.says("to order tapas")

    answer = await live.alice.next_message()

    assert "Goal 1 is changed: Learn Italian well enough to order tapas" in answer.plain
