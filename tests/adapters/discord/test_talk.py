"""People talk with Milepost on Discord: commands, forms, taps, messages."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from tests.adapters.discord.conftest import Stage, message, modal
from tests.peers.discord import desk
from tests.peers.discord.answers import raised
from tests.peers.discord.desk import Interaction

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from tests.peers.discord import Message, Modal, Person

SHIP = {"goal": "Ship the *billing* API", "by": "2031-03-31"}


async def test_a_command_is_answered_in_private(live: Stage) -> None:
    """In a server only the person sees it; in the DM with Milepost it stays."""
    server = live.peer.guild("Team", members=[live.alice])

    there = message(await live.alice.uses("goal new", SHIP, where=server.general))
    here = message(await live.alice.uses("goal list"))

    assert there.ephemeral
    assert "✅ Goal 1 is set: Ship the *billing* API" in there.plain
    assert not here.ephemeral
    assert "1 Ship the *billing* API" in here.plain
    assert {"moment"} >= {token.kind for token in (*there.live_tokens, *here.live_tokens)}


async def test_a_missing_argument_opens_a_form_whose_errors_can_be_corrected(live: Stage) -> None:
    """Nothing that was typed is lost on the way, however long it is."""
    title = (
        "Ship the billing API to every customer in Europe, with *stars* and [brackets](https://x.example) " + "x" * 60
    )
    form = modal(await live.alice.uses("goal new"))

    wrong = message(await form.submit({"Goal": title, "Due": "the 12th of never"}))
    read = wrong.plain
    again = modal(await wrong.tap("Correct it"))
    kept = {field.label: field.value for field in again.fields}
    right = message(await again.submit({"Due": "2031-03-31"}))

    assert form.title == "Set a goal"
    assert [field.required for field in form.fields] == [True, False, False, False]
    assert "I find no date in “the 12th of never”" in read
    assert kept == {"Goal": title, "Due": "the 12th of never", "Why": "", "Under": ""}
    assert f"Goal 1 is set: {title}" in right.plain
    assert right.id == wrong.id


async def test_a_goal_of_a_channels_team_is_added_to_by_everybody_there(live: Stage) -> None:
    bob = live.peer.user("bob")
    general = live.peer.guild("Team", members=[live.alice, bob]).general
    tickets = {"goal": "Resolve 200 tickets", "by": "2031-03-31", "for": "team"}

    refused = message(await live.alice.uses("goal new", tickets))
    told = message(await live.alice.uses("goal new", tickets, where=general))
    await told.tap("Tell the channel")
    posted = await bob.reads("Team: Resolve 200 tickets", where=general)
    form = modal(await posted.tap("Check in"))
    added = message(await form.submit({"What you add": "12"}))

    assert "I don’t see which team you mean" in refused.plain
    assert "Team: Resolve 200 tickets" in posted.plain
    assert added.ephemeral
    assert "12 tickets more" in added.plain
    assert "12 of 200 tickets" in added.plain
    assert "What each has added" in added.plain
    assert [choice.name for choice in await bob.completes("goal show", {"goal": ""}, where=general)] == [
        "Team: Resolve 200 tickets"
    ]


async def test_an_option_offers_what_the_person_may_mean(live: Stage) -> None:
    """Goals come by their title, and only one's own."""
    await live.alice.uses("goal new", SHIP)
    bob = live.peer.user("bob")

    offered = await live.alice.completes("goal show", {"goal": "bill"})

    assert [(c.name, c.value) for c in offered] == [("1 Ship the *billing* API", "1")]
    assert await bob.completes("goal show", {"goal": "bill"}) == []
    assert await live.alice.completes("milepost settings", {"zone": "lisb"}) != []


async def test_a_tap_changes_the_message_in_place_and_a_second_one_is_harmless(live: Stage) -> None:
    """The second tap gets the same answer; nothing is done twice."""
    await live.alice.uses("goal new", SHIP)
    shown = message(await live.alice.uses("goal show", {"goal": "1"}))
    before = live.alice.sees(shown)
    done = message(await shown.tap("Goal reached"))

    late = message(await live.alice.uses("goal done", {"goal": "1"}))

    assert done.id == before.id
    assert "Goal 1 is reached" in done.plain
    assert "Goal 1 is reached" in late.plain


async def test_a_tap_that_tells_something_new_leaves_the_message_alone(live: Stage) -> None:
    """Only what takes the place of a message replaces it."""
    first = message(await live.alice.uses("goal list"))
    form = modal(await first.tap("Set a goal"))

    second = message(await form.submit({"Goal": "Read 24 books"}))

    assert first.id != second.id
    assert "No goals here yet" in first.plain


