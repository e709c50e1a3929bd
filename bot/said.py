"""What people say for a command: a greeting, the words of other tools, the verb before what it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.catalogue import Commands

_ALSO_SAID = {
    "add": "new", "create": "new", "delete": "drop", "remove": "drop", "cancel": "drop", "edit": "alter",
    "change": "alter", "update": "alter", "finish": "done", "complete": "done", "snooze": "later", "postpone": "later",
    "delay": "later", "what": "help", "how": "help",
    "goals": "list", "stats": "chart", "overview": "list", "status": "list",
    "find": "list", "search": "list", "templates": "new",
}  # fmt: skip
"""What people say for a command, as other tools call it."""
_EVERYTHING = {"all", "everything", "all goals", "all my goals", "all of them", "it all"}
_ONE_BY_ONE = {"drop", "alter", "done", "later"}
"""What nobody means, and what no command does, to all at once."""
_HELLO = {
    "hi", "hello", "hey", "hallo", "hola", "moin", "servus", "bonjour", "salut", "ciao", "hiya", "howdy", "yo",
    "good morning", "good afternoon", "good evening", "guten morgen", "guten tag", "guten abend",
}  # fmt: skip
_THANKS = {
    "thanks",
    "thank",
    "thank you",
    "thx",
    "ty",
    "cheers",
    "danke",
    "danke schön",
    "merci",
    "gracias",
    "obrigado",
}
"""What people say first, and last."""


def greeted_by(rest: str) -> str:
    """Return the command that answers a greeting, where the whole line is one; else nothing."""
    said = " ".join(re.sub(r"[^\w\s]", " ", rest.casefold()).split())
    said = re.sub(r" (?:there|all|team|milepost|bot|again|you|so much|very much|a lot)$", "", said)
    return "hello" if said in _HELLO else "thanks" if said in _THANKS else ""


def as_said(words: Sequence[str], commands: Commands) -> str:
    """Return the line that is meant by `words` as other tools would have it; empty if none is."""
    if turned := _turned_round(words, commands):
        return turned
    meant = commands.get(_ALSO_SAID.get(words[0].casefold(), ""))
    if meant is None:
        return ""
    said = re.sub(r"^(?:my |the )?(?:goals?|milestone)\b", "", " ".join(words[1:]), flags=re.IGNORECASE).strip()
    return meant.path if meant.path == "help" else f"{meant.path} {said}".strip()


def is_of_all(words: Sequence[str]) -> bool:
    """Tell whether somebody wants done to all their goals at once what is done to one at a time."""
    return _ALSO_SAID.get(words[0].casefold()) in _ONE_BY_ONE and " ".join(words[1:]).casefold() in _EVERYTHING


def _turned_round(words: Sequence[str], commands: Commands) -> str:
    """Return the line that is meant by `add milestone Buy bread`, where the verb comes first; empty if none is."""
    verb, *others = words
    if others and others[0].casefold() in ("a", "the", "my", "new", "another"):
        others = others[1:]
    if not others:
        return ""
    group = others[0].casefold().removesuffix("s").removesuffix(":")
    also = _ALSO_SAID.get(verb.casefold(), "")
    verbs = (verb.casefold(), also, "add" if also == "new" else "", "move" if also == "alter" else "")
    found = next((c for each in verbs if each and (c := commands.get(f"{group} {each}")) is not None), None)
    if found is None:
        return ""
    rest = " ".join(others[1:])
    names = [p.name for p in found.positional if p.required]
    # Of words alone nobody can tell the goal: the form asks for it.
    by_name = len(names) > 1 and rest and not re.match(r"#?~?\d", rest)
    return " ".join(filter(None, (found.path, f"{names[-1]}: {rest}" if by_name else rest)))
