"""What people read names every goal by their own number or by its words, and never by a row's id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.everything import all_commands
from bot.line.grammar import parse
from bot.line.naming import as_typed
from bot.messages import Address, Form, Reply
from bot.replies import plain
from tests.house import buttons, tappable

if TYPE_CHECKING:
    from bot.messages import Answer
    from tests.house import House

SUPPORT = Address("test", "T1", "C_SUPPORT")
COMMANDS = all_commands()
HERS = (
    "new Write a plan",
    "new Resolve 200 tickets by: 2027-03-31 for: team",
    "milestone add 2 Draft the schema by: 2026-12-01",
    "new Ship the billing API to every customer of the northern region by: 2026-12-18",
    "alter 3 wording: Ship it",
    "share 3 with: here",
    "nudges 3 to: here",
    "new Meditate 3 times a week for: team",
)
ASKED = (
    *(
        "list",
        "list whose: team",
        "list whose: all",
        "nudges",
        "next",
        "roadmap",
        "history",
        "undo",
        "redo",
        "list @ana",
    ),
    *(
        "checkin {} 3",
        "checkin {} +3 note: fine",
        "checkin {} potatoes",
        "checkin {} 3 potatoes",
        "checkin {} off track",
    ),
    *("checkin {} 0", "checkin {} note: well", "checkin {}", "stuck {} no data", "stuck {}", "later {} tomorrow"),
    *("later {}", "show {}", "checkins {}", "streak {}", "chart {}", "roadmap {}", "why {}", "drop {}", "done {}"),
    *("alter {} Another", "milestone add {} A step", "share {}", "unshare {}", "post {}", "history {}", "coach {}"),
    *("nudges {}", "pause {}", "milestone done schema", "milestone later schema tomorrow", "why schema"),
)
ID = re.compile(r"~\d")


def read(answer: Answer | None, *, forms: bool = True) -> str:
    """Return all that somebody reads of an answer, and of the `forms` that its buttons open."""
    if isinstance(answer, Form):
        return "\n".join(f"{ask.label} {ask.value} {ask.hint} {ask.error}" for ask in answer.asks)
    assert answer is not None
    opens = [parse(one, COMMANDS).opens(from_form=False) for one in calls(answer)] if forms else []
    labels = [one.label for one in tappable(answer)]
    charts = [str(s.chart) for s in answer.sections if s.chart]
    return "\n".join([plain.text(answer), *labels, *charts, *(read(form) for form in opens if form is not None)])


async def opened(house: House, name: str, answer: Answer | None) -> str:
    """Return all that somebody reads of an answer, and of what they get who press its buttons that open forms."""
    forms = [one for one in calls(answer) if parse(one, COMMANDS).opens(from_form=False) is not None]
    shown = [await house.asks(name, one, realm="T1", place=SUPPORT) for one in forms]
    return "\n".join([read(answer, forms=False), *(read(one, forms=False) for one in shown)])


def calls(answer: Answer | None) -> list[str]:
    return [one.call for one in tappable(answer)] if isinstance(answer, Reply) else []


# Each command is tried on both databases by its own tests.
@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_rows_id_is_read_in_any_answer(house: House) -> None:
    await house.asks("zoe", "new Something else", realm="T1")
    for line in HERS:
        answer = await house.asks("ana", line, realm="T1", place=SUPPORT)
        assert isinstance(answer, Reply), line
    lines = [line.format(name) for line in ASKED for name in ("tickets", "~3", "billing", "Meditate", "2", '"Ship it"')]

    await house.passes(days=9)
    told: list[tuple[str, str]] = []
    for line in dict.fromkeys(lines):
        for name in ("ben", "ana"):
            answer = await house.asks(name, line, realm="T1", place=SUPPORT)
            if isinstance(answer, Form) and "~" in line:
                continue  # nobody types that, and no button that is made opens it
            told.append((line, (await opened(house, name, answer)).replace(line, "")))
            typed = [call for call in calls(answer) if call.startswith("form ")]
            if "~" not in line:
                assert not [call for call in typed if ID.search(call)], line
    await house.passes(days=20)
    sent = [(to.id, read(reply)) for to, reply, _ in house.postbox.messages]

    assert [one for one in told if ID.search(one[1])] == []
    assert [one for one in sent if ID.search(one[1])] == []
    assert any(to == SUPPORT.id for to, _ in sent)


async def test_a_form_of_a_teams_goal_shows_its_words_and_is_sent_as_it_is(house: House) -> None:
    await house.asks("ana", HERS[1], realm="T1", place=SUPPORT)
    shown = await house.asks("ben", "show tickets", realm="T1", place=SUPPORT)
    call = next(one for one in calls(shown) if one.startswith("form checkin"))

    form = await house.asks("ben", call, realm="T1", place=SUPPORT)
    assert isinstance(form, Form)
    values = {ask.name: ask.value for ask in form.asks}
    said = await house.asks("ben", command=form.command, values={**values, "value": "4"}, realm="T1", place=SUPPORT)

    assert values["goal"] == "Resolve 200 tickets"
    assert isinstance(said, Reply)
    assert said.title == "4 tickets more for the team’s goal: Resolve 200 tickets"


async def test_the_number_that_its_maker_has_for_it_is_asked_back(house: House) -> None:
    await house.asks("ana", "new Write a plan", realm="T1", place=SUPPORT)
    await house.asks("ana", HERS[1], realm="T1", place=SUPPORT)

    asked = await house.asks("ben", "checkin 2 +3", realm="T1", place=SUPPORT)
    listed = await house.asks("ben", "list whose: team", realm="T1", place=SUPPORT)

    assert isinstance(asked, Reply)
    assert asked.title == "You have no goal 2. Do you mean one of these?"
    assert list(buttons(asked)) == ["Team: Resolve 200 tickets"]
    assert isinstance(listed, Reply)
    assert listed.note == 'What has no number here goes by its words, for example: /goal checkin "Resolve 200 tickets"'


async def test_the_whole_title_means_that_goal_though_others_begin_so(house: House) -> None:
    for title in ("Ship it", "Ship it again"):
        await house.says("ana", f"new {title}")

    shown = await house.says("ana", "show ship it")

    assert shown.title == "Goal 1: Ship it"


@pytest.mark.parametrize(
    "line", ["show {}", "form checkin {} confidence: on track", "form nudge 1234567 said 1234567 checkin {}"]
)
@given(title=st.text(min_size=1).map(str.strip).filter(lambda words: any(c.isalnum() for c in words)))
def test_what_is_to_be_typed_is_read_as_a_part_of_the_title(line: str, title: str) -> None:
    title = " ".join(title.split())
    spelled = as_typed(title)

    found = parse(line.format(spelled), COMMANDS).values.get("goal", "")

    assert len(spelled) <= 42
    assert " ".join(found.split()) in title


@pytest.mark.parametrize("words", ["everything", "all", "all my goals", "my goals", "all of them"])
async def test_all_goals_at_once_are_a_menu_never_a_guess(house: House, words: str) -> None:
    """Not even where a title happens to hold the word."""
    for line in ("new Call everybody: all my goals, everything", "new Read 24 books"):
        await house.says("ana", line)

    asked = await house.says("ana", f"drop {words}")

    assert asked.title == "That goes one goal at a time. Which one?"
    assert [button.call for button in asked.sections[0].buttons] == ["drop 1", "drop 2"]


async def test_a_goal_of_just_these_words_is_called_by_them(house: House) -> None:
    for line in ("new Everything", "new Read 24 books"):
        await house.says("ana", line)

    assert (await house.says("ana", "drop everything")).title == "Goal 1 is dropped: Everything"


@pytest.mark.parametrize("words", ["1 3", "1, 3", "#1 and #3", "1 & 3", "3;1"])
async def test_of_several_numbers_one_is_picked(house: House, words: str) -> None:
    for title in ("Ship it", "Read 24 books", "Sing"):
        await house.says("ana", f"new {title}")

    asked = await house.says("ana", f"done {words}")

    assert "one goal at a time" in asked.title
    assert [button.call for button in asked.sections[0].buttons] == ["done 1", "done 3"]


async def test_all_milestones_at_once_are_a_menu_too(house: House) -> None:
    for line in ("new Ship it", "milestone add 1 Call all; Draft"):
        await house.says("ana", line)

    for words, calls in (("all", ["1.1", "1.2"]), ("1.1 and 1.2", ["1.1", "1.2"]), ("everything", ["1.1", "1.2"])):
        asked = await house.says("ana", f"milestone drop {words}")

        assert "one milestone at a time" in asked.title
        assert [button.call for button in asked.sections[0].buttons] == [f"milestone drop {call}" for call in calls]


async def test_where_there_is_none_all_is_none(house: House) -> None:
    assert (await house.says("ana", "drop everything")).title == "You have no goal yet."
    assert (await house.says("ana", "milestone drop all")).title == "You have no milestone yet."


@pytest.mark.parametrize(
    ("line", "said", "instead"),
    [
        ("pause 1 until monday", "I can do nothing with “until monday” here. Without it?", ["pause 1"]),
        ("copy 1 by: 3 april", "I can do nothing with “by: 3 april” here. Without it?", ["copy 1"]),
        ("pause 1.1", "1.1 is a milestone, and this is done with goals.", ["form pause 1.1"]),
        ("show 7 lives", "You have no goal “7 lives”.", ["form show 7 lives"]),
    ],
)
async def test_more_than_the_name_of_a_goal_is_told_apart_from_it(
    house: House, line: str, said: str, instead: list[str]
) -> None:
    await house.says("ana", "new Ship the billing API by: 2027-03-31")
    await house.says("ana", "milestone add 1 Draft the schema")
    reply = await house.says("ana", line)

    assert (reply.title, [*buttons(reply).values()]) == (said, instead)


async def test_a_goal_goes_by_its_words_with_a_full_stop_behind_them(house: House) -> None:
    await house.says("ana", "new Tend the garden")

    assert (await house.says("ana", "done Garden.")).title == "Goal 1 is reached: Tend the garden"


async def test_a_goal_whose_day_has_passed_is_shown_as_overdue_where_it_is_listed_and_where_it_is_shown(
    house: House,
) -> None:
    await house.says("ana", "new Tend the garden by: 2026-11-27")
    await house.passes(days=7)
    listed, shown = await house.reads("ana", "list"), await house.reads("ana", "show 1")
    await house.says("ana", "pause 1")
    paused = await house.reads("ana", "show 1")

    assert "overdue, was due Fri 27 November 2026" in listed
    assert "Due: overdue since Fri 27 November 2026" in shown
    assert "overdue" not in paused
