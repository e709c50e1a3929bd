"""A wording with blanks is filled in below the question that it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.discord import forms as discord
from adapters.slack import forms as slack
from adapters.slack.places import Place
from adapters.terminal import blanks as terminal
from adapters.web import render as web
from adapters.web.people import Person
from tests.core.test_forms_filled import form_of
from tests.house import buttons

if TYPE_CHECKING:
    from bot.messages import Form
    from tests.house import House

ANA = Person("ana", "Ana", "Lisbon", "Europe/Lisbon")
QUESTION = "How will you know that you are there?"


async def of_tap(house: House, label: str) -> Form:
    """Return the form that a tap on an answer opens, below the question about a goal that says too little."""
    said = await house.says("ana", "new Meet the investors by: 2026-12-15")
    return await form_of(house, "ana", buttons(said)[label])


def question_of(form: Form) -> str:
    return next(ask.question for ask in form.asks if ask.name == "to")


@pytest.mark.parametrize("label", ["It is done or it is not", "By a number", "By how often"])
async def test_each_answer_of_the_coach_is_filled_in_below_its_question(house: House, label: str) -> None:
    form = await of_tap(house, label)

    assert question_of(form) == QUESTION
    assert QUESTION in str(discord.modal(form))
    assert QUESTION in str(slack.modal(form, Place()))
    assert QUESTION in str(web.form(form, ANA))
    assert terminal.begun(form, "").question(form.asks[1]).startswith(f"{QUESTION}\n")


async def test_a_question_that_is_not_asked_any_more_is_not_shown(house: House) -> None:
    said = await house.says("ana", "new Meet the investors by: 2026-12-15")
    await house.says("ana", "alter 1 Meet the investors; it is done when they have signed")

    form = await form_of(house, "ana", buttons(said)["By a number"])

    assert question_of(form) == ""


async def test_ones_own_words_with_blanks_answer_no_question(house: House) -> None:
    await of_tap(house, "By a number")

    assert question_of(await form_of(house, "ana", "form alter 1 Meet ___ investors")) == ""
