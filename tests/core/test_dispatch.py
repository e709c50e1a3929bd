"""The one door: faults are owned up to, and nothing typed gets past it."""

from __future__ import annotations

import random
import statistics
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Annotated, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.catalogue import Commands
from bot.clock import Clock
from bot.commands import Kind, command
from bot.dispatch import Dispatcher
from bot.errors import Choice, Refusal
from bot.everything import all_commands
from bot.help.commands import help_
from bot.line.grammar import parse
from bot.messages import Address, Form, Profile, Reply, Request, Tone
from bot.talk import Talk  # noqa: TC001 - read from a signature
from tests.house import buttons

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.house import House

COMMANDS = all_commands()


async def _bad(_text: str, _talk: Talk) -> str:
    raise ZeroDivisionError("the secret of alice")


async def _refusing(_text: str, _talk: Talk) -> list[Choice]:
    raise Refusal("Not now.")


BAD = Kind("", "x", read=_bad, suggest=_bad)  # type: ignore[arg-type]
REFUSING = Kind("", "x", read=_bad, suggest=_refusing)


@command("break", examples=["break"])
async def break_(
    talk: Talk,
    *,
    bad: Annotated[str, BAD, "Anything."] = "",
    refusing: Annotated[str, REFUSING, "Anything."] = "",
) -> Reply:
    """Fail."""
    del bad, refusing
    talk.me.name = "changed"
    raise ZeroDivisionError("the secret of alice")


def broken(database: Database) -> Dispatcher:
    room: Any = SimpleNamespace(break_=break_, help_=help_)
    return Dispatcher(database=database, commands=Commands(room), clock=Clock())


async def test_a_fault_is_owned_up_to_with_a_reference_that_the_log_has_too(database: Database) -> None:
    dispatcher = broken(database)

    with capture_logs() as logs:
        answer = await dispatcher.answer(Request(who=Address("test", "", "alice"), words="break"))

    assert isinstance(answer, Reply)
    assert answer.tone is Tone.refused
    assert logs[0]["reference"] in answer.sections[0].text
    assert "ZeroDivisionError" not in answer.title + answer.sections[0].text


@pytest.mark.parametrize("words", ["break", "break bad: x", "break refusing: x"])
async def test_one_bad_command_leaves_the_next_one_alone(database: Database, words: str) -> None:
    dispatcher = broken(database)
    alice = Address("test", "", "alice")

    answers = [await dispatcher.answer(Request(who=alice, words=line)) for line in (words, "help")]

    assert [isinstance(answer, Reply) and answer.title for answer in answers] == [
        "Something went wrong on my side",
        "What Milepost can do",
    ]


@pytest.mark.parametrize("name", ["bad", "refusing"])
async def test_a_fault_while_suggesting_is_an_empty_list(database: Database, name: str) -> None:
    """Somebody who is typing is not interrupted; the log has the fault, and not what was typed."""
    dispatcher = broken(database)
    alice = Address("test", "", "alice")
    await dispatcher.answer(Request(who=alice, words="help"))

    with capture_logs() as logs:
        offered = await dispatcher.suggest(alice, "break", name, "private words")

    assert list(offered) == []
    assert [entry["event"] for entry in logs] == (["fault while suggesting"] if name == "bad" else [])
    assert "private words" not in str([{**entry, "exc_info": ""} for entry in logs])


async def test_a_request_that_cannot_be_read_opens_nothing_and_is_owned_up_to(database: Database) -> None:
    dispatcher = broken(database)
    odd: Any = Request(who=Address("test", "", "alice"), command="break", values={"bad": 7})  # type: ignore[dict-item]

    with capture_logs() as logs:
        opened, answer = dispatcher.opens(odd), await dispatcher.answer(odd)

    assert opened is None
    assert isinstance(answer, Reply)
    assert answer.title == "Something went wrong on my side"
    assert len(logs) == 1


async def test_a_line_that_was_read_already_is_not_read_again(house: House) -> None:
    """It opens the form, or is answered, whatever the request's own words are."""
    door, alice = house.dispatcher, Address("test", "", "alice")
    line = door.read(Request(who=alice, words="help"))
    form = door.read(Request(who=alice, words="form new Ship it"))
    other = Request(who=alice, words="wibble wobble")

    answer = await door.answer(other, line)

    assert isinstance(answer, Reply)
    assert answer.title == "What Milepost can do"
    assert isinstance(door.opens(other, form), Form)
    assert door.read(other) is None


async def test_what_was_probably_meant_can_be_tapped(house: House) -> None:
    """With everything else that was typed."""
    await house.says("alice", "new Ship it")

    answer = await house.says("alice", "dnoe 1")
    long = await house.says("alice", "nwe " + "x" * 100)
    done = await house.says("alice", answer.sections[0].buttons[0].call)

    assert [button.label for button in answer.sections[0].buttons] == ["done 1"]
    assert "Did you mean" in long.sections[0].text
    assert long.sections[0].buttons == ()
    assert "Goal 1 is reached" in done.title


async def test_what_a_surface_asks_by_itself_leaves_the_news_to_the_person(house: House) -> None:
    """Drawing a page is not reading it."""
    who = Address("test", "", "alice")
    drawn = await house.dispatcher.answer(Request(who=who, words="list", unasked=True))
    read = await house.dispatcher.answer(Request(who=who, words="list"))
    again = await house.dispatcher.answer(Request(who=who, words="list"))

    told = ["time zone" in str(answer) for answer in (drawn, read, again)]
    assert told == [False, True, False]


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


@pytest.mark.parametrize("line", ["undo", "redo", "back", "simulate", "simulate 90", "cancel", "1"])
async def test_where_nothing_was_typed_that_could_be_corrected_nothing_is_offered(house: House, line: str) -> None:
    said = await house.says("ben", line)

    assert said.tone is Tone.refused
    assert "Correct it" not in buttons(said)


async def test_what_was_typed_is_offered_to_be_corrected(house: House) -> None:
    said = await house.says("ben", "back 7")

    assert list(buttons(said).values()) == ["form back 7"]


async def test_what_a_command_refuses_is_said_beside_the_blank_that_it_is_about(house: House) -> None:
    await house.says("ben", "new Read 200 pages by: 2027-03-31")

    form = await house.asks("ben", command="checkin", values={"goal": "1", "value": "5 or 6"})

    assert isinstance(form, Form)
    assert list(form.errors) == ["value"]
