"""A form that is filled in on a terminal: one blank after the other, each by one line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.messages import BLANK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages import Ask, Form

_NUMBER = re.compile(r"~?\d+(?:\.\d+)?")
"""How a button calls a goal or a milestone."""
LEAVE = "cancel"
"""The word that leaves a form."""


@dataclass(frozen=True, slots=True)
class Blanks:
    """A form that is being filled in."""

    form: Form
    filled: Mapping[str, str] = field(default_factory=dict)
    """The values so far, by the names of their blanks; empty for those that were skipped."""
    wording: str = ""
    """The value that is being asked for, with some of the blanks inside it filled."""
    left: Mapping[str, str] = field(default_factory=dict)
    """By their names, the values as they stood before the last blank inside them was filled."""
    trouble: str = ""
    """What is wrong with the last line."""
    missed: int = 0
    """How many wrong lines in a row there were."""
    is_begun: bool = False
    """Whether the person was told how a form is filled in."""

    @property
    def ask(self) -> Ask | None:
        """The blank that is asked for next; None once all are answered."""
        return next((ask for ask in self.form.asks if ask.name not in self.filled), None)

    def answered(self, ask: Ask, typed: str) -> str:
        """Return the value of `ask` that a line means: an empty one keeps the current value, or skips it."""
        standing = self.wording or ask.shown
        if BLANK in standing:
            return standing.replace(BLANK, typed, 1) if typed else standing
        return typed or standing

    def took(self, ask: Ask, value: str) -> Blanks:
        """Return the form with this `value` for `ask`; the value may still have blanks inside."""
        if BLANK in value:
            return replace(self, wording=value, trouble="", missed=0, is_begun=True)
        filled, standing = {**self.filled, ask.name: value}, self.wording or ask.shown
        left = {**self.left, ask.name: standing} if BLANK in standing else self.left
        return replace(self, filled=filled, left=left, wording="", trouble="", missed=0, is_begun=True)

    def about(self, value: str) -> Form:
        """Return the form with this `value` for its first blank, and no current values for the others yet."""
        first, *others = self.form.asks
        return replace(self.form, asks=(replace(first, value=value), *(replace(one, current="") for one in others)))

    def refused(self, ask: Ask, value: str, why: str) -> Blanks:
        """Return the form after a wrong `value`, which is asked for again and never proposed."""
        kept = replace(
            ask,
            value="" if value == ask.value else ask.value,
            current="" if value == ask.current else ask.current,
        )
        asks = tuple(kept if one.name == ask.name else one for one in self.form.asks)
        form = replace(self.form, asks=asks)
        return replace(self, form=form, wording="", trouble=why, missed=self.missed + 1, is_begun=True)

    def question(self, ask: Ask) -> str:
        """Return the question for `ask`; the first one also says how a form is filled in."""
        standing = self.wording or ask.shown
        if self.trouble and self.missed > 1:
            # Whoever types on, as if nobody were asking, wants to be out of here.
            asked = f"{ask.label.rstrip('?')}?"
            return f"{self.trouble}\nThis answers “{asked}”. To leave it and type a command, type: {LEAVE}"
        lines = [self.trouble] if self.trouble else []
        if BLANK in standing:
            which = "first blank" if standing.count(BLANK) > 1 else "blank"
            lines += [ask.question] if ask.question else []
            return "\n".join([*lines, standing, f"What goes into the {which}? ({LEAVE} leaves)"])
        if not self.is_begun:
            lines.append(f"{self.form.title}. Each line is an answer now, not a command; {LEAVE} leaves.")
        elif self.trouble:
            lines = [f"{self.trouble} ({LEAVE} leaves)"]
        ways = [f"one of {', '.join(ask.options)}"] if ask.options else []
        if standing:
            ways.append(f"Enter keeps: {standing}")
        elif not ask.required:
            ways.append("Enter skips it")
        told = [*filter(None, [ask.hint]), *([f"({'; '.join(ways)})"] if ways else [])]
        return "\n".join([*lines, f"{ask.label.rstrip('?')}? {' '.join(told)}"])


def begun(form: Form, typed: str, *, tapped: bool = False) -> Blanks:
    """Begin to fill in a form that was opened by the line `typed`; what that line said is not asked again.

    If a value has blanks inside, only those are asked for. Somebody who typed `form` is asked for everything; who
    `tapped` it is asked for all but what it is about.
    """
    inside = [ask.name for ask in form.asks if BLANK in ask.value]
    if inside:
        return Blanks(form, {ask.name: ask.shown for ask in form.asks if ask.name not in inside})
    given = {ask.name: ask.value for ask in form.asks if ask.value and ask.value in typed}
    if typed.startswith("form ") and BLANK not in typed:
        about = form.asks[:1] if tapped else ()
        given = {ask.name: ask.value for ask in about if ask.name in given and _NUMBER.fullmatch(ask.value)}
    return Blanks(form, given if len(given) < len(form.asks) else {})


def sent_back(form: Form, wrong: Mapping[str, str], left: Mapping[str, str]) -> Blanks:
    """Go on with a form that came back with errors: only the blanks in `wrong`, by name, are asked for again.

    Of a value that had blanks inside, only the last one is: `left` has it as it stood before that was filled.
    If each value is right by itself, they do not fit together: then each can be changed or kept.
    """
    clear = tuple(
        replace(ask, value=left.get(ask.name, "") if ask.name in wrong else ask.value, error="") for ask in form.asks
    )
    filled = {ask.name: ask.shown for ask in form.asks if ask.name not in wrong} if wrong else {}
    trouble = " ".join(wrong.values() if wrong else form.errors.values())
    return Blanks(replace(form, asks=clear), filled, trouble=trouble, is_begun=True)
