"""The local Discord itself: what it delivers, what it refuses, how it fails, through an unmodified discord.py."""

import asyncio
import io
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import pytest

from tests.peers.discord import DiscordPeer, NotOfferedError, Person, UnansweredError, spec
from tests.peers.discord.example_bot import ExampleBot, alone, running


@pytest.fixture
async def peer() -> AsyncIterator[DiscordPeer]:
    """Every test also ends with a look at the peer's own answers, against Discord's description."""
    async with DiscordPeer.started() as peer:
        yield peer

        assert peer.faults_in_answers == []


@pytest.fixture
async def bot(peer: DiscordPeer) -> AsyncIterator[ExampleBot]:
    async with running(peer) as bot:
        await peer.commands_synced()
        yield bot


@pytest.fixture
def alice(peer: DiscordPeer) -> Person:
    return peer.user("alice", locale="en-GB")


async def dm(bot: ExampleBot, person: Person) -> discord.DMChannel:
    return await bot.create_dm(discord.Object(int(person.id)))


async def call(
    peer: DiscordPeer, method: str, path: str, body: Any = None, *, token: str | None = None
) -> tuple[int, Any, Any]:
    """One request without any library's help: status, JSON, headers."""
    headers = {"Authorization": f"Bot {token or peer.token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, peer.api_url + path, json=body, headers=headers) as response,
    ):
        if response.status == 204:
            return 204, None, response.headers
        assert response.headers["Content-Type"] == "application/json"
        return response.status, await response.json(), response.headers


# Commands, taps and forms


async def test_a_command_is_answered_where_it_was_used(peer: DiscordPeer, bot: ExampleBot, alice: Person) -> None:
    guild = peer.guild("Acme", members=[alice])

    in_dm = (await alice.uses("goal new", {"sentence": "Ship it"})).as_message
    in_guild = (await alice.uses("goal new", {"sentence": "Ship it", "size": "3"}, where=guild.general)).as_message

    assert in_dm.plain == "Goal Ship it (1)"
    assert in_guild.plain == "Goal Ship it (3)"
    assert [m.id for m in alice.dm_messages] == [in_dm.id]
    assert in_dm.buttons == ["Done", "Later", "Why", "Move"]
    assert in_dm.menus == {"Pace": ["Easy", "Hard"]}
    first, second = bot.interactions
    assert isinstance(first.user, discord.User)
    assert isinstance(second.user, discord.Member)
    assert first.locale is discord.Locale.british_english
    assert first.context.dm_channel
    assert second.context.guild
    assert second.is_guild_integration()
    assert second.is_user_integration()


async def test_a_user_install_works_between_people_where_the_bot_is_not(
    peer: DiscordPeer, bot: ExampleBot, alice: Person
) -> None:
    place = peer.private_channel(alice, peer.user("bob"))

    answer = (await alice.uses("goal new", {"sentence": "Ship it"}, where=place)).as_message

    assert answer.plain == "Goal Ship it (1)"
    assert bot.interactions[0].context.private_channel
    assert (await call(peer, "GET", f"/channels/{place.id}/messages"))[1]["code"] == 50001


async def test_a_person_cannot_use_what_is_not_offered(peer: DiscordPeer, bot: ExampleBot, alice: Person) -> None:
    assert bot.tree.get_command("goal")
    stranger = peer.user("mallory", installed=False)

    impossible: list[tuple[str, dict[str, Any], Person]] = [
        ("goal drop", {}, alice),
        ("nothing", {}, alice),
        ("goal", {}, alice),
        ("goal new", {}, alice),
        ("goal new", {"sentence": 5}, alice),
        ("goal new", {"sentence": "x", "colour": "red"}, alice),
        ("goal new", {"sentence": "x"}, stranger),
    ]
    for words, values, person in impossible:
        with pytest.raises(NotOfferedError):
            await person.uses(words, values)


async def test_options_autocomplete_as_they_are_typed(bot: ExampleBot, alice: Person) -> None:
    choices = await alice.completes("goal show", {"goal": "bil"})

    assert [(choice.name, choice.value) for choice in choices] == [
        ("Billing API", "Billi"),
        ("Bilingual docs", "Bilin"),
    ]
    assert bot.interactions[0].type is discord.InteractionType.autocomplete
    with pytest.raises(NotOfferedError, match="does not autocomplete"):
        await alice.completes("goal new", {"sentence": "x"})


