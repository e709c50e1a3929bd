"""An answer in words to the coach's question: it does what an answer to tap does, with what was said in its blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.coach import answer_replies
from bot.coach.apart import and_why, is_a_day, is_cause, is_reason, names_when, parted
from bot.coach.asides import is_aside, tells_no_act
from bot.coach.filling import amount_first, asks_for_a_thing, filled_in
from bot.coach.ladder import act, beside, further_down, seen
from bot.coach.reader import read
from bot.coach.shrugs import is_shrug
from bot.coach.sureness import Sureness, how_sure, is_act
from bot.dates import grammar
from bot.dates.when import Kind
from bot.goals.sighting import called
from bot.goals.visibility import MAY_BE_CHANGED
from bot.line.grammar import Line, parse
from bot.line.typed_answers import Meaning, answered
from bot.line.unknown import unknown
from bot.messages import BLANK, Reply
from bot.models import Change
from bot.replies.refusals import refused
from bot.requests.carrying_out import carry_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.catalogue import Commands
    from bot.talk import Talk

_REWORDED, _LADDER, _STEP = "alter", "ladder", "milestone add"
_TO = re.compile(r"to(?! [$€£]?\d)\b", re.IGNORECASE)
"""How an aim may begin, or an act."""
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
    answer = asking.answered(words, talk.local_now, talk.commands)
    if answer is None:
        return answer_replies.asked_once_more(not_known, question.section)
    if not answer.is_sure or question.is_one_of_two or await _changed_since(talk, question.at):
        return answer_replies.is_it_an_answer(goal, answer.line, words, question.section)
    told = await carry_out(talk, answer.line)
    if not isinstance(told, Reply):
        return answer_replies.asked_once_more(not_known, question.section)
    return answer_replies.still_asked(told, question.section) if answer.is_beside else told


async def _changed_since(talk: Talk, moment: datetime) -> bool:
    """Tell whether the asker has changed anything since, as another process may have asked them about that."""
    later = select(Change.id).where(Change.person_id == talk.me.id, col(Change.at) > moment).limit(1)
    return await talk.session.scalar(later) is not None


@dataclass(frozen=True, slots=True)
class Heard:
    """What was typed, as an answer."""

    line: Line
    """What it does."""
    is_sure: bool
    """It can be nothing else."""
    is_beside: bool = False
    """It tells something else about the goal than what was asked, which stands."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What was asked about a goal, as far as its answers tell."""

    title: str
    reason: str
    """Why its owner wants it, if they said so."""
    ref: str
    lines: Sequence[Line]
    """What its answers to tap do."""

    def answered(self, said: str, now: datetime, commands: Commands) -> Heard | None:
        """Return `said` as an answer, None if it is none; who has no answer leaves it open."""
        said = amount_first(" ".join(said.split()))
        if self._asks(_LADDER):
            return self._seen(said, now, commands)
        if is_shrug(said):
            return Heard(Line(commands["keep"], {"goal": self.ref}), is_sure=True)
        if answered(said) is Meaning.unclear or is_aside(said):
            return None
        if any(line.command.path == _STEP and "title" not in line.values for line in self.lines):
            return self._first_step(said, now, commands)
        found = self._changes(said, now) if self._asks(_REWORDED) else None
        if found is None or found[1] is Sureness.none:
            return None
        is_sure = found[1] is Sureness.sure and not ("to" in found[0] and self._may_be_a_goal(said, now))
        return Heard(Line(commands[_REWORDED], {"goal": self.ref, **found[0]}), is_sure)

    def _first_step(self, said: str, now: datetime, commands: Commands) -> Heard | None:
        """Return what is said as a step of the goal, or as why it is wanted."""
        if is_cause(said):
            return Heard(Line(commands[_REWORDED], {"goal": self.ref, **and_why(self.reason, said)}), is_sure=True)
        due = {} if _names_a_day(said, now) else {"by": "in 1 month"}
        step = Line(commands[_STEP], {"goal": self.ref, "title": said, **due})
        return None if tells_no_act(said) else Heard(step, self._is_done(said, now))

    def _seen(self, said: str, now: datetime, commands: Commands) -> Heard | None:
        """Return what one would be seen to do; where it is nothing that one could watch, it is asked further."""
        if is_shrug(said):
            return Heard(Line(commands[_LADDER], {"goal": self.ref, "see": said}), is_sure=True)
        see = seen(said)
        if answered(said) is Meaning.unclear or is_aside(said):
            return None
        if told := beside(see, self.reason, now):
            is_sure = "by" not in told or _is_ahead(see, now)
            return Heard(Line(commands[_REWORDED], {"goal": self.ref, **told}), is_sure, is_beside=True)
        see, why = parted(act(see))
        line = Line(commands[_LADDER], {"goal": self.ref, "see": f"{see}{self._when(see, now)} {why}".strip()})
        if tells_no_act(see):
            return None
        is_own = see[:1].isupper() and grammar.read(see, now).kind is not Kind.recurrence
        return Heard(line, (self._is_done(see, now) and not is_own) or further_down(see, now) is not None)

    def _when(self, said: str, now: datetime) -> str:
        """Return how often it is done, where that was answered before and what was asked."""
        asked = (line.values.get("see", "") for line in self.lines if line.command.path == _LADDER)
        often = next((words.removeprefix(BLANK) for words in asked if words.startswith(f"{BLANK} ")), "")
        return "" if names_when(said, now) else often

    @staticmethod
    def _is_done(said: str, now: datetime) -> bool:
        """Tell whether one would surely be seen to do it, for this goal: with a day it may as well be another."""
        is_own = said[:1].isupper() and _names_a_day(said, now)
        return is_act(said, now) and not is_own and not (_TO.match(said) or is_reason(said))

    def _may_be_a_goal(self, said: str, now: datetime) -> bool:
        """Tell whether `said` may as well be a goal of its own: an act, where a name was asked for or with a day."""
        if len(said.split()) < _SEVERAL or not said[:1].isupper() or not read(said, now=now).action_based:
            return False
        return asks_for_a_thing(self._tails) or _names_a_day(said, now)

    def _asks(self, path: str) -> bool:
        return any(line.command.path == path for line in self.lines)

    def _changes(self, said: str, now: datetime) -> tuple[dict[str, str], Sureness] | None:
        """Return what the goal becomes by `said`, and how surely: another day, another reason or other words."""
        if is_a_day(said, now):
            return {"by": said}, Sureness.sure if _is_ahead(said, now) else Sureness.doubtful
        if any(BLANK in line.values.get("why", "") for line in self.lines):
            is_sure = _TO.match(said) or is_reason(said)
            return {"why": f"…; {said}"}, Sureness.sure if is_sure else Sureness.doubtful
        if said.casefold().startswith(f"{self._own.casefold()} "):  # the whole goal, in its new words
            more = said[len(self._own) :].strip()
            return {"to": said}, Sureness.doubtful if is_aside(more) or tells_no_act(more) else Sureness.sure
        tail = filled_in(said, self._tails)
        if _TO.match(said) or is_reason(said):
            return ({"to": f"…{tail}"} if tail else and_why(self.reason, said)), Sureness.sure
        return self._with_its_reason(said, tail, now)

    def _with_its_reason(self, said: str, tail: str, now: datetime) -> tuple[dict[str, str], Sureness] | None:
        """Return what the goal becomes by words, and how surely; the reason behind them is its owner's alone."""
        words, why = parted(said)
        if why and (found := self._changes(words, now)) is not None:
            return {**found[0], **and_why(self.reason, why)}, found[1]
        return ({"to": f"…{tail}"}, how_sure(said, self._tails, now)) if tail else None

    @property
    def _own(self) -> str:
        return self.title.strip().rstrip(".!?").strip()

    @property
    def _tails(self) -> tuple[str, ...]:
        """What the answers to tap add to the goal's own words."""
        worded = [line.values.get("to", "") for line in self.lines if line.command.path == _REWORDED]
        tails = (words.removeprefix(so) for words in worded for so in (self._own, "…") if words.startswith(so))
        return tuple(tail for tail in tails if BLANK in tail)


def _is_ahead(said: str, now: datetime) -> bool:
    """Tell whether a day is one to be done by: today and tomorrow one is rather to be asked again."""
    day = grammar.read(said, now).value
    day = day.date() if isinstance(day, datetime) else day
    return isinstance(day, date) and day > now.date() + timedelta(days=1)


def _names_a_day(said: str, now: datetime) -> bool:
    return grammar.read(said, now).kind in (Kind.date, Kind.datetime)
