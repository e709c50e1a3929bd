"""Finding the verb: a word or a phrase (set up), told apart from a noun in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coach.having import had

if TYPE_CHECKING:
    from bot.coach.parse import Sentence

VERBS = ("deliver", "act", "move", "improve", "grasp", "state", "rival", "reach", "abstainverb", "holding")
"""Classes of words and phrases that are verbs."""
_NOUNS = (
    "vaguenoun",
    "unit",
    "artefact",
    "metric",
    "role",
    "label",
    "business",
    "lineofwork",
    "staffing",
    "officetoken",
    "firmword",
    "doers",
    "fitting",
)
_NO_VERB = (
    "preposition",
    "conjunction",
    "negation",
    "universal",
    "degree",
    "vagueadjective",
    "auxiliary",
    "pronoun",
    "times",
    "frequency",
    "period",
    "timeunit",
    "blank",
    "direction",
    "opening",
    "month",
    "weekday",
    "n",
)
"""Classes of words that "the" may follow though they are no verbs: all the, half the."""


@dataclass(frozen=True)
class Verb:
    """A verb of the sentence, one word or a phrase (set up), with its classes."""

    start: int
    end: int
    classes: frozenset[str]
    known: bool = True
    """False when only its place says that it is a verb."""

    @property
    def is_single(self) -> bool:
        """Tell whether it is one word, and no phrase."""
        return self.end == self.start + 1

    def isa(self, *names: str) -> bool:
        """Whether the verb has one of these classes."""
        return not self.classes.isdisjoint(names)


def longest(sentence: Sentence, at: int) -> tuple[int, frozenset[str]]:
    """Find the longest verb phrase that starts here, and its classes."""
    end, classes = at + 1, set(sentence.words[at].classes.intersection(VERBS))
    for hit in sentence.phrases.get(at, ()):
        if hit.group[1:] in VERBS and end <= hit.end <= len(sentence):
            if hit.end > end:
                end, classes = hit.end, set()
            classes.add(hit.group[1:])
    return end, frozenset(classes)


def _noun_phrase(sentence: Sentence, at: int) -> bool:
    """Tell whether a noun stands where a verb might: "build time under 10 minutes"."""
    verb_end, classes = longest(sentence, at)
    nouns = [
        h
        for h in sentence.phrases.get(at, ())
        if h.group in ("=metric", "=skill", "=eventnoun", "=vaguenoun", "=unit", "=artefact")
        and h.end > max(at + 1, verb_end)
    ]
    if nouns:
        return not classes & {"state"}
    word = sentence.words[at]
    following = sentence.words[at + 1] if at + 1 < len(sentence) else None
    if _names_one_thing(sentence, at):
        return True
    led = verb_end == at + 1 and not word.isa("verbprefix")
    if following is not None and following.token.glued and (led or following.isa("direction")):
        return True  # stand-up, check-in, meeting-free
    if following is not None and word.isa("objectverb") and following.isa("preposition"):
        return True  # phone out of the bedroom
    if following is None or not word.isa("metric", "unit", "vaguenoun", "skill", "artefact", "eventnoun", "timeunit"):
        return False
    limited = following.isa("comparator", "auxiliary") and not word.isa("act")  # but "spend under 80 euros"
    return limited or (following.isa("preposition", "comparator", "auxiliary") and word.isa("plural"))


def _names_one_thing(sentence: Sentence, at: int) -> bool:
    """Tell whether a verb is the first half of a name: sleep quality, dance lessons, book club (but book lessons)."""
    if at + 1 >= len(sentence) or not sentence.words[at].isa("namefirst") or not sentence.words[at + 1].isa("namelast"):
        return False
    after = sentence.words[at + 2] if at + 2 < len(sentence) else None
    return after is None or after.isa("mark", "preposition", "conjunction", "comparator", "auxiliary", "near")


def _guess(sentence: Sentence, at: int) -> bool:
    """Tell whether a word of no verb's class is likely a verb: something definite follows, or a particle or number."""
    word = sentence.words[at]
    if at + 1 >= len(sentence):
        return False
    following = sentence.words[at + 1]
    if word.classes:
        return _noun_acts(sentence, at)
    if "noun" in word.shape:
        return _takes_a_thing(sentence, at)  # caption every video
    up_or_down = following.isa("direction") and not following.isa("besideprep")  # but bread on the shelves
    particle = up_or_down and "plural" not in word.shape and not following.token.glued
    counted = following.isa("definite", "indefinite", "universal", "n", "degree") or following.token.possessive
    return counted or (particle and at + 2 < len(sentence) and sentence.words[at + 2].isa("definite", "preposition"))


