"""“Correct it” stands where other words would help, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Address, Form, Reply
from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House

SUPPORT = Address("test", "T1", "C_SUPPORT")


async def test_where_nothing_can_be_corrected_nothing_is_offered(house: House) -> None:
    await house.asks("ana", "new Ship the billing API", realm="T1", place=SUPPORT)
    await house.asks("ana", "share 1 with: here", realm="T1", place=SUPPORT)
    await house.asks("ana", "new Resolve 200 tickets for: team", realm="T1", place=SUPPORT)
    await house.asks("ben", "new Read 24 books", realm="T1", place=SUPPORT)

    for line in ("drop billing", "alter tickets Another", "unshare billing", "undo 1", "undo 999", "done ~1"):
        refused = await house.asks("ben", line, realm="T1", place=SUPPORT)

        assert isinstance(refused, Reply)
        assert "Correct it" not in buttons(refused), line


async def test_a_title_that_is_too_long_is_corrected_from_its_beginning(house: House) -> None:
    title = "Ship the billing API to every customer " * 8

    refused = await house.says("ana", f"new {title}")
    call = buttons(refused)["Correct it"]
    form = await house.asks("ana", call)

    assert "a title has up to 200" in refused.title
    assert isinstance(form, Form)
    assert title.startswith(form.asks[0].value)
    assert len(form.asks[0].value) > 50
