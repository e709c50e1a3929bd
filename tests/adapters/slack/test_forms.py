"""Forms in Slack: opened, sent, refused and sent again, in time or too late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.adapters.slack.ways import both_ways, hasty, stalled

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.peers.slack import Person, SlackPeer


IN_TIME = 2.0


@both_ways
async def test_a_form_opens_shows_its_error_and_goes_through(peer: SlackPeer, alice: Person) -> None:
    form = await alice.types("/goal new").form()

    assert (form.title, form.submit_label) == ("Set a goal", "Save")

    wrong = await form.submit({form.fields[0]: "Ship it", form.fields[1]: "blursday"}).errors()

    assert list(wrong) == [form.fields[1]]

    answer = await form.submit({form.fields[1]: "in 3 days"})

    assert "Goal 1 is set: Ship it" in answer.plain
    assert answer.ephemeral
    assert not form.is_open
    assert peer.refused == []
    assert peer.troubles == []


async def test_the_same_wrong_words_get_the_same_error_again(alice: Person) -> None:
    form = await alice.types("/goal new").form()
    wrong = {form.fields[0]: "Ship it", form.fields[1]: "blursday"}

    assert await form.submit(wrong).errors() == await form.submit(wrong).errors()
    assert form.is_open


async def test_a_form_sent_twice_sets_one_goal(peer: SlackPeer, alice: Person) -> None:
    form = await alice.types("/goal new").form()
    await form.submit({form.fields[0]: "Ship it"})
    await peer.redeliver()

    assert "1 goal" in (await alice.types("/goal list")).plain.splitlines()[0]


async def test_a_tap_that_opens_a_form_changes_the_tapped_message_afterwards(alice: Person) -> None:
    await alice.types("/goal new Ship it")
    shown = await alice.types("/goal show 1")
    form = await shown.tap("Add a milestone").form()

    assert form.values[form.fields[0]] == "1"

    answer = await form.submit({form.fields[1]: "Draft the schema"})

    assert "Milestone 1.1 is added: Draft the schema" in answer.plain


async def test_a_form_of_a_change_shows_what_stands_now_whoever_writes_meanwhile(
    alice: Person, database: Database
) -> None:
    await alice.types("/goal new Ship it by: 2027-03-31")
    await alice.types("/goal milestone add 1 Draft the whole schema")
    async with stalled(database):
        renaming = await alice.types("/goal form milestone rename 1.1").form()
        changing = await alice.types("/goal form alter 1").form()

    assert {"1.1", "Draft the whole schema"} <= set(renaming.values.values())
    assert {"1", "Ship it", "2027-03-31"} <= set(changing.values.values())

    answer = await changing.submit({changing.fields[2]: "2027-04-30"})

    assert "Due: Fri 30 April 2027" in answer.plain


async def test_a_direct_message_with_blanks_is_offered_its_form(alice: Person) -> None:
    offered = await alice.says("new")
    form = await offered.tap("Fill it in").form()
    answer = await form.submit({form.fields[0]: "Ship it"})

    assert "Goal 1 is set: Ship it" in answer.plain


async def test_a_form_that_slack_does_not_open_is_offered_by_a_button(peer: SlackPeer, alice: Person) -> None:
    await alice.types("/goal new Ship it")
    peer.fail("views.open", error="expired_trigger_id")
    offered = await alice.types("/goal milestone add 1")
    form = await offered.tap("Open it").form()

    assert form.values[form.fields[0]] == "1"


@hasty
async def test_a_form_whose_answer_takes_too_long_is_answered_by_a_message(
    peer: SlackPeer, alice: Person, database: Database
) -> None:
    form = await alice.types("/goal new").form()
    async with stalled(database):
        await form.submit({form.fields[0]: "Ship it"}).closed()
        note = await alice.next_message()
    answer = await alice.sees("Goal 1 is set: Ship it")

    assert answer.post is note.post
    assert peer.postman.acks[-1].seconds < 3
    assert peer.troubles == []


@hasty
async def test_a_form_whose_complaint_takes_too_long_is_offered_again(alice: Person, database: Database) -> None:
    form = await alice.types("/goal new").form()
    async with stalled(database):
        await form.submit({form.fields[0]: "Ship it", form.fields[1]: "blursday"}).closed()
    offered = await alice.sees("needs another look")
    again = await offered.tap("Fill it in").form()

    assert again.values[again.fields[0]] == "Ship it"
