"""A space too many or too few: "din ner" is dinner, "nextweek" next week."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.coach.mending import VERBAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.coach.lexicon import Lexicon
    from bot.coach.tokens import Token

SHORTEST_TORN, SHORTEST_HALF = 4, 3
"""Letters of a word that may have been torn apart, and of each of two that may have run together."""
SMALL = ("definite", "everyword", "near")
"""Of two words that ran together, one is of these: other pairs are compounds, too (inbox, bookshop)."""


def respaced(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Token]:
    """Yield the tokens with words joined and parted where only that makes words that are known."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following is not None and _torn(token, following, lexicon):
            yield replace(following, word=token.word + following.word, start=token.start, glued=token.glued)
            at += 2
            continue
        cut = _cut(token, lexicon, leads=at == 0)
        if cut:
            middle = token.start + cut
            yield replace(token, word=token.word[:cut], end=middle, possessive=False)
            yield replace(token, word=token.word[cut:], start=middle, glued=False)
        else:
            yield token
        at += 1


def _known(word: str, lexicon: Lexicon) -> bool:
    return bool(lexicon.classes(word)) or word in lexicon.spelling.known


def _torn(token: Token, following: Token, lexicon: Lexicon) -> bool:
    """Tell whether two tokens are one word with a space in it: at least one of them is no word."""
    if token.kind != "word" or following.kind != "word" or following.glued or following.start != token.end + 1:
        return False
    joined = token.word + following.word
    if len(joined) < SHORTEST_TORN or not lexicon.classes(joined) or token.possessive:
        return False
    return not (_known(token.word, lexicon) and _known(following.word, lexicon))


def _cut(token: Token, lexicon: Lexicon, *, leads: bool) -> int:
    """Return where two words have run together, 0 if they have not; what ``leads`` may be a verb with its object."""
    word = token.word
    if token.kind != "word" or len(word) < 2 * SHORTEST_HALF or not word.isalpha() or _known(word, lexicon):
        return 0
    if token.glued or lexicon.spelling.candidates(word):
        return 0
    cuts = [
        at
        for at in range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)
        if (first := lexicon.classes(word[:at])) and (second := lexicon.classes(word[at:]))
        if not (first.isdisjoint(SMALL) and second.isdisjoint(SMALL)) or (leads and not first.isdisjoint(VERBAL))
    ]
    return max(cuts, key=lambda at: min(at, len(word) - at), default=0)