async def test_a_form_of_a_change_shows_what_stands_now_whoever_writes_meanwhile(live: Stage) -> None:
    await live.alice.uses("goal new", SHIP)
    set_ = message(await live.alice.uses("goal alter", {"goal": "1", "why": "for the team"}))
    async with live.database.transaction():
        form = modal(await set_.tap("Change"))

    stands = {field.custom_id: field.value for field in form.fields}
    assert (stands["goal"], stands["to"], stands["by"]) == ("1", "Ship the *billing* API", "2031-03-31")
    assert "because" in stands, "what stands already takes no other blank's place"
    moved = message(await form.submit({next(f.label for f in form.fields if f.custom_id == "by"): "2031-04-30"}))
    assert "30 April 2031" in moved.plain or "1935273600" in moved.plain


async def test_a_button_works_after_a_restart(stage: Stage) -> None:
    """Whatever is tapped carries its command; nothing is remembered in between."""
    async with stage.running():
        await stage.peer.commands_synced()
        await stage.alice.uses("goal new", SHIP)
        shown = message(await stage.alice.uses("goal show", {"goal": "1"}))
    async with stage.running():
        form = modal(await shown.tap("Add a milestone"))
    async with stage.running():
        added = message(
            await form.submit({"Milestone": "Draft the schema"} if _has(form, "Milestone") else _fill(form))
        )

    assert "Milestone 1.1 is added" in added.plain


def _has(form: Modal, label: str) -> bool:
    return label in [field.label for field in form.fields]


def _fill(form: Modal) -> dict[str, str]:
    """Fill in the one required blank that is still empty."""
    return {field.label: "Draft the schema" for field in form.fields if field.required and not field.value}


async def test_commands_are_declared_only_when_they_changed(stage: Stage) -> None:
    """Discord counts the changes of a day."""
    for _ in range(2):
        async with stage.running():
            await stage.peer.commands_synced()

    assert stage.peer.stage.registry.syncs == 1


async def test_a_message_to_milepost_is_read_as_a_command(live: Stage) -> None:
    """In the DM one just writes; what bots and servers say is not Milepost's business."""
    server = live.peer.guild("Team", members=[live.alice])
    await live.alice.says("list", where=server.general)
    await live.alice.says("new Read 24 books by: 2031-12-31")

    answer = await live.alice.next_message()

    assert "Goal 1 is set: Read 24 books" in answer.plain
    assert len(live.alice.messages_in(server.general)) == 1
    assert len(live.alice.dm_messages) == 2


async def test_a_written_command_without_its_argument_offers_the_form(live: Stage) -> None:
    """Only a tap can open a form, so the message has a button for it."""
    await live.alice.says("/goal new by: 2031-12-31")
    offered = await live.alice.next_message()

    form = modal(await offered.tap("Fill it in"))

    assert {field.label: field.value for field in form.fields} == {
        "Goal": "",
        "Due": "2031-12-31",
        "Why": "",
        "Under": "",
    }


async def test_an_unknown_message_gets_the_nearest_command(live: Stage) -> None:
    """Wrong words are refused with words, and nothing in them pings."""
    await live.alice.says("mielstone @everyone <@1> https://x.example")

    refused = await live.alice.next_message()

    assert refused.plain.startswith("⚠️ I don't know")
    assert refused.live_tokens == []


async def test_the_zone_is_asked_once(live: Stage) -> None:
    """Discord does not know where somebody is."""
    first = message(await live.alice.uses("goal list"))
    read = first.plain
    second = message(await live.alice.uses("goal list"))
    form = modal(await first.tap("Set my time zone"))
    saved = message(await form.submit({"Time zone": "lisbon"}))

    assert "time zone" in read
    assert "time zone" not in second.plain
    assert "Europe/Lisbon" in saved.plain


async def test_a_message_becomes_a_goal(live: Stage) -> None:
    """From the menu of anybody's message, the form opens with its words."""
    server = live.peer.guild("Team", members=[live.alice])

    form = modal(await _picks(live.alice, "We should\nship the **API**! " + "x" * 3000, server.general))
    done = message(await form.submit())

    assert form.fields[0].value.startswith("We should ship the **API**! x")
    assert "Goal 1 is set: We should ship the **API**! x" in done.plain


async def test_a_long_message_keeps_the_date_that_its_title_has_no_room_for(live: Stage) -> None:
    long = f"Ship it {'to each and every customer ' * 12}. Please have it ready by 31 December, as we said."
    form = modal(await _picks(live.alice, long, live.alice.dm))

    assert form.fields[0].value.endswith("…")
    assert [blank.value for blank in form.fields if blank.label.startswith("Due")] == ["31 December"]


CARD = {"title": "Build failed", "description": "on main", "fields": [{"name": "At", "value": "9:00"}]}


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (
            {"content": "Ask <@7> & <@!7> :) <:party:1>", "mentions": [{"id": "7", "username": "bob"}]},
            "Ask @bob & @bob :) :party:",
        ),
        ({"content": "x" * 4000}, "x" * 199 + "…"),
        ({"content": "one\ntwo\n\n three"}, "one two three"),
        ({"content": "", "embeds": [CARD]}, "Build failed on main At: 9:00"),
        ({"content": "", "attachments": [{"filename": "plan.pdf"}]}, "plan.pdf"),
        ({"content": "", "message_snapshots": [{"message": {"content": "forwarded"}}]}, "forwarded"),
        ({"content": "", "poll": {"question": {"text": "Lunch?"}}}, "Lunch?"),
        ({"content": "", "sticker_items": [{"name": "Wave"}]}, "Wave"),
        ({"content": ""}, ""),
        ({"content": "\u202egnp\u202c \u200b"}, "gnp"),
    ],
)
async def test_any_message_becomes_a_goal(live: Stage, raw: dict[str, Any], words: str) -> None:
    """Long, empty, of an app, forwarded, or only a file: the form opens, with what words there are."""
    form = modal(await _picks(live.alice, "x", live.alice.dm, **raw))

    assert form.fields[0].value == words


