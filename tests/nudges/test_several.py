"""One message about several things: what each is, in words that read well, with a date only where there is one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from adapters.discord.render import render
from bot.replies import plain
from tests.house import buttons

if TYPE_CHECKING:
    from bot.messages import Reply
    from tests.house import House


async def asked(house: House, *lines: str) -> str:
    for line in lines:
        await house.says("ann", line)
    house.clock.advance(timedelta(days=7, hours=1))
    await house.deliverer.send_due()
    return plain.text(house.postbox.to("ann")[-1])


async def test_a_habit_has_no_date_to_tell(house: House) -> None:
    few = await asked(house, "new Meditate every day", "new Call dad every week", "new Ship it by: in 7 days")

    assert "Meditate" in few
    assert "no date" not in few
    assert few.count("Due: ") == 1


async def test_many_are_listed_without_two_colons(house: House) -> None:
    many = await asked(
        house,
        *("new Meditate every day", "new Call dad every week", "new Ship it by: in 7 days"),
        *("new Write it by: in 6 days", "new Read it by: in 7 days", "new Walk every day"),
    )

    assert "no date" not in many
    assert "Meditate every day: to check in on" in many or "Meditate: to check in on" in many
    assert "Ship it: is due Mon 30 November 2026" in many
    assert all(line.count(": ") < 2 for line in many.splitlines() if "is due" in line or "was due" in line)


async def test_both_are_answered(house: House) -> None:
    await asked(house, "new Ship it by: in 7 days", "new Read it by: in 7 days")
    message = next(iter(buttons(house.postbox.to("ann")[-1]).values())).split()[1]
    said = [await house.says("ann", f"nudge {message} done {ref}") for ref in (1, 2)]

    assert said[-1].title == "Both are answered"


def discord_labels(reply: Reply) -> list[str]:
    """Return what the buttons are called on Discord, where all of them stand below all text."""
    return [one["label"] for row in render(reply).rows for one in row["components"] if "label" in one]


async def test_on_discord_buttons_of_a_question_asked_once_more_are_called_by_the_things(house: House) -> None:
    await asked(house, "new Ship it by: in 7 days", "new Yoga every day")

    labels = discord_labels(await house.says("ann", "yes"))

    assert {"Done: 1 Ship it", "Did it: 2 Yoga every day"} <= set(labels)
    assert not [label for label in labels if "2 things" in label]


async def test_on_discord_what_is_taken_back_is_called_by_the_thing_that_was_answered(house: House) -> None:
    await asked(house, "new Ship it by: in 7 days", "new Yoga every day")
    tap = buttons(house.postbox.to("ann")[-1])["Did it"]
    message = tap.split()[1]
    await house.says("ann", f"nudge {message} done 1")

    labels = discord_labels(await house.says("ann", tap))

    assert {"Undo: 1 Ship it", "Undo: 2 Yoga every day"} <= set(labels)
    assert not [label for label in labels if "Counted" in label]
