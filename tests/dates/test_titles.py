"""What a title loses with its date: the words that lead to it and that doubt it, and no others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.dates import deadlines, grammar
from bot.dates.remainder import remainder
from bot.dates.undated import without
from bot.dates.when import Kind
from bot.messages import Tone
from tests.dates.table import HERE, NOW

if TYPE_CHECKING:
    from tests.house import House

TITLES: dict[str, list[tuple[str, str]]] = json.loads((HERE / "titles.json").read_text("utf-8"))
"""Goals with a date, and the titles that a good writer would leave of them, written down before any was read."""


@pytest.mark.parametrize("language", TITLES)
def test_a_good_title_stays_when_the_words_of_its_date_are_taken_out(language: str) -> None:
    wrong = [(said, title, _title(said)) for said, title in TITLES[language] if _title(said) != title]

    assert wrong == []


def _title(sentence: str) -> str:
    """Return a sentence without the last date in it that is no beginning."""
    found = grammar.read_all(sentence, NOW)
    recurs = any(when.kind in {Kind.recurrence, Kind.quota} for when in found)
    dates = [when for when in found if when.kind in {Kind.date, Kind.datetime}]
    ends = [when for when in dates if not deadlines.is_start(sentence, when, recurs=recurs)]
    return without(sentence, ends[-1]) if ends else sentence


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Submit the tax form on my last working day of January", "Submit the tax form"),
        ("Ship the API by the end of Q2, I think", "Ship the API"),
        ("Ship the API by 31 March, hopefully", "Ship the API"),
        ("Ship the API by 31 March - fingers crossed", "Ship the API"),
        ("Die API bis Ende Juni ausliefern", "Die API ausliefern"),
        ("Die API ausliefern bis Ende Juni, denke ich", "Die API ausliefern"),
        ("Ship the API by 31 March I hope to everybody", "Ship the API I hope to everybody"),
        ("Ship the API by 31 March, I think about it daily", "Ship the API, I think about it daily"),
        ("Send the invoices at our April offsite", "Send the invoices at our April offsite"),
    ],
)
async def test_a_title_loses_what_leads_to_its_date_and_what_doubts_it(house: House, sentence: str, title: str) -> None:
    await house.says("alice", f"new {sentence}")

    assert (await house.reads("alice", "show 1")).splitlines()[0] == f"Goal 1: {title}"


@pytest.mark.parametrize(
    "said", ["the end of Q2, I think", "31 March 2027, hopefully", "Friday I guess", "Ende Juni, denke ich"]
)
def test_who_is_not_sure_of_a_date_has_said_it(said: str) -> None:
    assert remainder(said, grammar.read(said, NOW)) == ""


async def test_whose_last_working_day_it_is_no_calendar_knows(house: House) -> None:
    """It is not the working day before today, and so no date that has passed."""
    reply = await house.says("alice", "new Hand over the keys on my last working day")

    assert reply.tone is not Tone.refused


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("Pray every Friday in Lent", "Fri 12 February 2027"),
        ("Fast every Monday during Ramadan", "Mon 8 February 2027"),
        ("Walk every day next week", "Mon 30 November 2026"),
        ("Sing every Sunday in Advent", "Mon 30 November 2026"),
        ("Read every day", "Tue 24 November 2026"),
    ],
)
async def test_what_is_kept_to_a_span_begins_with_it(house: House, sentence: str, first: str) -> None:
    reply = await house.reads("alice", f"new {sentence}")

    assert first in next(line for line in reply.splitlines() if line.startswith("Next check-in"))
