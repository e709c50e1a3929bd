"""Milestones: several in a line, with values and rough dates; moved, ordered, renamed, reopened; goals split."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates.wording import in_words
from bot.dates.workdays import Calendar
from bot.errors import Refusal
from bot.measure import Measure
from bot.messages import CALL_LIMIT, Form, Tone
from bot.milestones import splitting
from bot.milestones.reading import apart, value_of
from bot.models import Goal
from bot.replies import plain
from tests.house import buttons, told
from tests.workspace import GENERAL, says, takes_part

if TYPE_CHECKING:
    from tests.house import House

MONDAY = date(2026, 11, 23)
LISBON = Calendar(ZoneInfo("Europe/Lisbon"))
LATENCY = Measure("number", 800, 300, "ms", "down")


async def steps(house: House, goal: str = "1") -> list[str]:
    """Return the milestones of a goal as it is shown, in their order."""
    shown = await house.says("alice", f"show {goal}")
    found = next((section for section in shown.sections if section.text == "Milestones"), None)
    return [f"{field.label}: {in_words(field.value)}" for field in found.fields] if found else []


def test_semicolons_and_lines_stand_between_milestones() -> None:
    assert apart("draft; review ;; ship") == ["draft", "review", "ship"]
    assert apart("1. draft\n- review\n* ship\n") == ["draft", "review", "ship"]
    assert apart("write a 2.0 release") == ["write a 2.0 release"]


def counting(measure: Measure) -> Goal:
    """Return a goal that counts by `measure`."""
    return Goal(
        id=1, person_id=1, number=1, title="Get it there", measure=asdict(measure), created_at=datetime.now(UTC)
    )


HOURS = Measure("number", 0, 120, "hours", "up")


@pytest.mark.parametrize(
    ("measure", "words", "value"),
    [
        (LATENCY, "500 ms", 500),
        (LATENCY, "60 %", 500),
        (LATENCY, "60percent", 500),
        (LATENCY, "five hundred", 500),
        (HOURS, "90 hrs", 90),
        (HOURS, "about 90", 90),
        (HOURS, "12 of 120 hours", 12),
        (Measure("number", 0, 60, "k"), "45k", 45),
        (Measure("number", -10, 0, "%"), "-5", -5),
        (Measure("number", 0, 12_000, "€"), "€5k", 5_000),
        (Measure("number", 0, 90, "%"), "60 percent", 60),
    ],
)
def test_a_value_is_read_as_a_check_in_is(measure: Measure, words: str, value: float) -> None:
    assert value_of(counting(measure), words, "Half way") == pytest.approx(value)


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        ("60 days", "Goal 1 counts hours, not “days”.", "For example: value: 60 hours"),
        ("12 of 50", "You said “of 50”, and goal 1 aims at 120 hours.", "for example: value: 12 hours"),
        ("3 more hours", "A value says where the number should stand by then", "for example: value: 3"),
        ("+3", "A value says where the number should stand by then", "for example: value: 3"),
        ("much", "I find no number in “much”.", "Write it like 500 ms"),
    ],
)
def test_a_value_of_something_else_is_refused_with_the_right_one(words: str, said: str, hint: str) -> None:
    with pytest.raises(Refusal) as refused:
        value_of(counting(HOURS), words, "Half way")

    assert said in refused.value.message
    assert hint in (refused.value.hint or "")


@pytest.mark.parametrize(
    ("measure", "title", "value"),
    [
        (HOURS, "80 hrs", 80),
        (HOURS, "80 hours of it, with Ana", 80),
        (HOURS, "Reach 80", 80),
        (HOURS, "get to 50 %", 60),
        (HOURS, "80 days of practice", None),
        (HOURS, "Write chapter 3", None),
        (HOURS, "3 more hours", None),
        (HOURS, "80 of 200 hours", None),
        (HOURS, "to 500 hours", None),
        (LATENCY, "p95 at 600 ms", 600),
        (LATENCY, "p95: 600 ms", 600),
        (Measure("number", 0, 20, "enterprise deals", "up"), "Close 5 deals", 5),
        (Measure("number", 0, 24, "books", "up"), "3 chapters of books", None),
    ],
)
def test_a_title_names_a_number_of_its_goal_or_none(measure: Measure, title: str, value: float | None) -> None:
    assert value_of(counting(measure), None, title) == value


async def test_several_milestones_come_in_one_line(house: House) -> None:
    await house.says("alice", "new Cut p95 latency from 800 to 300 ms by 2027-06-30")

    reply = await house.says(
        "alice", "milestone add 1 draft by Friday; get it to 600 ms by 12 May; to 60 %; ship mid-June"
    )
    await house.says("alice", "milestone add 1 last value: 90 %")

    assert reply.title == "4 milestones are added to goal 1: Cut p95 latency from 800 to 300 ms"
    assert await steps(house) == [
        "1.1 draft: Fri 27 November 2026",
        "1.2 get it to 600 ms: Wed 12 May 2027",
        "1.3 to 60 %: no date · 500 ms",
        "1.4 ship: mid-June (until Tue 15 June 2027)",
        "1.5 last: no date · 350 ms",
    ]
    await house.says("alice", "undo")
    await house.says("alice", buttons(reply)["Undo"])
    assert await steps(house) == []


async def test_each_of_several_milestones_names_its_own_date(house: House) -> None:
    await house.says("alice", "new Run a marathon")

    await house.says("alice", "milestone add 1 Run 5 km by: in 5 hours; Run 8 km by: 1 March; Rest")
    beside = await house.reads("alice", "milestone add 1 Run 10 km by: soonish; Run 12 km by: Fri")

    assert await steps(house) == [
        "1.1 Run 5 km: Mon 23 November 2026, 15:00 (Europe/Lisbon)",
        "1.2 Run 8 km: Mon 1 March 2027",
        "1.3 Rest: no date",
        "1.4 Run 12 km: Fri 27 November 2026",
    ]
    assert "Not added: “Run 10 km by: soonish”. I find no date in “soonish”." in beside


async def test_a_rough_date_stays_as_it_was_said(house: House) -> None:
    await house.says("alice", "new Ship it")

    for words in ("review in Q3 2027", "launch mid-June", "celebrate in 2028"):
        await house.says("alice", f"milestone add 1 {words}")

    assert await steps(house) == [
        "1.1 review: Q3 2027 (until Thu 30 September 2027)",
        "1.2 launch: mid-June (until Tue 15 June 2027)",
        "1.3 celebrate: 2028 (until Sun 31 December 2028)",
    ]


async def test_dates_that_do_not_exist_add_none(house: House) -> None:
    await house.says("alice", "new Ship it")

    reply = await house.says("alice", "milestone add 1 draft by 31 June; ship by 30 Feb")

    assert "does not exist" in reply.title
    assert await steps(house) == []


async def test_a_hundred_and_one_milestones_in_a_line_are_refused_whole(house: House) -> None:
    await house.says("alice", "new Ship it")

    many = await house.says("alice", f"milestone add 1 {'; '.join(f'step {n}' for n in range(101))}")
    all_but_one = await house.says("alice", f"milestone add 1 {'; '.join(f'step {n}' for n in range(99))}")
    two = await house.says("alice", "milestone add 1 one; two")
    one = await house.says("alice", "milestone add 1 one")
    beyond = await house.says("alice", "milestone add 1 two")

    assert many.title == "These are 101 milestones, and a goal can hold 100. None was added."
    assert all_but_one.title == "99 milestones are added to goal 1: Ship it"
    assert plain.text(two).endswith("There is room for 1 more.")
    assert one.tone is Tone.good
    assert beyond.title == "Goal 1 has had 100 milestones, which is as many as a goal can hold."


async def test_a_value_belongs_to_a_goal_that_counts(house: House) -> None:
    await house.says("alice", "new Ship it")

    assert (await house.says("alice", "milestone add 1 half value: 50 %")).tone is Tone.refused
    assert (await house.says("alice", "milestone add 1 half value: much")).tone is Tone.refused


async def test_a_value_in_another_unit_is_refused_and_adds_nothing(house: House) -> None:
    await house.says("alice", "new Practise for 120 hours by 2027-12-31")

    refused = await house.says("alice", "milestone add 1 Half way value: 60 days")
    await house.says("alice", "milestone add 1 Half way value: 60 hrs")
    await house.says("alice", "milestone add 1 to 80 hrs")

    assert refused.title == "Goal 1 counts hours, not “days”."
    half_way, most = await steps(house)
    assert half_way == "1.1 Half way: no date · 60 hours"
    assert most.endswith(" · 80 hours")


async def test_a_milestone_after_its_goal_is_asked_about_and_not_refused(house: House) -> None:
    await house.says("alice", "new Ship it by: 2027-03-31")

    asked = await house.says("alice", "milestone add 1 Celebrate by: 2027-04-09")
    kept = await house.says("alice", buttons(asked)["Keep it"])
    goal_moved = await house.says("alice", buttons(asked)["Move the goal's date"])
    await house.says("alice", "undo")
    milestone_moved = await house.says("alice", buttons(asked)["Use the goal's date"])

    assert "1.1 is due after the goal itself (Wed 31 March 2027). Is that meant?" in plain.text(asked)
    assert "1.1 Celebrate: Fri 9 April 2027" in plain.text(kept)
    assert "Due: Fri 9 April 2027" in plain.text(goal_moved)
    assert "Due: Wed 31 March 2027" in plain.text(milestone_moved)
    assert "Is that meant?" not in plain.text(milestone_moved)


async def test_what_a_date_may_have_meant_is_one_tap_away(house: House) -> None:
    await house.says("alice", "new Ship it")

    one = await house.says("alice", "milestone add 1 Draft by next Friday")
    several = await house.says("alice", "milestone add 1 Test by next Friday; Ship by next Friday")
    await house.says("alice", buttons(one)["Fri 27 November 2026"])

    assert buttons(several)["1.2: Fri 27 November 2026"] == "among 1 milestone move 1.2 to: 2026-11-27"
    assert (await steps(house))[0] == "1.1 Draft: Fri 27 November 2026"


async def test_a_milestone_is_moved_with_its_reason_and_its_check_in_with_it(house: House) -> None:
    await house.says("alice", "new Ship it")
    await house.says("alice", "milestone add 1 Draft by: in 2 days")

    moved = await house.says("alice", "milestone move 1.1 to: in 4 days because: the vendor is late")
    ahead = await house.reads("alice", "next")
    off = await house.says("alice", "milestone move draft none")

    assert "Because: the vendor is late" in plain.text(moved)
    assert "1.1 Draft: Fri 27 November 2026, 09:00" in ahead
    assert "no date, so I will not ask about it" in plain.text(off)
    assert "because: the vendor is late" in await house.reads("alice", "history 1")


async def test_a_milestone_moves_to_another_goal_with_its_check_in_and_back(house: House) -> None:
    """What was planned and what was sent already go along; an answer to a message sent before still works."""
    await house.says("alice", "new Ship it")
    await house.says("alice", "new Learn to sail")
    await house.says("alice", "milestone add 1 Draft by: in 2 days")
    await house.says("alice", "milestone add 1 Test by: in 2 days")
    await house.passes(days=2)
    asked = house.postbox.to("alice")[-1]

    moved = await house.says("alice", "milestone move 1.1 under: sail")
    answered = await house.says("alice", asked.sections[1].buttons[0].call)
    await house.passes(days=2)

    assert moved.title == "Milestone 1.1 is now 2.1, on the way to Learn to sail: Draft"
    assert answered.title == "Milestone 2.1 is due: Draft", "what is left is asked about"
    assert "Milestone 1.2 is done: Test" in plain.text(answered)
    assert house.postbox.to("alice")[-1].title == "Milestone 2.1 was due: Draft"

    await house.says("alice", buttons(moved)["Undo"])

    assert (await steps(house))[0].startswith("1.1 Draft")
    assert (await house.says("alice", "why 1.1")).tone is not Tone.refused


async def test_milestones_are_put_in_order(house: House) -> None:
    await house.says("alice", "new Ship it")
    await house.says("alice", "milestone add 1 a one; a two; a three")

    await house.says("alice", "milestone order 1.3 before: 1.1")
    await house.says("alice", "milestone order 1.1 after: 1.2")
    ordered = [line[:3] for line in await steps(house)]
    await house.says("alice", "milestone add 1 a four")
    with_new = [line[:3] for line in await steps(house)]
    await house.says("alice", "undo")
    await house.says("alice", "undo")
    back = [line[:3] for line in await steps(house)]

    assert ordered == ["1.3", "1.2", "1.1"]
    assert with_new == ["1.3", "1.2", "1.1", "1.4"]
    assert back == ["1.3", "1.1", "1.2"]


async def test_order_needs_one_other_milestone_of_the_same_goal(house: House) -> None:
    await house.says("alice", "new Ship it")
    await house.says("alice", "new Learn to sail")
    await house.says("alice", "milestone add 1 a one; a two")
    await house.says("alice", "milestone add 2 a three")

    neither = await house.says("alice", "milestone order 1.1")
    other = await house.says("alice", "milestone order 1.1 before: 2.1")
    itself = await house.says("alice", "milestone order 1.1 before: 1.1")

    assert neither.title == "Before or after which one?"
    assert other.sections[0].text == "To move it there: milestone move 1.1 under: 2"
    assert itself.tone is Tone.good
    assert buttons(itself) == {}


@pytest.mark.parametrize("gone", ["none", "nothing"])
async def test_the_value_of_a_milestone_is_taken_away_by_a_word(house: House, gone: str) -> None:
    for line in ("new Read 12 books in 2027", "milestone add 1 Halfway value: 6"):
        await house.says("alice", line)

    told = await house.reads("alice", f"milestone rename 1.1 value: {gone}")
    again = await house.reads("alice", f"milestone rename 1.1 value: {gone}")
    history = await house.reads("alice", "history 1")
    back = await house.reads(
        "alice",
        "undo",
    )

    assert "Milestone 1.1 now reads: Halfway" in told
    assert "6 books" not in told
    assert "Milestone 1.1 stays as it was" in again
    assert history.count("value: 6 → nothing") == 1
    assert "took back" in back.casefold() or "Taken back" in back
    assert "6 books" in await house.reads("alice", "show 1")


async def test_a_milestone_is_renamed_and_reopened(house: House) -> None:
    await house.says("alice", "new Read 24 books by 2027-12-31")
    await house.says("alice", "milestone add 1 Draft by: in 2 days")

    renamed = await house.says("alice", "milestone rename 1.1 Read 6 books by 2027-03-31")
    await house.says("alice", "milestone done 1.1")
    over = await house.says("alice", "milestone move 1.1 to: friday")
    opened = await house.says("alice", "milestone reopen 1.1")
    again = await house.says("alice", "milestone reopen 1.1")

    assert renamed.title == "Milestone 1.1 now reads: Read 6 books"
    assert "Due: Wed 31 March 2027" in plain.text(renamed)
    assert over.title == "Milestone 1.1 is done, so its date stays."
    assert opened.title == "Milestone 1.1 is open again: Read 6 books"
    assert "Check-in: Wed 31 March 2027" in plain.text(opened)
    assert again.title == "Milestone 1.1 is open already: Read 6 books"


async def test_a_milestone_gets_another_value_and_keeps_its_words(house: House) -> None:
    await house.says("alice", "new Read from 0 to 24 books by 2027-12-31")
    await house.says("alice", "milestone add 1 The thin ones by: in 2 days value: 6")

    changed = await house.says("alice", "milestone rename 1.1 value: 8")
    neither = await house.says("alice", "milestone rename 1.1")

    assert changed.title == "Milestone 1.1 now reads: The thin ones"
    assert "8 books" in plain.text(changed)
    assert neither.title == "What should it say?"


async def test_a_milestone_of_a_co_owned_goal_is_found_by_the_number_one_has_for_it(house: House) -> None:
    await house.says("ben", "help", realm="T1")
    await house.says("ben", "new Learn to sail", realm="T1")
    await house.says("ana", "new Ship it", realm="T1")
    await house.says("ana", "milestone add 1 Draft", realm="T1")
    await house.says("ana", "share 1 with: ben as: owner", realm="T1")
    await house.passes(minutes=1)
    await house.says("ben", buttons(house.postbox.to("ben")[-1])["I’m in"], realm="T1")

    by_words = await house.says("ben", "milestone done draft", realm="T1")

    assert by_words.title == "Milestone 2.1 is done: Draft"
    assert (await house.says("ana", "milestone done 1.1", realm="T1")).title.startswith(
        "Milestone 1.1 was done by ben on"
    )
    assert (await house.says("carol", "milestone done draft", realm="T1")).tone is Tone.refused


async def test_a_split_is_proposed_and_nothing_is_kept_before_it_is_accepted(house: House) -> None:
    await house.says("alice", "new Cut p95 latency from 800 to 300 ms by 2027-03-31")

    proposed = await house.says("alice", "split 1 into: 4")
    nothing = await steps(house)
    await house.says("alice", buttons(proposed)["No, thanks"])
    accepted = await house.says("alice", buttons(proposed)["Add them all"])
    again = await house.says("alice", buttons(proposed)["Add them all"])
    kept = await steps(house)
    await house.says("alice", buttons(accepted)["Undo"])

    assert "Nothing is added yet." in plain.text(proposed)
    assert nothing == []
    assert kept == [
        "1.1 Reach 675 ms: Fri 25 December 2026",
        "1.2 Reach 550 ms: Tue 26 January 2027",
        "1.3 Reach 425 ms: Fri 26 February 2027",
        "1.4 Reach 300 ms: Wed 31 March 2027",
    ]
    assert again.title == "Goal 1 has these milestones already: Cut p95 latency from 800 to 300 ms"
    assert await steps(house) == []


async def test_a_proposal_is_changed_in_its_form(house: House) -> None:
    await house.says("alice", "new Ship the billing API by 2027-03-31")
    proposed = await house.says("alice", "split 1 into: 3")

    form = await house.gets_form("alice", buttons(proposed)["Change them"])
    prefilled = {ask.name: ask.value for ask in form.asks}
    wrong = await house.asks("alice", command=form.command, values=prefilled | {"days": "10 Dec, some day"})
    past = await house.asks("alice", command=form.command, values=prefilled | {"days": "2026-11-01"})
    await house.asks("alice", command=form.command, values=prefilled | {"names": "Draft; Review; Ship"})

    assert prefilled == {"goal": "1", "days": "5Jan 16Feb 31Mar", "names": "", "by": ""}
    assert isinstance(wrong, Form)
    assert set(wrong.errors) == {"days"}
    assert isinstance(past, Form)
    assert await steps(house) == [
        "1.1 Draft: Tue 5 January 2027",
        "1.2 Review: Tue 16 February 2027",
        "1.3 Ship: Wed 31 March 2027",
    ]


@pytest.mark.parametrize(
    ("setting", "line", "title"),
    [
        ("new Learn to sail", "split 1", "Goal 1 has no date to split up to: Learn to sail"),
        (
            "new Ship it by: tomorrow",
            "split 1",
            "Goal 1 leaves no room for milestones until Tue 24 November 2026: Ship it",
        ),
        ("new Win 1 prize by: 2027-03-31", "split 1", "Too little is left to split: Win 1 prize"),
        ("new Ship it by: 2027-03-31", "split 1 into: 40", "I split a goal into 2 to 10 milestones."),
        ("new Ship it by: 2027-03-31", "split 1 into: 1", "I split a goal into 2 to 10 milestones."),
    ],
)
async def test_what_cannot_be_split_says_why(house: House, setting: str, line: str, title: str) -> None:
    await house.says("alice", setting)

    assert (await house.says("alice", line)).title == title


async def test_what_is_overdue_is_split_up_to_a_new_date_that_moves_once_it_is_accepted(house: House) -> None:
    await house.says("alice", "new Ship the billing API by: 2026-11-25")
    await house.passes(days=9)

    asked = await house.says("alice", "split 1")
    form = await house.gets_form("alice", buttons(asked)["Pick a date…"])
    proposed = await house.says("alice", buttons(asked)["In 6 weeks"])
    nothing = await steps(house)
    again = [await house.says("alice", buttons(proposed)["Add them all"]) for _ in range(2)]

    assert asked.title.startswith("Goal 1 leaves no room for milestones until Wed 25 November 2026")
    assert [ask.name for ask in form.asks] == ["goal", "by"]
    assert "The goal's new date: Wed 13 January 2027" in plain.text(proposed)
    assert nothing == []
    assert [len(await steps(house)), again[1].title] == [
        len(proposed.sections[0].fields) - 1, "Goal 1 has these milestones already: Ship the billing API",
    ]  # fmt: skip
    assert "Due: Wed 13 January 2027" in await house.reads("alice", "show 1")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("new Read 12 books by 2027-06-30", "15"),
        ("new Lose 5 kg by 2027-03-31", "6"),
        ("new Read 3 books by June", "3"),
    ],
)
async def test_what_is_there_already_is_not_split(house: House, setting: str, said: str) -> None:
    """It is asked whether the goal is reached, as a check-in asks it."""
    await house.says("jay", setting)
    await house.says("jay", f"checkin 1 {said}")

    asked = await house.says("jay", "split 1 into: 3")

    assert asked.title.startswith("Goal 1 is there already")
    assert "Nothing is left to split. Is the goal reached?" in plain.text(asked)
    assert buttons(asked)["Goal reached"] == "done 1"


async def test_three_books_are_split_into_three(house: House) -> None:
    await house.says("alice", "new Read 3 books by 2027-03-31")

    proposed = await house.says("alice", "split 1 into: 5")

    assert proposed.title == "Goal 1 in 3 milestones: Read 3 books"
    assert "There is room for no more." in plain.text(proposed)


async def test_what_is_left_is_split_from_where_the_goal_stands(house: House) -> None:
    """A milestone done since the last check-in has moved it on."""
    await house.says("alice", "new Read 24 books by 2027-03-31")
    await house.says("alice", "checkin 1 6")
    await house.says("alice", "milestone add 1 Read 12 books")
    house.clock.advance(timedelta(minutes=1))
    await house.says("alice", "milestone done 1.1")

    proposed = await house.reads("alice", "split 1 into: 2")

    assert "12 of 24 books" in await house.reads("alice", "show 1")
    assert "18 books of 24" in proposed


async def test_of_two_owners_the_one_who_spoke_last_says_where_a_split_begins(house: House) -> None:
    """What is said again for a day stays in its row, which may be older than the other's."""
    await says(house, "ben", "help")
    await says(house, "ana", "new Read 24 books by 2027-03-31")
    await takes_part(house, "ben", "owner")
    for name, number in (("ana", 6), ("ben", 10), ("ana", 8)):
        house.clock.advance(timedelta(minutes=1))
        await says(house, name, f"checkin 1 {number}")

    assert "8 of 24 books" in await says(house, "ana", "show 1")
    assert "16 books of 24" in await says(house, "ana", "split 1 into: 2")


