"""Expressing a goal to others: distilled, short-term first, nothing invented, and nothing of leaving."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeGuard

from bot.coach.claims import Outcome, Told, told
from bot.coach.leaving import leaving
from bot.coach.lexicon import entries, load
from bot.coach.likeness import all_signs
from bot.coach.parse import Sentence, parse
from bot.coach.spoken import spoken
from bot.coach.tense import in_past, past, present

Audience = Literal["resume", "interview", "manager", "team"]
WORDS_IN_A_LINE = 20
_PLAN = re.compile(r"[:;](?=\s)")
"""What a goal may say of its plan stands behind one of these."""


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
    """When it is due, in words that may follow it."""
    done: bool = False
    came: Outcome | None = None
    """What its own numbers say came of it, once it is done …"""
    so_far: Outcome | None = None
    """… and what has come of it, while it is open."""
    leaving: bool = False
    """It is known to mean leaving, whatever its words are by now …"""
    misread: str = ""
    """… and these words of it are known not to."""

    def all(self) -> tuple[str, ...]:
        """Every fact as text."""
        came = self.came.words if self.came else None
        single = (self.title, self.wording, self.measure, self.next_step, self.parent, self.due, came, self.figure)
        return tuple(fact for fact in (*single, *self.reached) if fact)

    @property
    def figure(self) -> str:
        """How far its number has come, while it is open; empty if it has none, or has not moved."""
        moved = self.so_far is not None and not self.so_far.measure.is_habit and self.so_far.is_on_the_way
        return self.so_far.figure if self.so_far is not None and moved and not self.done else ""


def express(facts: Facts, audience: Audience) -> str:
    """Say the goal for an audience: a resume line of 20 words, or at most two sentences.

    Of a goal of leaving that asks for no skill and no scope there is nothing to say.
    """
    if facts.leaving or means_leaving(facts.title, facts.misread) or means_leaving(facts.wording, facts.misread):
        return _reframed(facts, audience)
    words = facts.wording or facts.title
    of_it = spoken(words)
    as_it_came = told(reached_words(words), facts.came) if facts.done else told(of_it.words, None)
    title = as_it_came.words
    reached = [reached_words(step) for step in facts.reached if not means_leaving(step, facts.misread)]
    # Whole facts are added while there is room; a fact cut in half could say something else.
    if audience == "resume":
        return _line(facts, as_it_came, reached)
    full = "; ".join(
        filter(None, (_with(title, _counted(facts), None if facts.done else facts.due), as_it_came.beside))
    )
    plan = (_with(of_it.whole, _counted(facts), facts.due) if of_it.whole else full,)
    will, next_, goes_on = ("whole",) * 3 if of_it.whole else ("will", "next", "goes_on")
    step, parent = (
        (bare(text),) if text and not means_leaving(text, facts.misread) else ()
        for text in (facts.next_step, facts.parent)
    )
    done = tuple(reached[:2])
    said: list[tuple[str, tuple[str, ...]]]
    if facts.done:
        said = [("did" if as_it_came.is_past else "tried", (full,)), ("way", done if audience != "manager" else ())]
    elif audience == "manager" and step:
        said = [("next", step), ("towards", (full,))]
    elif done and audience != "manager":
        said = [("so_far", done), (next_, plan)]
    elif facts.figure:
        said = [(goes_on if _is_passed(facts) else will, plan), ("stands", (facts.figure,))]
    else:
        said = [(will, plan), ("towards", parent if audience != "team" else ())]
    return " ".join(_sentence(kind, these) for kind, these in said if these)


def _sentence(kind: str, these: tuple[str, ...]) -> str:
    """Say it in the first person where all of it begins with verbs that we can bend, else with a word before it."""
    says = load().says["express"]
    spoken, plain = says[kind]
    is_past = kind in ("did", "way", "so_far")
    bend = past if is_past else present
    bent = [acted for one in these if (acted := bend(one))]
    if len(bent) == len(these):
        return str(spoken).format(act=says["and"].join(map(_small, bent)))
    return str(plain).format(act="; ".join(map(in_past, these) if is_past else these))


def _is_passed(facts: Facts) -> bool:
    """Tell whether its number has come to its target, so that nobody will reach that."""
    return facts.so_far is not None and not facts.so_far.is_short


def _small(text: str) -> str:
    """Begin with a small letter, unless the first word is spelt with capitals of its own."""
    first = text.partition(" ")[0]
    return text if first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def means_leaving(text: str | None, misread: str = "") -> bool:
    """Tell whether `text`, if there is any, speaks of leaving the employer.

    Of each line of `misread` its writer has said that it does not. That holds for the line itself, and for what has all
    its words and what made them harmless, and speaks of leaving by none but these: a line that is nothing but a notice
    may be harmless by itself, and not with "at work" behind it.
    """
    sentences = parse(text or "", load())
    found = leaving(sentences, all_signs(sentences))
    if not (text and found and misread):
        return bool(found)
    all_ = _words(text)
    said = {word for start, end in found.evidence for word in _words(text[start:end])}
    lines = map(_words, misread.splitlines())
    known = next((line for line in lines if line == all_ or said < line <= all_), None)
    return known is None or means_leaving(_without(text, known))


_WORD = re.compile(r"\w+(?:['’]\w+)*")


def _without(text: str, words: set[str]) -> str:
    """Return `text` without each of `words` where it stands first."""
    left = set(words)

    def kept(found: re.Match[str]) -> str:
        word = found[0].casefold()
        if word not in left:
            return found[0]
        left.discard(word)
        return ""

    return _WORD.sub(kept, text)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def is_ours(words: str) -> bool:
    """Tell whether the lexicon knows each word of a date, so that it is said in the tongue of the text around it."""
    return all(load().classes(word) for word in re.findall(r"[^\W\d_]{2,}", words.casefold()))


def bare(text: str) -> str:
    """Take off "I want to", join sentences, and begin with a capital; what others are to do stays theirs."""
    return spoken(text).words


def reached_words(text: str) -> str:
    """Return the bare words of what was reached: what it says of the plan to get there is no feat."""
    words = bare(text)
    for found in _PLAN.finditer(words):
        if any(planned in words[found.end() :].casefold() for planned in entries(load().says["express"]["planned"])):
            return words[: found.start()]
    return words


def _with(title: str, measure: str | None, due: str | None) -> str:
    """Add the measure and the date that the title does not already say."""
    counted = f", {_joined(measure)}" if _adds(measure, title) else ""
    dated = f" {_joined(due)}" if _adds(due, title) else ""
    return f"{title}{counted}{',' if counted and dated else ''}{dated}"


def _adds(fact: str | None, title: str) -> TypeGuard[str]:
    """Tell whether a fact says something that the title does not, and nothing of leaving."""
    return bool(fact) and str(fact).casefold() not in title.casefold() and not means_leaving(fact)


def _joined(text: str) -> str:
    return " ".join(re.sub(r"[.!?]+(?=\s|$)|\n+", ";", text).strip().rstrip("; ").split())


def _counted(facts: Facts) -> str | None:
    """Return how it is counted, unless it came to less than that."""
    return None if facts.done and facts.came and facts.came.is_short else facts.measure


def _line(facts: Facts, as_it_came: Told, reached: list[str]) -> str:
    says = load().says["express"]
    if facts.done and as_it_came.beside:
        room = WORDS_IN_A_LINE - len(as_it_came.beside.split())
        return replace(as_it_came, words=" ".join(as_it_came.words.split()[:room])).line
    if facts.done:
        counted = [_joined(measure)] if _adds(measure := _counted(facts), as_it_came.words) else []
        parts = [as_it_came.line, *counted]
    elif reached:
        parts = [in_past(step) for step in reached]
    else:
        parts = [says["resume_open"].format(title=as_it_came.words)]
    parts += [says["resume_so_far"].format(figure=facts.figure)] if facts.figure else []
    kept: list[str] = []
    for part in parts:
        if len(" ".join([*kept, part]).split()) <= WORDS_IN_A_LINE:
            kept.append(part)
    if kept:
        return "; ".join(kept)
    return " ".join(parts[0].split()[:WORDS_IN_A_LINE])


def _reframed(facts: Facts, audience: Audience) -> str:
    """Tell the skill or scope that a goal of leaving asks for, and no word of it; empty if it asks for none."""
    says = load().says["express"]
    said = {
        word for sentence in parse(f"{facts.title}. {facts.wording or ''}", load()) for word in _asked_for(sentence)
    }
    for words, scope, line in says["reframes"]:
        if said & set(entries(words)):
            return str(line if audience == "resume" else scope)
    return ""


def _asked_for(sentence: Sentence) -> Iterator[str]:
    """Yield the words of a sentence but those of what is left and of whom one goes to, which ask for nothing."""
    says = load().says["express"]
    ends, beyond, then = (frozenset(entries(says[name])) for name in ("ends", "beyond", "then"))
    is_told = True
    for at, word in enumerate(sentence.words):
        if word.text in ends | beyond:
            is_told = False
        elif word.token.kind == "mark" or word.text in then:
            goes_to = (
                word.text == "to" and at + 1 < len(sentence) and sentence.isa(at + 1, "indefinite", "definite", "my")
            )
            is_told = is_told or not goes_to
        elif is_told:
            yield word.text
