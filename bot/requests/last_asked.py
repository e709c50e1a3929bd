"""Which question stood last in each conversation, so that an answer in words can be taken as its answer.

It is kept in the memory of this process alone, for half an hour, and no longer than its person: it holds people's own
words. Whoever answers later, or after a restart, is told what a line that is no command may mean, as ever.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.messages import Tone

if TYPE_CHECKING:
    from datetime import datetime

    from bot.messages import Address, Reply, Section

_STANDS = timedelta(minutes=30)
_REMEMBERED = 10_000
_LEFT_OPEN = "keep "
"""What leaves any question about a goal open stands under it, with the goal's number."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a goal, as it stood in a reply."""

    section: Section
    """Its words, with its answers to tap."""
    at: datetime
    place: Address | None = None
    """The channel in which it was asked; None for a direct message."""
    is_one_of_two: bool = False
    """Another one stood here when this was asked elsewhere: it is not clear which is answered."""

    @property
    def calls(self) -> tuple[str, ...]:
        """What its answers to tap do."""
        return tuple(button.call for button in self.section.buttons)

    @property
    def ref(self) -> str:
        """How its goal is called by whoever was asked."""
        return next(call.removeprefix(_LEFT_OPEN) for call in self.calls if call.startswith(_LEFT_OPEN))


class LastAsked:
    """Remembers the question that stood last in each conversation; those longest ago are forgotten."""

    def __init__(self) -> None:
        self._questions: OrderedDict[tuple[Address, Address | None], Question] = OrderedDict()

    def heard(self, who: Address, place: Address | None, reply: Reply, now: datetime) -> None:
        """Note what somebody was told: a question, or something else after which it is no longer the last.

        Where they were not understood, it still stands. What was asked in a channel may be answered in a direct message
        as well: not in every channel words are heard.
        """
        self._forget_old(now)
        asked = question_in(reply)
        if asked is None and reply.tone is Tone.refused:
            return
        self._questions.pop((who, place), None)
        alone = self._questions.get((who, None))
        if alone is not None and alone.place == place:
            del self._questions[who, None]
        if asked is not None:
            self._questions[who, place] = Question(asked, now, place)
        if asked is not None and place is not None:
            stood = self._questions.pop((who, None), None)
            self._questions[who, None] = Question(asked, now, place, is_one_of_two=stood is not None)
        while len(self._questions) > _REMEMBERED:
            self._questions.popitem(last=False)

    def standing(self, who: Address, place: Address | None, now: datetime) -> Question | None:
        """Return the question that somebody was asked last there, if that was just now."""
        self._forget_old(now)
        question = self._questions.get((who, place))
        return question if question is not None and now - question.at < _STANDS else None

    def forget(self, who: Address) -> None:
        """Let go of all that somebody was asked, wherever that was: they are known no more."""
        for key in [key for key in self._questions if key[0] == who]:
            del self._questions[key]

    def __len__(self) -> int:
        """Return how many questions are kept."""
        return len(self._questions)

    def _forget_old(self, now: datetime) -> None:
        """Let go of what nobody may answer any more; the questions are in the order of asking."""
        while self._questions and now - next(iter(self._questions.values())).at >= _STANDS:
            self._questions.popitem(last=False)


def question_in(reply: Reply) -> Section | None:
    """Return the question about a goal that stands in a reply, if one does."""
    return next((one for one in reply.sections if any(b.call.startswith(_LEFT_OPEN) for b in one.buttons)), None)