def _noun_acts(sentence: Sentence, at: int) -> bool:
    """Tell whether a noun must be a verb, since "the" or "my" follows at once: fence the paddock, price our range."""
    word = sentence.words[at]
    noun = (
        word.isa(*_NOUNS, "edge") and not word.isa(*_NO_VERB) and "plural" not in word.shape and not word.isa("plural")
    )
    return noun and word.token.kind == "word" and _takes_a_thing(sentence, at)


def _takes_a_thing(sentence: Sentence, at: int) -> bool:
    """Tell whether what a noun is done to follows at once: the paddock, every video, four matches, a stair gate."""
    following = sentence.words[at + 1]
    after = sentence.words[at + 2] if at + 2 < len(sentence) else None
    if following.isa("definite") or after is None:
        return following.isa("definite")
    if following.isa("indefinite", "everyword"):
        return not after.isa("period", "timeunit", "daypart", "weekday", "month")  # coffee every morning
    counted = following.isa("n") and not following.isa("year") and not sentence.words[at].isa("label", "metric")
    return counted and (after.isa("plural") or after.shape == {"plural"})


def _made_to(sentence: Sentence, at: int) -> bool:
    """Tell whether "make" means become: make partner, make head chef (but make a friend)."""
    for here in range(at + 1, min(at + 4, len(sentence))):
        word = sentence.words[here]
        if sentence.isa(here, "role") and not word.isa("plural", "artefact"):
            return True
        if not word.isa("rank") or word.isa("definite", "indefinite"):
            return False
    return False


def _tied(sentence: Sentence, at: int) -> bool:
    """Tell whether a noun is tied to a verb that is done to something: halter-break the colt, code-review every PR."""
    if at + 3 >= len(sentence) or sentence.words[at].token.kind != "word":
        return False
    act, thing = sentence.words[at + 1], sentence.words[at + 2]
    plain = act.token.glued and act.isa("deliver", "act") and not act.isa("ing", "past", "plural", "third")
    return plain and thing.isa("definite", "indefinite", "everyword") and _takes_a_thing(sentence, at + 1)


def _by_place(sentence: Sentence, at: int, end: int) -> Verb | None:
    """Read a verb that means something of its own with what follows: have it done, own a flat, make partner."""
    word = sentence.words[at]
    if had(sentence, at, phrase=end > at + 1):
        return Verb(at, at + 1, frozenset({"deliver", "act", "holding", "happens"}))
    if _tied(sentence, at):
        return Verb(at, at + 2, longest(sentence, at + 1)[1])
    if word.isa("ownverb") and at + 1 < len(sentence) and sentence.words[at + 1].isa("indefinite"):
        return Verb(at, at + 1, frozenset({"rival", "happens"}))
    if word.isa("makeverb") and _made_to(sentence, at):
        return Verb(at, at + 1, frozenset({"rival", "state", "becomes"}))
    return None


def verb_at(sentence: Sentence, at: int) -> Verb | None:
    """Read a verb at this place, if there is one."""
    if at >= len(sentence) or sentence.words[at].isa("mark", "n"):
        return None
    word = sentence.words[at]
    end, classes = longest(sentence, at)
    if by_place := _by_place(sentence, at, end):
        return by_place
    if classes and not _noun_phrase(sentence, at):
        decided = word.isa("decided") and "done" in word.shape  # promoted by 2028
        bent = end == at + 1 and not word.isa("ing") and (decided or word.isa("plural", "past", "third"))
        return None if bent else Verb(at, end, classes)
    return Verb(at, at + 1, frozenset({"deliver"}), known=False) if not classes and _guess(sentence, at) else None
