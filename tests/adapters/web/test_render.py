"""Nothing that a person types becomes anything but words, wherever it stands on the page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web import render
from adapters.web.conversation import Conversation, Message
from adapters.web.markup import tag, text
from adapters.web.page import page
from adapters.web.people import PEOPLE
from bot.errors import Choice
from bot.messages import Ask, Button, Field, Form, Menu, Reply, Section, Tone

ALICE = PEOPLE["alice"]
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)",
    "</title></textarea></style></dialog><b>",
    "<!-- ",
    "]]>&lt;b&gt;&amp;",
    "<!channel> <@U1> @everyone <https://x|y> </goal:1>",
    "[link](javascript:alert(1)) javascript:alert(1)",
    "\u202eright to left\u2066\u200b",
    "\x00\x1b[31m\r\n",
    "Z" + "\u0335\u0321" * 200,
    "👩‍👩‍👧‍👦" * 100,
]


class Parts(HTMLParser):
    """The tags, attributes and words of a page, as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.tags.append(f"<!-- {data}")


def drawn(words: str) -> Parts:
    """Return a page where `words` stand in every place that words can stand in."""
    call = words[:80] or "x"
    button = Button(words, call)
    section = Section(words, (Field(words, words),), (button,), Menu(words, (button,)))
    conversation = Conversation()
    conversation.add(words, NOW, key=words)
    conversation.add(Reply(words, (section,), words), NOW)
    asks = (Ask("one", words, value=words, hint=words, error=words), Ask("two", words, value=words, options=(words,)))
    form = render.form(
        Form(words, words, asks), ALICE, replying_to=words, known={"one": [Choice(words, words)]}, is_open=True
    )
    return Parts(page(ALICE, conversation, NOW, form))


HARMLESS = drawn("harmless")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    parts = drawn(words)

    assert parts.tags == HARMLESS.tags
    assert parts.attributes == HARMLESS.attributes
    assert parts.links == HARMLESS.links


@given(st.text(min_size=1, max_size=120))
def test_any_words_stay_words(words: str) -> None:
    parts = drawn(words)

    assert (parts.tags, parts.attributes, parts.links) == (HARMLESS.tags, HARMLESS.attributes, HARMLESS.links)


def test_nothing_on_the_page_comes_from_outside_or_runs_inline() -> None:
    assert all(link.startswith("/") and not link.startswith("//") for link in HARMLESS.links)
    assert not any(name.startswith("on") or name == "style" for name in HARMLESS.attributes)
    assert HARMLESS.tags.count("script") == 1


def test_turned_directions_and_control_characters_are_left_out() -> None:
    assert text("a\u202eb\x00c\u2066d\te\nf 👩‍👧") == "abcd\te\nf 👩‍👧"


def test_an_attribute_cannot_be_left_early() -> None:
    assert tag("p", title='"><b>') == '<p title="&quot;&gt;&lt;b&gt;"></p>'


def test_dates_and_moments_know_what_they_are() -> None:
    lisbon = datetime(2027, 3, 31, 9, 0, tzinfo=ZoneInfo("Europe/Lisbon"))

    assert render.value(date(2027, 3, 31)) == '<time datetime="2027-03-31">Wed 31 March 2027</time>'
    assert render.value(lisbon) == (
        '<time datetime="2027-03-31T09:00:00+01:00" data-moment>Wed 31 March 2027, 09:00 (Europe/Lisbon)</time>'
    )


@pytest.mark.parametrize(("tone", "sign"), [(Tone.good, "✓"), (Tone.attention, "◆"), (Tone.refused, "✕")])
def test_a_tone_is_a_sign_and_not_only_a_colour(tone: Tone, sign: str) -> None:
    html = render.message(Message(1, 1, NOW, NOW, Reply("Hello", tone=tone)), ALICE)

    assert f'<span class="sign" aria-hidden="true">{sign}</span>' in html


def test_a_blank_is_tied_to_its_label_hint_and_error() -> None:
    html = render.form(Form("Set a goal", "new", (Ask("by", "Due", value="x", hint="When.", error="No date."),)), ALICE)

    assert '<label for="blank-by">Due</label>' in html
    assert 'aria-describedby="blank-by-error blank-by-hint"' in html
    assert 'id="blank-by-error">No date.' in html
    assert 'id="blank-by-hint">When.' in html


def test_old_messages_are_forgotten_and_new_ones_kept() -> None:
    conversation = Conversation()
    for number in range(1_000):
        conversation.add(f"line {number}", NOW)
    kept = [message.said for message in conversation]

    assert len(kept) == 300
    assert kept[-1] == "line 999"
    assert conversation.change(1, Reply("Hello"), NOW) is None
