"""Answers to a check-in that are typed instead of tapped: `still on it`, `did it`, `tomorrow`, `42`, `yes`."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.line.paraphrases import bare


class Meaning(StrEnum):
    """What an answer in words means."""

    still = "still on it"
    did = "done"
    then = "later"
    amount = "amount"
    """A number, with its unit or without; only the check-in tells what it counts."""
    unclear = "unclear"
    """Yes, no or the like: which question that answers, nobody knows."""


_ME = r"(?:(?:i am|im|i|ive|i have|we|we are|weve|yes|no|nope|yep|well) )*"
_MANY = r"(?:an?|one|two|three|four|five|six|half an|\d{1,3})"
_PART = r"(?:morning|noon|afternoon|evening)"
_LATER = (
    rf"(?:in {_MANY} (?:minute|min|hour|day|week|month)s?|tomorrow(?: {_PART})?|this {_PART}|"
    r"tonight|later today|next (?:week|month)|(?:next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_NOT_TODAY = rf"{_ME}not today"
_AMOUNT = re.compile(r"[-+]?[$€£¥]?\d[\d.,]*\s?(?:%|[$€£¥]|[^\W\d][\w'’-]*(?: [^\W\d][\w'’-]*)?)?\s?[.!]*")
_ASK_AGAIN = r"(?:ask me |ask |remind me )?(?:again )?"
_ANSWERS = {
    Meaning.still: re.compile(
        rf"{_ME}(?:still (?:on it|at it|working on it)|(?:just )?working on it|(?:not|nothing) yet|"
        r"not (?:quite|done)(?: yet)?|in progress|not finished(?: yet)?)"
    ),
    Meaning.did: re.compile(
        rf"{_ME}(?:did (?:it|that|this)|done (?:it|that|this)|all done|finished(?: it)?|got it done)"
    ),
    Meaning.then: re.compile(rf"{_ASK_AGAIN}{_LATER}|{_NOT_TODAY}"),
    Meaning.unclear: re.compile(r"(?:yes|yep|yeah|yup|y|ok|okay|sure|no|nope|nah|n|ja|nein)(?: please| thanks)?"),
}


def answered(rest: str) -> Meaning | None:
    """Return what a whole line means as an answer, or None where it is more than that."""
    said = bare(rest)
    if _AMOUNT.fullmatch(" ".join(rest.split())):
        return Meaning.amount
    return next((meaning for meaning, words in _ANSWERS.items() if words.fullmatch(said)), None)


def moment_of(rest: str) -> str:
    """Return the words for when to ask again, of an answer that means `then`."""
    if re.fullmatch(_NOT_TODAY, said := bare(rest)):
        return "tomorrow"
    return re.sub(f"^{_ASK_AGAIN}", "", said).removeprefix("later ")
