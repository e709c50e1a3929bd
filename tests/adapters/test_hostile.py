"""Whatever people type stays words on every platform: nothing pings, links or renders, and no limit is passed.

The same texts go through the real renderers, and what comes out is judged by the peers' own rules of what Slack and
Discord take and make of it.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.discord import forms as discord_forms
from adapters.discord.correction import asked_again
from adapters.discord.render import render as draw_on_discord
from adapters.slack import forms as slack_forms
from adapters.slack.places import Place
from adapters.slack.render import message as draw_on_slack
from adapters.web import render as web
from adapters.web.conversation import Conversation
from adapters.web.people import PEOPLE
from bot.messages import Ask, Button, Field, Form, Menu, Reply, Section
from tests.house import MONDAY
from tests.peers.discord.markup import tokens_in as live_on_discord
from tests.peers.discord.message_rules import check_message as discord_takes
from tests.peers.discord.modal_rules import check_modal
from tests.peers.slack.mrkdwn import tokens
from tests.peers.slack.posting import check_message as slack_takes
from tests.peers.slack.reading import tokens_in as live_on_slack
from tests.peers.slack.view_rules import view_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CORPUS = (
    "<!channel>",
    "<!here|here>",
    "<!subteam^S1>",
    "<!subteam^S1|@ops>",
    "<!date^1700000000^{date}|then>",
    "<@U1>",
    "<@U1|bob>",
    "<#C1|general>",
    "<https://x|y>",
    "<https://evil.example|click here>",
    "https://evil.example/?q=<a>&b=1",
    "<mailto:a@b.example|mail>",
    "@everyone",
    "@here @channel #general",
    "<@1> <@!1> <@&1> <#1>",
    "</goal:1>",
    "<t:1:R> <:party:1> <a:party:1> <id:customize>",
    "[free money](https://evil.example)",
    "discord.gg/abc discord://x",
    "*bold* _it_ ~no~ `code` ```block``` **b** __u__ ||spoiler|| > quote",
    "# heading\n-# small\n- list\n1. list\n>>> all of it",
    ":tada: :slightly_smiling_face:",
    "&lt;!channel&gt; &amp;lt;",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\" onfocus='alert(1)' x=\"",
    "zero\u200bwidth <\u200b@U1> @\u200beveryone \u2060\ufeff\u00ad",
    "\u202eright to left\u202c \u2066isolated \u2067for ever",
    "\x00\x07\x1b[31m\r\n\u2028\u2029\x85",
    "lone \ud800 half",
    "🎉" * 1024,
    "👩‍👩‍👧‍👦" * 160,
    "Z\u0338\u0321\u031ba\u034clgo" * 400,
    "x" * 4_096,
    "",
    " \n\t ",
)
"""What somebody could type to ping, link, format, turn around or break; 4 kB of emoji among it."""

PIECES = st.text(st.sampled_from("@<>#&!:/\\[]()*_~|`-+.1 everyonhttpsdiscgUCSt^\n\u200b\u202e🎉"), max_size=60)
TYPED = st.one_of(
    PIECES,
    st.lists(st.sampled_from(CORPUS[:28]), max_size=4).map("".join),
    st.tuples(st.sampled_from(CORPUS), PIECES).map("".join),
    st.text(max_size=40),
)
many = settings(max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))
OURS = {"moment", "date"}
"""What Milepost itself puts there: a moment on each reader's own clock."""


def everywhere(words: str) -> Reply:
    """Return a reply that has `words` wherever a person's words can stand."""
    buttons = (Button(words, "list"), Button(words, "show 1", "primary"))
    return Reply(
        words,
        (
            Section(words, (Field(words, words), Field("Due", MONDAY)), buttons, Menu(words, buttons)),
            Section(fields=(Field(words, words),)),
        ),
        words,
    )


def asking(words: str) -> Form:
    """Return a form that has `words` in all of its parts."""
    blanks = (Ask("goal", words, value=words, hint=words, error=words), Ask("who", words, value=words, native="person"))
    return Form(words, "new", blanks)


def on_slack(words: str) -> None:
    body = draw_on_slack(everywhere(words))
    assert slack_takes(body)["blocks"] == body["blocks"]
    assert len(body["text"]) <= 4_000
    assert {token.kind for token in live_on_slack(body["blocks"])} <= OURS
    assert tokens(body["text"], "text", urls=False) == []
    assert [block["type"] for block in body["blocks"] if block["type"] == "actions"] == ["actions"]
    assert not set(_strings(body)) & set(_TURNING)
    view = slack_forms.modal(asking(words), Place(url="https://hooks.slack.com/x"))
    assert view_problems(view) == []
    assert live_on_slack(view["blocks"]) == []


def on_discord(words: str) -> None:
    for drawn in (draw_on_discord(everywhere(words)), asked_again(asking(words))):
        body: dict[str, Any] = {
            "content": drawn.content,
            "components": list(drawn.rows),
            "allowed_mentions": {"parse": []},
        }
        discord_takes(body)
        live = live_on_discord(body, {"parse": []})
        assert {token.kind for token in live} <= OURS
        assert not any(token.pings for token in live)
        assert not set(_strings(body)) & set(_TURNING)
        # Without the help of `allowed_mentions`, too.
        assert not any(token.pings for token in live_on_discord(body, None))
    check_modal(discord_forms.modal(asking(words)))


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[str, ...]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, tuple(name for name, _ in attrs)))


def on_the_page(words: str) -> None:
    """The tags are those of a harmless text, as far as there is anything to see of either."""
    shown = Conversation()
    html = web.message(shown.add(everywhere(words), MONDAY), PEOPLE["alice"])
    harmless = web.message(shown.add(everywhere("word"), MONDAY), PEOPLE["alice"])
    if words.strip():
        assert _Tags(html).seen == _Tags(harmless).seen
    assert "\u202e" not in html
    assert {tag for tag, _ in _Tags(web.form(asking(words), PEOPLE["alice"])).seen} <= _FORM_TAGS


_TURNING = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
_FORM_TAGS = {"dialog", "form", "h2", "p", "code", "input", "div", "label", "span", "a", "button"}
PLATFORMS = pytest.mark.parametrize("judge", [on_slack, on_discord, on_the_page])


def _strings(value: Any) -> Iterator[str]:
    """Yield every character that is sent."""
    if isinstance(value, str):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(inner)


@PLATFORMS
@pytest.mark.parametrize("words", CORPUS, ids=range(len(CORPUS)))
def test_what_is_known_to_be_hostile_stays_words(judge: Callable[[str], None], words: str) -> None:
    judge(words)


@pytest.mark.slow
@pytest.mark.timeout(240)
@PLATFORMS
def test_two_thousand_texts_stay_words(judge: Callable[[str], None]) -> None:
    judged = 0

    @many
    @given(TYPED)
    def run(words: str) -> None:
        nonlocal judged
        judged += 1
        judge(words)

    run()
    print(f"{judge.__name__}: {judged:,} texts")  # noqa: T201 - the figure
    assert judged >= 2_000
