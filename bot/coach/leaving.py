"""Leaving the employer: ending it, another employer, a living of one's own, retiring, full-time study.

What is said of these is found by the patterns of ``GROUPS``, each an act (ending, joining, living from) with what it is
done to (my job, another firm, my own bakery). What is left to tell here is when the same words mean something else.
Learnt weights have a say as well (docs/decisions/0012).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from bot.coach.elsewhere import leaving_elsewhere
from bot.coach.likeness import weights
from bot.coach.others import of_others
from bot.coach.verdicts import Finding

if TYPE_CHECKING:
    from bot.coach.parse import Sentence, Word
    from bot.coach.patterns import Hit
    from bot.coach.verdicts import Span

GROUPS = ("leaving", "seeking", "independence")
PENSION = 40
"""Who stops working "at" a number below that speaks of the clock."""
NEAR = 3
"""How many words on a firm's event may stand after the firm's name."""
_PLACES = (
    "employer",
    "employment",
    "business",
    "smallbusiness",
    "timeunit",
    "workplace",
    "jobnoun",
    "resignpaper",
    "company",
)
_NOUNS = ("artefact", "vaguenoun", "unit", "eventnoun", "body", "talking", "objectverb", "person", "skill", "metric")


def cues(sentence: Sentence) -> list[Hit]:
    """Find the words that speak of leaving, unless others say that one stays, or it is others who leave."""
    decided, spoken = [] if _till_tomorrow(sentence) else sentence.all("resolved"), sentence.all(*GROUPS)
    if not (decided or spoken) or of_others(sentence):
        return []
    resolved = [hit for hit in decided if not _of_something_else(sentence, hit)]
    found = [hit for hit in spoken if not _of_something_else(sentence, hit) and not _ends_in_a_date(sentence, hit)]
    if _helps_or_declines(sentence):
        # What is helped or turned down ends where something else begins: … and become self-employed.
        after = next((at for at in range(sentence.begin, len(sentence)) if sentence.isa(at, "joiner")), len(sentence))
        return [hit for hit in found if hit.start > after or sentence.isa(hit.start, "renewal")]
    for inside in sentence.all("internal"):
        found = [hit for hit in found if hit.group == "leaving" and not inside.start <= hit.start < inside.end]
    if not found or (sentence.all("staying") and not resolved):
        return resolved
    return found + resolved


def _ends_in_a_date(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether what one comes to is a date: "hired by April" says when, "hired by Acme" by whom."""
    if hit.group != "seeking":
        return False
    last = min(hit.end, len(sentence)) - 1
    # A bare name is told by the word after it, and with that word the date may begin.
    within = last + (not sentence.words[last].isa("edgeword"))
    return any(hit.start < when.start < within and hit.end <= when.end for when in sentence.all("date"))


def _helps_or_declines(sentence: Sentence) -> bool:
    """Tell whether somebody else is helped or kept (keep Marta from leaving), or an offer is turned down."""
    at = sentence.begin
    if at < len(sentence) and sentence.isa(at, "declining"):
        return True
    if (
        at + 1 < len(sentence)
        and sentence.words[at].isa("staffing")
        and not sentence.words[at + 1].isa("my", "selfword")
    ):
        return True
    if at + 1 >= len(sentence) or not sentence.words[at].isa("helping"):
        return False
    return not sentence.words[at + 1].isa("selfword", "indefinite", "preposition")


