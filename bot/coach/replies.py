"""What the coach says: like a mentor, one question at a time, and always with the goal's own words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.checkins.units import amount, is_bare, number
from bot.coach.reflecting import MOST
from bot.messages import BLANK, CALL_LIMIT, Button, Field, Menu, Reply, Section
from bot.models import GoalState
from bot.replies.wording import undo_button

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.coach.elements import Element
    from bot.coach.growing import Candidate
    from bot.coach.ladder import Rung
    from bot.coach.verdicts import Answer, Reading
    from bot.measure import Measure
    from bot.models import Change, Goal, Milestone

_WORDS = {
    "specific": "Specific",
    "measurable": "Measurable",
    "action_based": "Action-based",
    "relevant": "Relevant",
    "scheduled": "Scheduled",
}
_SIGNS = {"met": "✓", "partly": "~", "missing": "–", "unsure": "?"}
MOST_TIMES = 1_000
"""So many times a day nobody does anything: it is an amount, of what its owner knows."""
_COLON, _QUOTE = re.compile(r"[A-Za-z]:"), re.compile('["“”„]')


def fitting_call(call: str, otherwise: str) -> str:
    """Return `call`, or a shorter one that leads to the same place where a button cannot hold it."""
    return call if len(call) <= CALL_LIMIT else otherwise


def measured(measure: Measure | None) -> str:
    """Say how a goal is counted, for example `from 800 to 300 ms` or `3 times a week`."""
    if measure is None or measure.kind == "done" or measure.target is None:
        return "done or not done"
    target, per = amount(measure.target, measure.unit), f" a {measure.per}" if measure.per else ""
    if measure.is_habit:
        limit = "at most " if measure.direction == "down" else ""
        if not is_bare(measure.unit):
            return f"{limit}{target}{per or ' each time'}"
        times = f"{target} times" if measure.target < MOST_TIMES else target
        often = {1.0: "once", 2.0: "twice"}.get(measure.target, times)
        return f"{limit}{often}{per or (' each time' if measure.target == 1 else ' a round')}"
    if measure.start is not None:
        return f"from {number(measure.start)} to {target}{per}"
    way = {"up": "", "down": "down to "}.get(measure.direction or "", "to ")
    return f"{way}{target}{per}"


def question(goal: Goal, reading: Reading) -> tuple[Section, ...]:
    """Ask the one question about the weakest point, with answers to tap; nothing where nothing is lacking."""
    asked = reading.question
    if asked is None or (asked.point == "far" and goal.milestones_numbered):
        return ()
    taps = tuple(
        Button(answer.label, tapped(answer, goal), "" if place else "primary")
        for place, answer in enumerate(asked.answers)
    )
    fields = (Field("It could read", asked.draft),) if asked.draft and asked.answers[0].wording else ()
    return (Section(asked.text, fields, (*taps, _leave(goal))),)


def _leave(goal: Goal) -> Button:
    """Return the button that leaves a question open; by it, what is typed next is known to answer that."""
    return Button("Leave it a draft" if goal.state is GoalState.draft else "Leave it open", f"keep {goal.ref}")


def tapped(answer: Answer, goal: Goal) -> str:
    """Return what a tap on an answer does: it opens the goal's new wording, to fill its blanks, or does it at once."""
    if answer.call:
        return answer.call.replace("{ref}", goal.ref)
    words = answer.wording.replace("{goal}", goal.title.strip().rstrip(".!?").strip())
    # In quotes, a word with a colon is no name of an argument.
    quoted = f'"{words}"' if _COLON.search(words) else words
    whole = f"form alter {goal.ref} {quoted}"
    # `…` stands for what the goal says, where its own words are too long for a button or have quotes of their own.
    short = f"form alter {goal.ref} {answer.wording.replace('{goal}', '…')}"
    return short if quoted != words and _QUOTE.search(words) else fitting_call(whole, short)


