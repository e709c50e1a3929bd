"""A hundred commands a minute from one person: a friendly limit, and nobody else notices."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.dispatch import Dispatcher
from bot.everything import all_commands
from bot.messages import Address, Answer, Form, Reply, Request
from bot.requests.rate_limit import A_MINUTE, AT_ONCE, RateLimit
from tests.house import MONDAY, House

ALICE, BOB = Address("test", "", "alice"), Address("test", "", "bob")


def paced(house: House) -> Dispatcher:
    return Dispatcher(database=house.database, commands=all_commands(), clock=house.clock, rate_limit=RateLimit())


def refused(answer: Answer | None) -> bool:
    return isinstance(answer, Reply) and answer.title.startswith("That is a lot at once")


async def test_a_hundred_commands_in_a_minute_meet_a_friendly_limit(house: House) -> None:
    door = paced(house)
    answers = []
    for _ in range(100):
        answers.append(await door.answer(Request(who=ALICE, words="list")))
        house.clock.advance(timedelta(seconds=0.6))
    late = [refused(answer) for answer in answers]
    bobs = await door.answer(Request(who=BOB, words="list"))
    house.clock.advance(timedelta(seconds=3))

    assert not any(late[:AT_ONCE])
    assert AT_ONCE <= late.count(False) <= AT_ONCE + A_MINUTE
    assert not refused(bobs)
    assert not refused(await door.answer(Request(who=ALICE, words="list")))


async def test_the_limit_says_when_to_go_on_and_that_nothing_was_done(house: House) -> None:
    door = paced(house)
    answers = [await door.answer(Request(who=ALICE, words=f"new Goal {n}")) for n in range(AT_ONCE + 1)]

    assert isinstance(answers[-1], Reply)
    assert answers[-1].title == "That is a lot at once: please go on in 2 seconds"
    assert f"{AT_ONCE} goals" in (await house.says("alice", "list")).title


async def test_lines_that_cannot_be_read_count_too(house: House) -> None:
    door = paced(house)
    for _ in range(AT_ONCE):
        await door.answer(Request(who=ALICE, words="wibble wobble"))

    assert refused(await door.answer(Request(who=ALICE, words="list")))


async def test_a_form_over_the_limit_keeps_what_was_filled_in(house: House) -> None:
    door = paced(house)
    for _ in range(AT_ONCE):
        await door.answer(Request(who=ALICE, words="list"))
    sent = Request(who=ALICE, command="new", values={"goal": "Ship it"}, from_form=True, key="F1")

    form = await door.answer(sent)
    house.clock.advance(timedelta(seconds=2))
    again = await door.answer(sent)

    assert isinstance(form, Form)
    assert form.asks[0].value == "Ship it"
    assert "please go on in 2 seconds" in form.asks[0].error
    assert isinstance(again, Reply)
    assert again.title == "Goal 1 is set: Ship it"


async def test_what_opens_a_form_or_is_delivered_again_is_not_counted(house: House) -> None:
    door = paced(house)
    for _ in range(200):
        assert isinstance(await door.answer(Request(who=ALICE, words="new")), Form)
        await door.answer(Request(who=ALICE, words="list", key="K1"))

    answers = [await door.answer(Request(who=ALICE, words="list")) for _ in range(AT_ONCE - 1)]

    assert not any(map(refused, answers))


async def test_taps_on_a_full_days_nudges_are_never_refused(house: House) -> None:
    """Thirty answers one after another, as fast as a finger is."""
    door = paced(house)
    await house.says("alice", "new Ship it")
    for n in range(25):
        await house.says("alice", f"milestone add 1 Step {n} by: in {n + 1} hours")

    answers = [await door.answer(Request(who=ALICE, words=f"milestone done 1.{n + 1}")) for n in range(25)]

    assert all(isinstance(answer, Reply) and "is done" in answer.title for answer in answers)


@given(st.lists(st.floats(0, 30), max_size=200))
def test_no_minute_has_more_than_what_may_come_at_once_and_steadily(pauses: list[float]) -> None:
    limit, now, taken = RateLimit(), MONDAY, []
    for pause in pauses:
        now += timedelta(seconds=pause)
        if not limit.wait(ALICE, now):
            taken.append(now)

    within = [sum(start <= at < start + timedelta(minutes=1) for at in taken) for start in taken]
    assert max(within, default=0) <= AT_ONCE + A_MINUTE + 1


@given(st.integers(1, 200))
def test_after_the_wait_it_goes_on(asked: int) -> None:
    limit = RateLimit()
    waits = [limit.wait(ALICE, MONDAY) for _ in range(asked)]

    assert not limit.wait(ALICE, MONDAY + waits[-1] + timedelta(minutes=1) / A_MINUTE)


def test_a_clock_that_is_set_back_locks_nobody_out() -> None:
    limit = RateLimit()
    for _ in range(AT_ONCE):
        limit.wait(ALICE, MONDAY)

    back = MONDAY - timedelta(days=1)
    assert limit.wait(ALICE, back)
    assert not limit.wait(ALICE, back + timedelta(seconds=2))
