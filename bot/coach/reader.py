"""Reading a goal as a good mentor would: five words, what is too general, what means leaving, one question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.coach.asking import Voice, ask, comparing_word
from bot.coach.causes import is_cause, without_lead
from bot.coach.clause import Clause, clause
from bot.coach.elsewhere import leaving_elsewhere
from bot.coach.evidence import evidence, with_leaving
from bot.coach.general import generalities, of_what_is_said
from bot.coach.horizon import DATES, days_ahead, found_dates, overlooked
from bot.coach.leaving import leaving
from bot.coach.lexicon import Lexicon, load
from bot.coach.likeness import all_signs
from bot.coach.measure import measure
from bot.coach.parse import Sentence, parse
from bot.coach.plain import plain
from bot.coach.preface import passed
from bot.coach.reasons import because
from bot.coach.relevance import relevant
from bot.coach.tongue import held_back, is_read
from bot.coach.verdicts import Finding, Reading, Span, Verdict

if TYPE_CHECKING:
    from bot.dates.when import When

LONGEST = 4000
"""Characters that are read; what stands beyond is nobody's one sentence."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says, before it is judged."""

    text: str
    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]
    """One for each sentence."""
    over: tuple[bool, ...]
    """Which of them tell only of what was."""
    main: Clause
    dates: Sequence[When]
    days: tuple[Span, ...]
    """The days that were taken off its edges."""


def read(text: str, *, why: str | None = None, now: datetime, due: date | bool = False) -> Reading:
    """Read a goal; ``due`` is its date, or True, where that is kept beside the text."""
    lexicon = load()
    said, voice = _said(text, lexicon, now), Voice(lexicon.says)
    reading = _judged(said, why, lexicon, now=now, due=due)
    elsewhere = bool(reading.leaving_employer) and any(any(leaving_elsewhere(one)) for one in said.sentences)
    if elsewhere or not is_read(said.sentences, lexicon):
        reading = held_back(reading, said.dates, lexicon, now)
    ahead = days_ahead(said.clauses, now=now, due=due, found=said.dates, spans=lexicon.spans)
    return replace(reading, question=ask(voice, reading, said.main, why=why, ahead=ahead, others=_others(said.main)))


def _said(text: str, lexicon: Lexicon, now: datetime) -> _Said:
    """Take a text apart."""
    said_plainly = plain(text[:LONGEST], lexicon, year=now.year)
    sentences, dates = said_plainly.sentences, found_dates(text, now)
    days = [when.span for when in dates if when.span is not None and when.kind in DATES]
    clauses = tuple(clause(sentence, days) for sentence in sentences)
    main = clauses[0] if clauses else clause(parse("-a", lexicon)[0])
    return _Said(text, tuple(sentences), clauses, tuple(passed(sentences)), main, dates, said_plainly.days)


def _judged(said: _Said, why: str | None, lexicon: Lexicon, *, now: datetime, due: date | bool) -> Reading:
    """Judge what is said by the five words, and by what is too general and what means leaving."""
    voice, clauses, looked_at = Voice(lexicon.says), said.clauses, all_signs(said.sentences)
    generals = generalities(clauses, looked_at)
    of_all = of_what_is_said(clauses, generals)
    general = bool(of_all) and all(of_all)
    gone = leaving(said.sentences, looked_at)
    found = evidence(clauses, generals, said.over, year=now.year)
    found = with_leaving(found, clauses, gone, general=general) if gone else found
    beside = () if said.days else overlooked(clauses, said.dates, now.date())
    return Reading(
        text=said.text,
        specific=_specific(voice, found.pinned, clauses, general=general),
        measurable=_measurable(voice, found.counted, clauses),
        action_based=_action(voice, found.acting, said.main),
        relevant=_relevant(said.sentences, why, lexicon),
        scheduled=_scheduled(voice, (*said.days, *found.timed, *beside), said.main, due=due),
        too_general=Finding(general, generals[0].evidence if general else ()),
        leaving_employer=gone,
        measure=measure(_counted_by(said), lexicon, measurable=bool(found.counted)),
    )


def _counted_by(said: _Said) -> Clause:
    """Return the clause of what is to come that says by what it is counted."""
    to_come = [part for part, was in zip(said.clauses, said.over, strict=True) if not was]
    return next((part for part in to_come if part.quantities or part.when.cadence), (to_come or [said.main])[0])


def _others(main: Clause) -> bool:
    return main.verb is not None and any(main.sentence.isa(at, "decided", "outcomenoun") for at in main.body)


def _met(spans: Sequence[Span]) -> Verdict:
    """Give what shows it, each word group once: what stands within a longer one says no more."""
    said = dict.fromkeys(spans)
    return Verdict("met", tuple(one for one in said if not any(_is_within(one, other) for other in said)))


def _is_within(one: Span, other: Span) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]


def _specific(voice: Voice, spans: Sequence[Span], clauses: Sequence[Clause], *, general: bool) -> Verdict:
    if spans:
        return _met(spans)
    if general:
        return Verdict("missing", (), voice.lacking("general"))
    named = [part.sentence.span(at, at + 1) for part in clauses for at in part.contents()]
    if named:
        return Verdict("partly", tuple(named), voice.lacking("specific_partly"))
    return Verdict("missing", (), voice.lacking("specific"))


def _measurable(voice: Voice, spans: Sequence[Span], clauses: Sequence[Clause]) -> Verdict:
    if spans:
        return _met(spans)
    word = next((found for part in clauses if (found := comparing_word(part))), None)
    return Verdict("missing", (), voice.lacking("measurable_more", word=word) if word else voice.lacking("measurable"))


def _action(voice: Voice, spans: Sequence[Span], main: Clause) -> Verdict:
    if spans:
        return _met(spans)
    if main.verb is None:
        return Verdict("missing", (), voice.lacking("action_noun"))
    return Verdict("missing", (), voice.lacking("action_others" if _others(main) else "action_based"))


def _relevant(sentences: Iterable[Sentence], why: str | None, lexicon: Lexicon) -> Verdict:
    if why is None or not why.strip():
        said = because(sentences)
        return _met([said]) if said is not None else Verdict(None)
    reason = without_lead(why.strip().rstrip("."))
    found = relevant(sentences, parse(why[:LONGEST], lexicon), reason=reason, lexicon=lexicon)
    return Verdict("met") if not found and is_cause(why) else found


def _scheduled(voice: Voice, spans: Sequence[Span], main: Clause, *, due: date | bool) -> Verdict:
    if spans or due:
        return _met(spans)
    loose = next(iter(main.sentence.all("loose")), None)
    if loose is not None:
        typed = " ".join(word.token.word for word in main.sentence.words[loose.start : loose.end])
        return Verdict("missing", (), voice.lacking("scheduled_vague", word=typed))
    return Verdict("missing", (), voice.lacking("scheduled"))
