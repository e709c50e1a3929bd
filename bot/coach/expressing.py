"""Expressing a goal to others: distilled, short-term first, nothing invented, and nothing of leaving."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.coach.leaving import leaving
from bot.coach.lexicon import Lexicon, entries, load
from bot.coach.parse import Sentence, parse

Audience = Literal["resume", "interview", "manager", "team"]
WORDS_IN_A_LINE = 20


@dataclass(frozen=True)
class Facts:
    """What a goal holds that may be told; the private reason is not among it."""

    title: str
    wording: str | None = None
    """The shared wording, which is told instead of the title."""
    measure: str | None = None
    reached: tuple[str, ...] = ()
    """Milestones that are done, latest first."""
    next_step: str | None = None
    parent: str | None = None
    due: str | None = None
    done: bool = False

    def all(self) -> tuple[str, ...]:
        """Every fact as text."""
        single = (self.title, self.wording, self.measure, self.next_step, self.parent, self.due)
        return tuple(fact for fact in (*single, *self.reached) if fact)


def express(facts: Facts, audience: Audience, language: str = "en") -> str:
    """Say the goal for an audience: a resume line of 20 words, or at most two sentences."""
    lexicon = load(language)
    if _means_leaving(facts.title, lexicon) or _means_leaving(facts.wording, lexicon):
        return _reframed(facts, audience, lexicon)
    says = lexicon.says["express"]
    title = _told(facts.wording or facts.title, lexicon)
    safe = [_told(step, lexicon) for step in facts.reached if not _means_leaving(step, lexicon)]
    past = [_past(step, lexicon) for step in safe]
    # Whole facts are added while there is room; a fact cut in half could say something else.
    if audience == "resume":
        return _line(facts, title, safe, lexicon)
    full = _with(title, facts.measure, facts.due, lexicon)
    step = facts.next_step if facts.next_step and not _means_leaving(facts.next_step, lexicon) else None
    parent = facts.parent if facts.parent and not _means_leaving(facts.parent, lexicon) else None
    said: list[str] = []
    if audience == "manager":
        said.append(says["now"].format(title=_told(step, lexicon) if step else full))
        if step:
            said.append(says["towards"].format(parent=full))
        elif parent:
            said.append(says["towards"].format(parent=_told(parent, lexicon)))
    elif safe:
        said.append(says["so_far"].format(reached=says["and"].join(past[:2])))
        said.append((says["next"] if not facts.done else says["title"]).format(title=full))
    else:
        said.append(says["title"].format(title=full))
        if audience == "interview" and parent:
            said.append(says["towards"].format(parent=_told(parent, lexicon)))
    return " ".join(said[:2])


def means_leaving(text: str, language: str = "en") -> bool:
    """Tell whether `text` speaks of leaving the employer."""
    return _means_leaving(text, load(language))


def _means_leaving(text: str | None, lexicon: Lexicon) -> bool:
    return bool(text) and bool(leaving(parse(text or "", lexicon)))


def _told(text: str, lexicon: Lexicon) -> str:
    """Take off "I want to", join sentences, and begin with a capital."""
    sentences = parse(text, lexicon)
    begin = _begin(sentences[0]) if sentences else 0
    bare = re.sub(r"[.!?]+(?=\s)|\n+", ";", text[begin:]).strip().rstrip(".!?;,: ")
    bare = " ".join(bare.split())
    return bare[:1].upper() + bare[1:]


def _begin(sentence: Sentence) -> int:
    return sentence.words[sentence.begin].token.start if sentence.begin < len(sentence) else 0


def _with(title: str, measure: str | None, due: str | None, lexicon: Lexicon) -> str:
    """Add the measure and the date that the title does not already say."""
    more = [fact for fact in (measure, due) if fact and fact.casefold() not in title.casefold()]
    more = [_joined(fact) for fact in more if not _means_leaving(fact, lexicon)]
    return ", ".join([title, *more])


def _joined(text: str) -> str:
    return " ".join(re.sub(r"[.!?]+(?=\s|$)|\n+", ";", text).strip().rstrip("; ").split())


def _line(facts: Facts, title: str, reached: list[str], lexicon: Lexicon) -> str:
    says = lexicon.says["express"]
    if facts.done:
        line = _past(title, lexicon)
        extra = [fact for fact in (facts.measure,) if fact and fact.casefold() not in line.casefold()]
        parts = [line, *(_joined(fact) for fact in extra if not _means_leaving(fact, lexicon))]
    elif reached:
        parts = [_past(step, lexicon) for step in reached]
    else:
        parts = [says["resume_open"].format(title=title)]
    kept: list[str] = []
    for part in parts:
        if len(" ".join([*kept, part]).split()) <= WORDS_IN_A_LINE:
            kept.append(part)
    if kept:
        return str(says["and"]).join(kept)
    return " ".join(parts[0].split()[:WORDS_IN_A_LINE])


def _past(title: str, lexicon: Lexicon) -> str:
    """Put the first verb into the past: Cut, Shipped, Wrote."""
    first, _, rest = title.partition(" ")
    word = first.casefold()
    told = lexicon.says["express"]["past"].get(word)
    if told is None and lexicon.classes(word) & {"deliver", "act", "move", "improve"}:
        pasts = [form for form, base in lexicon.bases.items() if base == word and "past" in lexicon.classes(form)]
        told = min(pasts, key=len).capitalize() if pasts else None
    return f"{told} {rest}".strip() if told else title


def _reframed(facts: Facts, audience: Audience, lexicon: Lexicon) -> str:
    """Tell the skill or scope that a goal of leaving asks for, and not one word of the goal itself."""
    says = lexicon.says["express"]
    if audience == "resume":
        return str(says["resume_reframe"])
    text = f"{facts.title} {facts.wording or ''}"
    said = {word.text for sentence in parse(text, lexicon) for word in sentence.words}
    return next(str(told) for words, told in says["reframes"] if not words or said & set(entries(words)))
