"""What begins with a verb, said of the past: Fixed, Cut, Wrote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coach.doing import does
from bot.coach.lexicon import entries, load
from bot.coach.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.coach.parse import Sentence

_ACTS = frozenset({"deliver", "act", "move", "improve", "reach", "rival"})
_LED = ("definite", "indefinite", "universal", "n", "preposition", "conjunction", "mark", "negation")
"""Words behind which a noun stands: a plan, every talk."""
_GOES_ON = ("preposition", "conjunction")
_WILL = re.compile(r"(?P<who>(?:our|my|the|they|we)\b(?: [\w'’-]+){0,3}) will (?P<act>.+)", re.IGNORECASE)
_PREFIX = re.compile(r"(re|under|un|over|out|mis|fore|pre)(?=[a-z]{3})")
_ENDINGS = (
    (re.compile(r"(?<=e)$"), "d"),
    (re.compile(r"(?<=[^aeiou])y$"), "ied"),
    (re.compile(r"(?<=[^aeiou]ic)$"), "ked"),
    # The last letter of a word of one syllable is said twice: stopped, mapped (but rowed, mixed, played).
    (re.compile(r"^((?:[^aeiou]*|s?qu)[aeiou]([^aeiouwxy]))$"), r"\1\2ed"),
    (re.compile(r"$"), "ed"),
)
"""How the past of a verb ends; the first that fits."""


def in_past(title: str) -> str:
    """Put the verbs of what was done into the past: Cut, Shipped, Wrote; what begins otherwise stays as it is."""
    return past(title) or _of_others(title) or title


def past(title: str) -> str | None:
    """Return what begins with a verb in the past; None if it begins otherwise, or may: test run."""
    word = title.partition(" ")[0].casefold()
    told = _bent(word)
    if not (told and does(title)):
        return None
    first, *others = parse(title, load())
    further = _further(title, first)
    if further is None:
        return None
    told = "Became" if _becomes(first) else told
    for start, end, bent in reversed([*further, *_begun(title, others)]):
        title = f"{title[:start]}{bent}{title[end:]}"
    return f"{told.capitalize()} {title.partition(' ')[2]}".strip()


def _becomes(sentence: Sentence) -> bool:
    """Tell whether it was to be someone or something else: be a calmer nurse (but be home, be kind)."""
    is_be = sentence.words[0].text == _says("be") and len(sentence) > 1
    return is_be and sentence.words[1].isa("indefinite", "definite", "degree")


def _further(title: str, sentence: Sentence) -> list[tuple[int, int, str]] | None:
    """Bend each verb that goes on from the first: and lose 5 kg, then buy a van; None where one only may be a verb."""
    found: list[tuple[int, int, str]] = []
    at = 1
    while at < len(sentence) - 1:
        joins, begun = sentence.words[at].text, at
        at += 1
        if joins not in (",", *_entries("joining")):
            continue
        then = joins in _entries("joining_then")
        while at < len(sentence) - 1 and sentence.words[at].text in _entries("joining"):
            then = then or sentence.words[at].text in _entries("joining_then")
            at += 1
        if sentence.words[at].text in _entries("negations"):
            return None  # and not hit snooze
        bent = _bent(sentence.words[at].text)
        if bent is None or (_is_within(sentence, begun) and not then):
            continue
        start, end = sentence.span(at, at + 1)
        if does(title[start:]) or _goes_with(sentence, at + 1):
            found.append((start, end, bent.casefold()))
        elif at + 1 < len(sentence) and joins != "," and not sentence.words[at + 1].isa("mark", *_GOES_ON):
            return None  # eat fish and drink water, sell food and drink vouchers
    return found


def _goes_with(sentence: Sentence, at: int) -> bool:
    """Tell whether what stands here, behind what may be a verb, makes one of it: swim 1k, call Mum, start running."""
    if at >= len(sentence):
        return False
    word, last = sentence.words[at], at + 1 == len(sentence)
    return word.isa("n", "person") or "gerund" in word.shape or (last and word.isa("direction"))


def _begun(title: str, sentences: Iterable[Sentence]) -> Iterator[tuple[int, int, str]]:
    """Bend the verbs that begin further sentences: read the manual; write a summary."""
    for sentence in sentences:
        start, end = sentence.span(0, 1)
        bent = _bent(sentence.words[0].text)
        if bent and does(title[start:]):
            yield start, end, bent.casefold()


def _is_within(sentence: Sentence, end: int) -> bool:
    """Tell whether what is joined at `end` belongs to a verb within: learn to cook and bake, help Bob pack and move."""
    for at in range(1, end):
        word, before = sentence.words[at], sentence.words[at - 1]
        if word.text in _entries("clauses"):
            return True
        within = at > 1 and word.text not in _entries("naming") and not before.isa(*_LED)
        if _bent(word.text) and (within or before.isa("toword")):
            return True
    return False


def _of_others(title: str) -> str | None:
    """Return what others were to do in the past: our team will ship the API, our team shipped the API."""
    said = _WILL.match(title)
    act = past(said["act"][:1].upper() + said["act"][1:]) if said else None
    return f"{said['who']} {act[:1].lower()}{act[1:]}" if said and act else None


def present(title: str) -> str | None:
    """Return what begins with a verb in its plain form; None if it begins otherwise, or may: demo day."""
    word = title.partition(" ")[0].casefold()
    return title if (_irregular(word) or _is_act(word)) and does(title) else None


def _bent(word: str) -> str | None:
    return _irregular(word) or (_regular(word) if _is_act(word) else None)


def _says(name: str) -> str:
    return str(load().says["express"][name])


def _entries(name: str) -> frozenset[str]:
    return frozenset(entries(_says(name)))


def _is_act(word: str) -> bool:
    """Tell whether a word is a verb in its plain form."""
    lexicon = load()
    return bool(lexicon.classes(word) & _ACTS) and word not in lexicon.bases


def _irregular(word: str) -> str | None:
    known: str | None = load().says["express"]["past"].get(word)
    return known


def _regular(word: str) -> str:
    """Bend a verb that no list names, one with a prefix like what stands behind it: resubmitted, retook, remapped."""
    prefix = _PREFIX.match(word)
    behind = word[prefix.end() :] if prefix else ""
    if prefix and (_irregular(behind) or _is_act(behind)):
        return prefix[0] + (_irregular(behind) or _regular(behind)).casefold()
    return next(ending.sub(instead, word, count=1) for ending, instead in _ENDINGS if ending.search(word))
