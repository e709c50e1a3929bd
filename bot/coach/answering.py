"""An answer in words to the coach's question: it does what an answer to tap does, with what was said in its blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coach import replies
from bot.coach.filling import asks_for_a_thing, filled_in
from bot.coach.reader import read
from bot.coach.shrugs import is_shrug
from bot.dates import grammar
from bot.dates.remainder import remainder
from bot.dates.when import Kind
from bot.goals.sighting import called
from bot.goals.visibility import MAY_BE_CHANGED
from bot.line.grammar import Line, parse
from bot.line.typed_answers import Meaning, answered
from bot.line.unknown import unknown
from bot.messages import BLANK, Reply
from bot.replies.refusals import refused
from bot.requests.carrying_out import carry_out

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.catalogue import Commands
    from bot.talk import Talk

_REWORDED, _LADDER, _STEP = "alter", "ladder", "milestone add"
_BECAUSE = re.compile(r"(?:because|since (?:i|we)|as (?:i|we)|(?:that['’]s|it['’]s) because)\b", re.IGNORECASE)
"""How a cause begins: that is the private reason, and nothing that others read with the goal."""
_REASON = re.compile(rf"{_BECAUSE.pattern}|(?:so (?:that )?(?:i|we)|in order to|so as to|to)\b", re.IGNORECASE)
"""How a cause or an aim begins."""
_SEVERAL = 3
"""Words of a sentence that may be a goal by itself."""


async def to_the_coach(talk: Talk, words: str) -> Reply:
    """Put what was typed into the goal that the coach asked about; what may be a goal of its own is asked first."""
    question, not_known = talk.question, refused(unknown(words, talk.commands))
    found = await called(talk, MAY_BE_CHANGED, question.ref) if question is not None else []
    if question is None or not found:
        return not_known
    goal = found[0].goal
    lines = tuple(parse(call, talk.commands) for call in question.calls)
    asking = Asking(goal.title, goal.reason, question.ref, lines)
    line = asking.answered(words, talk.local_now, talk.commands)
    if line is None:
        return replies.asked_once_more(not_known, question.section)
    if "to" in line.values and asking.may_be_a_goal(words, talk.local_now):
        return replies.is_it_an_answer(goal, line.values["to"], words, question.section)
    told = await carry_out(talk, line)
    return told if isinstance(told, Reply) else replies.asked_once_more(not_known, question.section)


@dataclass(frozen=True, slots=True)
class Asking:
    """What was asked about a goal, as far as its answers tell."""

    title: str
    reason: str
    """Why its owner wants it, if they said so."""
    ref: str
    lines: Sequence[Line]
    """What its answers to tap do."""

    def answered(self, said: str, now: datetime, commands: Commands) -> Line | None:
        """Return the line to which `said` comes as an answer, None if it is none; no answer leaves it open."""
        said = " ".join(said.split())
        if self._asks(_LADDER):
            return Line(commands[_LADDER], {"goal": self.ref, "see": said})
        if is_shrug(said):
            return Line(commands["keep"], {"goal": self.ref})
        if answered(said) is Meaning.unclear:
            return None
        if any(line.command.path == _STEP and "title" not in line.values for line in self.lines):
            due = {} if _names_a_day(said, now) else {"by": "in 1 month"}
            return Line(commands[_STEP], {"goal": self.ref, "title": said, **due})
        changes = self._changes(said, now) if self._asks(_REWORDED) else {}
        return Line(commands[_REWORDED], {"goal": self.ref, **changes}) if changes else None

    def may_be_a_goal(self, said: str, now: datetime) -> bool:
        """Tell whether `said` may as well be a goal of its own: an act, where a name was asked for or with a day."""
        if len(said.split()) < _SEVERAL or not said[:1].isupper() or not read(said, now=now).action_based:
            return False
        return asks_for_a_thing(self._tails) or _names_a_day(said, now)

    def _asks(self, path: str) -> bool:
        return any(line.command.path == path for line in self.lines)

    def _changes(self, said: str, now: datetime) -> dict[str, str]:
        """Return what the goal becomes by `said`: another day, another reason or other words."""
        if _is_a_day(said, now):
            return {"by": said}
        if any(BLANK in line.values.get("why", "") for line in self.lines):
            return {"why": f"…; {said}"}
        if said.casefold().startswith(f"{self._own.casefold()} "):
            return {"to": said}  # the whole goal, in its new words
        tail = filled_in(said, self._tails)
        if _REASON.match(said) and (not tail or _BECAUSE.match(said)):
            return {"why": f"…; {said}" if self.reason else said}
        return {"to": f"…{tail}"} if tail else {}

    @property
    def _own(self) -> str:
        return self.title.strip().rstrip(".!?").strip()

    @property
    def _tails(self) -> tuple[str, ...]:
        """What the answers to tap add to the goal's own words."""
        worded = [line.values.get("to", "") for line in self.lines if line.command.path == _REWORDED]
        tails = (words.removeprefix(so) for words in worded for so in (self._own, "…") if words.startswith(so))
        return tuple(tail for tail in tails if BLANK in tail)


def _is_a_day(said: str, now: datetime) -> bool:
    """Tell whether nothing is said but a day."""
    when = grammar.read(said, now)
    return when.kind in (Kind.date, Kind.datetime) and not remainder(said, when)


def _names_a_day(said: str, now: datetime) -> bool:
    return grammar.read(said, now).kind in (Kind.date, Kind.datetime)
