"""A form of a change shows what stands now, as the person may see it; what is left as it is changes nothing."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from bot.everything import all_commands
from bot.forms.marks import marks_of
from bot.messages import Address, Form, Profile, Request
from bot.people import accounts
from bot.replies import plain
from bot.requests.read_only_talk import read_only_talk
from tests.teams.test_digest import in_channel
from tests.workspace import says, takes_part, with_a_goal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.messages import Answer
    from tests.house import House


async def opened(house: House, name: str, words: str, realm: str = "", place: Address | None = None) -> dict[str, str]:
    """Return what stands in the blanks of the form that a button opens."""
    return {ask.name: ask.shown for ask in (await form_of(house, name, words, realm, place)).asks if ask.shown}


async def form_of(house: House, name: str, words: str, realm: str = "", place: Address | None = None) -> Form:
    request = Request(who=Address("test", realm, name), words=words, place=place)
    form = house.dispatcher.opens(request)
    assert isinstance(form, Form), form
    filled = await house.dispatcher.filled(request, form)
    assert isinstance(filled, Form), filled
    return filled


async def sends(house: House, name: str, form: Form, realm: str = "", **typed: str) -> Answer | None:
    """Send a form as it was shown, but for what is typed."""
    values = {ask.name: typed.get(ask.name, ask.shown) for ask in form.asks}
    who = Address("test", realm, name)
    return await house.dispatcher.answer(
        Request(who=who, command=form.command, values=values, from_form=True, marks=form.marks)
    )


async def test_a_change_begins_with_what_stands_now(house: House) -> None:
    await house.says("ana", "new Ship the billing API by: 2027-03-31 why: so that I get promoted")
    await house.says("ana", "milestone add 1 Draft the whole schema by: 2026-12-04")
    await house.says("ana", "alter 1 wording: Make billing something to build on")
    await house.says("ana", "settings quiet: 21:00-07:30 days: mon-thu country: DE-BY budget: 2")

    assert await opened(house, "ana", "form alter 1") == {
        "goal": "1",
        "to": "Ship the billing API",
        "by": "2027-03-31",
        "why": "so that I get promoted",
        "wording": "Make billing something to build on",
    }
    assert await opened(house, "ana", "form alter 1 by: ___") == {"goal": "1", "by": "2027-03-31"}
    assert await opened(house, "ana", "form milestone rename 1.1") == {
        "milestone": "1.1",
        "title": "Draft the whole schema",
    }
    settings = await opened(house, "ana", "form settings")
    assert settings | {"zone": "Europe/Lisbon", "quiet": "21:00-07:30", "country": "DE-BY", "budget": "2"} == settings


async def test_a_channels_digest_begins_with_its_rhythm(house: House) -> None:
    await in_channel(house, "ann", "team every Friday 15:00 show: reached")

    filled = await opened(house, "ann", "form team", "W", Address("test", "W", "C1"))

    assert filled["show"] == "reached"
    assert filled["zone"] == "Europe/Lisbon"
    assert filled["rhythm"] == "every week on Fri at 15:00"
    changed = await in_channel(house, "ann", f"team {filled['rhythm'].replace('Fri', 'Thu')}")
    assert "every week on Thu at 15:00" in plain.text(changed)


async def test_what_was_typed_stands_before_what_stands(house: House) -> None:
    await house.says("ana", "new Ship the billing API by: 2027-03-31")

    filled = await opened(house, "ana", "form alter 1 Ship it all by: 2027-04-30")

    assert (filled["to"], filled["by"]) == ("Ship it all", "2027-04-30")


async def test_what_is_left_as_it_was_shown_changes_nothing(house: House) -> None:
    await house.says("ana", "new Read 24 books by: 2027-03-31 why: for the fun of it")
    await house.says("ana", "checkin 1 5")
    form = await form_of(house, "ana", "form alter 1")

    same = await sends(house, "ana", form)
    later = await sends(house, "ana", form, by="2027-04-30")
    kept = await house.says("ana", "history 1")

    assert isinstance(same, Form)
    assert same.errors["to"].startswith("What should change?")
    assert not isinstance(later, Form)
    assert "due: Wed 31 March 2027 → Fri 30 April 2027" in plain.text(kept)
    for untouched in ("title", "measure", "reason"):
        assert f"{untouched}:" not in plain.text(kept)


async def test_settings_sent_as_they_were_shown_change_nothing(house: House) -> None:
    await house.says("ana", "settings quiet: none days: mon, wed country: none")
    form = await form_of(house, "ana", "form settings")

    same = await sends(house, "ana", form)
    one = await sends(house, "ana", form, budget="7")

    assert plain.text(same).startswith("Your settings\n")  # type: ignore[arg-type]
    assert "at most 7" in plain.text(one)  # type: ignore[arg-type]
    assert "Quiet hours: none" in plain.text(one)  # type: ignore[arg-type]


async def test_what_somebody_else_changed_while_the_form_was_open_stays(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben", "owner")
    form = await form_of(house, "ana", "form alter 1", "T1")

    await says(house, "ben", "alter 1 Ship the billing API to everybody")
    await sends(house, "ana", form, "T1", by="2027-04-30")

    shown = await says(house, "ana", "show 1")
    assert "Goal 1: Ship the billing API to everybody" in shown
    assert "Fri 30 April 2027" in shown


async def test_a_milestone_whose_value_alone_was_altered_keeps_what_a_co_owner_called_it_meanwhile(
    house: House,
) -> None:
    await says(house, "ben", "help")
    await says(house, "ana", "new Read from 0 to 24 books by: 2027-03-31")
    await says(house, "ana", "milestone add 1 The first few by: 2026-12-04 value: 6")
    await takes_part(house, "ben", "owner")
    form = await form_of(house, "ana", "form milestone rename 1.1", "T1")

    await says(house, "ben", "milestone rename 1.1 All the thin ones")
    await sends(house, "ana", form, "T1", value="8")
    same = await sends(house, "ana", form, "T1")

    shown = await says(house, "ana", "show 1")
    assert "All the thin ones" in shown
    assert "8 books" in shown
    assert isinstance(same, Form)
    assert "What should it say?" in str(same.errors)


async def test_what_a_form_shows_need_not_be_given(house: House) -> None:
    """So that it can be left out where nobody altered it."""
    for command in house.dispatcher.commands:
        if command.current is not None:
            needed = [p.name for p in command.parameters if p.required]
            assert needed == [p.name for p in command.positional[: len(needed)]][:1], command.path


async def test_an_emptied_blank_takes_the_value_of_a_milestone_away(house: House) -> None:
    for line in ("new Read 12 books in 2027", "milestone add 1 Halfway value: 6"):
        await house.says("ana", line)
    form = await form_of(house, "ana", "form milestone rename 1.1")

    emptied = plain.text(await sends(house, "ana", form, value=""))  # type: ignore[arg-type]

    assert "6 books" not in emptied
    assert "Milestone 1.1 now reads: Halfway" in emptied
    assert "6 books" not in await house.reads("ana", "show 1")


async def test_the_marks_of_every_form_go_into_a_discord_modal(house: House) -> None:
    """Its id has 100 characters, and the longest is that of a form in a message about several things."""
    for command in all_commands():
        if command.current is not None:
            marks = marks_of(command, {p.name: "x" for p in command.parameters})

            assert len(f"form:nudge 999999999 {command.path}#{marks}") <= 100
            assert "#" not in marks
    assert house.dispatcher.commands["alter"].current is not None


async def test_a_co_owner_is_not_shown_the_reason_nor_anybody_a_goal_that_is_not_theirs(house: House) -> None:
    await with_a_goal(house)
    await takes_part(house, "ben", "owner")

    assert await opened(house, "ben", "form alter 1", "T1") == {
        "goal": "1",
        "to": "Ship the billing API",
        "by": "2027-03-31",
    }
    await says(house, "cleo", "help")
    assert await opened(house, "cleo", "form alter 1", "T1") == {"goal": "1"}
    assert await opened(house, "cleo", "form alter billing", "T1") == {"goal": "billing"}
    stranger = Request(who=Address("test", "T1", "nobody yet"), words="form alter ~1")
    form = house.dispatcher.opens(stranger)
    assert form is not None
    assert "not shown to you here" in plain.text(await house.dispatcher.filled(stranger, form))


@asynccontextmanager
async def busy_with(house: House, name: str) -> AsyncIterator[None]:
    """Hold what a command of theirs holds, for as long as the block lasts."""
    held, over = asyncio.Event(), asyncio.Event()

    async def writes() -> None:
        async with house.database.transaction() as session:
            await accounts.meet(session, Address("test", "", name), Profile(), house.clock.now())
            held.set()
            await over.wait()

    writing = asyncio.create_task(writes())
    await held.wait()
    try:
        yield
    finally:
        over.set()
        await writing


async def test_a_form_waits_for_no_writer(house: House) -> None:
    """Not even for the person's own command, or for what is just being sent to them."""
    await house.says("ana", "new Ship the billing API by: 2027-03-31")

    async with busy_with(house, "ana"), asyncio.timeout(5):
        filled = await opened(house, "ana", "form alter 1")

    assert filled["to"] == "Ship the billing API"


