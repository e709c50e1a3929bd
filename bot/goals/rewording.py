"""A goal in new words: what they say is taken over, and what was set by hand or is in use stays as it is."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from bot.checkins.recounting import brought_up_to_date, check_ins
from bot.coach.expressing import means_leaving
from bot.dates.kinds import rhythm_in
from bot.goals import reading
from bot.goals.between_us import has_an_audience
from bot.goals.leaving import refuse_as_title

if TYPE_CHECKING:
    from datetime import datetime

    from bot.goals.fields import Was
    from bot.measure import Measure
    from bot.models import Goal
    from bot.talk import Talk


async def reword(talk: Talk, goal: Goal, sentence: str, title: str, *, counted: bool = True) -> Measure | None:
    """Give `goal` the words of `sentence`, of which `title` is kept; its date is not touched.

    Returns a measure of which it must be asked which way it goes; then it is counted as before. Without `counted` how
    it is counted is left alone: that was said apart. Raises Refusal for words of leaving that others would read.
    """
    if sentence == title == goal.title:
        return None
    rhythm = rhythm_in(sentence, talk)
    said = reading.said(sentence, rhythm, talk.local_now)
    leaving = goal.confided or (said.leaving and means_leaving(sentence, goal.misread))
    if leaving:
        refuse_as_title(talk, goal)
    elif goal.leaving:
        leaving = await has_an_audience(talk, goal)  # its owner reads who sees it again before they do
    if counted and said.doubt is None:
        await _count(talk, goal, said.measure)
    await _ask_in(talk, goal, rhythm)
    goal.title, goal.leaving = title, leaving
    return said.doubt if counted else None


async def _count(talk: Talk, goal: Goal, new: Measure | None) -> None:
    """Count it as its new words say, as far as they say something of the same number where that is in use."""
    old = goal.counts
    by_hand = old is not None and old != reading.said(goal.title, goal.rhythm, talk.local_now).measure
    if old is None or not (by_hand or await check_ins(talk, goal, numbers=True)):
        goal.measure = asdict(new) if new else None
    elif new is not None:
        goal.measure = asdict(brought_up_to_date(old, new))


async def _ask_in(talk: Talk, goal: Goal, rhythm: str) -> None:
    """Take over a rhythm; one that only the earlier words said goes with them, unless it is in use."""
    if rhythm == goal.rhythm:
        return
    in_words_only = bool(goal.rhythm) and goal.rhythm == rhythm_in(goal.title, talk)
    if rhythm or (in_words_only and not await check_ins(talk, goal)):
        goal.rhythm, goal.rhythm_from = rhythm, talk.local_now.date() if rhythm else None


def beside_its_words(goal: Goal, was: Was, sentence: str | None, now: datetime) -> Was:
    """Note where a goal's words and how it is counted by now say two things: its new `sentence`, or that it has.

    A number that somebody had done or not done instead is not counted by new words; and what is counted otherwise
    leaves the words as they are.
    """
    counts = goal.counts
    said = reading.said(sentence or goal.title, goal.rhythm, now).measure
    if counts is None or said is None or said.target is None:
        return was
    if sentence:
        return replace(was, unheeded=said) if counts.kind == "done" else was
    return replace(was, is_said=counts.target is not None and said == was.counted != counts)