async def test_a_team_splits_what_is_left_from_what_all_have_added(house: House) -> None:
    await says(house, "ana", "new Resolve 200 tickets by: 2027-03-31 for: team", GENERAL)
    await says(house, "ana", "checkin 1 60", GENERAL)
    await says(house, "ana", "checkin 1 40", GENERAL)

    assert "150 tickets of 200" in await says(house, "ana", "split 1 into: 2", GENERAL)


@given(
    span=st.integers(1, 4000),
    count=st.integers(2, splitting.MOST),
    work_days=st.sets(st.integers(0, 6), min_size=1).map(frozenset),
)
def test_parts_lie_on_working_days_ahead_and_a_button_brings_them_back(
    span: int, count: int, work_days: frozenset[int]
) -> None:
    due = MONDAY + timedelta(days=span)

    found = splitting.days(MONDAY, due, count, Calendar(LISBON.zone, work_days=work_days))

    assert len(found) <= count
    assert found == sorted(set(found))
    assert all(MONDAY < day <= due and day.weekday() in work_days for day in found)
    spelled = splitting.spelled(found, MONDAY)
    assert (splitting.read_days(spelled, MONDAY) or []) == found
    assert len(f"split accept 1000 {spelled}") <= CALL_LIMIT or span > 3650


@given(start=st.integers(-1000, 1000), target=st.integers(-1000, 1000), count=st.integers(1, splitting.MOST))
def test_values_go_evenly_to_the_target(start: int, target: int, count: int) -> None:
    counted = Measure("number", start, target, "ms")
    number = min(count, splitting.most_parts(counted, None))

    parts = splitting.parts([MONDAY + timedelta(days=n) for n in range(1, number + 1)], counted)

    values = [part.value for part in parts]
    assert values[-1] == target
    assert start == target or len(set(values)) == len(values)
    assert values == sorted(values, key=lambda value: value or 0, reverse=target < start)


