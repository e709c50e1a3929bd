"""Reading a goal as a good mentor would: five words, what is too general, what means leaving, one question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

from bot.coach.acts import act
from bot.coach.asking import Voice, ask, comparing_word
from bot.coach.causes import is_cause, without_lead
from bot.coach.clause import Clause, clause
from bot.coach.elsewhere import leaving_elsewhere
from bot.coach.general import generalities, of_what_is_said
from bot.coach.horizon import DATES, days_ahead, found_dates, overlooked
from bot.coach.leaving import leaving
from bot.coach.lexicon import Lexicon, load
from bot.coach.likeness import all_signs
from bot.coach.measurable import counts
from bot.coach.measure import measure
from bot.coach.naming_times import is_past
from bot.coach.parse import Sentence, parse
from bot.coach.plain import plain
from bot.coach.preface import passed
from bot.coach.reasons import because
from bot.coach.relevance import relevant
from bot.coach.specific import pins
from bot.coach.tongue import held_back, is_read
from bot.coach.verdicts import Finding, Reading, Span, Verdict

LONGEST = 4000
"""Characters that are read; what stands beyond is nobody's one sentence."""


def read(text: str, *, why: str | None = None, now: datetime, due: date | bool = False) -> Reading:
    """Read a goal; ``due`` is its date, or True, where that is kept beside the text."""
    lexicon = load()
    voice = Voice(lexicon.says)
    said_plainly = plain(text[:LONGEST], lexicon, year=now.year)
    sentences = said_plainly.sentences
    dates = found_dates(text, now)
    days = [when.span for when in dates if when.span is not None and when.kind in DATES]
    clauses = [clause(sentence, days) for sentence in sentences]
    over = passed(sentences)
    looked_at = all_signs(sentences)
    generals = generalities(clauses, looked_at)
    said = of_what_is_said(clauses, generals)
    gone = leaving(sentences, looked_at)
    general = bool(said) and all(said)
    pinned, counted, acting, timed = list[Span](), list[Span](), list[Span](), list(said_plainly.days)
    for part, vague, was in zip(clauses, generals, over, strict=True):
        setting = (hit for hit in part.when.scheduled if not is_past(part.sentence, hit, now.year))
        timed += [part.sentence.span(hit.start, hit.end) for hit in setting]
        if not vague:
            pinning = [part.sentence.span(*place) for place in pins(part)]
            pinned += pinning
            counted += [] if was else [part.sentence.span(*place) for place in counts(part, specific=bool(pinning))]
            acting += act(part).evidence
    if gone and not acting and _own_leaving(clauses):
        acting = list(gone.evidence)
    if gone and not counted and not general and not any(_only_seeks(part) for part in clauses):
        counted = list(gone.evidence)
    timed += [] if said_plainly.days else overlooked(clauses, dates, now.date())
    main = clauses[0] if clauses else clause(parse("-a", lexicon)[0])
    to_come = [part for part, was in zip(clauses, over, strict=True) if not was]
    chosen = next((part for part in to_come if part.quantities or part.when.cadence), (to_come or [main])[0])
    reading = Reading(
        text=text,
        specific=_specific(voice, pinned, clauses, general=general),
        measurable=_measurable(voice, counted, clauses),
        action_based=_action(voice, acting, main),
        relevant=_relevant(sentences, why, lexicon),
        scheduled=_scheduled(voice, timed, main, due=due),
        too_general=Finding(general, generals[0].evidence if general else ()),
        leaving_employer=gone,
        measure=measure(chosen, lexicon, measurable=bool(counted)),
    )
    abroad = any(True for sentence in sentences for _ in leaving_elsewhere(sentence))
    if abroad or not is_read(sentences, lexicon):
        reading = held_back(reading, dates, lexicon, now)
    ahead = days_ahead(clauses, now=now, due=due, found=dates, spans=lexicon.spans)
    return replace(reading, question=ask(voice, reading, main, why=why, ahead=ahead, others=_others(main)))


def _own_leaving(clauses: Iterable[Clause]) -> bool:
    return any(_am_leaving(part) or (part.sentence.all("leaving") and _own_act(part)) for part in clauses)


def _own_act(part: Clause) -> bool:
    state = part.verb is not None and part.verb.isa("state")
    return not state and not part.word(part.sentence.begin).isa("definite")


def _am_leaving(part: Clause) -> bool:
    """Tell whether it is told as a plan: I'm quitting."""
    words = part.sentence.words[part.sentence.begin :]
    return any(one.isa("doingnow") and other.isa("ing", "going") for one, other in pairwise(words))


def _only_seeks(part: Clause) -> bool:
    """Tell whether another employer is only looked for, which has no end of its own."""
    return part.verb is not None and part.word(part.verb.start).isa("searching", "applying")


def _others(main: Clause) -> bool:
    return main.verb is not None and any(main.sentence.isa(at, "decided", "outcomenoun") for at in main.body)


def _met(spans: list[Span]) -> Verdict:
    """Give what shows it, each word group once: what stands within a longer one says no more."""
    said = dict.fromkeys(spans)
    return Verdict("met", tuple(one for one in said if not any(_is_within(one, other) for other in said)))


def _is_within(one: Span, other: Span) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]


def _specific(voice: Voice, spans: list[Span], clauses: list[Clause], *, general: bool) -> Verdict:
    if spans:
        return _met(spans)
    if general:
        return Verdict("missing", (), voice.lacking("general"))
    named = [part.sentence.span(at, at + 1) for part in clauses for at in part.contents()]
    if named:
        return Verdict("partly", tuple(named), voice.lacking("specific_partly"))
    return Verdict("missing", (), voice.lacking("specific"))


def _measurable(voice: Voice, spans: list[Span], clauses: list[Clause]) -> Verdict:
    if spans:
        return _met(spans)
    word = next((found for part in clauses if (found := comparing_word(part))), None)
    return Verdict("missing", (), voice.lacking("measurable_more", word=word) if word else voice.lacking("measurable"))


def _action(voice: Voice, spans: list[Span], main: Clause) -> Verdict:
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


def _scheduled(voice: Voice, spans: list[Span], main: Clause, *, due: date | bool) -> Verdict:
    if spans or due:
        return _met(spans)
    loose = next(iter(main.sentence.all("loose")), None)
    if loose is not None:
        typed = " ".join(word.token.word for word in main.sentence.words[loose.start : loose.end])
        return Verdict("missing", (), voice.lacking("scheduled_vague", word=typed))
    return Verdict("missing", (), voice.lacking("scheduled"))
