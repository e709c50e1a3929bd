"""Answers that are typed instead of tapped: they count for what was asked last if that is clear, else a menu asks."""

from collections.abc import Sequence
from typing import Annotated

from sqlmodel import col, func, select

from bot.checkins.kinds import STILL
from bot.checkins.standing import standing
from bot.coach.answering import to_the_coach
from bot.commands import command
from bot.errors import Ambiguous, Choice, Refusal
from bot.goals.kinds import suggest_worked_on
from bot.kinds import Words
from bot.line.grammar import Line, parse
from bot.line.typed_answers import Meaning, answered, moment_of
from bot.line.unknown import unknown
from bot.messages import Button, Reply, Tone
from bot.models import Nudge, NudgeState
from bot.nudges import asking, bundle
from bot.nudges.answers import AddsUp, amount_said, answers, facts_of, how_far, keeping_rest, put_off_to, repeatable
from bot.nudges.asked import asked_in
from bot.nudges.bundle import Asked
from bot.replies.refusals import SHOWN, asked_which, offered, refused
from bot.requests.carrying_out import carry_out
from bot.talk import Talk

_ABOUT_WORK = (Meaning.still, Meaning.did)
"""What answers no question about what a goal says."""
_LOOKED_BACK = 3
"""How many of the last messages are searched for one that still waits for an answer."""


@command("answer", examples=["answer still on it", "answer in an hour"], listed=False)
async def answer(talk: Talk, words: Annotated[Words, "What was typed."]) -> Reply:
    """Take what was typed as the answer to what was asked last."""
    said = answered(words)
    waiting, message = await _waiting(talk)
    if said not in _ABOUT_WORK and await _is_last(talk, message):
        return await to_the_coach(talk, words)
    if said is None:
        return refused(_not_asked() if talk.question is None else unknown(words, talk.commands))
    return await _to_check_ins(talk, said, words, waiting, message)


def _not_asked() -> Refusal:
    """Say that what is tapped as an answer comes too late: the question was answered, or Milepost began anew since."""
    return Refusal("No question waits for that answer any more.", "To be asked about goal 1 again, type coach 1")


async def _to_check_ins(talk: Talk, said: Meaning, words: str, waiting: Sequence[Asked], message: int) -> Reply:
    """Take what was typed as the answer to what still waits in a message, or ask what it is to answer."""
    if not waiting and said is not Meaning.amount:
        return await _of_a_goal(talk, said, words)
    found = [(one, button) for one in waiting if (button := await _answer_to(talk, one, said, words)) is not None]
    if said is Meaning.amount and not found:
        return refused(unknown(words, talk.commands))
    is_told_apart = said is Meaning.amount  # its unit tells which goal is meant
    if said is Meaning.unclear or (len(found) < len(waiting) and not is_told_apart) or len(found) > SHOWN:
        return _asked_once_more(talk, waiting, message, words)
    if len(found) > 1:
        return _which(found, message)
    in_message = repeatable if len(waiting) == 1 else keeping_rest
    if said is Meaning.did and (taps := await _how_far(talk, found[0][0])):
        subject, _ = found[0][0]
        stands = (await standing(talk, subject.goal)).progress.words
        return asking.how_far(subject, stands, in_message(taps, message))
    (button,) = in_message([found[0][1]], message)
    told = await carry_out(talk, parse(button.call, talk.commands))
    return told if isinstance(told, Reply) else _asked_once_more(talk, waiting, message, words)


async def _is_last(talk: Talk, message: int) -> bool:
    """Tell whether the coach's question was asked after the `message` that waits for an answer, if one does."""
    if talk.question is None:
        return False
    asked = select(func.max(Nudge.due_at)).where(Nudge.delivery_id == message)
    sent = await talk.session.scalar(asked) if message else None
    return sent is None or sent <= talk.question.at


