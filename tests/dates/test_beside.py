"""What stands beside a date never changes it silently: neutral words change nothing, and doubts are offered."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dates import grammar
from bot.dates.when import SURE
from tests.dates.table import HELD_OUT, NOW, Row, rows, spoken

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = re.compile(r"[^.!?,]{1,40}?(?::| -| –|->|=>|→)\s")
"""What heads a line has no wish before it: "8.1.27 - new boiler installed"."""
NEUTRAL: dict[str, Callable[[str], str]] = {
    "a wish before": lambda text: text if " I " in text or HEAD.match(text) else f"I want to {text}",
    "a label before": "note to self: {}".format,
    "a tag before": "[ops] {}".format,
    "a dash before": "quick reminder - {}".format,
    "a number before": "1. {}".format,
    "a bullet before": "- {}".format,
    "a name before": "@ben {}".format,
    "a line before": "My goal\n{}".format,
    "a sentence before": "The customer has asked twice and I promised it. {}".format,
    "pictures around": "🚀 {} 🙏".format,
    "stars around": "*{}*".format,
    "quotation marks around": '"{}"'.format,
    "a please behind": "{} pls".format,
    "thanks behind": "{} thanks".format,
    "a note behind": "{} (Priya owns it)".format,
    "a dash behind": "{} - no excuses".format,
    "a reason behind": "{} because the client asked".format,
    "a name behind": "{} with the new intern".format,
    "a tag behind": "{} #ops".format,
    "an address behind": "{} https://example.org/2027/01/02".format,
    "a line behind": "{}\nSee the notes.".format,
    "a sentence behind": "{}. The customer has asked twice.".format,
}
ASKED_AT_MOST = 0.01
"""The part of phrases that may need a question, or find no answer, where something neutral was said beside them."""


@pytest.fixture(scope="module")
def told() -> list[Row]:
    """Return the phrases of more than three words that are read rightly by themselves."""
    longer = [row for table in HELD_OUT for row in rows(table) if len(row.text.split()) > 3]
    return [row for row in longer if spoken(row.read(), row.home) == row.expected != "none"]


@pytest.mark.slow
@pytest.mark.parametrize("change", NEUTRAL.values(), ids=NEUTRAL)
def test_neutral_words_around_a_phrase_do_not_change_what_it_means(
    told: list[Row], change: Callable[[str], str]
) -> None:
    """Nothing is read wrongly without notice because of them, unless a name needs its capitals and its place."""
    changed, silent = [], []
    for row in told:
        when = replace(row, text=change(row.text.rstrip(".!?"))).read()
        got, others = spoken(when, row.home), [spoken(other, row.home) for other in when.alternatives]
        if got != row.expected and not (row.expected == "invalid" and got.startswith("invalid")):
            changed.append(f"{change(row.text)!r} reads {got}, not {row.expected}")
            silent += changed[-1:] if got != "none" and row.expected not in others else []

    assert silent == []
    assert len(changed) <= ASKED_AT_MOST * len(told), "\n".join(changed)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Friday, lunch with Ben, 12:30pm", "2026-11-20T12:30"),
        ("wed lunch with Ana 1pm", "2026-11-25T13:00"),
        ("weekly review on the roof, 4:15pm", "FREQ=WEEKLY;BYHOUR=16;BYMINUTE=15"),
        ("trip dec 20, pack 2 days before the flight", "2026-12-18"),
        ("the flight is on Dec 20. check in the day before the flight", "2026-12-19"),
        ("conference Dec 7, expense report 3 days after the trip", "2026-12-10"),
        ("block Mon-Wed for the offsite", "2026-11-25"),
        ("finish the trail by fall", "2027-11-30"),
        ("return the books by Friday for the Dec 3 review", "2026-12-03"),
        ("Anfang Juni", "2027-06-10"),
    ],
)
def test_what_was_read_apart_or_left_unread_is_offered(text: str, other: str) -> None:
    when = grammar.read(text, NOW)

    assert other in [spoken(when), *map(spoken, when.alternatives)]


@pytest.mark.parametrize(
    "text",
    [
        "call Bob at 3pm",
        "ship v2 within a month",
        "finish part 2 by Friday",
        "on Friday, two days before the launch",
        "cut the wait from 4 hours to 2 hours by 31 January",
        "postpone the dentist from Friday to Monday",
        "restock every Friday",
        "submit the 5 November report by Friday 5pm",
    ],
)
def test_what_is_plain_is_not_asked_about(text: str) -> None:
    assert grammar.read(text, NOW).confidence >= SURE


def test_every_expression_of_a_sentence_has_its_doubts_beside_it() -> None:
    """A goal's title is read with `read_all`: the same is offered there."""
    found = grammar.read_all("Friday, lunch with Ben, 12:30pm", NOW)

    assert ["2026-11-20T12:30" in map(spoken, when.alternatives) for when in found] == [True, True]
