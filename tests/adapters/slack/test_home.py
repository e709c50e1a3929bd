"""What only Slack has: the App Home, and the shortcut that makes a message a goal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.slack.manifest import MAKE_GOAL, manifest
from tests.adapters.slack.ways import both_ways
from tests.peers.slack.posting import put

if TYPE_CHECKING:
    from tests.peers.slack import Person, SlackPeer


RICH = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "A"}]}]}]
CARD = [
    {"fallback": "All of it", "title": "Build failed", "text": "on main", "fields": [{"title": "At", "value": "9"}]}
]


@both_ways
async def test_the_home_lists_goals_and_opens_forms_and_shows_answers(peer: SlackPeer, alice: Person) -> None:
    await alice.types("/goal new Ship it")
    home = await alice.opens_home()

    assert "1 goal" in home.plain
    assert "What Milepost can do" in home.plain

    shown = await home.choose("1 Ship it").form()

    assert "Goal 1: Ship it" in shown.plain

    form = await shown.tap("Add a milestone").form()
    answer = await form.submit({form.fields[1]: "Draft"}).form()

    assert "Milestone 1.1 is added: Draft" in answer.plain
    assert peer.refused == []
    assert peer.troubles == []


async def test_the_home_offers_each_button_once(alice: Person) -> None:
    home = await alice.opens_home()

    assert home.buttons.count("Set a goal") == 1


async def test_the_home_leaves_the_news_to_the_next_command(peer: SlackPeer, alice: Person) -> None:
    """What a person hears once is not used up by drawing a page that they may not look at."""
    peer.fail("users.info", error="missing_scope", times=100)
    home = await alice.opens_home()
    first, second = await alice.types("/goal list"), await alice.types("/goal list")

    assert "Set my time zone" not in home.buttons
    assert "Set my time zone" in first.buttons
    assert "Set my time zone" not in second.buttons


async def test_a_message_becomes_a_goal_by_its_shortcut(peer: SlackPeer, alice: Person) -> None:
    bob = peer.user("U_BOB", name="Bob")
    general = peer.channel("C_GENERAL", name="general", members=[alice, bob])
    await bob.says("We should ship <it> & see https://x.example", general).perform()
    message = alice.messages(general)[-1]
    form = await alice.uses_shortcut(MAKE_GOAL, message).form()

    assert form.values[form.fields[0]] == "We should ship <it> & see https://x.example"

    answer = await form.submit({})

    assert "Goal 1 is set: We should ship <it>" in answer.plain
    assert answer.ephemeral


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"text": "Ship &lt;it&gt; with <@U_BOB|bob> in <#C_GENERAL|general>"}, "Ship <it> with @bob in #general"),
        ({"text": "one\ntwo\n\nthree"}, "one two three"),
        ({"text": "x" * 5_000}, "x" * 199 + "…"),
        ({"text": "", "attachments": CARD}, "Build failed on main At 9"),
        ({"text": "", "attachments": [{"fallback": "All of it"}]}, "All of it"),
        ({"text": "", "blocks": RICH}, "A"),
        ({"text": "", "files": [{"id": "F1", "title": "Plan.pdf"}]}, "Plan.pdf"),
        ({"text": "\u202egnp\u202c \u200b"}, "gnp"),
    ],
)
async def test_any_message_becomes_a_goal_by_its_shortcut(
    peer: SlackPeer, alice: Person, body: dict[str, Any], words: str
) -> None:
    """Long, empty, of an app, or only a file: the form opens, with what words there are."""
    assert [one["callback_id"] for one in manifest()["features"]["shortcuts"]] == [MAKE_GOAL]
    general = peer.channel("C_GENERAL", name="general", members=[alice])
    peer.user("U_BOB", name="Bob")
    put(peer.service, peer.home, general.id, {"blocks": [], **body}, author="U_BOB")
    form = await alice.uses_shortcut(MAKE_GOAL, alice.messages(general)[-1]).form()

    assert form.values[form.fields[0]].replace("\u200b", "").strip() == words
    assert peer.refused == []


async def test_a_long_message_keeps_the_date_that_its_title_has_no_room_for(peer: SlackPeer, alice: Person) -> None:
    general = peer.channel("C_GENERAL", name="general", members=[alice])
    long = f"Ship it {'to each and every customer ' * 12}. Please have it ready by 31 December, as we said."
    put(peer.service, peer.home, general.id, {"blocks": [], "text": long}, author="U_ALICE")
    form = await alice.uses_shortcut(MAKE_GOAL, alice.messages(general)[-1]).form()
    answer = await form.submit({})

    assert form.values["Goal"].endswith("…")
    assert form.values["Due"] == "31 December"
    assert "Due: Thu 31 December 2026" in answer.plain


async def test_who_is_mentioned_in_a_message_goes_by_their_name(peer: SlackPeer, alice: Person) -> None:
    bob = peer.user("U_BOB", name="Bob")
    general = peer.channel("C_GENERAL", name="general", members=[alice, bob])
    words = "Hey <@U_ALICE>, can you and <@U_BOB> fix the login?"
    put(peer.service, peer.home, general.id, {"blocks": [], "text": words}, author="U_BOB")
    form = await alice.uses_shortcut(MAKE_GOAL, alice.messages(general)[-1]).form()

    assert form.values["Goal"] == "Hey @Alice, can you and @Bob fix the login?"
