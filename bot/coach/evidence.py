"""What shows, in a goal's own words, that it is specific, can be counted, is acted on and has a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.coach.acts import act
from bot.coach.measurable import counts
from bot.coach.naming_times import is_past
from bot.coach.specific import pins

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.coach.clause import Clause
    from bot.coach.verdicts import Finding, Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where in the text each of the four is shown; a goal lacks what nothing shows."""

    pinned: tuple[Span, ...]
    counted: tuple[Span, ...]
    acting: tuple[Span, ...]
    timed: tuple[Span, ...]


def evidence(clauses: Sequence[Clause], generals: Iterable[Finding], over: Iterable[bool], *, year: int) -> Evidence:
    """Gather what shows the four, in clauses of which some are too general, and some tell of what is `over`."""
    pinned, counted, acting, timed = list["Span"](), list["Span"](), list["Span"](), list["Span"]()
    for part, vague, was in zip(clauses, generals, over, strict=True):
        setting = (hit for hit in part.when.scheduled if not is_past(part.sentence, hit, year))
        timed += [part.sentence.span(hit.start, hit.end) for hit in setting]
        if not vague:
            pinning = [part.sentence.span(*place) for place in pins(part)]
            pinned += pinning
            counted += [] if was else [part.sentence.span(*place) for place in counts(part, specific=bool(pinning))]
            acting += act(part).evidence
    return Evidence(tuple(pinned), tuple(counted), tuple(acting), tuple(timed))


def with_leaving(found: Evidence, clauses: Sequence[Clause], gone: Finding, *, general: bool) -> Evidence:
    """Let the words that mean leaving show what nothing else does: it is an act, and is done or not."""
    acts = not found.acting and any(_am_leaving(part) or _own_leaving(part) for part in clauses)
    ends = not found.counted and not general and not any(_only_seeks(part) for part in clauses)
    return replace(
        found,
        acting=gone.evidence if acts else found.acting,
        counted=gone.evidence if ends else found.counted,
    )


def _own_leaving(part: Clause) -> bool:
    """Tell whether leaving is one's own act: quit, not to be let go, nor the leaving of others."""
    state = part.verb is not None and part.verb.isa("state")
    return bool(part.sentence.all("leaving")) and not state and not part.word(part.sentence.begin).isa("definite")


def _am_leaving(part: Clause) -> bool:
    """Tell whether it is told as a plan: I'm quitting."""
    words = part.sentence.words[part.sentence.begin :]
    return any(one.isa("doingnow") and other.isa("ing", "going") for one, other in pairwise(words))


def _only_seeks(part: Clause) -> bool:
    """Tell whether another employer is only looked for, which has no end of its own."""
    return part.verb is not None and part.word(part.verb.start).isa("searching", "applying")
