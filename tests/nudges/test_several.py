"""One message about several things: what each is, in words that read well, with a date only where there is one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot import plain
from tests.house import buttons

if TYPE_CHECKING:
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
