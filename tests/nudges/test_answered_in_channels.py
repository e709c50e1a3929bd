"""What a channel is asked, and who answers: whoever may not is told so at once, in the same words everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import Address, Form, Reply
from bot.replies import plain
from tests.house import choices

if TYPE_CHECKING:
    from tests.house import House

HERE = Address("test", "W", "C1")


async def here(house: House, name: str, words: str) -> str:
    return await house.reads(name, words, realm="W", place=HERE)


async def asked_in_channel(house: House, *lines: str) -> Reply:
    for line in lines:
        await here(house, "ann", line)
    await house.passes(days=1)
    return house.postbox.to("C1")[-1]


async def test_every_answer_of_somebody_else_is_refused_at_once_in_the_same_words(house: House) -> None:
    asked = await asked_in_channel(
        house, "new Sign the contract by: tomorrow", "share 1 with: here", "nudges 1 to: here"
    )
    told = set()
    for label, call in choices(asked).items():
        answer = await house.asks("bob", call, realm="W", place=HERE)
        assert isinstance(answer, Reply), label
        if label != "Why now?":
            told.add(plain.text(answer))

    (refused,) = told
    assert refused.startswith("“Sign the contract” is ann’s goal: you can see it, and not change it.")
    assert refused.endswith('Cheer ann on, or see how it stands: /goal show "Sign the contract"')
    assert isinstance(await house.asks("ann", choices(asked)["Stuck"], realm="W", place=HERE), Form)


@pytest.mark.parametrize("verb", ["milestone done", "milestone drop", "milestone reopen"])
async def test_a_teams_milestone_is_done_by_whoever_owns_its_goal(house: House, verb: str) -> None:
    asked = await asked_in_channel(
        house, "new Resolve 50 bugs by: 2027-03-31 for: team", "milestone add 1 triage by: tomorrow"
    )

    theirs = await here(house, "bob", f"{verb} triage")

    assert "Done" not in choices(asked)
    assert (
        "“triage”, a milestone of “Resolve 50 bugs”, is the team’s: everybody here checks in on it, and ann changes "
        "its words and its date, and says when it is done." in theirs
    )
    assert "/goal checkin" in theirs
    assert "Why and when I asked about triage" in await here(house, "bob", "why triage")
    assert "is done: triage" in await here(house, "ann", "milestone done triage")


async def test_a_witness_is_told_of_no_milestone_and_a_manager_whose_it_is(house: House) -> None:
    for name in ("wim", "may"):
        await house.says(name, "help")
    for line in ("new Ship the API", "milestone add 1 Draft it", "share 1 with: wim", "share 1 with: may as: manager"):
        await house.says("ann", line)
    await house.says("wim", "agree 1")
    await house.says("may", "agree 2")

    assert "You have no milestone" in await house.reads("wim", "milestone done draft")
    for called in ("draft", "1.1"):
        assert "is ann’s" in await house.reads("may", f"milestone done {called}")
