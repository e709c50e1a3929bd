"""Help: everything once, by what people do, and how dates are typed."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adapters.discord import limits
from adapters.discord.render import render
from adapters.discord.spelling import as_typed_here
from adapters.discord.words import hint
from adapters.slack.render import blocks as slack_blocks
from bot.dates import grammar
from bot.dates.when import Kind, Locale
from bot.everything import all_commands
from bot.help.replies import DATES, FIRST, GROUPS, REST, grouped, introduced
from bot.line.grammar import parse
from bot.messages import Tone
from bot.replies import plain
from tests.house import MONDAY, buttons
from tests.workspace import GENERAL

if TYPE_CHECKING:
    from bot.commands import Command
    from bot.messages import Reply
    from tests.house import House

COMMANDS = all_commands()


def test_every_command_stands_in_one_group_and_every_group_is_of_commands() -> None:
    groups = grouped(COMMANDS)

    named = Counter(command.path for found in groups.values() for command in found)
    words = {path.partition(" ")[0] for path in named}

    assert named == Counter(command.path for command in COMMANDS)
    assert {word for group in GROUPS.values() for word in group.split()} <= words
    assert [command.path for command in groups[REST]] == ["simulate", "help"]


def test_help_begins_with_a_few_commands_that_get_one_going() -> None:
    """The rest is a tap away: the groups in a menu, and everything."""
    reply = introduced(COMMANDS)

    examples = [line for line in plain.text(reply).splitlines() if line.startswith("/goal ")]
    menu = reply.sections[-1].menu
    assert len(examples) == len(FIRST)
    assert "help all" in buttons(reply).values()
    assert menu is not None
    assert [option.label for option in menu.options] == list(grouped(COMMANDS))


async def test_what_help_begins_with_can_be_typed_in_its_order(house: House) -> None:
    lines = [field.label for section in introduced(COMMANDS).sections for field in section.fields]

    refused = [line for line in lines if (await house.says("ben", line)).tone is Tone.refused]

    assert len(lines) == len(FIRST)
    assert refused == []


async def test_the_readmes_goals_can_be_checked_in_on_as_the_readme_does(house: House) -> None:
    readme = Path("README.md").read_text(encoding="utf-8")
    rows = [
        row
        for row in readme.splitlines()
        if row.startswith(("| `/goal new Ship", "| `/goal new Res", "| `/goal checkin 1"))
    ]
    lines = [line for row in rows for line in re.findall(r"`(/goal [^`]+)`", row) if "share" not in line]

    refused = [line for line in lines if (await says_there(house, line)).tone is Tone.refused]

    assert len(lines) == 5
    assert refused == []


async def says_there(house: House, line: str) -> Reply:
    return await house.says("ben", line, realm="T1", place=GENERAL)


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("list", ["One of: open, active, draft", "One of: overdue, at risk"]),
        ("nudges", ["One of: gentle, standard, close, off"]),
        ("settings", ["One of: "]),
        ("checkin", ["One of: on track, at risk, off track"]),
        ("export", ["One of: json, csv"]),
    ],
)
async def test_help_names_every_value_where_there_are_only_a_few(house: House, path: str, values: list[str]) -> None:
    told = await house.reads("ben", f"help {path}")

    assert [one for one in values if one not in told] == []


def test_what_a_command_does_stands_behind_a_dash_as_its_line_has_colons_of_its_own() -> None:
    assert "/goal new Ship the billing API by: 2027-03-31 – Set a goal" in plain.text(introduced(COMMANDS))
    assert "by: 2027-03-31 – " in json.dumps(slack_blocks(introduced(COMMANDS)), ensure_ascii=False)


def test_no_hint_on_discord_ends_in_the_middle_of_a_word() -> None:
    for parameter in (p for command in COMMANDS for p in command.parameters):
        whole = f"{parameter.about} For example: {parameter.kind.example}"

        shown = hint(whole, limits.BLANK_PLACEHOLDER)

        assert shown in (whole, parameter.about)
    assert hint("one two three four", 12) == "one two…"


async def test_a_bare_goal_is_the_short_help(house: House) -> None:
    assert await house.says("ben", "/goal") == await house.says("ben", "help") == introduced(COMMANDS)


async def test_help_all_tells_each_command_in_one_short_line_and_nothing_is_cut(house: House) -> None:
    told: list[str] = []
    call = "help all"
    while call:
        page = await house.says("ben", call)
        told += plain.text(page).splitlines()
        typed_here = as_typed_here(page, COMMANDS)
        assert "than fit here" not in render(typed_here).content
        call = next((b.call for b in page.sections[-1].buttons if b.label == "More"), "")

    lines = [line for line in told if line.startswith("/goal ")]
    assert len(lines) == len(list(COMMANDS))
    assert max(map(len, lines)) <= 125
    assert [line for line in lines if line.startswith("/goal redo")]
    assert "There is no page 9." in (await house.says("ben", "help all page: 9")).title


async def test_a_group_can_be_read_by_itself(house: House) -> None:
    menu = introduced(COMMANDS).sections[-1].menu
    assert menu is not None

    for button in menu.options:
        page = await house.says("ben", button.call)

        assert page.title == button.label
        assert "than fit here" not in render(as_typed_here(page, COMMANDS)).content


@pytest.mark.parametrize("example", [one for examples in DATES.values() for one in examples.split(", ")])
def test_every_date_in_help_is_one_that_is_understood(example: str) -> None:
    read = grammar.read(example, MONDAY, Locale(order="DMY"))

    assert read.kind in (Kind.date, Kind.datetime, Kind.recurrence), (example, read)


async def test_help_guesses_nothing_that_is_not_like_what_was_typed(house: House) -> None:
    told = await house.says("ben", "help wibble")

    assert told.sections[0].text == "To see every command, type help all."


async def test_help_tells_how_dates_are_typed(house: House) -> None:
    assert "next Friday" in await house.reads("ben", "help dates")
    assert "“milstone ad”" in (await house.says("ben", "help milstone ad")).title


@pytest.mark.parametrize("command", list(COMMANDS), ids=lambda c: c.path)
def test_no_two_blanks_of_a_form_are_called_the_same(command: Command) -> None:
    labels = [ask.label for ask in command.form({}).asks]

    assert len(labels) == len(set(labels))


def test_blanks_say_what_they_are_for() -> None:
    labels = {ask.name: ask.label for ask in COMMANDS["alter"].form({}).asks}
    hints = {ask.name: ask.hint for ask in COMMANDS["alter"].form({}).asks}

    assert (labels["to"], labels["by"], labels["wording"]) == ("New wording", "New date", "Wording for others")
    assert "the vendor is late" in hints["because"]
    assert "Start of work" in [ask.label for ask in COMMANDS["settings"].form({}).asks]


async def test_thanks_are_taken_without_a_lesson(house: House) -> None:
    assert await house.reads("ben", "Thanks!") == "Gladly, ben"


async def test_who_greets_is_greeted_by_name_and_told_how_to_begin(house: House) -> None:
    reply = await house.says("ben", "hi")

    assert reply.title == "Hello ben, I am Milepost"
    assert reply.tone is Tone.plain
    assert [button.call for button in reply.sections[0].buttons] == ["new", "list", "help"]


@pytest.mark.parametrize(
    ("line", "asked", "required"),
    [
        ("alter 1 by: ___", ["goal", "by"], {"goal", "by"}),
        ("milestone move 1.2 to: ___", ["milestone", "to"], {"milestone", "to"}),
        ("settings zone: ___", ["zone"], {"zone"}),
        ("alter 1 to: ___ by: ___ because: ___", ["goal", "to", "by", "because"], {"goal"}),
    ],
)
def test_a_blank_in_a_line_is_all_that_its_form_asks_for(line: str, asked: list[str], required: set[str]) -> None:
    form = parse(f"form {line}", COMMANDS).opens(from_form=False)

    assert form is not None
    assert [ask.name for ask in form.asks] == asked
    assert {ask.name for ask in form.asks if ask.required} == required
    assert not any("___" in ask.value for ask in form.asks)


def test_what_a_blank_is_called_says_what_goes_into_it() -> None:
    moved = {ask.name: ask.label for ask in COMMANDS["milestone move"].form({}).asks}
    stuck = {ask.name: ask.label for ask in COMMANDS["stuck"].form({"goal": "1.2"}).asks}

    assert moved["under"] == "Another goal"
    assert stuck["goal"] == "Goal or milestone"


async def test_a_command_that_only_needs_to_know_which_offers_what_there_is(house: House) -> None:
    """A menu or buttons, not a form to type a number into; with nothing there, it says so."""
    assert (await house.says("ben", "done")).title == "You have no goal or milestone that is still ahead."
    await house.says("ben", "new Ship the billing API by: 2027-03-31")
    await house.says("ben", "new Read 24 books in 2027")

    which = await house.says("ben", "done")

    assert which.title == "Which goal or milestone?"
    offered = {button.label: button.call for button in which.sections[0].buttons}
    assert offered == {"1 Ship the billing API": "done 1", "2 Read 24 books": "done 2"}
    assert (await house.gets_form("ben", "form done")).command == "done"


async def test_a_picker_that_cannot_show_all_says_so_and_how_to_name_another(house: House) -> None:
    for number in range(25):
        await house.says("ann", f"new Write chapter {number + 1}")

    all_of_them = await house.reads("ann", "why")
    await house.says("ann", "new Write chapter 26")
    told = await house.says("ann", "why")

    assert "These are the first" not in all_of_them
    assert told.sections[0].text == (
        "These are the first 25. Any other you name by its number or its words, like: why 26"
    )
    assert told.sections[0].menu is not None
    assert len(told.sections[0].menu.options) == 25


async def test_where_more_fit_than_a_menu_holds_they_are_counted_and_one_of_them_is_the_example(house: House) -> None:
    for number in range(30):
        await house.says("ann", f"new Write handbook {number + 1}")

    which = await house.says("ann", "show handbook")

    menu = which.sections[0].menu
    assert menu is not None
    assert len(menu.options) == 25
    example = which.sections[0].text.rpartition("like: ")[2]
    assert (
        which.sections[0].text == f"These are 25 of 30. Any other you name by its number or its words, like: {example}"
    )
    assert example not in [option.call for option in menu.options]
    assert (await house.says("ann", example)).title.startswith(f"Goal {example.split()[1]}")


async def test_where_all_that_fit_have_room_all_are_offered(house: House) -> None:
    for number in range(11):
        await house.says("ann", f"new Write chapter 2.{number + 1}")

    which = await house.says("ann", "show chapter 2")

    assert which.sections[0].text == ""
    assert which.sections[0].menu is not None
    assert len(which.sections[0].menu.options) == 11


@pytest.mark.parametrize(("said", "meant"), [("find billing", "list billing"), ("templates", "new")])
async def test_what_other_tools_call_a_search_and_a_template_is_understood(house: House, said: str, meant: str) -> None:
    assert f"Did you mean {meant}?" in await house.reads("ann", said)