def test_a_number_is_shared_out_from_where_it_stands() -> None:
    days = [MONDAY + timedelta(days=n) for n in (10, 20)]

    assert [part.value for part in splitting.parts(days, LATENCY, stands=500)] == [400, 300]
    assert [part.title for part in splitting.parts(days, None, names=["Draft"])] == ["Draft", "Part 2 of 2"]


@pytest.mark.parametrize("words", ["31Feb", "10Dec 99Xyz", "tomorrow", ""])
def test_what_is_no_list_of_days_is_left_to_be_read_as_people_write_them(words: str) -> None:
    if words == "31Feb":
        with pytest.raises(Exception, match="does not exist"):
            splitting.read_days(words, MONDAY)
    else:
        assert splitting.read_days(words, MONDAY) is None


async def test_a_goals_date_that_moves_before_its_milestones_is_told(house: House) -> None:
    await house.says("ann", "new Buy a bike by: 2027-01-31")
    await house.says("ann", "milestone add 1 Look by: 2027-01-02; Compare by: 2027-01-10; Order by: 2027-01-20")

    altered = await house.says("ann", "alter 1 by: 2027-01-03")
    taps = buttons(altered)

    assert "1.2, 1.3 are due after the goal itself" in plain.text(altered)
    assert taps["Keep them"] == "show 1"
    assert taps["1.2: use the goal's date"] == "milestone move 1.2 to: 2027-01-03"
    assert taps["Move the goal's date"] == "alter 1 by: 2027-01-20"
    assert "due after" not in await house.reads("ann", "alter 1 by: 2027-01-25")