async def test_a_private_answer_is_seen_by_one_person_only(peer: DiscordPeer, bot: ExampleBot, alice: Person) -> None:
    bob = peer.user("bob")
    guild = peer.guild("Acme", members=[alice, bob])

    answer = (await alice.uses("goal show", {"goal": "Billi"}, where=guild.general)).as_message

    assert answer.ephemeral
    assert answer.plain == "Billi"
    assert bob.messages_in(guild.general) == []
    assert bot.heard == []
    with pytest.raises(NotOfferedError):
        bob.sees(answer)


async def test_buttons_update_answer_aside_or_open_a_form(bot: ExampleBot, alice: Person) -> None:
    del bot
    card = (await alice.uses("goal new", {"sentence": "Ship it"})).as_message

    aside = (await card.tap("Why")).as_message
    picked = (await card.pick("Pace", "Hard")).as_message
    modal = (await card.tap("Move")).as_modal
    due = (await modal.submit({"By": "2027-03-31"})).as_message
    done = (await card.tap("Done")).as_message

    assert (aside.plain, aside.ephemeral) == ("Because", True)
    assert picked.plain == "picked ['hard']"
    assert due.plain == "due ['2027-03-31', '']"
    assert done.id == card.id
    assert card.plain == "Done"
    assert card.buttons == []
    assert card.history == ["Goal Ship it (1)"]
    with pytest.raises(NotOfferedError, match="0 buttons are called 'Done'"):
        await card.tap("Done")


async def test_a_deferred_tap_is_waited_for(bot: ExampleBot, alice: Person) -> None:
    del bot
    card = (await alice.uses("goal new", {"sentence": "Ship it"})).as_message

    later = (await card.tap("Later")).as_message

    assert later.id == card.id
    assert later.plain == "Later"


async def test_an_answer_that_takes_longer_replaces_the_thinking(bot: ExampleBot, alice: Person) -> None:
    del bot
    answer = (await alice.uses("goal think")).as_message
    second = await alice.next_message()

    assert (answer.plain, answer.ephemeral, answer.thinking) == ("Thought it over", True, False)
    assert second.plain == "And again"


async def test_a_form_holds_a_person_to_its_blanks(bot: ExampleBot, alice: Person) -> None:
    del bot
    modal = (await alice.uses("goal milestone add", {"title": "Draft"})).as_modal

    assert modal.title == "Move it"
    assert [(field.label, field.required) for field in modal.fields] == [("By", True), ("Note", False)]
    for values in ({}, {"By": "2027-03-31 and then some"}, {"By": "x", "When": "y"}):
        with pytest.raises(NotOfferedError):
            await modal.submit(values)
    assert (await modal.submit({"By": "soon"})).as_message.plain == "due ['soon', '']"


async def test_silence_is_reported_as_what_the_person_sees(peer: DiscordPeer, bot: ExampleBot, alice: Person) -> None:
    peer.stage.desk.answer_seconds = 0.2

    answer = (await alice.uses("goal silent")).as_message

    assert answer.failed
    assert answer.plain == "The application did not respond"
    with pytest.raises(discord.NotFound) as late:
        await bot.interactions[0].response.send_message("Sorry")
    assert late.value.code == 10062
    bot.tree.clear_commands(guild=None)
    with pytest.raises(UnansweredError, match="Loading options failed"):
        await alice.completes("goal show", {"goal": "x"})


async def test_an_interaction_takes_one_answer_and_its_token_fifteen_minutes(
    peer: DiscordPeer, bot: ExampleBot, alice: Person
) -> None:
    await alice.uses("goal new", {"sentence": "Ship it"})
    it = bot.interactions[0]
    callback = f"/interactions/{it.id}/{it.token}/callback"
    followup = f"/webhooks/{it.application_id}/{it.token}"

    twice = await call(peer, "POST", callback, {"type": 4, "data": {"content": "again"}})
    in_time = await call(peer, "POST", followup, {"content": "more"})
    peer.stage.desk.token_seconds = -1
    too_late = await call(peer, "POST", followup, {"content": "more"})
    unknown = await call(peer, "POST", "/webhooks/1/nope", {"content": "more"})

    assert (twice[0], twice[1]["code"]) == (400, 40060)
    assert in_time[0] == 200
    assert (too_late[0], too_late[1]["code"]) == (401, 50027)
    assert (unknown[0], unknown[1]["code"]) == (404, 10015)


