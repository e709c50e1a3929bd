"""While a person types, the page offers what the core knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.web.suggestions import suggest
from bot.messages import Address, Profile, Request

if TYPE_CHECKING:
    from bot.dispatch import Dispatcher
    from tests.adapters.web.conftest import Playground

ALICE = Address("web", "playground", "alice")


async def offered(dispatcher: Dispatcher, typed: str) -> list[str]:
    """Return the lines that are offered for what is typed."""
    return [suggestion.line for suggestion in (await suggest(dispatcher, ALICE, typed))[0]]


@pytest.fixture
async def goals(dispatcher: Dispatcher) -> Dispatcher:
    """A core where Alice has two goals."""
    for line in ("new Ship the billing API", "new Read 24 books"):
        await dispatcher.answer(Request(ALICE, line, profile=Profile("Alice", "Europe/Lisbon")))
    return dispatcher


@pytest.mark.parametrize(
    ("typed", "first"),
    [("ne", "new "), ("/goal ne", "new "), ("mil", "milestone add "), ("add", "milestone add "), ("und", "undo ")],
)
async def test_the_first_letters_of_a_command_are_enough(dispatcher: Dispatcher, typed: str, first: str) -> None:
    assert (await offered(dispatcher, typed))[0] == first


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("show ", ["show 1", "show 2"]),
        ("show bil", ["show 1"]),
        ("milestone add read", ["milestone add 2"]),
        ("list state: rea", ["list state: reached"]),
        ("new Ship it by: to", []),
        ("show 1 2 3 4", []),
        ("zzz", []),
    ],
)
async def test_an_argument_is_offered_what_fits_it(goals: Dispatcher, typed: str, lines: list[str]) -> None:
    assert await offered(goals, typed) == lines


async def test_a_command_shows_its_shape(dispatcher: Dispatcher) -> None:
    assert (await suggest(dispatcher, ALICE, "milestone later 1.1"))[1] == "milestone later <milestone> <to>"


@pytest.mark.parametrize("typed", ["x" * 5_000, '"', "list page: 1 page: 2", "\x00", "show \u202e", "🎯"])
async def test_nothing_typed_breaks_it(playground: Playground, typed: str) -> None:
    where = f"{playground.page().url}/suggestions"
    async with playground.http.get(where, params={"typed": typed}) as response:
        assert response.status == 200
        assert (await response.json()).keys() == {"lines", "usage"}
