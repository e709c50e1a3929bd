"""What a client makes of a text: which mentions and links in it are live, and what a person reads.

Pessimistic on purpose: whether an escape or a code span keeps a mention from notifying is not documented,
so a mention that `allowed_mentions` lets through pings wherever it stands.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_SCAN = re.compile(
    r"""
      (?P<escape>\\[^0-9A-Za-z\s])
    | (?P<block>```(?:\w+\n)?(?P<block_text>.*?)```)
    | (?P<code>(?P<ticks>`{1,2})(?!`)(?P<code_text>.+?)(?<!`)(?P=ticks)(?!`))
    | <t:(?P<moment>-?\d{1,17})(?::[tTdDfFsSR])?>
    | <@!?(?P<user>\d+)>
    | <@&(?P<role>\d+)>
    | <\#(?P<channel>\d+)>
    | </(?P<command>[^:<>\n]+):\d+>
    | <a?:(?P<emoji>\w+):\d+>
    | <id:(?P<place>[\w-]+)>
    | \[(?P<link>(?:[^\[\]]|\[[^\]]*\])+)\]\(\s*<?(?:https?|discord)://[^)\s]+(?:\s+[^)]*)?\)
    | (?P<bare><?(?:https?|discord)://[^\s<>]+>?|<(?:mailto|tel|sms):[^>\s]+>
              |(?:discord\.gg|discord(?:app)?\.com/invite)/[\w-]+)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_READ = ("escape", "block_text", "code_text", "link", "moment", "user", "role", "channel", "command", "emoji")
_PINGS = re.compile(r"(?P<everyone>@everyone)|(?P<here>@here)|<@!?(?P<user>\d+)>|<@&(?P<role>\d+)>")
_SHOWN = ("moment", "user", "role", "channel", "command", "emoji", "place", "link", "bare")
_BLOCKS = re.compile(r"^(?:\#{1,3} |-\# |>{1,3} )+", re.MULTILINE)
_BULLETS = re.compile(r"^(\s*)[-*] ", re.MULTILINE)
_STYLES = re.compile(r"(\*\*\*|\*\*|\*|__|~~|\|\|)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_UNDERSCORES = re.compile(r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)", re.DOTALL)
_SHIELD = 0xE000

Names = Callable[[str, str], str]
"""The kind of a mention and its id, to the name a person sees."""


@dataclass(frozen=True)
class Token:
    """Something in a message that is more than its letters."""

    kind: str
    """everyone, here, user, role, channel, command, link (masked), bare (link), emoji, place or moment"""
    text: str
    pings: bool
    """Whether somebody is notified; a mention that may not ping still stands there as one."""


def tokens_in(message: Mapping[str, Any], allowed_mentions: Mapping[str, Any] | None) -> list[Token]:
    """Everything live in a message, with what was allowed when it was sent."""
    content = message.get("content") or ""
    tokens = [
        Token(str(match.lastgroup), match[0], pings=True)
        for match in _PINGS.finditer(content)
        if _allowed(str(match.lastgroup), match[match.lastgroup or 0], allowed_mentions)
    ]
    pinged = {token.text for token in tokens}
    for match in _SCAN.finditer(content):
        kind = next((kind for kind in _SHOWN if match[kind] is not None), None)
        if kind and match[0] not in pinged:
            tokens.append(Token(kind, match[0], pings=False))
    return tokens


def _allowed(kind: str, mentioned: str, allowed: Mapping[str, Any] | None) -> bool:
    if allowed is None:
        return True
    if kind in ("everyone", "here"):
        return "everyone" in (allowed.get("parse") or [])
    listed = map(str, allowed.get(f"{kind}s") or [])
    return f"{kind}s" in (allowed.get("parse") or []) or mentioned in listed


def plain(text: str, names: Names) -> str:
    """Give what a person reads: a text without its markdown, moments as ISO, mentions as names."""
    text = _SCAN.sub(lambda match: _spoken(match, names), text)
    text = _BULLETS.sub(r"\1• ", _BLOCKS.sub("", text))
    for style in (_STYLES, _UNDERSCORES):
        while (bare := style.sub(lambda match: match[match.lastindex or 0], text)) != text:
            text = bare
    return "".join(chr(ord(c) - _SHIELD) if _SHIELD <= ord(c) < _SHIELD + 128 else c for c in text)


def _spoken(match: re.Match[str], names: Names) -> str:
    kind = next((kind for kind in _READ if match[kind] is not None), "")
    text = match[kind] if kind else match[0]
    if kind == "link":
        return text
    if kind == "moment":
        text = datetime.fromtimestamp(int(text), UTC).isoformat()
    elif kind in ("user", "role", "channel"):
        text = names(kind, text)
    return _shielded({"escape": text[1:], "command": f"/{text}", "emoji": f":{text}:"}.get(kind, text))


def _shielded(text: str) -> str:
    """Letters that no later rule may take for markup."""
    return "".join(chr(_SHIELD + ord(c)) if c.isascii() and not c.isalnum() else c for c in text)
