"""The coach in conversation: one question, drafts to fill, and what is private stays private."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import plain
from bot.goals.templates import templates
from bot.messages import Form, Reply, Tone

if TYPE_CHECKING:
    from tests.house import House

CANARY = "because my heart beats for marmots"


def calls(reply: Reply) -> dict[str, str]:
    return {button.label: button.call for section in reply.sections for button in section.buttons}


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Cut p95 latency from 800 to 300 ms by end of Q2", ["Due: Wed 30 June 2027", "Counted: from 800 to 300 ms"]),
        ("Read 24 books in 2027", ["Goal 1 is set: Read 24 books\n", "Due: 2027 (until Fri 31 December 2027)"]),
        ("Run three times a week", ["Goal 1 is set: Run three times a week", "Counted: 3 times a week"]),
        ("Publish a post every Monday at 9:00", ["Rhythm: every week on Mon at 09:00"]),
        ("Finish what I began in 2019", ["Goal 1 is set: Finish what I began in 2019", "Due: no date yet"]),
    ],
)
async def test_date_measure_and_rhythm_are_read_out_of_the_sentence(
    house: House, sentence: str, told: list[str]
) -> None:
    reply = plain.text(await house.says("alice", f"new {sentence}"))

    assert [words for words in told if words not in reply] == []


async def test_what_can_be_read_otherwise_is_one_tap_away(house: House) -> None:
    reply = await house.says("alice", "new Ship it by next Friday")

    other = await house.says("alice", calls(reply)["Fri 27 November 2026"])

    assert "Due: Fri 4 December 2026" in plain.text(reply)
    assert "Due: Fri 27 November 2026" in plain.text(other)


async def test_a_day_that_does_not_exist_is_refused_with_the_nearest(house: House) -> None:
    reply = await house.says("alice", "new Ship it by 32 May")

    assert reply.tone is Tone.refused
    assert "31 May 2027" in reply.title


async def test_one_question_and_a_draft_that_becomes_the_goal(house: House) -> None:
    asked = await house.says("alice", "new Learn Spanish")
    form = await house.asks("alice", calls(asked)["Do something with it"])
    assert isinstance(form, Form)
    blank = await house.asks("alice", command=form.command, values={a.name: a.value for a in form.asks})
    filled = await house.asks(
        "alice", command="alter", values={"goal": "1", "to": "Learn Spanish well enough to pass the DELE B1 by June"}
    )

    assert [(ask.name, ask.value) for ask in form.asks] == [
        ("goal", "1"),
        ("to", "Learn Spanish well enough to ___ by ___"),
    ]
    assert isinstance(blank, Form)
    assert "blank" in blank.errors["to"]
    assert isinstance(filled, Reply)
    assert filled.title == "Goal 1 is changed: Learn Spanish well enough to pass the DELE B1"
    assert "Leave it open" not in calls(filled)


async def test_a_question_about_the_date_is_answered_by_a_tap(house: House) -> None:
    asked = await house.says("alice", "new Ship the billing API")

    answered = await house.says("alice", calls(asked)["In two weeks"])

    assert "Due: Mon 7 December 2026" in plain.text(answered)


async def test_too_general_is_kept_as_a_silent_draft_until_it_climbed_down(house: House) -> None:
    draft = await house.says("alice", "new To feel fulfilled by next month")
    await house.passes(days=60)
    silent = list(house.postbox.messages)
    await house.says("alice", calls(draft)["Let me think it through"])
    goal = await house.says(
        "alice", "ladder 1 Paint one picture every Sunday serves: passion first: Buy paint by: in 3 days"
    )

    assert draft.title == "Goal 1 is kept as a draft: To feel fulfilled"
    assert silent == []
    assert goal.tone is Tone.refused or "First step: 1.1 Buy paint" in plain.text(goal)


async def test_far_is_fluid_and_near_is_concrete(house: House) -> None:
    near = await house.says("alice", "new Become a senior designer in 3 months")
    far = await house.says("alice", "new Become a senior designer in 4 years")

    assert "Leave it open" in calls(near)
    assert "Leave it open" not in calls(far)


async def test_a_goal_of_leaving_is_reframed_for_everybody_else(house: House) -> None:
    set_ = await house.says("alice", "new Leave my company and start my own bakery by 2029")
    told = [
        plain.text(await house.says("alice", f"express 1 for: {a}")) for a in ("resume", "interview", "manager", "team")
    ]

    assert "stays between the two of us" in plain.text(set_)
    assert [text for text in told if any(w in text.casefold() for w in ("leave", "bakery", "my own", "2029"))] == []


async def test_the_private_reason_never_leaves_its_owners_own_view(house: House) -> None:
    """Nothing that is meant for others, or sent unasked, holds it."""
    await house.says("alice", f"new Ship the billing API by: in 2 days why: {CANARY}")
    await house.says("alice", "milestone add 1 Draft by: in 1 day")
    await house.says("alice", "milestone done 1.1")
    own = plain.text(await house.says("alice", "show 1"))
    outgoing = [plain.text(await house.says("alice", f"express 1 for: {a}")) for a in ("resume", "manager", "team")]
    outgoing += [plain.text(await house.says("alice", words)) for words in ("list", "next", "why 1", "brag", "done 1")]
    await house.passes(days=5)
    outgoing += [plain.text(reply) for _, reply, _ in house.postbox.messages]

    assert CANARY in own
    assert [text for text in outgoing if CANARY in text] == []


async def test_what_was_reached_is_listed_as_markdown(house: House) -> None:
    await house.says("alice", "new Ship the billing API")
    await house.says("alice", "milestone add 1 Draft the schema")
    nothing = await house.says("alice", "brag")
    await house.says("alice", "milestone done 1.1")
    await house.says("alice", "done 1")

    reply = plain.text(await house.says("alice", "brag since: 2026-01-01"))

    assert "Nothing was reached" in nothing.title
    assert "- Shipped the billing API (Mon 23 November 2026)\n  - Draft the schema (Mon 23 November 2026)" in reply


async def test_a_weak_point_becomes_goals_that_can_be_set(house: House) -> None:
    reply = await house.says("alice", "grow public speaking")

    form = await house.asks("alice", calls(reply)["Set it"])

    assert len(reply.sections) >= 2
    assert isinstance(form, Form)
    assert form.asks[0].value


async def test_every_template_is_understood_with_its_date(house: House) -> None:
    for template in templates():
        reply = await house.says("alice", f"new {template.goal}")
        assert "no date yet" not in plain.text(reply), template
        assert reply.tone is Tone.good


async def test_day_and_month_go_by_the_persons_locale(house: House) -> None:
    from bot.messages import Address, Profile, Request  # noqa: PLC0415

    told = {}
    for locale in ("en-US", "en-GB"):
        who = Address("test", "", locale)
        profile = Profile(locale=locale, zone="Europe/Lisbon")
        answer = await house.dispatcher.answer(Request(who=who, words="new Ship it, due 5/6/2027", profile=profile))
        assert isinstance(answer, Reply)
        told[locale] = plain.text(answer)

    assert "Thu 6 May 2027" in told["en-US"].partition("Or did you mean")[0]
    assert "Sat 5 June 2027" in told["en-GB"].partition("Or did you mean")[0]