async def _picks(person: Person, words: str, where: object, **raw: Any) -> Message | Modal:
    """Choose “Make this a goal” in the menu of a message with these words, or other contents."""
    said = await person.says(words, where=where)  # type: ignore[arg-type]
    menu = next(c for c in person.stage.registry.commands if c["type"] == 3)
    resolved = {"messages": {said.id: said.raw | raw}}
    data = {"id": menu["id"], "name": menu["name"], "type": 3, "target_id": said.id, "resolved": resolved}
    interaction = Interaction(desk.COMMAND, person.account, said.post.channel, data, person.stage.now())
    return await raised(person.stage, interaction, within=5)


async def test_what_is_delivered_twice_takes_effect_once(live: Stage) -> None:
    """Interactions and messages alike, word for word the same; the answer stands."""
    first = message(await live.alice.uses("goal new", SHIP))
    live.peer.redeliver()
    live.peer.redeliver()
    await live.alice.says("new Read 24 books")
    live.peer.redeliver()

    answer = await live.alice.next_message()
    listed = message(await live.alice.uses("goal list"))

    assert "Goal 1 is set" in first.plain
    assert "Goal 2 is set" in answer.plain
    assert "2 goals" in listed.plain
    assert len(live.alice.dm_messages) == 4


STALL_SECONDS = 2
"""For so long the database answers nobody; every sign that we heard must come before it does."""


@pytest.mark.slow
async def test_everybody_is_heard_at_once_while_the_database_stalls(live: Stage) -> None:
    """The sign that we heard does not wait for anything; the answer comes when it is there."""
    people = [live.peer.user(f"person{n}") for n in range(50)]

    async with live.database.transaction():
        asking = asyncio.gather(*(person.uses("goal list") for person in people))
        began = asyncio.get_running_loop().time()
        await asyncio.sleep(STALL_SECONDS)
        heard = live.peer.calls("POST", "/interactions/*/callback")
    answers = [message(answer) for answer in await asking]

    assert [call.body["type"] for call in heard] == [desk.DEFER] * 50
    assert max(call.at for call in heard) - began < STALL_SECONDS
    assert all("No goals here yet" in answer.plain for answer in answers)


async def test_a_fault_is_owned_up_to_with_a_reference(live: Stage, events: list[MutableMapping[str, Any]]) -> None:
    """The person reads the reference that the log has, and Milepost goes on."""
    live.peer.fail("POST", "/interactions/*/callback", status=400, code=50035)

    faulty = message(await live.alice.uses("goal list"))

    [fault] = [event for event in events if event["event"] == "fault"]
    assert "Something went wrong on my side" in faulty.plain
    assert fault["reference"] in faulty.plain
    assert "Please look whether it was done all the same" in faulty.plain
    assert "goals" in message(await live.alice.uses("goal list")).plain


async def test_only_mentions_that_we_allow_could_ping_and_we_allow_none(live: Stage) -> None:
    """Every message that leaves says so."""
    await live.alice.uses("goal new", {"goal": "@everyone <@&1> </goal:1>"})
    await live.alice.says("list")
    await live.alice.next_message()

    bodies = [call.body.get("data", call.body) for call in live.peer.requests if isinstance(call.body, dict)]
    sent = [body for body in bodies if "content" in body]

    assert len(sent) == 2
    assert all(body["allowed_mentions"]["parse"] == [] for body in sent)


async def test_a_lost_gateway_is_found_again(live: Stage) -> None:
    """It resumes, and what happened meanwhile is answered."""
    await live.peer.drop_gateway(times=3)

    answer = message(await live.alice.uses("goal list"))

    assert len(live.peer.gateway.identifies) == 1
    assert "No goals here yet" in answer.plain


async def test_somebody_who_never_spoke_is_picked_to_be_asked(live: Stage) -> None:
    bob = live.peer.user("bob")
    general = live.peer.guild("Team", members=[live.alice, bob]).general
    await live.alice.uses("goal new", {"goal": "Ship the billing API"}, where=general)
    shown = message(await live.alice.uses("milepost share", {"goal": "1"}, where=general))

    form = modal(await shown.tap("Ask somebody"))
    asked = message(await form.submit({"With whom": str(bob.id)}))

    assert [field.label for field in form.fields if field.required] == ["Goal", "With whom"]
    assert "I ask Bob to be a witness of goal 1" in asked.plain