def _of_something_else(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether the words belong to something else: retire the old system, quit smoking, a meeting ended."""
    words = sentence.words[hit.start : min(hit.end, len(sentence))]
    first, last = words[0], words[-1]
    if first.isa("quitword", "abstainverb") and any(
        word.isa("ing") and word.isa("act") and not word.isa("toil") for word in words[1:]
    ):
        return True
    if first.isa("third") and not first.isa("plural"):
        return True  # Tom leaves the company
    before = sentence.words[hit.start - 1] if hit.start else None
    if before is not None and before.isa("negation", "insteadof") and not first.isa("negation"):
        return True
    return (
        _part_of_a_name(sentence, hit, last)
        or _is_a_date(sentence, hit)
        or _of_everybody(sentence, hit)
        or _for_others(sentence, hit, last)
        or _of_a_trade(sentence, hit)
        or _by_others(sentence, hit)
        or _of_the_day(sentence, hit)
        or _of_a_contract(sentence, hit)
        or _a_topic(sentence, hit)
        or _by_the_clock(words)
        or (first.isa("retireword") and before is not None and hit.start > sentence.begin and before.isa("definite"))
        or (
            first.isa("quitword")
            and before is not None
            and hit.start > sentence.begin
            and before.isa("vagueadjective", "indefinite", "definite", "n")
        )
    )


def _part_of_a_name(sentence: Sentence, hit: Hit, last: Word) -> bool:
    """Tell whether the last word only tells what kind of thing follows: a company newsletter, a job title."""
    if hit.end >= len(sentence) or not last.isa(*_PLACES):
        return False
    after = sentence.words[hit.end]
    unknown = not after.classes and after.token.kind == "word" and "adverb" not in after.shape
    beside = range(hit.end, min(hit.end + NEAR, len(sentence)))
    noun = next((at for at in beside if sentence.words[at].isa("preposition", "conjunction", "mark")), beside.stop)
    if any(sentence.isa(at, "body", "squad") for at in range(hit.end, noun)):
        return True  # the pub quiz team
    return after.token.glued or after.isa(*_NOUNS) or (last.isa("employment") and (unknown or after.isa("indefinite")))


def _is_a_date(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether it is a part of the calendar: by the last working day of the month."""
    within = (when for when in sentence.all("date") if when.start <= hit.start and hit.end < when.end)
    return sentence.isa(hit.start, "edge") and any(within)


def _of_everybody(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a last day is everybody's: by the last working day before Easter, no last one here."""
    at = hit.start
    if at - 2 < sentence.begin or not sentence.isa(at, "lastish") or not sentence.isa(at - 1, "definite"):
        return False
    mine = sentence.words[at - 1].text != "the"
    here = hit.end < len(sentence) and sentence.isa(hit.end, "hereplace", "atorby")
    return sentence.isa(at - 2, "soonword", "besideprep") and not (mine or here)


def _for_others(sentence: Sentence, hit: Hit, last: Word) -> bool:
    """Tell whether a job is sought for something or somebody else: a new job for our old forklift."""
    if hit.group != "seeking" or not last.isa("jobnoun") or hit.end + 1 >= len(sentence):
        return False
    whose = sentence.words[hit.end + 1]
    return sentence.words[hit.end].isa("lasting") and whose.isa("definite", "indefinite")


def _of_a_trade(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether something is bought, sold or used: offers from three roofers, the tiling job, a firm's product."""
    first, last = sentence.words[hit.start], sentence.words[min(hit.end, len(sentence)) - 1]
    if (
        hit.group == "seeking"
        and hit.end < len(sentence)
        and last.isa("n")
        and sentence.words[hit.end - 2].isa("fromword")
    ):
        return True
    before = sentence.words[hit.start - 1] if hit.start else None
    if first.isa("jobnoun") and before is not None and "gerund" in before.shape and not before.isa("lineofwork"):
        return True
    if any(sentence.isa(at, "guesting") for at in range(hit.start, min(hit.end, len(sentence)))):
        return sentence.isa(hit.start, "becomingverb")
    if not sentence.isa(min(hit.end, len(sentence)) - 1, "bigname", "servicename"):
        return False
    after = range(hit.end, min(hit.end + NEAR, len(sentence)))
    if last.token.possessive:
        return any(sentence.isa(at, "body", "eventnoun", "suite") for at in after)
    return hit.end < len(sentence) and sentence.isa(hit.end, "suite")


def _by_others(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether others are the ones who go: why drivers quit in May."""
    if hit.start <= sentence.begin or not sentence.words[hit.start].isa("quitword", "retireword"):
        return False
    before = sentence.words[hit.start - 1]
    return before.token.kind == "word" and (before.isa("plural") or "plural" in before.shape)


def _of_the_day(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether it is done over and over, or to the furniture: swap the office for the park on Fridays."""
    first = sentence.words[hit.start]
    if not first.isa("negation") and not sentence.isa(hit.start, "swapping"):
        return False
    if sentence.all("cadence"):
        return True
    beside = range(hit.end, min(hit.end + NEAR, len(sentence)))
    given = any(word.isa("furniture") and word.text != "desk" for word in sentence.words[hit.start : hit.end])
    return sentence.isa(hit.start, "swapping") and (given or any(sentence.isa(at, "furniture") for at in beside))


def _of_a_contract(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a contract is not the one that one works under, or the terms of going are somebody else's."""
    end = min(hit.end, len(sentence))
    if sentence.isa(end - 1, "parting") and end + 1 < len(sentence) and sentence.words[end].isa("lasting"):
        return sentence.isa(end + 1, "definite", "indefinite", "own")
    beside = range(hit.start, min(hit.end + NEAR, len(sentence)))
    contract = any(sentence.words[at].isa("contractword") for at in range(hit.start, end))
    return contract and any(sentence.words[at].isa("utility") for at in beside)


def _a_topic(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether one only reads or writes about it."""
    if hit.start <= sentence.begin + 1 or not sentence.isa(sentence.begin, "topicact"):
        return False
    return sentence.words[hit.start - 1].isa("topicword")


def _by_the_clock(words: Sequence[Word]) -> bool:
    """Tell whether work ends for the day: stop working at 5."""
    numeral = words[-1].numeral
    return len(words) > 1 and words[-2].isa("inword") and numeral is not None and numeral.value < PENSION


def _till_tomorrow(sentence: Sentence) -> bool:
    """Tell whether it is only for the day that one stops: stop working at 5 pm, at night."""
    ends = {hit.end for hit in sentence.all("=stopwork")}
    nights = (at + 1 < len(sentence) and sentence.isa(at + 1, "daypart") for at in ends)
    return any(hit.start in ends for hit in sentence.all("clock")) or any(nights)


def leaving(sentences: Sequence[Sentence], found: Collection[str]) -> Finding:
    """Tell whether the goal means to end work with the present employer: by the rules, and by what it is like.

    What is said outright ("apply for three jobs elsewhere") needs no likeness.
    """
    if abroad := [span for sentence in sentences for span in leaving_elsewhere(sentence)]:
        return Finding(so=True, evidence=tuple(abroad))
    ruled, learnt = [span for sentence in sentences for span in _told(sentence)], weights("leaving")
    if not ruled and any(of_others(one) or _till_tomorrow(one) for one in sentences):
        return Finding(so=False)
    said = learnt.ruled if ruled else learnt.taken_back if any(one.all(*GROUPS) for one in sentences) else 0.0
    decided = any(hit.group == "resolved" for sentence in sentences for hit in cues(sentence))
    so = decided or (bool(sentences) and learnt.of(found) + said >= learnt.enough)
    return Finding(so=so, evidence=tuple(ruled or [learnt.told_by(sentences)]) if so else ())


def _told(sentence: Sentence) -> list[Span]:
    return [sentence.span(hit.start, hit.end) for hit in cues(sentence)]