async def test_the_same_interaction_can_come_twice(peer: DiscordPeer, bot: ExampleBot, alice: Person) -> None:
    await alice.uses("goal new", {"sentence": "Ship it"})

    peer.redeliver()
    answers = await peer.called("POST", "/interactions/*", times=2)
    await alice.says("list")
    peer.redeliver()
    await peer.stage.bell.until(lambda: len(bot.heard) == 3, within=2, otherwise="not heard")

    assert [answer.status for answer in answers] == [200, 400]
    assert len({interaction.id for interaction in bot.interactions}) == 1
    assert [message.content for message in bot.heard] == ["Goal **Ship it** (1)", "list", "list"]
    assert len(alice.dm_messages) == 2


# Direct messages


async def test_dm_texts_reach_the_bot_and_its_own_come_back(peer: DiscordPeer, bot: ExampleBot, alice: Person) -> None:
    await alice.says("list")
    await (await dm(bot, alice)).send("Here")
    message = await alice.next_message()

    assert message.plain == "Here"
    await peer.stage.bell.until(lambda: len(bot.heard) == 2, within=2, otherwise="not heard")
    assert [(m.content, m.author.name) for m in bot.heard] == [("list", "alice"), ("Here", "Milepost")]


async def test_without_the_intent_dms_are_not_heard(peer: DiscordPeer, alice: Person) -> None:
    async with running(peer, ExampleBot(discord.Intents.none())) as bot:
        await alice.says("list")
        await alice.uses("goal show", {"goal": "x"})

        assert bot.heard == []


async def test_an_enforced_nonce_sends_once(peer: DiscordPeer, bot: ExampleBot, alice: Person) -> None:
    bob = peer.user("bob")
    channel = await dm(bot, alice)

    first = await channel.send("Due", nonce="n-1")
    again = await channel.send("Due", nonce="n-1")
    other = await (await dm(bot, bob)).send("Due", nonce="n-1")
    peer.stage.posting.nonce_memory_seconds = 0
    forgotten = await channel.send("Due", nonce="n-1")

    assert first.id == again.id
    assert len({first.id, other.id, forgotten.id}) == 3
    assert [message.nonce async for message in channel.history()] == ["n-1", "n-1"]
    assert [message.nonce for message in alice.dm_messages] == ["n-1", "n-1"]


async def test_files_come_along(bot: ExampleBot, alice: Person) -> None:
    sent = await (await dm(bot, alice)).send(
        file=discord.File(io.BytesIO(b"picture"), "chart.png", description="A chart")
    )
    message = await alice.next_message()

    assert message.files == {"chart.png": b"picture"}
    assert sent.attachments[0].description == "A chart"
    async with aiohttp.ClientSession() as session, session.get(sent.attachments[0].url) as response:
        assert await response.read() == b"picture"


async def test_closed_dms_and_strangers_are_refused(peer: DiscordPeer, bot: ExampleBot, alice: Person) -> None:
    stranger = peer.user("mallory", installed=False)
    neighbour = peer.user("bob", installed=False)
    peer.guild("Acme", members=[neighbour])
    alice.closes_dms()

    await (await dm(bot, neighbour)).send("Hello")
    with pytest.raises(discord.Forbidden) as closed:
        await (await dm(bot, alice)).send("Hello")
    with pytest.raises(discord.Forbidden) as strange:
        await (await dm(bot, stranger)).send("Hello")
    with pytest.raises(discord.HTTPException) as nobody:
        await bot.create_dm(discord.Object(1))

    assert [closed.value.code, strange.value.code, nobody.value.code] == [50007, 50278, 50033]


