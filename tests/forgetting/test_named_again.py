"""Who is only looked for is made known to nobody: not who was forgotten, nor who never wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Address, Profile, Reply, Request
from bot.replies import plain
from tests.core.test_forgetting import dump
from tests.forgetting.test_taken_down import forgets

if TYPE_CHECKING:
    from tests.house import House


async def test_neither_a_list_of_somebodys_goals_nor_a_form_on_its_way_writes_anybody_down(house: House) -> None:
    await house.says("ann", "new Read 10 books", realm="W")
    await house.says("UBOB", "new Write a book", realm="W")
    await forgets(house, "UBOB")

    answers = [
        await house.dispatcher.answer(
            Request(who=Address("test", "W", "ann"), words=words, mentions={"@UBOB": Profile(name="Bob Bird")})
        )
        for words in ("list @UBOB", "list whose: @UBOB")
    ]

    form = Request(
        who=Address("test", "W", "ann"),
        command="share",
        values={"goal": "1", "with": "@UBOB"},
        from_form=True,
        mentions={"@UBOB": Profile(name="Bob Bird")},
    )
    wrong = await house.dispatcher.check(form)

    assert wrong == {}
    assert [isinstance(one, Reply) and "Bob Bird" in plain.text(one) for one in answers] == [True, True]
    assert "Bird" not in await dump(house)
    assert "UBOB" not in await dump(house)
