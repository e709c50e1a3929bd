"""Whose doing a goal is: what one wants of others is told as what one wants, never as one's own act or as an order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coach.lexicon import entries, load
from bot.coach.parse import parse
from bot.coach.verbs import verb_at

if TYPE_CHECKING:
    from bot.coach.lexicon import Lexicon
    from bot.coach.parse import Sentence

FARTHEST = 10
"""Words between a want and what somebody is to do."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A goal's words without what only introduces them."""

    words: str
    """With a verb at the head where there is one: Ship the API; Get my team to trust me."""
    whole: str = ""
    """All of it, where it is a sentence already: I want my team to trust me; empty where one's own act is told."""


def spoken(text: str) -> Spoken:
    """Take off "I want to", join sentences, and begin with a capital."""
    lexicon = load()
    sentences = parse(text, lexicon)
    if not sentences:
        return Spoken(_tidy(text))
    first = sentences[0]
    found = _wanted(first, lexicon)
    if found is None:
        whole = _tidy(text) if _is_of_others(first, lexicon) else ""
        return Spoken(whole or _tidy(text[_start(first, first.begin) :]), whole)
    at, start = found
    whole = text[_start(first, start) :]
    whole = _tidy(whole if first.words[start].text in _says("wanting_who", lexicon) else f"I {whole}")
    wanted = text[_start(first, at) :]
    return Spoken(f"Get {_tidy(wanted, capital=False)}" if _acts(first, at) else _tidy(wanted), whole)


def _start(sentence: Sentence, at: int) -> int:
    return sentence.words[at].token.start if at < len(sentence) else 0


def _tidy(text: str, *, capital: bool = True) -> str:
    plain = re.sub(r"[.!?]+(?=\s)|\n+", ";", text).strip().rstrip(".!?;,: ")
    plain = " ".join(plain.split())
    return plain[:1].upper() + plain[1:] if capital else plain


def _wanted(sentence: Sentence, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return where begins what one wants, and where who wants it: none where that is to do something oneself."""
    who, led, wanting = (_says(name, lexicon) for name in ("wanting_who", "wanting_led", "wanting"))
    at = start = next((here for here, word in enumerate(sentence.words) if not word.isa("mark", "greeting")), 0)
    while at < len(sentence) and (sentence.words[at].text in led or sentence.words[at].isa("wishadverb")):
        at += 1
    begun = sentence.words[start].text in who and at > start
    if at >= len(sentence) or sentence.words[at].text not in wanting:
        return None
    bare = at == start and sentence.words[at].text in _says("wanting_bare", lexicon)  # need our customers to pay
    at = next((here for here in range(at + 1, len(sentence)) if not sentence.words[here].isa("wishadverb")), at)
    if sentence.words[at].text == "for":
        at += 1
    if at + 1 >= len(sentence) or sentence.words[at].isa("toword", "mark"):
        return None
    word = sentence.words[at]
    named = word.isa("definite", "indefinite", "universal", "pronoun") or word.token.possessive
    return (at, start) if begun or (named and bare) else None


def _acts(sentence: Sentence, at: int) -> bool:
    """Tell whether somebody is to do something: my team to trust me."""
    for here in range(at + 1, min(at + FARTHEST, len(sentence) - 1)):
        if sentence.words[here].isa("mark"):
            return False
        if sentence.words[here].isa("toword"):
            return verb_at(sentence, here + 1) is not None or not sentence.words[here + 1].isa("definite", "n")
    return False


def _is_of_others(sentence: Sentence, lexicon: Lexicon) -> bool:
    """Tell whether somebody who acts would be lost with what stands before the act: our team will, the crew checks."""
    before = sentence.words[: sentence.begin]
    texts = {word.text for word in before}
    if sentence.others:
        return True
    if "we" in texts or (len(before) > 1 and before[-1].isa("toword") and before[-2].isa("pronoun")):
        return False  # as a team we will, my boss wants me to
    told_of = {*lexicon.telling["team"], *lexicon.telling["people"], *lexicon.telling["they"]}
    owned = any(word.text in _says("whose", lexicon) for word in before)
    return (owned and not any(word.isa("aimword") for word in before)) or not texts.isdisjoint(told_of)


def _says(name: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(entries(lexicon.says["express"][name]))
