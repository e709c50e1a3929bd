"""The answer to words that are no command: what they may mean, the nearest command, or to set them as a goal."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.coach.lexicon import load
from bot.dates import grammar
from bot.dates.remainder import remainder
from bot.dates.when import Kind as Sort
from bot.errors import Asked, Refusal
from bot.line.paraphrases import (
    LEAVING,
    as_said,
    asked_when,
    away_in,
    is_of_all,
    is_question,
    told_as_goal,
    wants_quiet,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.catalogue import Commands
    from bot.commands import Command

_OFFERED, _LIKELY, _CLOSE, _SURE = 3, 66, 5, 90
"""Commands offered for unknown words: how many, from which likeness on (of 100), and how near to the likeliest; from
the last likeness on the words are a slip of the keyboard and no goal."""
_BEGUN = 90
"""How like a command its own beginning is."""
_QUIETER = ("away today", "away a week", "settings budget: 1", "nudges")
"""What makes Milepost ask less, or nothing for a while."""
_PERSON = {"i", "i'd", "i'll", "i'm", "we", "we'll", "my", "our"}
"""How a goal begins that somebody tells, and no command."""
_SENTENCE, _PAIR = 3, 2
"""The fewest words that may be a goal; the smaller number holds where no command is like them."""
_ABOUT_ONE = re.compile(r"\b(?:goal|milestone)s?\b|^\s*\S+ #?\d", re.IGNORECASE)
"""Words with which a command speaks of something by its number or its kind."""
_SOMETIME = datetime(2000, 1, 3, tzinfo=UTC)
"""Whether words are a rhythm depends on no day."""
_DOUBTFUL = 72
"""Below this likeness to every command the words are as likely a goal."""


def unknown(rest: str, commands: Commands) -> Refusal:
    """Return what is said to `rest`, which begins with no command: what is meant by it, or what it is like."""
    words = rest.split()
    if (plain := _nothing_to_do(words) or _plain_talk(rest, words, commands)) is not None:
        return plain
    if commands.get("alter") is not None and _is_a_day(rest):
        day = rest.strip().rstrip(".!")
        bare = day[len("by ") :] if day.casefold().startswith("by ") else day
        hint = f"Say it with its number, for example: alter 1 by: {bare[:60]}. To see them, type list."
        return Asked("Which goal is due then?", hint, [f"form alter by: {bare}", "list"])
    if fuzz.ratio(words[0].casefold(), "goal") >= _LIKELY and len(words) > 1:
        rest = rest.split(maxsplit=1)[1]
    if meant := as_said(words, commands):
        return _not_known(words, f"Did you mean {meant[:60]}?", [meant])
    return _nearest(rest, words, commands)


def means_something_else(rest: str, commands: Commands) -> bool:
    """Tell whether `rest`, which begins with no command, is meant as one, or as talk that asks for an answer."""
    words = rest.split()
    if not words or _nothing_to_do(words) is not None or _plain_talk(rest, words, commands) is not None:
        return True
    if _ABOUT_ONE.search(rest) and as_said(words, commands):
        return True
    first = words[0].casefold()
    slipped = any(OSA.distance(first, command.path, score_cutoff=1) <= 1 for command in commands)
    is_word = first in load().spelling.known  # shop at the market is no show
    return slipped and (len(words) == 1 or not is_word or bool(_ABOUT_ONE.search(rest)))


def _plain_talk(rest: str, words: Sequence[str], commands: Commands) -> Refusal | None:
    """Refuse what is said as one says it to somebody: a goal without its command, a wish for quiet, a question."""
    if wants_quiet(rest):
        return Asked(
            "How quiet shall I be?",
            "Nothing at all for a while: type away until Friday\nLess about one goal: type nudges 1 gentle\n"
            "Nothing about it: type nudges 1 off\nFewer messages a day: type settings budget: 1",
            [line for line in _QUIETER if commands.get(line.split()[0]) is not None],
        )
    if commands.get("away") is not None and (days := away_in(rest)) is not None:
        line = f"away {days}" if days else "away until Friday"
        return Asked("Shall I ask you nothing in that time?", f"If so, type {line}", [line if days else "form away"])
    if commands.get("nudges") is not None and _is_rhythm(when := asked_when(rest)):
        hint = f"Say it with its number, for example: nudges 1 rhythm: {when}. To see them, type list."
        return Asked("About which goal shall I ask you then?", hint, [f"form nudges rhythm: {when}", "list"])
    if commands.get("new") is not None and (told := told_as_goal(rest)):
        return _not_known(words, f"If it is a goal, say new {told[:60]}", [f"new {told}"])
    if is_question(words):
        return Refusal("That I can't answer in words.", "Type help to see what I can do, and how.", ["help"])
    return None


def _is_a_day(words: str) -> bool:
    """Tell whether words name a day and nothing else, which is no goal: by Easter."""
    when = grammar.read(words, _SOMETIME)
    return when.kind in (Sort.date, Sort.datetime) and not remainder(words, when)


def _is_rhythm(words: str) -> bool:
    """Tell whether words name a rhythm and nothing else."""
    when = grammar.read(words, _SOMETIME) if words else None
    return when is not None and when.kind is Sort.recurrence and not remainder(words, when)


def _nearest(rest: str, words: Sequence[str], commands: Commands) -> Refusal:
    """Offer the commands that the words are like, and the words as a goal where they may be one."""
    near = sorted((_guess(rest, command) for command in commands), key=lambda guess: -guess[0])
    best = near[0][0]
    slipped = any(OSA.distance(words[0].casefold(), command.path, score_cutoff=1) <= 1 for command in commands)
    is_doubtful = best < _DOUBTFUL and not slipped
    two_words = is_doubtful and all(word.isalpha() for word in words)
    is_sentence = len(words) >= (_PAIR if two_words else _SENTENCE)
    goal = f"new {rest.strip()}" if is_sentence and commands.get("new") is not None else ""
    if goal and (best < _LIKELY or words[0].casefold() in _PERSON):
        return _not_known(words, f"If it is a goal, say {goal[:60]}", [goal])
    if best < _LIKELY:
        return _not_known(words, "Type help to see what I can do.", ["help"])
    instead = [line for likeness, line in near if likeness >= best - _CLOSE][:_OFFERED]
    if goal and is_doubtful:
        hint = f"If it is a goal, say new {rest.strip()[:60]}. Or did you mean {instead[0][:60]}?"
        return _not_known(words, hint, [goal, *instead])
    goals = [goal] if goal and best < _SURE else []
    return _not_known(words, f"Did you mean {instead[0][:60]}?", [*instead, *goals])


def _not_known(words: Sequence[str], hint: str, instead: Sequence[str]) -> Refusal:
    typed = " ".join(words[:2])[:40]
    return Refusal(f"I don't know “{typed}”.", hint, instead)


def _nothing_to_do(words: Sequence[str]) -> Refusal | None:
    """Refuse what is understood, and comes to nothing."""
    if len(words) == 1 and words[0].casefold() == "cancel":
        return Refusal("There is nothing to cancel.", "To take back your last change, type undo.", ["undo"])
    if len(words) == 1 and words[0].casefold() in LEAVING:
        hint = "I speak only when you do, or when something comes due. To be asked nothing for some days, type away."
        return Refusal("There is nothing to leave here.", hint, ["form away"])
    if len(words) == 1 and words[0].isdecimal():
        return Refusal("There is nothing to choose by that number.", f"For a goal, type show {words[0][:9]}.", ["list"])
    if is_of_all(words):
        return Refusal("I do that to one goal at a time, never to all of them.", "To see yours, type list.", ["list"])
    return None


def _guess(rest: str, command: Command) -> tuple[float, str]:
    """Return how like `command` the words begin (to 100), and the line with its own words in their place."""
    words, length = rest.split(), len(command.path.split())
    runs_together = length > 1 and len(words[0]) > len(command.path.split()[0]) + 1
    taken = 1 if runs_together else length
    typed = " ".join(words[:taken]).casefold()
    likeness = _BEGUN if len(typed) > 2 and command.path.startswith(typed) else fuzz.ratio(typed, command.path)
    return likeness, " ".join((command.path, *rest.split(maxsplit=taken)[taken:])).strip()
