"""What Milepost says on Discord: always taken by Discord, and people's words are always only words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.discord import limits
from adapters.discord.controls import call_of
from adapters.discord.render import render
from adapters.discord.words import escaped, fitted, one_line, shortened, unescaped
from adapters.text import length
from bot.messages import CALL_LIMIT, Button, Field, Menu, Reply, Section, Tone
from tests.peers.discord.markup import plain, tokens_in
from tests.peers.discord.message_rules import check_message

CORPUS = (
    "@everyone",
    "@here and @Everyone",
    "<@1>",
    "<@!1>",
    "<@&1>",
    "<#1>",
    "</goal:1>",
    "<t:1:R>",
    "<:party:1> <a:party:1>",
    "<id:customize>",
    "<https://example.com>",
    "https://example.com/x",
    "HTTPS://example.com",
    "discord://x",
    "discord.gg/abc",
    "see discord.com/invite/abc",
    "<mailto:a@example.com>",
    "[free money](https://example.com)",
    "[free [money]](<https://example.com>)",
    "||spoiler||",
    "```\ncode\n```",
    "`code`",
    "# heading",
    "-# small",
    "> quote\n>>> all of it",
    "- a list\n* another\n1. and one",
    "**bold** __under__ ~~gone~~ _it_ ***all***",
    "\\<@1> \\\\<@1> \\[x](https://example.com)",
    "<\u200b@1> @\u200beveryone",
    "\u202egnp.exe\u202c <@1>",
    "\u2067right to left\n<@1>",
    "🎉" * 1000,
    "👩‍👩‍👧‍👦" * 300,
    "a\u0301" * 3000,
    "\ud800 half of a character",
    "\x00\x07 \r\n\u2028#\u2029# x",
    "",
    " \n ",
)

TRICKS = st.text(st.sampled_from("@<>#&!:/\\[]()*_~|`-+.1 everyonhttpsdiscg\n\u200b\u202e🎉"), max_size=80)
TEXTS = st.one_of(st.sampled_from(CORPUS), TRICKS, st.text(max_size=60), st.text(min_size=500, max_size=5000))
MOMENTS = st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC))
VALUES = st.one_of(TEXTS, st.dates(), MOMENTS)
CALLS = st.one_of(st.sampled_from(["done 1", "list"]), st.text(min_size=1, max_size=CALL_LIMIT))
BUTTONS = st.builds(Button, TEXTS, CALLS, st.sampled_from(["", "primary", "danger"]))
MENUS = st.builds(Menu, TEXTS, st.lists(BUTTONS, max_size=30).map(tuple))
SECTIONS = st.builds(
    Section,
    TEXTS,
    st.lists(st.builds(Field, TEXTS, VALUES), max_size=12).map(tuple),
    st.lists(BUTTONS, max_size=12).map(tuple),
    st.none() | MENUS,
)
REPLIES = st.builds(Reply, TEXTS, st.lists(SECTIONS, max_size=7).map(tuple), TEXTS, st.sampled_from(Tone))


def payload(reply: Reply) -> dict[str, Any]:
    """Return a reply as it goes to Discord."""
    drawn = render(reply)
    return {"content": drawn.content, "components": list(drawn.rows), "allowed_mentions": {"parse": []}}


def read(reply: Reply) -> str:
    """Return what a person reads of a reply."""
    return plain(render(reply).content, lambda kind, mentioned: f"{kind} {mentioned}")


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(REPLIES)
def test_discord_takes_any_reply_and_no_word_in_it_is_live(reply: Reply) -> None:
    """The longest, oddest reply is within every limit, and nothing but our own dates is more than letters."""
    message = payload(reply)

    check_message(message)
    assert length(message["content"]) <= limits.CONTENT
    assert {token.kind for token in tokens_in(message, {"parse": []})} <= {"moment"}
    assert [token for token in tokens_in(message, {"parse": []}) if token.pings] == []


@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(st.one_of(st.sampled_from(CORPUS), TRICKS))
def test_no_text_becomes_a_token(words: str) -> None:
    """At every place where a person's words can stand, they stay words."""
    reply = Reply(words, (Section(words, (Field(words, words),), (Button(words, "list"),)),), words)

    assert tokens_in(payload(reply), {"parse": []}) == []


@settings(max_examples=300, deadline=None)
@given(TRICKS.map(one_line))
def test_escaping_can_be_taken_back(words: str) -> None:
    """What a form's errors echo comes back as it was typed."""
    assert unescaped(escaped(words)).replace("\u200b", "") == words.replace("\u200b", "")


