"""The one door: faults are owned up to, and nothing typed gets past it."""

from __future__ import annotations

import random
import statistics
import time
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.__main__ import all_commands
from bot.clock import Clock
from bot.commands import Commands, command
from bot.dispatch import Dispatcher
from bot.errors import Refusal
from bot.line import parse
from bot.messages import Address, Form, Profile, Reply, Request, Tone
from bot.talk import Talk  # noqa: TC001 - read from a signature

if TYPE_CHECKING:
    from bot.database import Database
    from tests.house import House

COMMANDS = all_commands()


@command("break", examples=["break"])
async def break_(talk: Talk) -> Reply:
    """Fail."""
    talk.me.name = "changed"
    raise ZeroDivisionError("the secret of alice")


async def test_a_fault_is_owned_up_to_with_a_reference_that_the_log_has_too(database: Database) -> None:
    room = ModuleType("room")
    room.break_ = break_  # type: ignore[attr-defined]
    dispatcher = Dispatcher(database=database, commands=Commands(room), clock=Clock())

    with capture_logs() as logs:
        answer = await dispatcher.answer(Request(who=Address("test", "", "alice"), words="break"))

    assert isinstance(answer, Reply)
    assert answer.tone is Tone.refused
    assert logs[0]["reference"] in answer.sections[0].text
    assert "ZeroDivisionError" not in answer.title + answer.sections[0].text


async def test_an_unknown_command_from_a_form_is_refused(house: House) -> None:
    answer = await house.asks("alice", command="no such thing", values={"a": "b"})

    assert isinstance(answer, Reply)
    assert answer.tone is Tone.refused


async def test_suggestions_are_the_askers_own(house: House) -> None:
    await house.says("alice", "new Ship the billing API")
    await house.says("bob", "new Learn to sail")

    mine = await house.dispatcher.suggest(Address("test", "", "alice"), "show", "goal", "bill")
    all_mine = await house.dispatcher.suggest(Address("test", "", "alice"), "show", "goal", "")
    nobodys = await house.dispatcher.suggest(Address("test", "", "nobody"), "show", "goal", "")

    assert [(choice.label, choice.value) for choice in mine] == [("1 Ship the billing API", "1")]
    assert len(all_mine) == 1
    assert list(nobodys) == []


async def test_a_form_that_was_wrong_may_be_sent_again_as_it_is(house: House) -> None:
    """Only what took effect is remembered as delivered."""
    wrong = [
        await house.asks("alice", command="milestone done", values={"milestone": "1.1"}, key="F1") for _ in range(2)
    ]

    assert all(isinstance(answer, Form) for answer in wrong)


async def test_a_new_zone_moves_the_nudges_at_once(house: House) -> None:
    await house.says("alice", "new Ship it by: 2026-12-01")

    await house.dispatcher.notice(Address("test", "", "alice"), Profile(zone="Asia/Tokyo"))
    await house.dispatcher.notice(Address("test", "", "nobody"), Profile(zone="Asia/Tokyo"))
    await house.passes(days=7, hours=13, minutes=59)
    early = list(house.postbox.messages)
    await house.passes(minutes=1)

    assert early == []
    assert len(house.postbox.messages) == 1


WORDS = st.sampled_from(
    [
        *" ".join(c.path for c in COMMANDS).split(),
        "goal",
        "form",
        "by:",
        "zone:",
        "1",
        "1.1",
        "in 3 days",
        '"',
        "\x00",
        "🎯",
    ]
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=8).map(" ".join))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
async def test_any_line_is_answered_without_a_fault(house: House, words: str) -> None:
    answer = await house.asks("alice", words)

    assert isinstance(answer, Reply | Form)
    assert answer.title
    assert "Something went wrong" not in answer.title


@pytest.mark.slow
def test_a_hundred_thousand_lines_are_read_or_refused_in_less_than_a_millisecond_each() -> None:
    dice = random.Random(7)
    alphabet = "abc ÄÖé\t\n\"“”':/<>@&*_~`|\\0123456789.🎯\u202e\u200b\x00"
    spoken = [*" ".join(c.path for c in COMMANDS).split(), "by:", "goal", "form", "to:", "milestone:"]
    took = []
    for _ in range(100_000):
        words = [*dice.choices(spoken, k=dice.randrange(4)), "".join(dice.choices(alphabet, k=dice.randrange(30)))]
        began = time.perf_counter()
        try:
            parse(" ".join(words), COMMANDS)
        except Refusal as refusal:
            assert refusal.message
        took.append(time.perf_counter() - began)

    print(f"median {statistics.median(took) * 1e6:.0f} µs, worst {max(took) * 1e3:.1f} ms")  # noqa: T201 - the figure
    assert statistics.median(took) < 0.001
