"""What Slack makes of a string of mrkdwn: the tokens that come alive, and the words that are left."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["broadcast", "usergroup", "user", "channel", "link", "date"]
NameOf = Callable[[str], str]
"""From a user's or channel's id to the name that people see."""

_TOKEN = re.compile(r"<([^<>]+)>")
_BARE = re.compile(r"(?<![\w<|/])(https?://[^\s<>|]+)")
_NAMED = re.compile(r"(?<![\w<&])([@#][\w.\-]+)")
_STYLES = (
    re.compile(r"```\n?(.*?)\n?```", re.DOTALL),
    re.compile(r"`([^`\n]+)`"),
    re.compile(r"(?<!\w)\*(\S(?:[^*\n]*\S)?)\*(?!\w)"),
    re.compile(r"(?<!\w)_(\S(?:[^_\n]*\S)?)_(?!\w)"),
    re.compile(r"(?<!\w)~(\S(?:[^~\n]*\S)?)~(?!\w)"),
)


@dataclass(frozen=True)
class Token:
    """A piece of text that Slack turned into something that pings, links or renders."""

    kind: Kind
    target: str
    where: str
    """Where it stands: `text`, or a JSON pointer into the blocks."""

    @property
    def pings(self) -> bool:
        """Whether somebody is called by it."""
        return self.kind in {"broadcast", "usergroup", "user"}


_CONTROLS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("broadcast", re.compile(r"!(channel|here|everyone|group)")),
    ("usergroup", re.compile(r"!subteam\^(\w+)")),
    ("date", re.compile(r"!date\^(\d+)\^.+")),
    ("user", re.compile(r"@([UWB]\w+)")),
    ("channel", re.compile(r"#([CDG]\w+)")),
    ("link", re.compile(r"((?i:https?|mailto|tel|slack|ftp|sip|skype):.*)")),
)


def _control(inner: str, where: str) -> Token | None:
    body = inner.split("|", 1)[0]
    for kind, pattern in _CONTROLS:
        if match := pattern.fullmatch(body):
            return Token(kind, match[1], where)
    return None


def tokens(text: str, where: str, *, names: bool = False, urls: bool = True) -> list[Token]:
    """Find what comes alive in mrkdwn; `names` is `link_names=1`, or a text object that is not verbatim."""
    found = [token for match in _TOKEN.finditer(text) if (token := _control(match[1], where))]
    rest = _TOKEN.sub(" ", text)
    if urls:
        found.extend(Token("link", match[1], where) for match in _BARE.finditer(rest))
    if names:
        found.extend(_named(match[1], where) for match in _NAMED.finditer(_BARE.sub(" ", rest)))
    return found


def _named(name: str, where: str) -> Token:
    if name in {"@here", "@channel", "@everyone", "@group"}:
        return Token("broadcast", name[1:], where)
    return Token("channel" if name.startswith("#") else "user", name[1:], where)


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escaped(text: str) -> str:
    """Escape the words that people type, as Slack does before it hands them on."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def readable(text: str, name_of: NameOf) -> str:
    """Leave the words that a person reads: dates by their fallback, no marks of style."""

    def words(match: re.Match[str]) -> str:
        body, _, label = match[1].partition("|")
        token = _control(match[1], "")
        if token is None:
            return match[0]
        if token.kind == "user":
            return "@" + name_of(token.target)
        if token.kind == "channel":
            return "#" + (label or name_of(token.target))
        if token.kind in {"broadcast", "usergroup"}:
            return label or "@" + token.target
        return label or body

    shown = _TOKEN.sub(words, text)
    for style in _STYLES:
        shown = style.sub(r"\1", shown)
    return unescaped(shown)