@pytest.mark.parametrize("words", ["Ship v1.0 (50% done) - a draft!", "C'est l'été, à 10:30", "שלום", "日本語 🎉"])
def test_ordinary_words_look_ordinary(words: str) -> None:
    """Nothing is escaped that need not be, because some notifications show the backslash."""
    assert words == escaped(words)


def test_the_title_comes_first_and_its_tone_is_a_sign() -> None:
    """Push notifications and screen readers begin with it; colour plays no part."""
    assert render(Reply("Goal 1 is set: Ship", tone=Tone.good)).content == "### ✅ Goal 1 is set: Ship"
    assert render(Reply("Your settings")).content == "### Your settings"


def test_facts_are_lines_and_moments_are_discords_own() -> None:
    """A moment shows on each reader's clock; a date is the same everywhere."""
    due, at = date(2027, 3, 31), datetime(2027, 3, 31, 9, tzinfo=UTC)
    reply = Reply("Goal", (Section("As it stands", (Field("Due", due), Field("Check-in", at))),), note="Small print")

    assert render(reply).content.splitlines() == [
        "### Goal",
        "As it stands",
        "**Due** Wed 31 March 2027",
        "**Check-in** <t:1806483600:f> (<t:1806483600:R>)",
        "-# Small print",
    ]


def test_a_long_list_says_how_much_more_there_is() -> None:
    """What does not fit is counted, and the small print stays."""
    facts = tuple(Field(f"{n} A goal", "with some words about how it stands") for n in range(100))

    words = read(Reply("100 goals", (Section(fields=facts),), note="Small print"))

    shown = words.count("A goal")
    assert f"… {100 - shown} more lines than fit here\nSmall print" in words


def test_a_long_text_is_cut_between_characters_and_counted() -> None:
    """An emoji made of several is never torn apart."""
    family = "👩‍👩‍👧‍👦"

    assert fitted(family * 10, 70) == family * 4 + "… (70 characters in all)"
    assert shortened("a\u0301" * 50, 10) == "a\u0301" * 4 + "…"


def test_buttons_beyond_the_room_are_told() -> None:
    """Five rows of five is all there is."""
    buttons = tuple(Button(f"Show {n}", f"show {n}") for n in range(30))

    drawn = render(Reply("Goals", (Section(buttons=buttons),)))

    assert [len(row["components"]) for row in drawn.rows] == [5] * 5
    assert drawn.content.endswith("-# 5 more choices do not fit here. Write it to me instead, for example: show 25")


def test_many_small_rows_move_together() -> None:
    """Six sections with two buttons each need three rows, not six."""
    sections = tuple(
        Section(f"{n}", buttons=(Button("Done", f"done {n}"), Button("Drop", f"drop {n}"))) for n in "abcdef"
    )

    assert [len(row["components"]) for row in render(Reply("Due", sections)).rows] == [5, 5, 2]


def test_buttons_of_one_name_say_what_they_are_about() -> None:
    """All buttons stand below all text, so two named Done would be a riddle."""
    sections = tuple(Section(f"{ref} Draft", buttons=(Button("Done", f"done {ref}"),)) for ref in ("1.1", "1.2"))

    labels = [row["components"][0]["label"] for row in render(Reply("2 things are due", sections)).rows]

    assert labels == ["Done: 1.1 Draft", "Done: 1.2 Draft"]


def test_buttons_are_about_what_their_section_says_they_are() -> None:
    sections = (
        Section("Counted for goal 2", buttons=(Button("Undo", "undo 5"),), about="2 Yoga"),
        Section("1 Draft", buttons=(Button("Undo", "undo 4"),)),
    )

    labels = [row["components"][0]["label"] for row in render(Reply("Both are answered", sections)).rows]

    assert labels == ["Undo: 2 Yoga", "Undo: 1 Draft"]


def test_a_tap_gives_back_the_call_even_of_twins() -> None:
    """Discord wants every id once; the mark that sees to that is no part of the command."""
    twins = (Button("Show", "list"), Button("All", "list"), Button("Again", "list"))
    drawn = render(Reply("Goals", (Section(buttons=twins, menu=Menu("Pick", twins)),)))
    buttons, menu = drawn.rows[0]["components"], drawn.rows[1]["components"][0]

    calls = [call_of(button) for button in buttons]
    calls += [call_of({"custom_id": menu["custom_id"], "values": [option["value"]]}) for option in menu["options"]]

    assert calls == ["list"] * 6