async def test_guild_channels_can_be_out_of_reach(peer: DiscordPeer, bot: ExampleBot, alice: Person) -> None:
    guild = peer.guild("Acme", members=[alice])
    elsewhere = peer.guild("Elsewhere", members=[alice], bot=False)
    guild.channel("secret").hidden_from_bot = True
    guild.channel("rules").bot_may_write = False

    codes = []
    for channel_id in (guild.channel("secret").id, guild.channel("rules").id, elsewhere.general.id, "1"):
        with pytest.raises(discord.HTTPException) as refused:
            await bot.get_partial_messageable(int(channel_id)).send("Hello")
        codes.append(refused.value.code)

    assert codes == [50001, 50013, 50001, 10003]
    await bot.get_partial_messageable(int(guild.general.id)).send("Hello")


async def test_what_is_not_there_is_said_so(peer: DiscordPeer, alice: Person) -> None:
    mine = f"/channels/{alice.dm.id}/messages"

    answers = [
        await call(peer, "GET", "/nothing"),
        await call(peer, "DELETE", "/users/@me"),
        await call(peer, "GET", "/users/@me", token="wrong"),
        await call(peer, "GET", f"{mine}?limit=101"),
        await call(peer, "PUT", "/applications/1/commands", []),
    ]

    assert [(status, body["code"]) for status, body, _ in answers] == [
        (404, 0),
        (405, 0),
        (401, 0),
        (400, 50035),
        (403, 20012),
    ]


# Refusals


def row(*parts: Any) -> dict[str, Any]:
    return {"type": 1, "components": list(parts)}


def button(label: str = "Go", custom_id: str = "go", **more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": label, "custom_id": custom_id, **more}


def menu(count: int, **more: Any) -> dict[str, Any]:
    options = [{"label": f"o{n}", "value": f"o{n}"} for n in range(count)]
    return {"type": 3, "custom_id": "menu", "options": options, **more}


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "long content": ({"content": "x" * 2001}, "content"),
    "an embed": ({"embeds": [{"title": "x"}]}, "embeds"),
    "six rows": ({"components": [row(button(custom_id=str(n))) for n in range(6)]}, "components"),
    "six buttons": (
        {"components": [row(*(button(custom_id=str(n)) for n in range(6)))]},
        "components.0.components",
    ),
    "empty row": ({"components": [row()]}, "components.0.components"),
    "label": ({"components": [row(button("x" * 81))]}, "components.0.components.0.label"),
    "no label": ({"components": [row(button(""))]}, "components.0.components.0"),
    "custom_id": ({"components": [row(button(custom_id="x" * 101))]}, "components.0.components.0.custom_id"),
    "no custom_id": ({"components": [row(button(custom_id=""))]}, "components.0.components.0.custom_id"),
    "same custom_id": ({"components": [row(button()), row(button())]}, "components"),
    "url and custom_id": ({"components": [row(button(url="https://x.y"))]}, "components.0.components.0.url"),
    "26 options": ({"components": [row(menu(26))]}, "components.0.components.0.options"),
    "no options": ({"components": [row(menu(0))]}, "components.0.components.0.options"),
    "placeholder": ({"components": [row(menu(1, placeholder="x" * 151))]}, "components.0.components.0.placeholder"),
    "menu beside button": ({"components": [row(menu(1), button())]}, "components.0.components"),
    "button outside row": ({"components": [button()]}, "components.0"),
    "text input": ({"components": [row({"type": 4, "custom_id": "x", "style": 1})]}, "components.0.components.0"),
    "components v2": ({"flags": 1 << 15, "components": [{"type": 10, "content": "x"}]}, "components.0"),
    "long nonce": ({"content": "x", "nonce": "n" * 26}, "nonce"),
    "mentions twice": (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
    ),
}


def at(errors: Any, path: str) -> Any:
    """What is said at a place of the errors, or below it."""
    for step in path.split("."):
        errors = errors.get(step, {})
    return errors


@pytest.fixture(params=[True, False], ids=["with the description", "by our table alone"])
async def strict(request: pytest.FixtureRequest) -> AsyncIterator[DiscordPeer]:
    if request.param and not spec.present():
        pytest.skip("Discord's description is not on this machine")
    async with DiscordPeer.started(check_specs=request.param) as peer:
        yield peer