async def test_what_is_suggested_while_somebody_types_waits_for_no_writer(house: House) -> None:
    await house.says("ana", "new Ship the billing API by: 2027-03-31")

    async with busy_with(house, "ana"), asyncio.timeout(5):
        offered = await house.dispatcher.suggest(Address("test", "", "ana"), "show", "goal", "bill")

    assert [choice.label for choice in offered] == ["1 Ship the billing API"]


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_form_that_is_being_filled_holds_up_no_command(house: House) -> None:
    await house.says("ana", "new Ship the billing API by: 2027-03-31")

    ana, now, commands = Address("test", "", "ana"), house.clock.now(), house.dispatcher.commands
    async with (
        read_only_talk(Request(ana), database=house.database, now=now, commands=commands) as talk,
        asyncio.timeout(5),
    ):
        assert talk is not None
        assert "Goal 1 is reached" in (await house.says("ana", "done 1")).title


async def test_make_it_smaller_begins_with_the_words_that_are_too_big(house: House) -> None:
    await house.says("ana", "new Move house by: 2027-06-30")
    await house.says("ana", "milestone add 1 Sort the whole cellar by: 2026-11-25")
    await house.says("ana", "nudges 1 close")
    await house.passes(days=60)
    asked = [b for reply in house.postbox.to("ana") for section in reply.sections for b in section.buttons]
    smaller = next(b for b in asked if b.label == "Too big: make it smaller")

    filled = await opened(house, "ana", smaller.call)
    told = await house.asks("ana", command="milestone rename", values=filled | {"title": "Sort one shelf"})

    assert filled == {"milestone": "1.1", "title": "Sort the whole cellar"}
    assert "Sort one shelf" in plain.text(told)  # type: ignore[arg-type]


