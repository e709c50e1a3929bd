"""Cutting a text into words, numbers and marks, once and in linear time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MOST = 800
"""Words and marks that are read: four thousand characters of anybody's prose."""
_TYING = ".-/\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
# Alternatives that begin differently and repeat one class each: nothing here can backtrack far.
# A number must not reach into a word ("p95" is a word), a sign may stand before it ("$1.2M").
_PIECES = re.compile(
    r"(?P<number>(?:[$€£¥]|(?<!\d)(?<!\d[ \N{NBSP}\N{NNBSP}])[$€£¥][ \N{NBSP}\N{NNBSP}]|\#)?"  # $1.2M, € 300, #4
    r"\d[\d.,:/]*(?:[ \N{NBSP}\N{NNBSP}]?%|[^\W\d_]{1,3}(?![^\W_]))?)"  # 50%, 50 %, 7:30, 14th, 5km
    r"|(?P<word>[^\W_][\w’']*(?:(?<=\d)\.\d+)*)"  # letters, then anything wordlike: p95, don't, v2.0
    r"|(?P<mark>[^\s\w])"
    r"|(?P<other>\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark of the text, with where it stands."""

    word: str
    """Lower case, straight apostrophes, without a possessive 's."""
    start: int
    end: int
    kind: str
    """``number``, ``word`` or ``mark``."""
    glued: bool = False
    """True when a hyphen ties it to the word before (10-minute)."""
    possessive: bool = False


def _word(raw: str, whole: Collection[str]) -> tuple[str, bool]:
    word = raw.casefold().replace("’", "'").rstrip("'")
    if word.endswith("'s") and word not in whole:
        return word[:-2], True
    return word, raw.endswith(("'", "’")) and word.endswith("s")


def _site(before: str, after: str) -> bool:
    """Tell whether a full stop stands within a name (fast.ai) rather than between sentences typed without a space."""
    return len(before) > 1 and 1 < len(after) < 5 and after.isalpha()


def _pieces(text: str) -> Iterator[tuple[str, str, int, int]]:
    for piece in _PIECES.finditer(text):
        kind, raw, start = piece.lastgroup or "mark", piece.group(), piece.start()
        if kind == "number":
            trimmed = raw.rstrip(".,:/")  # a full stop after a number ends the sentence, not the number
            yield kind, trimmed, start, start + len(trimmed)
            for i in range(len(trimmed), len(raw)):
                yield "mark", raw[i], start + i, start + i + 1
        else:
            yield ("mark" if kind == "other" else kind), raw, start, piece.end()


def tokenise(text: str, whole: Collection[str]) -> tuple[Token, ...]:
    """Cut the text into tokens; a hyphen between two words, or the dot of a web address, ties them and is no token.

    ``whole`` are words that end in 's without being a possessive (let's).
    """
    tokens: list[Token] = []
    pieces = list(islice(_pieces(text), MOST))
    glue = False
    for index, (kind, raw, start, end) in enumerate(pieces):
        inner = (
            kind == "mark"
            and raw in _TYING
            and 0 < index < len(pieces) - 1
            and pieces[index - 1][3] == start
            and pieces[index + 1][2] == end
            and pieces[index + 1][0] != "mark"
            and (raw != "." or _site(pieces[index - 1][1], pieces[index + 1][1]))
        )
        if inner:
            glue = True
            continue
        word, possessive = _word(raw, whole) if kind == "word" else ("".join(raw.split()).casefold(), False)
        tokens.append(Token(word, start, end, kind, glued=glue, possessive=possessive))
        glue = False
    return tuple(tokens)
