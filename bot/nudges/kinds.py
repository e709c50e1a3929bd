"""The arguments of the commands about nudges, read from what people type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeAlias

from sqlmodel import and_

from bot.commands import Kind
from bot.dates import grammar
from bot.dates.halves import rhythms_meant
from bot.dates.kinds import not_all_heard
from bot.dates.remainder import remainder, understood
from bot.dates.rhythm import checked, days_of, is_within_a_day, rhythm_in_words
from bot.dates.when import Kind as Sort
from bot.dates.when import When
from bot.errors import Choice, Refusal
from bot.goals import kinds as goals
from bot.goals.sighting import TOLD, Sighting, called, sightings
from bot.goals.visibility import MAY_BE_ADDED_TO, MAY_BE_SEEN, Sight
from bot.kinds import choice, is_off, whole
from bot.line.choosing import SUGGESTED, the_one
from bot.milestones import finding as milestones
from bot.milestones.finding import numbered
from bot.milestones.kinds import REF as STEP
from bot.milestones.subjects import Subject, about
from bot.models import Intensity
from bot.nudges.rhythms import OFF
from bot.nudges.simulation import DAYS_LIMIT
from bot.storage.folding import place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dates.when import Locale
    from bot.talk import Talk


async def _read(text: str, talk: Talk) -> Subject:
    """Read a goal or a milestone by its number or its words; raises Refusal if the asker only sees how it stands."""
    ref, seen = text.removeprefix("#"), MAY_BE_SEEN
    if goals.REF.fullmatch(ref) and (found := await called(talk, seen, ref)):
        return _about(found[0])
    if STEP.fullmatch(ref) and (found := await called(talk, seen, ref.partition(".")[0])):
        number = int(ref.partition(".")[2])
        goal = _about(found[0])
        if step := await numbered(talk, goal.goal, number, of=seen):
            return step._replace(owner=goal.owner)
    noun, fits = "goal or milestone", place_of(TOLD, text) > 0
    fitting = [_about(one) for one in await sightings(talk, and_(MAY_BE_ADDED_TO, fits))]
    if fitting := [*fitting, *await milestones.with_words(talk, text, of=MAY_BE_ADDED_TO)]:
        return the_one(text, fitting, noun)
    if theirs := await milestones.shown_with_words(talk, text):
        return the_one(text, theirs, noun)
    return _about(the_one(text, await sightings(talk, and_(seen, fits)), noun))


def _about(seen: Sighting) -> Subject:
    if seen.sight < Sight.told:
        raise Refusal(f"You see how “{seen.title}” stands, and no more of it.", f"See show {seen.goal.typed}.")
    return about(seen)


async def _suggest(typed: str, talk: Talk) -> Sequence[Choice]:
    wholes = await goals.suggest_changeable(typed, talk)
    below = [Choice(step.label, step.ref) for step in await milestones.beginning(talk, typed)]
    return [*wholes, *below][:SUGGESTED]


TheSubject: TypeAlias = Annotated[
    Subject,
    Kind("Goal or milestone", "1.2", read=_read, suggest=_suggest),
]


def read_rule(text: str, talk: Talk, locale: Locale | None = None) -> When:
    """Read a rhythm as an RFC 5545 rule; raises Refusal if it is none, never fires, or fires several times a day.

    Whose weekdays are meant, and how they write days, says `locale`: the asker's if left out.
    """
    if text.startswith("FREQ="):
        return When(Sort.recurrence, _rule_itself(text, talk))
    when = grammar.read(text, talk.local_now, locale or talk.locale)
    if when.kind is Sort.quota:
        raise Refusal(
            f"“{text[:60]}” says how often you do it, not when I ask.", "Name the days, for example: every Monday 9:00"
        )
    if when.kind is not Sort.recurrence:
        raise Refusal(f"I find no rhythm in “{text[:60]}”.", _RHYTHM_HINT)
    if is_within_a_day(str(when.value)):
        often = f"“{text[:60]}” is several times a day; I ask once a day at most."
        raise Refusal(often, "Write it like every day 9:00.")
    if next(days_of(str(when.value), talk.local_now.date(), talk.local_now.date()), None) is None:
        raise Refusal(f"“{text[:60]}” never comes.", _RHYTHM_HINT)
    if rest := remainder(text, when):
        said, rule = understood(text, when), str(when.value)
        same = grammar.read(said, talk.local_now, locale or talk.locale).value == rule
        raise not_all_heard(text, rest, [Choice(rhythm_in_words(rule), said if same else rule)])
    return when


@dataclass(frozen=True, slots=True)
class Asked:
    """A rhythm of check-ins, as it was typed."""

    rule: str
    """An RFC 5545 rule; `off` stands for none, an empty one for the goal's own."""
    others: tuple[str, ...] = ()
    """What the words could also have meant."""


async def _read_rhythm(text: str, talk: Talk) -> Asked:
    if is_off(text):
        return Asked(OFF)
    if text.casefold() in _OWN:
        return Asked("")
    when = read_rule(text, talk)
    if when.zone is not None and when.zone != talk.calendar.zone.key:
        raise Refusal(f"A rhythm goes by your own clock, which is that of {talk.calendar.zone.key}.", _RHYTHM_HINT)
    return Asked(str(when.value), rhythms_meant(when, text, by_24_hours=talk.locale.by_24_hours))


def _rule_itself(text: str, talk: Talk) -> str:
    """Take a rule as it stands, such as that of a button."""
    try:
        rule = checked(text)
    except ValueError:
        raise Refusal(f"I can't ask in the rhythm “{text[:60]}”.", _RHYTHM_HINT) from None
    if next(days_of(rule, talk.local_now.date(), talk.local_now.date()), None) is None:
        raise Refusal(f"“{text[:60]}” never comes.", _RHYTHM_HINT)
    return rule


_OWN = frozenset({"own", "its own", "usual", "as usual", "default"})
_RHYTHM_HINT = "Write it like every other Monday 9:00, weekdays at 17:00 or last Friday of each month, or off."


async def _read_days(text: str, _talk: Talk) -> int:
    number = whole(text.casefold().removesuffix("days").removesuffix("day").strip(), 1, DAYS_LIMIT)
    if number is None:
        raise Refusal(f"“{text[:30]}” is no number of days from 1 to {DAYS_LIMIT}.", "Write it like 90.")
    return number


SomeDays: TypeAlias = Annotated[int, Kind("Days", "90", read=_read_days)]
HowClosely: TypeAlias = Annotated[
    Intensity,
    choice(
        "How closely",
        {str(one): one for one in (Intensity.gentle, Intensity.standard, Intensity.close, Intensity.off)},
        unknown="I don't know how to ask “{}”.",
        hint="Use gentle, standard, close or off.",
    ),
]
Rhythm: TypeAlias = Annotated[Asked, Kind("Rhythm", "every other Monday 9:00", read=_read_rhythm)]
Where: TypeAlias = Annotated[
    str,
    choice(
        "Where",
        {"me": "me", "here": "here"},
        unknown="I can't ask in “{}”.",
        hint="Use here, for the channel that the goal is shown to, or me.",
    ),
]
