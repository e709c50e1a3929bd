"""Arguments that are milestones, their titles and their values."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, TypeAlias

from bot.commands import Kind
from bot.dates.kinds import DueDate
from bot.errors import Choice, Refusal
from bot.goals import several, sighting
from bot.goals.holding import hold
from bot.goals.kinds import not_theirs, read_changeable, read_worked_on
from bot.goals.sighting import these
from bot.goals.titles import read_title
from bot.goals.visibility import MAY_BE_ADDED_TO, MAY_BE_SEEN, Sight
from bot.kinds import kind_of
from bot.line.choosing import the_one
from bot.milestones.finding import beginning, called, numbered, shown_with_words, steps, with_words
from bot.milestones.reading import Draft, apart, draft, read_value
from bot.milestones.subjects import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.talk import Talk

REF = re.compile(r"~?[0-9]{1,9}\.[0-9]{1,9}")
"""How a milestone is called by number: `1.2`."""


async def _read_step(text: str, talk: Talk) -> Step:
    return await _held(talk, await _find(text, talk))


async def _held(talk: Talk, step: Step) -> Step:
    await hold(talk, step.goal, step.thing)
    return step


async def _find(text: str, talk: Talk) -> Step:
    ref = text.removeprefix("#")
    if REF.fullmatch(ref) and (found := await called(talk, ref)):
        return found
    if ref.startswith("~") and REF.fullmatch(ref):
        # Of a button: it says whose it is, where the asker sees the goal and may not change it.
        await read_changeable(ref.partition(".")[0], talk)
    if several.are_all(text):
        return several.one_of(text, await steps(talk), "milestone")
    if so_called := await with_words(talk, text):
        return the_one(text, so_called, "milestone")
    if several.are_numbers(text):
        return several.one_of(text, await steps(talk), "milestone")
    whole = await sighting.called(talk, MAY_BE_SEEN, ref.partition(".")[0]) if REF.fullmatch(ref) else []
    if whole and whole[0].sight < Sight.shared:
        raise not_theirs(whole[0])
    if theirs := await shown_with_words(talk, text):
        raise not_theirs((await these(talk, [theirs[0].goal.id]))[theirs[0].goal.id], theirs[0].title)
    return the_one(text, [], "milestone")


async def _read_asked(text: str, talk: Talk) -> Step:
    """Read a milestone that the asker may answer for."""
    if not REF.fullmatch(text.removeprefix("#")):
        return await _held(talk, the_one(text, await with_words(talk, text, of=MAY_BE_ADDED_TO), "milestone"))
    if not text.startswith("~"):
        return await _read_step(text, talk)
    whole, _, number = text.partition(".")
    goal = (await read_worked_on(whole, talk)).goal
    return await numbered(talk, goal, int(number), of=MAY_BE_ADDED_TO) or await _read_step(text, talk)


async def _suggest_steps(typed: str, talk: Talk) -> Sequence[Choice]:
    return [Choice(step.label, step.ref) for step in await beginning(talk, typed)]


async def _suggest_open(typed: str, talk: Talk) -> Sequence[Choice]:
    """Suggest those that are open; what is over only once it is typed."""
    return [Choice(step.label, step.ref) for step in await beginning(talk, typed) if typed or step.is_open]


_BY = re.compile(r"\bby:", re.IGNORECASE)
"""How each of several milestones may say its date, as an argument is named."""


async def _read_draft(text: str, talk: Talk) -> Draft:
    return draft(await read_title(text, talk), talk)


async def _read_drafts(text: str, talk: Talk) -> tuple[Draft, ...]:
    parts = apart(text)
    if not parts:
        raise Refusal("I see no words there.", "Say it in a few words, for example: Draft the schema by Friday")
    drafts = tuple([await _read_or_refuse(part, talk) for part in parts])
    if (refused := drafts[0].refused) is not None and all(one.refused for one in drafts):
        raise refused
    return drafts


async def _read_or_refuse(text: str, talk: Talk) -> Draft:
    """Read one of several milestones; one that cannot be read keeps none of the others away."""
    try:
        return await _read_part(text, talk)
    except Refusal as refusal:
        return Draft(text, refused=refusal)


async def _read_part(text: str, talk: Talk) -> Draft:
    """Read one of several milestones: what stands behind "by:" is its date, as it is for one alone."""
    title, *said = _BY.split(text, maxsplit=1)
    if not said:
        return await _read_draft(text, talk)
    title, date = await read_title(title, talk), said[0].strip()
    found = draft(f"{title} by {date}", talk)
    # "in 5 hours" is a moment behind "by:", and elsewhere how long something takes.
    return found if found.title == title else Draft(title, await kind_of(DueDate).read(date, talk))


async def _read_value(text: str, _talk: Talk) -> str:
    """Keep a value in its own words, which hold a number: what it means is known only beside the goal's unit."""
    read_value(text)
    return text


Drafts: TypeAlias = Annotated[
    tuple[Draft, ...],
    Kind("Milestone", "Draft the schema", read=_read_drafts, each_says="by"),
]
"""One milestone or several, each with its date and value if the words have them."""
OneDraft: TypeAlias = Annotated[Draft, Kind("Milestone", "Draft the schema", read=_read_draft)]
Value: TypeAlias = Annotated[str, Kind("Value", "500 ms", read=_read_value)]
TheMilestone: TypeAlias = Annotated[
    Step,
    Kind("Milestone", "1.2", read=_read_step, suggest=_suggest_steps),
]
OpenMilestone: TypeAlias = Annotated[Step, replace(kind_of(TheMilestone), suggest=_suggest_open, only="that is open")]
AskedMilestone: TypeAlias = Annotated[Step, replace(kind_of(OpenMilestone), read=_read_asked)]
"""A milestone that the asker may answer for: also of their teams."""