@pytest.mark.parametrize(
    ("words", "pointed_out"),
    [
        ("review with bob on 7 dec, ship mid-december", True),
        ("Write the report for 2026 by Friday", False),
        ("Prepare the Monday meeting by Friday", False),
        ("Draft the schema by Friday", False),
    ],
)
async def test_a_second_date_in_a_milestones_words_is_pointed_out(
    house: House, words: str, *, pointed_out: bool
) -> None:
    await house.says("alice", "new Ship the schema by: 2027-03-31")

    added = await house.reads("alice", f"milestone add 1 {words}")

    assert ("The words of 1.1 name another date." in added) is pointed_out


@pytest.mark.parametrize(("by", "is_after"), [("Friday", False), ("Friday 16:00", False), ("Friday 18:00", True)])
async def test_a_bare_day_is_not_after_an_hour_of_that_very_day(house: House, by: str, *, is_after: bool) -> None:
    await house.says("ann", "new Write the report by Friday 17:00")

    added = await house.reads("ann", f"milestone add 1 Find papers by {by}")

    assert ("is due after the goal itself" in added) is is_after


async def test_what_is_reopened_on_its_day_tells_the_check_in_that_comes_and_none_that_has_been(house: House) -> None:
    await house.says("ann", "new Build a shed by 2026-12-18")
    await house.says("ann", "milestone add 1 Dig by tomorrow")
    await house.passes(days=1)
    await house.says("ann", "milestone done 1.1")

    reopened = await house.says("ann", "milestone reopen 1.1")

    assert told(reopened)["Check-in"].startswith("Wed 25 November 2026, 09:00")
    why = await house.reads("ann", "why 1.1")
    assert "Answered: you marked milestone 1.1 done." in why
    assert ": You reopened milestone 1.1." in why
    assert "Wed 25 November 2026, 09:00" in await house.reads("ann", "next")


async def test_a_part_says_how_much_of_all_is_done_and_none_that_nobody_can_know(house: House) -> None:
    """“Reach 2 kg” is a baby’s weight; what comes down from nobody knows where has no number on the way."""
    await says(house, "ana", "new Lose 6 kg by 2027-03-31")
    await says(house, "ana", "new Get the backlog down to 10 tickets by 2027-03-31")

    lost = await says(house, "ana", "split 1 into: 3")
    down = await says(house, "ana", "split 2 into: 2")

    assert "1 2 kg of 6: " in lost
    assert "3 All 6 kg: " in lost
    assert "1 Part 1 of 2: " in down