def answered_by(words: str, goal: Goal, reading: Reading) -> str:
    """Return the question of which `words`, with their blanks, are one of the answers to tap; empty if it is none."""
    asked = reading.question
    if asked is None:
        return ""
    own = goal.title.strip().rstrip(".!?").strip()
    offered = {one.wording.replace("{goal}", so) for one in asked.answers if one.wording for so in (own, "…")}
    return asked.text if words in offered else ""


def goal_read(goal: Goal, reading: Reading, achievable: str) -> Reply:
    """Show the goal in the light of the five words, each with the words that show it or what is missing.

    `achievable` is a hint at where it is heading, if there is one.
    """
    fields = [Field(f"{_SIGNS[level]} {_WORDS[name]}", _shown(goal, reading, name)) for name in _WORDS
              if (level := reading.verdict(name).level) is not None]  # fmt: skip
    return Reply(
        title=f"Goal {goal.ref}, read closely: {goal.title}",
        sections=(
            Section(fields=tuple(fields)),
            *((Section(achievable),) if achievable else ()),
            *(() if reading.is_judged else (Section(_UNREAD),)),
            *question(goal, reading),
        ),
        note="✓ is there, ~ partly, – not yet. It is your goal: all of this may stay as it is.",
    )


_UNREAD = "I read goals closely in English alone: of this one I know the date, the rhythm and the number."


def _shown(goal: Goal, reading: Reading, name: str) -> str:
    verdict = reading.verdict(name)
    quoted = ", ".join(dict.fromkeys(f"“{reading.text[start:end]}”" for start, end in verdict.evidence))
    if verdict.lacking:
        return verdict.lacking
    said_apart = {"measurable": f"counted {measured(goal.counts)}", "relevant": _THANKS}
    return quoted or said_apart.get(name, "its date says so")


_THANKS = "thank you for telling me why; it stays with me"
"""For a reason that is a cause: it needs no way to lead there."""


def ladder_shown(goal: Goal, rungs: Sequence[str]) -> Reply:
    """Show the whole way down from a wide wish to a first step."""
    fields = tuple(Field(str(n), rung) for n, rung in enumerate(rungs, 1))
    buttons = (Button("Answer", f"form ladder {goal.ref}", "primary"), _leave(goal))
    return Reply(
        title=f"From “{goal.title}” to something you can begin with",
        sections=(Section(fields=fields, buttons=buttons),),
    )


def asked_further(goal: Goal, rung: Rung, step: Milestone | None, change: Change | None = None, why: str = "") -> Reply:
    """Ask the next question down the ladder, where an answer holds nothing yet that one could watch."""
    still = "stays a draft" if goal.state is GoalState.draft else "stays as it is"
    taps = tuple(
        Button(label, _answering(f"form ladder {goal.ref}", words), "" if place else "primary")
        for place, (label, words) in enumerate(rung.taps)
    )
    told = {"First step": f"{goal.ref}.{step.number} {step.title}" if step is not None else "", "Your reason": why}
    added = tuple(Field(label, words) for label, words in told.items() if words)
    undo = (undo_button(change),) if change is not None and change.edits else ()
    return Reply(
        title=f"Goal {goal.ref} {still}: {goal.title}",
        sections=(
            *((Section(fields=added, buttons=undo),) if added or undo else ()),
            Section(rung.question, buttons=(*taps, _leave(goal))),
        ),
    )


def _answering(call: str, words: str) -> str:
    """Return the call that opens a form with these words; with its blanks alone, where a button cannot hold them."""
    quoted = f'"{words}"' if _COLON.search(words) else words
    blanks = words.rpartition(": ")[2]
    short = f"{call} {blanks[:1].upper()}{blanks[1:]}"
    return short if _QUOTE.search(words) else fitting_call(f"{call} {quoted}", short)