async def test_bodies_that_discord_refuses(strict: DiscordPeer) -> None:
    alice = strict.user("alice")
    path = f"/channels/{alice.dm.id}/messages"

    for name, (body, place) in REFUSED.items():
        status, answer, _ = await call(strict, "POST", path, body)

        assert (status, answer["code"]) == (400, 50035), name
        assert "code" in str(at(answer["errors"], place)), (name, answer)
    empties: list[dict[str, Any]] = [{}, {"content": " \n"}]
    for empty in empties:
        assert (await call(strict, "POST", path, empty))[1]["code"] == 50006
    assert alice.dm_messages == []


async def test_bodies_at_the_limit_are_taken(strict: DiscordPeer) -> None:
    alice = strict.user("alice")
    rows = [row(*(button("x" * 80, f"{n}-{m}".ljust(100, "x")) for m in range(5))) for n in range(5)]
    for body in (
        {"content": "x" * 2000, "components": rows, "nonce": "n" * 25},
        {"content": "x", "components": [row(menu(25, placeholder="x" * 150))]},
    ):
        assert (await call(strict, "POST", f"/channels/{alice.dm.id}/messages", body))[0] == 200

    assert len(alice.dm_messages) == 2


def option(name: str = "goal", kind: int = 3, **more: Any) -> dict[str, Any]:
    return {"type": kind, "name": name, "description": "A goal", **more}


def command(name: str = "goal", **more: Any) -> dict[str, Any]:
    return {"name": name, "description": "Goals", "type": 1, **more}


def nest(*kinds: int) -> list[dict[str, Any]]:
    return [option(f"k{kinds[0]}", kinds[0], options=nest(*kinds[1:]))] if kinds else []


CHOICE = {"name": "x", "value": "x"}
REFUSED_COMMANDS: dict[str, list[dict[str, Any]]] = {
    "upper case": [command("Goal")],
    "blank in name": [command("my goal")],
    "long name": [command("g" * 33)],
    "no description": [command() | {"description": ""}],
    "long description": [command() | {"description": "x" * 101}],
    "26 options": [command(options=[option(f"o{n}") for n in range(26)])],
    "26 choices": [command(options=[option(choices=[CHOICE | {"value": str(n)} for n in range(26)])])],
    "choice of a wrong type": [command(options=[option(kind=4, choices=[CHOICE])])],
    "choices and autocomplete": [command(options=[option(choices=[CHOICE], autocomplete=True)])],
    "optional before required": [command(options=[option("a"), option("b", required=True)])],
    "same option twice": [command(options=[option(), option()])],
    "values beside sub-commands": [command(options=[option("a", 1), option("b")])],
    "group in a group": [command(options=nest(2, 2, 1))],
    "sub-command in a sub-command": [command(options=nest(1, 1))],
    "same name twice": [command(), command()],
    "over 8000 characters": [
        command(options=[option(f"o{n}", choices=[{"name": "x" * 99, "value": f"{m:099}"} for m in range(25)])
                         for n in range(2)]),
    ],
    "unknown context": [command(contexts=[3])],
    "same integration twice": [command(integration_types=[0, 0])],
}  # fmt: skip


async def test_commands_that_discord_refuses(strict: DiscordPeer) -> None:
    path = f"/applications/{strict.stage.world.application_id}/commands"

    for name, commands in REFUSED_COMMANDS.items():
        status, answer, _ = await call(strict, "PUT", path, commands)

        assert (status, answer["code"]) == (400, 50035), name
    too_many = await call(strict, "PUT", path, [command(f"c{n}") for n in range(101)])
    assert too_many[1]["code"] == 30032
    assert (await call(strict, "GET", path))[1] == []


async def test_commands_keep_their_id_when_put_again(peer: DiscordPeer) -> None:
    path = f"/applications/{peer.stage.world.application_id}/commands"

    first = (await call(peer, "PUT", path, [command(), command("help")]))[1]
    second = (await call(peer, "PUT", path, [command(options=nest(2, 1))]))[1]

    assert second[0]["id"] == first[0]["id"]
    assert (await call(peer, "GET", path))[1] == second


