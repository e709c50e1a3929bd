"""What is typed after a question and answers nothing: a question back, chatter, thanks, emoji, swearing, a letter."""

from __future__ import annotations

import re

from bot.coach.lexicon import entries, load

_WORDS = re.compile(r"[^\W_]+(?:['/][^\W_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_LONG = 300
"""Characters from which on something was pasted, and is no answer to one question."""


def is_aside(said: str) -> bool:
    """Tell whether words answer no question at all, whatever was asked."""
    words = _words(said)
    if not words or "?" in said or len(said) > _LONG or (len(words) == 1 and _LETTER.fullmatch(words[0])):
        return True
    says = load().says["asides"]
    whole, rude = " ".join(words), set(entries(says["rude"]))
    return whole in entries(says["whole"]) or _begins(whole, entries(says["first"])) or not rude.isdisjoint(words)


def tells_no_act(said: str) -> bool:
    """Tell whether words begin as nothing that one does, and name nothing: a statement, a denial, a question."""
    return _begins(" ".join(_words(said)), entries(load().says["asides"]["no_act"]))


def _words(said: str) -> list[str]:
    return _WORDS.findall(said.casefold().replace("’", "'"))


def _begins(words: str, openings: list[str]) -> bool:
    return f"{words} ".startswith(tuple(f"{opening} " for opening in openings))