async def test_an_emptied_blank_takes_away_what_stood_there(house: House) -> None:
    await house.says("ana", "new Cut onboarding by: 2027-03-31 why: for the fun of it")
    await house.says("ana", "alter 1 measure: from 120 to 40 hours")
    form = await form_of(house, "ana", "form alter 1")

    told = plain.text(await sends(house, "ana", form, by="", why="", measure=""))  # type: ignore[arg-type]
    shown = await house.reads("ana", "show 1")

    assert "no date yet" in told
    assert "done or not done (before: from 120 to 40 hours)" in told
    assert "fun" not in shown
    assert "2027" not in shown


async def test_what_cannot_be_empty_says_so_beside_its_blank(house: House) -> None:
    await house.says("ana", "new Ship the billing API by: 2027-03-31")
    form = await form_of(house, "ana", "form alter 1")

    back = await sends(house, "ana", form, to="", by="2027-04-30")

    assert isinstance(back, Form)
    assert back.errors == {"to": "This can't be empty. Leave it as it was, or for example: Ship the billing API"}
    assert "31 March 2027" in await house.reads("ana", "show 1")


async def test_emptied_quiet_hours_are_none_and_a_channel_without_a_rhythm_hears_nothing(house: House) -> None:
    await house.says("ana", "settings quiet: 21:00-07:30")
    settings = await form_of(house, "ana", "form settings")
    told = plain.text(await sends(house, "ana", settings, quiet=""))  # type: ignore[arg-type]
    assert "Quiet hours: none" in told


async def test_the_measure_is_shown_as_it_can_be_typed(house: House) -> None:
    for number, (goal, measure) in enumerate(
        (
            ("Cut onboarding from 120 to 40 hours", "from 120 to 40 hours"),
            ("Read 24 books", "24 books"),
            ("Run three times a week", "3 times a week"),
            ("Keep latency below 300 ms", "below 300 ms"),
            ("Meditate every day", "once a day"),
            ("Drink at most 2 coffees a day", "at most 2 coffees a day"),
        ),
        1,
    ):
        await house.says("ana", f"new {goal}")
        assert (await opened(house, "ana", f"form alter {number}"))["measure"] == measure
        told = plain.text(await house.says("ana", f"alter {number} measure: {measure}"))
        assert f"Counted: {measure.replace('below', 'down to')}, as before" in told


async def test_a_change_that_says_nothing_yet_opens_the_filled_form(house: House) -> None:
    await house.says("ana", "new Ship the billing API by: 2027-03-31")
    await house.says("ana", "milestone add 1 Draft the schema by: 2026-12-04")

    assert await opened(house, "ana", "alter 1") == {"goal": "1", "to": "Ship the billing API", "by": "2027-03-31"}
    assert await opened(house, "ana", "milestone move 1.1") == {"milestone": "1.1", "to": "2026-12-04"}


async def test_for_whom_is_refused_beside_its_own_blank(house: House) -> None:
    values = {"goal": "Resolve 200 tickets", "for": "team"}
    who = Address("test", "T1", "ana")

    back = await house.dispatcher.answer(Request(who=who, command="new", values=values, from_form=True))

    assert isinstance(back, Form)
    assert list(back.errors) == ["for"]


async def test_a_direct_message_is_not_asked_whose_goal_it_is(house: House) -> None:
    alone = await form_of(house, "ana", "new", "T1")
    typed = await form_of(house, "ana", "form new Resolve 200 tickets for: team", "T1")
    in_a_channel = await form_of(house, "ana", "new", "T1", Address("test", "T1", "C1"))

    assert "for" not in {ask.name for ask in alone.asks}
    assert "for" in {ask.name for ask in typed.asks}
    assert "for" in {ask.name for ask in in_a_channel.asks}


async def test_a_form_that_comes_back_asks_no_more_than_it_did(house: House) -> None:
    """Alone with Milepost there is no team, so no blank asks for one."""
    there = Address("test", "T1", "C_GENERAL")
    wrong = {"goal": "Ship it", "by": "32 May"}

    alone = await house.asks("ana", command="new", values=wrong)
    in_channel = await house.asks("ana", command="new", values=wrong, realm="T1", place=there)

    assert isinstance(alone, Form)
    assert isinstance(in_channel, Form)
    assert "for" not in {ask.name for ask in alone.asks}
    assert "for" in {ask.name for ask in in_channel.asks}