async def test_answers_that_discord_refuses_leave_the_interaction_open(
    strict: DiscordPeer,
) -> None:
    async with running(strict) as bot:
        alice = strict.user("alice")
        asking = asyncio.create_task(alice.uses("goal silent"))
        await strict.stage.bell.until(lambda: bot.interactions, within=2, otherwise="nothing came")
        it = bot.interactions[0]
        path = f"/interactions/{it.id}/{it.token}/callback"
        blank = {"type": 4, "custom_id": "c", "style": 1, "label": "By"}
        good = {"title": "T", "custom_id": "c", "components": [row(blank)]}

        for modal in (
            good | {"title": "x" * 46},
            good | {"custom_id": ""},
            good | {"components": []},
            good | {"components": [row(blank | {"custom_id": str(n)}) for n in range(6)]},
            good | {"components": [row(blank), row(blank)]},
            good | {"components": [row(blank | {"label": "x" * 46})]},
            good | {"components": [row(blank | {"placeholder": "x" * 101})]},
            good | {"components": [row(blank | {"value": "x" * 4001})]},
            good | {"components": [row(button())]},
            good | {"components": [{"type": 18, "label": "x" * 46, "component": blank | {"label": None}}]},
        ):
            status, answer, _ = await call(strict, "POST", path, {"type": 9, "data": modal})
            assert (status, answer["code"]) == (400, 50035), modal
        for wrong in (6, 7, 8):
            data: dict[str, Any] = {"choices": []} if wrong == 8 else {"content": "x"}
            assert (await call(strict, "POST", path, {"type": wrong, "data": data}))[1]["code"] == 50035
        assert (await call(strict, "POST", path, {"type": 4, "data": {}}))[1]["code"] == 50006
        assert (await call(strict, "POST", path, {"type": 9, "data": good}))[0] == 204

        assert [field.label for field in (await asking).as_modal.fields] == ["By"]


async def test_choices_that_discord_refuses(strict: DiscordPeer) -> None:
    async with running(strict) as bot:
        alice = strict.user("alice")
        bot.tree.clear_commands(guild=None)
        asking = asyncio.create_task(alice.completes("goal show", {"goal": "x"}))
        await strict.stage.bell.until(lambda: bot.interactions, within=2, otherwise="nothing came")
        it = bot.interactions[0]
        path = f"/interactions/{it.id}/{it.token}/callback"

        for choices in ([CHOICE] * 26, [CHOICE | {"name": "x" * 101}], [CHOICE | {"value": 5}], None):
            answer = (await call(strict, "POST", path, {"type": 8, "data": {"choices": choices}}))[1]
            assert answer["code"] == 50035, choices
        await call(strict, "POST", path, {"type": 8, "data": {"choices": [CHOICE] * 25}})

        assert len(await asking) == 25


# What is live in a text


async def test_only_allowed_mentions_ping(peer: DiscordPeer, alice: Person) -> None:
    path = f"/channels/{alice.dm.id}/messages"
    content = f"@everyone @here <@{alice.id}> <@&77>"

    def pings() -> list[str]:
        return [token.kind for token in alice.dm_messages[-1].live_tokens if token.pings]

    cases: list[tuple[dict[str, Any] | None, list[str]]] = [
        (None, ["everyone", "here", "user", "role"]),
        ({"parse": []}, []),
        ({"parse": ["users"]}, ["user"]),
        ({"parse": [], "users": [alice.id]}, ["user"]),
        ({"parse": ["everyone"], "roles": ["77"]}, ["everyone", "here", "role"]),
    ]
    for allowed, pinged in cases:
        answer = (await call(peer, "POST", path, {"content": content, "allowed_mentions": allowed}))[1]

        assert pings() == pinged
        assert answer["mention_everyone"] == ("everyone" in pinged)
        assert [user["id"] for user in answer["mentions"]] == [alice.id] * ("user" in pinged)
    assert {token.kind for token in alice.dm_messages[1].live_tokens} == {"user", "role"}