async def _waiting(talk: Talk) -> tuple[list[Asked], int]:
    """Return what still waits for the asker's answer in the last message that has any such thing, and its row id.

    In a channel that is nothing: there nobody knows what the words answer.
    """
    if talk.place is not None:
        return [], 0
    last = (
        select(col(Nudge.delivery_id))
        .where(
            Nudge.person_id == talk.me.id,
            Nudge.state == NudgeState.sent,
            Nudge.channel == "",
            col(Nudge.share_id).is_(None),
            col(Nudge.delivery_id).is_not(None),
        )
        .group_by(col(Nudge.delivery_id))
        .order_by(func.max(Nudge.due_at).desc(), col(Nudge.delivery_id).desc())
        .limit(_LOOKED_BACK)
    )
    for message in filter(None, (await talk.session.scalars(last)).all()):
        asked = await asked_in(talk, message)
        if waiting := [one for one in asked if bundle.waits(*one, talk.calendar, talk.now)]:
            return waiting, message
    return [], 0


async def _how_far(talk: Talk, asked: Asked) -> tuple[Button, ...]:
    """Return what can be tapped where somebody says that it is done, and its number does not say so yet; else none."""
    subject, _ = asked
    taps = how_far(facts_of(*asked, talk.calendar, talk.now))
    return taps if taps and not (await standing(talk, subject.goal)).progress.is_reached else ()


async def _answer_to(talk: Talk, asked: Asked, said: Meaning, words: str) -> Button | None:
    """Return the button of a check-in that says what was `said`; where a number lacks, the one that asks for it."""
    if said is Meaning.did and (taps := await _how_far(talk, asked)):
        return next(one for one in taps if one.call.startswith("form "))
    return _button(talk, asked, said, words)


def _button(talk: Talk, asked: Asked, said: Meaning, words: str) -> Button | None:
    """Return the button of a check-in that means what was `said`; None if there is none, or it opens a form."""
    facts = facts_of(*asked, talk.calendar, talk.now)
    if said is Meaning.then:
        return put_off_to(facts, moment_of(words))
    if said is Meaning.amount:
        return amount_said(facts, words)
    taps = answers(facts)
    if said is Meaning.still:
        return next((one for one in taps if one.call.endswith(STILL)), None)
    fits = (one for one in taps if one.label in ("Did it", "Done", "Done already") or isinstance(one, AddsUp))
    found = next(fits, None)
    return found if found is not None and not found.call.startswith("form ") else None


def _which(found: Sequence[tuple[Asked, Button]], message: int) -> Reply:
    """Let the person pick which of several things they answered; the others still wait."""
    calls = keeping_rest([button for _, button in found], message)
    options = tuple(Button(subject.label, button.call) for ((subject, _), _), button in zip(found, calls, strict=True))
    return Reply("I asked about several things. Which one do you mean?", (offered(options),), tone=Tone.attention)


def _asked_once_more(talk: Talk, waiting: Sequence[Asked], message: int, words: str) -> Reply:
    """Ask the same once more, where the answer is unclear."""
    asked = bundle.check_in(waiting, talk.calendar, talk.now, message)
    return asking.followed_by(Reply(f"I can't tell what “{words[:40]}” is to mean here.", tone=Tone.attention), asked)


async def _of_a_goal(talk: Talk, said: Meaning, words: str) -> Reply:
    """Let the person pick the goal that they mean, where nothing waits for an answer."""
    choices: Sequence[Choice] = () if said is Meaning.unclear else await suggest_worked_on("", talk)
    if not choices:
        return refused(
            Refusal("I have asked nothing that waits for an answer.", "Type help to see what I can do.", ["help"])
        )
    path, name, value = {
        Meaning.still: ("checkin", "value", STILL),
        Meaning.then: ("later", "to", moment_of(words)),
    }.get(said, ("checkin", "value", ""))
    line = Line(talk.commands[path], {name: value} if value else {})
    return asked_which(Ambiguous("Which goal do you mean?", choices), line, "goal")
