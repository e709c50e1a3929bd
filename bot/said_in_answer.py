"""What a check-in's buttons say, typed: it goes on, it is done, ask again then, or no more than yes or no."""

from __future__ import annotations

import re
from enum import StrEnum


class Answer(StrEnum):
    """What somebody answers who answers in words."""

    still = "still on it"
    did = "done"
    then = "later"
    unclear = "unclear"
    """Yes, no or so: what that answers is known to nobody."""


_ME = r"(?:(?:i am|im|i|ive|i have|we|we are|weve|yes|no|nope|yep|well) )*"
_MANY = r"(?:an?|one|two|three|four|five|six|half an|\d{1,3})"
_LATER = (
    rf"(?:in {_MANY} (?:minute|min|hour|day|week|month)s?|(?:tomorrow|this)(?: (?:morning|noon|afternoon|evening))?|"
    r"tonight|later today|next (?:week|month)|(?:next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_ANSWERS = {
    Answer.still: re.compile(
        rf"{_ME}(?:still (?:on it|at it|working on it)|(?:just )?working on it|(?:not|nothing) yet|"
        r"not (?:quite|done)(?: yet)?|in progress|not finished(?: yet)?)"
    ),
    Answer.did: re.compile(
        rf"{_ME}(?:did (?:it|that|this)|done (?:it|that|this)|all done|finished(?: it)?|got it done)"
    ),
    Answer.then: re.compile(rf"(?:ask me |ask |remind me )?(?:again )?(?:{_LATER})"),
    Answer.unclear: re.compile(r"(?:yes|yep|yeah|yup|y|ok|okay|sure|no|nope|nah|n|ja|nein)(?: please| thanks)?"),
}
_ASKED_AGAIN = re.compile(r"(?:ask me |ask |remind me )?(?:again )?")


def answered(rest: str) -> Answer | None:
    """Return what a whole line answers, or None where it is more than an answer."""
    said = _bare(rest)
    return next((answer for answer, words in _ANSWERS.items() if words.fullmatch(said)), None)


def moment_of(rest: str) -> str:
    """Return when somebody wants to be asked again who answers so."""
    return _ASKED_AGAIN.sub("", _bare(rest), count=1)


def _bare(rest: str) -> str:
    """Return what was said in small letters, without marks."""
    return " ".join(re.sub(r"[^\w\s]", " ", rest.casefold().replace("’", "").replace("'", "")).split())
