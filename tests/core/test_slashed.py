"""Hints in a channel: what they tell somebody to type has its slash there, since bare words are not heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import plain
from bot.__main__ import all_commands
from bot.messages import Field, Reply, Section, Tone
from bot.slashed import in_a_channel
from tests.workspace import GENERAL, says

if TYPE_CHECKING:
    from tests.house import House

COMMANDS = all_commands()


@pytest.mark.parametrize(
    ("hint", "there"),
    [
        ("Type list to see your goals.", "Type /goal list to see your goals."),
        ("See show 1.", "See /goal show 1."),
        ("To add: checkin 1 5. To go back: undo", "To add: /goal checkin 1 5. To go back: /goal undo"),
        ("For example: alter 1 by: next Friday", "For example: /goal alter 1 by: next Friday"),
        ("For example: milestone move 1.1 to: Friday", "For example: /goal milestone move 1.1 to: Friday"),
        ("Did you mean list overdue?", "Did you mean /goal list overdue?"),
        ("How one is written: /goal help milestone add", "How one is written: /goal help milestone add"),
        ("They read: “See show me the money”. See them.", "They read: “See show me the money”. See them."),
        ("Write it like 9:00 or 17:30.", "Write it like 9:00 or 17:30."),
        ("Say it with more words: the listing is long.", "Say it with more words: the listing is long."),
    ],
)
def test_a_hint_has_its_slash_in_a_channel(hint: str, there: str) -> None:
    told = in_a_channel(Reply("No", (Section(hint),), tone=Tone.refused), COMMANDS)

    assert told.sections[0].text == there


def test_what_people_say_stays_as_it_is_where_nothing_is_refused() -> None:
    said = Reply("Type list", (Section("It could read: plan the party", (Field("See", "See show 1"),)),))

    assert in_a_channel(said, COMMANDS) == said


async def test_every_answer_in_a_channel_has_its_hints_so_and_none_in_a_direct_message(house: House) -> None:
    there = await says(house, "ana", "show 1", GENERAL)
    here = await says(house, "ana", "show 1")
    empty = await house.says("ana", "list", realm="T1", place=GENERAL)

    assert "Type /goal list to see your goals." in there
    assert "Type list to see your goals." in here
    assert "/goal new" not in plain.text(empty) or "with a date" in plain.text(empty)