@pytest.mark.parametrize(
    ("written", "kinds", "read"),
    [
        ("[x](https://evil.example)", ["link"], "x"),
        ("https://evil.example", ["bare"], "https://evil.example"),
        (
            "</goal new:1> <#5> <t:0:R>",
            ["command", "channel", "moment"],
            "/goal new #unknown 1970-01-01T00:00:00+00:00",
        ),
        ("discord.gg/abc", ["bare"], "discord.gg/abc"),
        (r"\[x](https\://evil.example) \<#5>", [], "[x](https://evil.example) <#5>"),
        ("`</goal:1>` ```[x](https://e.vil)```", [], "</goal:1> [x](https://e.vil)"),
        (r"`\` https://evil.example", ["bare"], "\\ https://evil.example"),
        ("# **Bold** _it_ __u__ ~~s~~ ||h|| snake_case_name", [], "Bold it u s h snake_case_name"),
        ("- one\n-# two\n> three", [], "• one\ntwo\nthree"),
        (r"\*not\* 2\_3", [], "*not* 2_3"),
    ],
)
async def test_markup_reads_as_people_read_it(
    peer: DiscordPeer, alice: Person, written: str, kinds: list[str], read: str
) -> None:
    await call(peer, "POST", f"/channels/{alice.dm.id}/messages", {"content": written})

    message = alice.dm_messages[-1]
    assert [token.kind for token in message.live_tokens] == kinds
    assert message.plain == read


# The gateway


async def test_a_dropped_socket_resumes_and_misses_nothing(peer: DiscordPeer, bot: ExampleBot, alice: Person) -> None:
    session = (await peer.connected())[0]
    peer.gateway.cut()
    await alice.says("while you were out")
    await peer.connected()
    await peer.drop_gateway(times=3)
    await alice.says("and back")
    await peer.stage.bell.until(lambda: len(bot.heard) == 2, within=2, otherwise="not heard")

    assert [message.content for message in bot.heard] == ["while you were out", "and back"]
    assert (await peer.connected())[0].id == session.id
    assert len(peer.gateway.resumes) == 4
    assert len(peer.gateway.identifies) == 1


async def test_reconnect_and_invalid_session(peer: DiscordPeer, bot: ExampleBot, alice: Person) -> None:
    first = (await peer.connected())[0]
    peer.gateway.ask_to_reconnect()
    same = (await peer.connected())[0]
    peer.gateway.invalidate()
    other = (await peer.connected())[0]

    assert same.id == first.id
    assert other.id != first.id
    assert peer.gateway.hasty_identifies == 1
    assert (await alice.uses("goal show", {"goal": "x"})).as_message.plain == "x"
    assert not bot.is_closed()


async def test_wrong_tokens_and_greedy_intents_are_closed_out(peer: DiscordPeer) -> None:
    for token, intents, code in [
        ("wrong", 0, 4004),
        (peer.token, 1 << 15, 4014),
        (peer.token, 1 << 30, 4013),
    ]:
        assert await closed_with(peer, {"token": token, "intents": intents}) == code


