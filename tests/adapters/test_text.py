"""Words that are cut, the same on every platform."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.client import is_news
from adapters.discord.limits import MODAL_TITLE
from adapters.discord.words import fitted, shortened
from adapters.slack.words import cut
from adapters.text import MORE, headline, length
from bot.everything import all_commands
from bot.forms.prefilled import call_of, goal_of
from bot.messages import CALL_LIMIT

if TYPE_CHECKING:
    from bot.commands import Command

COMMANDS = all_commands()
WHOLE = ("कि", "é", "👍🏽", "👩‍💻", "z͑ͫ")
"""Letters with their vowel sign, accents or parts."""


@pytest.mark.parametrize("most", [24, 45])
def test_the_title_of_every_form_is_whole_words_on_every_platform(most: int) -> None:
    for form in (command.form({}) for command in COMMANDS):
        title = headline(form.short or form.title, most)

        assert 0 < len(title) <= most
        assert len(title.split()) >= 2
        assert (form.short or form.title).startswith(title)
        assert title.split()[-1] not in ("a", "the", "of", "to", "is", "or", "another")


@pytest.mark.parametrize("letter", WHOLE)
def test_no_letter_is_torn_from_what_belongs_to_it(letter: str) -> None:
    text = letter * 12

    for most in range(2, 24):
        for told in (cut(text, most), shortened(text, most), fitted(text, most + 24)):
            kept = told.partition(MORE)[0]
            assert kept == letter * (len(kept) // len(letter))


@given(st.text(max_size=80), st.integers(2, 60))
def test_what_is_cut_fits(text: str, most: int) -> None:
    assert length(cut(text, most)) <= max(most, 2)
    assert length(shortened(text, most)) <= max(most, 2)


def test_a_form_is_opened_again_with_what_was_typed_where_that_fits_a_button() -> None:
    short, long = goal_of("Ship it", COMMANDS), goal_of("Ship it " * 20, COMMANDS)

    assert call_of(short, COMMANDS) == "form new Ship it"
    assert call_of(long, COMMANDS) == "form new"
    assert len(call_of(long, COMMANDS)) <= CALL_LIMIT


def test_the_library_says_what_matters_and_not_what_milepost_does_without() -> None:
    said = [logging.LogRecord("discord.state", 30, "", 0, text, (), None) for text in ("Guilds intent is off", "Help")]

    assert [is_news(record) for record in said] == [False, True]


@pytest.mark.parametrize("asked", [one for one in COMMANDS if one.parameters], ids=lambda one: one.path)
def test_a_form_is_called_by_a_whole_clause_where_discord_shows_it(asked: Command) -> None:
    called = asked.title or asked.summary.rstrip(".")

    assert called.startswith(shown := headline(called, MODAL_TITLE))
    assert called[len(shown) :][:1] in {"", ",", ";", ":", "."}