def climbed_down(reply: Reply, goal: Goal, step: Milestone | None) -> Reply:
    """Show the goal that came of a wish with its first step, or ask for that before anything else."""
    if step is not None and step.due_on is not None:
        fields = (Field("First step", f"{goal.ref}.{step.number} {step.title}"), Field("Due", step.due_on))
        return replace(reply, sections=(reply.sections[0], Section(fields=fields), *reply.sections[1:]))
    taps = (
        Button("A first step", f"milestone add {goal.ref} by: in 1 month", "primary"),
        Button("Leave it open", f"keep {goal.ref}"),
    )
    asked = Section("What is the smallest piece of it that you could show someone within a month?", buttons=taps)
    return replace(reply, sections=(reply.sections[0], asked))


def reflection(opening: str, questions: Sequence[Element]) -> Reply:
    """Ask the six questions."""
    fields = tuple(Field(element.name, element.question) for element in questions)
    return Reply(
        title=opening,
        sections=(Section(fields=fields, buttons=(Button("Answer", "form reflect", "primary"),)),),
        note="Nothing of it is kept: only the goals that you set from it.",
    )


def candidates(closing: str, texts: Sequence[str], left: Sequence[tuple[str, Element]]) -> Reply:
    """Offer what was answered as goals, and what was skipped, or had no room in the form, as questions."""
    sections = [Section(text, buttons=(Button("Set it", opened(text), "primary"),)) for text in texts[:MOST]]
    if texts[MOST:]:
        others = tuple(Button(text, opened(text)) for text in texts[MOST:])
        sections.append(Section(menu=Menu("What else you said", others)))
    return Reply(title=closing, sections=(*sections, *_still_open(left)))


def nothing_yet(words: str, left: Sequence[tuple[str, Element]]) -> Reply:
    """Say that no answer is an answer too, and offer the questions again."""
    return Reply(title=words, sections=_still_open(left))


def _still_open(left: Sequence[tuple[str, Element]]) -> tuple[Section, ...]:
    asked = f" {left[0][1].question}" if len(left) == 1 else ""
    again = tuple(Button(element.name, f"form reflect {name}: {BLANK}") for name, element in left)
    return (Section(f"Still open, if you like.{asked}", buttons=again),) if left else ()


def opened(goal: str) -> str:
    """Return the call that opens the form of a new goal with these words, as many as a button can carry."""
    call, words = "form new ", goal.split()
    # In quotes, a word with a colon is no name of an argument.
    quoted = f'{call}"{goal}"' if _COLON.search(goal) and not _QUOTE.search(goal) else f"{call}{goal}"
    if len(quoted) <= CALL_LIMIT and not (_COLON.search(goal) and _QUOTE.search(goal)):
        return quoted
    while words and len(call) + len(" ".join(words)) + 2 > CALL_LIMIT:
        words.pop()
    return f'{call}"{_QUOTE.sub("", " ".join(words))}"' if words else call.strip()


def grown(weak_point: str, found: Sequence[Candidate]) -> Reply:
    """Offer goals that work on a weak point."""
    sections = tuple(
        Section(
            one.text,
            (Field("Counted by", one.measure), Field("Rhythm", one.rhythm), Field("Who will notice", one.notices)),
            (Button("Set it", opened(one.goal), "primary"),),
        )
        for one in found
    )
    return Reply(
        title=f"To grow in “{weak_point}”",
        sections=sections,
        note="For your eyes only. A weak point said as a goal is a strength on its way.",
    )


def elements_shown(served: Mapping[str, Sequence[Goal]], six: Sequence[Element]) -> Reply:
    """Show which goals serve which of the six elements, and which none does."""
    fields = tuple(
        Field(element.name, ", ".join(f"{goal.ref} {goal.title}" for goal in served.get(element.key, ())) or "none yet")
        for element in six
    )
    empty = [element for element in six if not served.get(element.key)]
    ask = (Section(f"Nothing yet for {empty[0].name.lower()}. {empty[0].question}"),) if empty else ()
    return Reply(
        title="What your goals are for",
        sections=(Section(fields=fields), *ask),
        note="Read from each goal's words. To say it yourself: /goal alter 1 serves: personal autonomy",
    )