async def closed_with(peer: DiscordPeer, identity: dict[str, Any]) -> int | None:
    """Return the code that a client is closed out with who identifies like that."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{peer.gateway_url}?v=10&encoding=json") as socket,
    ):
        assert (await socket.receive_json())["op"] == 10
        await socket.send_json({"op": 2, "d": {"properties": {}} | identity})
        await socket.receive()
        return socket.close_code


async def test_shards_that_there_cannot_be_are_closed_out(peer: DiscordPeer) -> None:
    peer.gateway.shards_required = 2

    for shard in ([2, 2], [-1, 2], [0, 0], [0], "0/2", [0, True], {"0": 2}):
        assert await closed_with(peer, {"token": peer.token, "intents": 0, "shard": shard}) == 4010
    for too_few in ({}, {"shard": [0, 1]}):
        assert await closed_with(peer, {"token": peer.token, "intents": 0} | too_few) == 4011


async def test_each_shard_hears_of_its_own_guilds_and_the_first_of_private_matters(
    peer: DiscordPeer, alice: Person
) -> None:
    guilds = [peer.guild(f"Guild {n}", members=[alice], shard=(n, 3)) for n in range(3)]
    bots = [ExampleBot(shard_id=n, shard_count=3) for n in range(3)]

    async with running(peer, bots[0]), running(peer, bots[1]), running(peer, bots[2]):
        await peer.connected(sessions=3)
        for guild in guilds:
            await alice.uses("goal show", {"goal": "x"}, where=guild.general)
        await alice.uses("goal show", {"goal": "x"})

    assert [[i.guild_id for i in bot.interactions] for bot in bots] == [
        [int(guilds[0].id), None],
        [int(guilds[1].id)],
        [int(guilds[2].id)],
    ]


async def test_discord_py_sees_the_privileged_intent_refused(peer: DiscordPeer) -> None:
    greedy = discord.Intents.none()
    greedy.message_content = True

    with pytest.raises(discord.PrivilegedIntentsRequired):
        await alone(peer, ExampleBot(greedy))


async def test_a_revoked_token_is_refused_everywhere(peer: DiscordPeer) -> None:
    run = asyncio.create_task(alone(peer, ExampleBot()))
    await peer.connected()
    peer.revoke_token()

    with pytest.raises(discord.ConnectionClosed) as closed:
        await run
    assert closed.value.code == 4004
    assert (await call(peer, "GET", "/users/@me"))[0] == 401


# Faults


async def test_a_429_is_obeyed_and_counted(peer: DiscordPeer, bot: ExampleBot, alice: Person) -> None:
    channel = await dm(bot, alice)
    peer.fail("POST", "/channels/*/messages", retry_after=0.3)

    before = time.monotonic()
    await channel.send("Due")

    assert time.monotonic() - before >= 0.3
    assert peer.too_many_requests == 1
    assert [message.plain for message in alice.dm_messages] == ["Due"]


async def test_the_shape_of_a_429(peer: DiscordPeer) -> None:
    peer.pace(1, per=60)
    await call(peer, "GET", "/users/@me")

    status, body, headers = await call(peer, "GET", "/users/@me")

    assert status == 429
    assert body["global"] is True
    assert 59 < body["retry_after"] <= 60
    assert headers["Retry-After"] == "60"
    assert headers["Via"]
    assert headers["X-RateLimit-Global"] == "true"


async def test_an_error_after_accepting_doubles_only_without_a_nonce(
    peer: DiscordPeer, bot: ExampleBot, alice: Person
) -> None:
    bob = peer.user("bob")
    peer.fail("POST", "/channels/*/messages", status=500, accepted=True, times=2)

    first = await call(peer, "POST", f"/channels/{bob.dm.id}/messages", {"content": "Due"})
    again = await call(peer, "POST", f"/channels/{bob.dm.id}/messages", {"content": "Due"})
    peer.fail("POST", "/channels/*/messages", status=500, accepted=True)
    await (await dm(bot, alice)).send("Due", nonce="k")

    assert (first[0], again[0]) == (500, 500)
    assert [message.plain for message in bob.dm_messages] == ["Due", "Due"]
    assert [seen.status for seen in peer.calls("POST", f"/channels/{alice.dm.id}/messages")] == [500, 200]
    assert [message.plain for message in alice.dm_messages] == ["Due"]


async def test_connections_are_reset_before_or_after_accepting(
    peer: DiscordPeer, bot: ExampleBot, alice: Person
) -> None:
    channel = await dm(bot, alice)
    peer.drop("POST", "/channels/*/messages", accepted=False)
    with pytest.raises(aiohttp.ClientConnectionError):
        await channel.send("lost")
    peer.drop("POST", "/channels/*/messages", accepted=True)
    with pytest.raises(aiohttp.ClientConnectionError):
        await channel.send("kept")

    assert [message.plain for message in alice.dm_messages] == ["kept"]
    assert [seen.status for seen in peer.calls("POST", "/channels/*/messages")] == [None, None]


async def test_answers_hang_or_come_broken(peer: DiscordPeer, bot: ExampleBot, alice: Person) -> None:
    channel = await dm(bot, alice)
    for text, accepted in (("lost", False), ("slow", True)):
        peer.hang("POST", "/channels/*/messages", seconds=0.3, accepted=accepted)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(channel.send(text), 0.1)
    await asyncio.sleep(0.3)
    peer.garble("POST", "/channels/*/messages")
    with pytest.raises(ValueError, match="Unterminated string"):
        await channel.send("garbled")

    assert [message.plain for message in alice.dm_messages] == ["slow", "garbled"]


async def test_the_visitors_book_leaves_the_token_out(peer: DiscordPeer, bot: ExampleBot, alice: Person) -> None:
    await (await dm(bot, alice)).send("Hello")

    seen = peer.calls("POST", "/channels/*/messages")[0]

    assert seen.route == "/channels/{channel_id}/messages"
    assert seen.body["content"] == "Hello"
    assert seen.answer["content"] == "Hello"
    assert not any(peer.token in str(vars(request)) for request in peer.requests)
