"""Words on their way to Slack and back, and where they may go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from adapters.slack import limits, requests
from adapters.slack.wire import Wire
from adapters.slack.words import as_said, as_typed, cut, escaped, line, mentioned, plain_text
from adapters.text import length
from bot.messages import Address


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("Ship A &amp; B &lt;now&gt;", "Ship A & B <now>"),
        ("ask <@U1> and <@U2|bob>", "ask @U1 and @U2"),
        ("in <#C1|general> and <#C2>", "in #C1 and #C2"),
        ("<!here> <!subteam^S1|@ops> <!date^1^{date}|then>", "@here @ops then"),
        ("<https://x.example> <https://x.example|x.example> <mailto:a@b.c>", "https://x.example x.example a@b.c"),
        ("&amp;lt;", "&lt;"),
        ("a\xa0b ", "a b"),
    ],
)
def test_slacks_spelling_is_read_as_typed(sent: str, typed: str) -> None:
    assert as_typed(sent) == typed


def test_who_is_mentioned_keeps_their_name_beside_their_id() -> None:
    sent = "ask <@U1> and <@U2|bob> in <#C1|general>, not <!here|@here> or &lt;@U3&gt;"

    assert mentioned(sent) == {"@U1": "", "@U2": "bob", "#C1": "general"}
    assert as_said(sent) == "ask @U1 and @bob in #general, not @here or <@U3>"


@given(st.text(), st.integers(1, 50))
def test_cutting_keeps_to_the_limit(text: str, most: int) -> None:
    assert length(cut(text, most)) <= max(most, 1)


def test_cutting_never_leaves_half_a_family() -> None:
    assert cut("ab👩‍👩‍👧 and more", 7) == "ab…"
    assert cut("e\u0301" * 4, 4) == "e\u0301…"


@given(st.text(alphabet="&<>ab ", max_size=6000))
def test_escapes_are_never_cut(text: str) -> None:
    written = escaped(text, limits.FALLBACK)

    assert len(written) <= 4000
    assert "<" not in written
    assert written.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").count("&") == 0


def test_what_cannot_be_seen_is_shown_as_a_dash() -> None:
    assert plain_text("\u200b \n", limits.BUTTON)["text"] == "–"


def test_turned_text_is_turned_back() -> None:
    assert line("\u202eabc\u202c\x00\x1b[1m") == "abc[1m"


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        ("https://hooks.slack.com/commands/T1/1/x", True),
        ("https://hooks.slack-gov.com/actions/T1/1/x", True),
        ("http://hooks.slack.com/commands/T1/1/x", False),
        ("https://hooks.slack.com.evil.example/x", False),
        ("https://evil.example/hooks.slack.com", False),
        ("https://hooks.slack.com@evil.example/", False),
        ("https://hooks.slack.com:8443/", False),
        ("https://slack.com/api/", True),
        ("http://169.254.169.254/latest", False),
        ("file:///etc/passwd", False),
        ("", False),
        ("https://[broken", False),
    ],
)
def test_answers_go_to_slack_only(url: str, *, trusted: bool) -> None:
    assert Wire("https://slack.com/api/", "xoxb-1").trusts(url) is trusted


@pytest.mark.parametrize(
    ("url", "reached"),
    [
        ("wss://wss-primary.slack.com/link/?ticket=1", True),
        ("https://slack.com/api/auth.test", True),
        ("https://proxy.example:8443/api/chat.postMessage", True),
        ("http://proxy.example:8443/api/chat.postMessage", False),
        ("https://notslack.com/", False),
        ("http://slack.com/api/", False),
    ],
)
def test_calls_reach_slack_and_the_host_in_its_place_only(url: str, *, reached: bool) -> None:
    assert Wire("https://proxy.example:8443/api/", "xoxb-1").reaches(URL(url)) is reached


@pytest.mark.parametrize(
    ("body", "realm"),
    [
        ({"team_id": "T1", "enterprise_id": "E1"}, "T1"),
        ({"team_id": None, "enterprise_id": "E1"}, "E1"),
        ({"team": {"id": "T1"}}, "T1"),
        ({"team": None, "enterprise": {"id": "E1"}}, "E1"),
        ({"team": None, "user": {"id": "U1", "team_id": "T2"}}, "T2"),
        ({}, ""),
    ],
)
def test_the_realm_is_the_team_or_else_the_organisation(body: dict[str, object], realm: str) -> None:
    assert requests.command({"user_id": "U1", **body}).request.who == Address("slack", realm, "U1")
