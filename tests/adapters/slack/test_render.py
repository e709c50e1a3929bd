"""The renderer: whatever a reply says, Slack takes it, and nothing in it comes alive."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.slack import forms
from adapters.slack.places import Place
from adapters.slack.render import blocks, message
from bot.messages import CALL_LIMIT, Ask, Button, Field, Form, Menu, Reply, Section, Tone
from tests.peers.slack.blocks import block_problems, text_length, too_much_text
from tests.peers.slack.mrkdwn import tokens
from tests.peers.slack.posting import check_message
from tests.peers.slack.reading import tokens_in, words_of
from tests.peers.slack.view_rules import view_problems

if TYPE_CHECKING:
    from collections.abc import Callable

LIVE = (
    "<!channel>",
    "<!here>",
    "<!everyone>",
    "<!subteam^S123|team>",
    "<!date^1700000000^{date}|then>",
    "<@U1>",
    "<#C1|general>",
    "<https://evil.example|Click me>",
    "https://evil.example/?q=<a>&b",
    "<mailto:a@b.example|mail>",
    "@everyone @here @channel #general",
    "<@&1> </goal:1> <:a:1>",
    "*bold* _it_ ~no~ `code` ```block``` > quote",
    ":tada: :slightly_smiling_face:",
    "&lt;!channel&gt; &amp;lt;",
    "a\u200bb\u200d\ufeff",
    "\u202eenod si laog ruoY\u202c",
    "\u2066isolated",
    "null\x00byte\x1b[31m",
    "lone \ud800 surrogate",
    "🎯" * 1024,
    "Z\u0338\u0321\u031ba\u034clgo" * 50,
)
"""What people could type to ping, link, format or break."""

typed = st.one_of(
    st.sampled_from(LIVE),
    st.text(max_size=12),
    st.builds(lambda text, times: text * times, st.text(min_size=1, max_size=4), st.integers(1, 1000)),
)
calls = st.one_of(st.sampled_from(["list", "show 1", "done 1"]), st.text(min_size=1, max_size=CALL_LIMIT))
moments = st.datetimes(timezones=st.sampled_from([UTC, ZoneInfo("Europe/Lisbon"), ZoneInfo("Pacific/Auckland")]))
buttons = st.builds(Button, typed, calls, st.sampled_from(["", "primary", "danger", "odd"]))
fields = st.builds(Field, typed, st.one_of(typed, st.dates(), moments))
sections = st.builds(
    Section,
    text=typed,
    fields=st.lists(fields, max_size=4).map(tuple),
    buttons=st.lists(buttons, max_size=4).map(tuple),
    menu=st.none() | st.builds(Menu, typed, st.lists(buttons, max_size=4).map(tuple)),
)
replies = st.builds(
    Reply,
    title=typed,
    sections=st.lists(sections, max_size=4).map(tuple),
    note=typed,
    tone=st.sampled_from(Tone),
)
names = st.from_regex(r"[a-z]{1,12}", fullmatch=True)
asks = st.builds(
    Ask,
    name=names,
    label=typed,
    required=st.booleans(),
    value=typed,
    hint=typed,
    error=typed,
    options=st.lists(st.text(min_size=1, max_size=200), max_size=4).map(tuple),
)
many = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def words(reply: Reply) -> str:
    return words_of(blocks(reply), str)


@pytest.mark.slow
@many
@given(replies)
def test_any_reply_is_taken_by_slack_and_nothing_in_it_is_alive(reply: Reply) -> None:
    body = message(reply)

    assert check_message(body)["blocks"] == body["blocks"]
    assert len(body["text"]) <= 4000
    assert [token for token in tokens_in(body["blocks"]) if token.kind != "date"] == []
    assert tokens(body["text"], "text", urls=False) == []
    ids = [
        element["action_id"]
        for block in body["blocks"]
        for element in block.get("elements", ())
        if "action_id" in element
    ]
    assert len(ids) == len(set(ids))


@pytest.mark.slow
@many
@given(st.text(max_size=25), st.lists(asks, min_size=1, max_size=8, unique_by=lambda ask: ask.name))
def test_any_form_is_taken_by_slack(title: str, blanks: list[Ask]) -> None:
    view = forms.modal(Form(title, "new", tuple(blanks)), Place(url="https://hooks.slack.com/x"))

    assert view_problems(view) == []
    assert tokens_in(view["blocks"]) == []


@given(st.lists(replies, min_size=2, max_size=2))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_two_replies_fit_into_one_home(drawn: list[Reply]) -> None:
    view = {"type": "home", "blocks": [*blocks(drawn[0], "a"), *blocks(drawn[1], "b")]}

    assert view_problems(view, home=True) == []


@pytest.mark.parametrize("text", LIVE)
def test_what_people_type_stays_words_wherever_it_stands(text: str) -> None:
    reply = Reply(
        text,
        (Section(text, (Field(text, text),), (Button(text, "list"),), Menu(text, (Button(text, "show 1"),))),),
        text,
    )
    body = message(reply)

    assert block_problems(body["blocks"]) == []
    assert tokens_in(body["blocks"]) == []
    assert "<" not in body["text"]
    assert "\u202e" not in str(body)
    assert body["mrkdwn"] is False
    assert view_problems(forms.modal(Form("A form", "new", (Ask("goal", "Goal", value=text),)), Place())) == []


def test_a_moment_is_shown_on_the_readers_own_clock() -> None:
    moment = datetime(2027, 3, 31, 9, 0, tzinfo=ZoneInfo("Europe/Lisbon"))
    [_, facts] = blocks(Reply("T", (Section(fields=(Field("Due", moment),)),)))

    assert facts["elements"][0]["elements"][1] == {
        "type": "date",
        "timestamp": int(moment.timestamp()),
        "format": "{date_long_pretty}, {time}",
        "fallback": "Wed 31 March 2027, 09:00 (Europe/Lisbon)",
    }


@pytest.mark.parametrize(
    "value", [date(2027, 3, 31), datetime(1969, 7, 20, 20, 17, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)]
)
def test_a_bare_date_and_what_slack_cannot_count_to_are_words(value: date) -> None:
    [_, facts] = blocks(Reply("T", (Section(fields=(Field("Due", value),)),)))

    assert [element["type"] for element in facts["elements"][0]["elements"]] == ["text", "text"]


def test_the_tone_is_a_sign_in_the_title_and_in_the_notification() -> None:
    reply = Reply("Goal 1 is reached", tone=Tone.good)

    assert blocks(reply)[0]["text"]["text"] == "✓ Goal 1 is reached"
    assert message(reply)["text"] == "✓ Goal 1 is reached"


@pytest.mark.parametrize(
    "crowded",
    [
        Section(fields=tuple(Field(f"goal {n}", "x" * 500) for n in range(60))),
        Section(buttons=tuple(Button("b" * 75, f"show {n}") for n in range(200))),
        Section(menu=Menu("Show", tuple(Button("m" * 75, f"show {n}") for n in range(300)))),
    ],
)
def test_what_does_not_fit_is_counted_in_the_last_line(crowded: Section) -> None:
    shown = words(Reply("Many", (crowded,)))

    assert "more" in shown.splitlines()[-1]
    assert shown.splitlines()[-1].startswith("… and ")


def test_many_sections_end_with_how_many_more_there_are() -> None:
    reply = Reply("Many", tuple(Section(f"paragraph {n}", buttons=(Button("b", f"show {n}"),)) for n in range(80)))

    assert len(blocks(reply)) <= 50
    assert words(reply).splitlines()[-1].startswith("… and ")


def test_a_long_title_is_bold_rich_text_instead_of_a_cut_header() -> None:
    title = "A goal with many words " * 10

    assert blocks(Reply(title))[0]["type"] == "rich_text"
    assert words(Reply(title)) == title.strip()


def test_limits_are_kept_where_emoji_count_twice() -> None:
    drawn = blocks(Reply("🎯" * 149, (Section("🎯" * 9000),)))

    assert text_length(drawn) < 5_000
    assert not too_much_text(drawn)


def nested(value: Any, seen: Callable[[dict[str, Any]], None]) -> None:
    if isinstance(value, dict):
        seen(value)
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        nested(inner, seen)


@given(replies)
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_block_is_ever_markdown_and_no_emoji_names_are_read(reply: Reply) -> None:
    def check(value: dict[str, Any]) -> None:
        assert value.get("type") not in {"mrkdwn", "link", "user", "usergroup", "channel", "broadcast", "emoji"}
        assert value.get("type") != "plain_text" or value["emoji"] is False

    nested(blocks(reply), check)


def read_out(reply: Reply) -> list[str]:
    """Return what a screen reader says of each button."""
    buttons = [e for b in blocks(reply) if b["type"] == "actions" for e in b["elements"] if e["type"] == "button"]
    return [button.get("accessibility_label") or button["text"]["text"] for button in buttons]


def test_buttons_of_one_name_are_read_out_by_what_they_are_about() -> None:
    """Four answers named “Done” in one message, and three drafts to “Set it”."""
    asked = tuple(
        Section(title, buttons=(Button("Done", f"milestone done {ref}"), Button("Later…", f"asked 1 {ref} later")))
        for ref, title in (("1.1", "1.1 outline"), ("1.2", "1.2 review"), ("2", "2 A very long title " + "again " * 20))
    )
    reply = Reply("3 things are due", (*asked, Section(buttons=(Button("Why now?", "why 1"),))))

    assert read_out(reply)[:4] == ["Done: 1.1 outline", "Later…: 1.1 outline", "Done: 1.2 review", "Later…: 1.2 review"]
    assert read_out(reply)[-1] == "Why now?"
    assert "accessibility_label" not in blocks(reply)[-1]["elements"][0]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(["Done", "Stuck", "Set it"]), st.text(max_size=120)), max_size=12))
def test_no_two_buttons_of_a_message_are_read_out_alike(drawn: list[tuple[str, str]]) -> None:
    sections = [Section(text, buttons=(Button(label, f"do {n}"),)) for n, (label, text) in enumerate(drawn)]
    told = read_out(reply := Reply("Several", tuple(sections)))

    assert len(set(told)) == len(told)
    assert all(len(words.encode("utf-16-le")) // 2 <= 75 for words in told)
    assert not block_problems(blocks(reply))
