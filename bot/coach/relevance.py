"""Relevant: does the goal serve the why it was given? Linked, not linked, or better asked; never a refusal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.coach.verdicts import Span, Verdict

if TYPE_CHECKING:
    from bot.coach.lexicon import Lexicon
    from bot.coach.parse import Sentence


def _stem(word: str, endings: Iterable[str]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _said(sentences: Iterable[Sentence], lexicon: Lexicon) -> tuple[dict[str, Span], dict[str, Span]]:
    """Give the stems and the fields of a text, each with where it was said."""
    stems: dict[str, Span] = {}
    fields: dict[str, Span] = {}
    for sentence in sentences:
        words = sentence.words
        for at, word in enumerate(words):
            if word.isa(
                "mark", "preposition", "definite", "indefinite", "pronoun", "month", "degree", "vagueadjective"
            ):
                continue
            span = sentence.span(at, at + 1)
            base = lexicon.bases.get(word.text, word.text)
            if len(word.text) >= 4 and not word.isa("period", "universal", "conjunction", "general", "n", "state"):
                stems.setdefault(_stem(base, lexicon.shapes["stem"]), span)
            pair = f"{word.text} {words[at + 1].text}" if at + 1 < len(words) else ""
            for key in (pair, word.text, base):
                for field in lexicon.fields.get(key, ()):
                    fields.setdefault(field, span)
    return stems, fields


def relevant(goal: Iterable[Sentence], why: Iterable[Sentence], *, reason: str, lexicon: Lexicon) -> Verdict:
    """Judge a goal against its why: a shared word or field links them; known but different fields do not."""
    stems, fields = _said(goal, lexicon)
    wanted_stems, wanted_fields = _said(why, lexicon)
    shared = [stems[stem] for stem in stems if stem in wanted_stems]
    shared += [fields[field] for field in fields if field in wanted_fields]
    if shared:
        return Verdict("met", tuple(dict.fromkeys(shared)))
    says = lexicon.says["lacking"]
    if fields and wanted_fields:
        return Verdict("missing", (), str(says["relevant_no"]).format(why=reason))
    return Verdict("unsure", (), str(says["relevant_unsure"]).format(why=reason))
