"""Other ways to say a command: a greeting, another tool's word for it, the verb before the noun (`add milestone`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.catalogue import Commands

_ALSO_SAID = {
    "add": "new", "create": "new", "delete": "drop", "remove": "drop", "cancel": "drop", "edit": "alter",
    "change": "alter", "update": "alter", "finish": "done", "complete": "done", "snooze": "later", "postpone": "later",
    "delay": "later", "what": "help", "how": "help",
    "goals": "list", "stats": "chart", "overview": "list", "status": "list",
    "progress": "list", "rename": "alter", "reword": "alter", "rephrase": "alter",
    "find": "list", "search": "list", "templates": "new",
    "calendar": "feed", "calendars": "feed", "ical": "feed", "ics": "feed", "subscribe": "feed",
}  # fmt: skip
"""What people say for a command, as other tools call it."""
_EVERYTHING = {"all", "everything", "all goals", "all my goals", "all of them", "it all"}
_ONE_BY_ONE = {"drop", "alter", "done", "later"}
"""What no command does to all goals at once."""
_HELLO = {
    "hi", "hello", "hey", "hallo", "hola", "moin", "servus", "bonjour", "salut", "ciao", "hiya", "howdy", "yo",
    "good morning", "good afternoon", "good evening", "guten morgen", "guten tag", "guten abend",
}  # fmt: skip
_THANKS = {
    "thanks", "thank", "thank you", "thx", "ty", "cheers", "danke", "danke schön", "merci", "gracias", "obrigado",
}  # fmt: skip
"""What people say first, and last."""
LEAVING = frozenset({"quit", "exit", "bye"})
"""Said by somebody who wants to go; on a terminal they can."""
_ABOUT_ME = {
    "what can you do", "what can i do", "what do you do", "what can i type", "what are you", "what is this",
    "who are you", "how does this work", "how do you work", "how do i start", "how do i begin", "where do i start",
    "help me", "help us", "what are the commands", "commands", "menu", "options", "hilfe", "ayuda", "aide",
}  # fmt: skip
"""Asked by somebody who is new here."""
_HUSH = re.compile(
    r"(?:be |keep )?(?:quiet|silent|still)|mute|silence|hush|stop(?: it)?|shut up|unsubscribe|opt out|leave me alone|"
    r"(?:stop|dont|do not|never|no more|no|turn off|switch off|disable|mute|silence|fewer|less)"
    r"(?: (?:send|messag|ask|nudg|bother|ping|remind|disturb)(?:e|ing)?|"
    r" (?:message|reminder|nudge|notification|check ?in)s?|"
    r" (?:me|us|all|any|the|my|these|those|so|often|much|more|anymore))+"
)
"""Said by somebody who is asked too much."""
_MINE = re.compile(
    r"(?:(?:show|list|see|give)(?: me)? |what are )?(?:all )?(?:of )?(?:my|our) (?:open |active )?goals|"
    r"how (?:am i|are we) doing|how (?:are (?:my|our) goals (?:doing|going)|do (?:my|our) goals stand)|"
    r"where (?:do i|do we) stand"
)

_DUE_WITHIN = {"today": 0, "tomorrow": 1, "this week": 7, "next week": 14, "this month": 31}
"""Days, as they are asked for: a list knows no last day of a week."""
_DUE = re.compile(
    r"(?:what (?:(?:do i (?:have|need)|have i got) (?:to do|due|on)|should i do|am i (?:doing|to do)|is due)|"
    rf"whats (?:due|to do|on)|my to ?dos|to ?dos)(?: for)? (?P<until>{'|'.join(_DUE_WITHIN)})"
)
"""Asked by somebody who plans their day."""
_FORGET = re.compile(
    r"(?:i want (?:you )?to |can you |could you )?(?:forget|delete|erase|remove|wipe|purge|close|destroy)"
    r"(?: (?:all|everything|anything|whatever|of|about|on|from|that|what|you|have|know|store|keep|stored))*"
    r" (?:me|my (?:(?:user |milepost )?account|(?:personal |private )?data|profile|(?:personal )?information))"
    r"(?: (?:completely|forever|for good|now))?|forget|forget it all|right to be forgotten|gdpr"
)
"""Said by somebody who wants to be forgotten; they are asked before anything goes."""
_NEXT = re.compile(r"whats next|what (?:is|comes) next|what (?:should|do|can) i do (?:next|now)")

_PLAIN = ((_MINE, "list"), (_NEXT, "next"), (_FORGET, "forget me"))
"""What is said as one says it to somebody, and the command that it comes to."""

_WITH_A_MARK = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?\s*[.!?…]+")
"""A word or two, with no more than a mark behind them."""


def plainly_said(rest: str, commands: Commands) -> str:
    """Return the command that answers a whole line of plain talk, like a greeting or a first question; else ""."""
    said = bare(rest)
    asked = _unadorned(said)
    if asked in _ABOUT_ME:
        return "help"
    if (meant := next((line for said_so, line in _PLAIN if said_so.fullmatch(asked)), "")) and commands.get(meant):
        return meant
    if (due := _DUE.fullmatch(asked)) is not None:
        return f"list due: {_DUE_WITHIN[due['until']]}"
    if (asked != said or _WITH_A_MARK.fullmatch(rest.strip())) and commands.get(asked) is not None:
        return asked
    said = re.sub(r" (?:there|all|team|milepost|bot|again|you|so much|very much|a lot)$", "", said)
    return "hello" if said in _HELLO else "thanks" if said in _THANKS else ""


def wants_quiet(rest: str) -> bool:
    """Tell whether somebody wants to be asked less, or nothing at all."""
    return bool(_HUSH.fullmatch(_unadorned(bare(rest))))


def bare(rest: str) -> str:
    """Return what was said, in small letters and without marks."""
    return " ".join(re.sub(r"[^\w\s]", " ", re.sub("[’']", "", rest.casefold())).split())


def _unadorned(said: str) -> str:
    """Return what was said without a please."""
    return re.sub(r"^(?:please|pls|plz) | (?:please|pls|plz)$", "", said)


_MEANT_AS_GOAL = re.compile(
    r"(?:please )?(?:(?:remind|nudge) (?:me|us)(?: to| about| of| that)?|(?:my |a |new |the )?goal(?: is(?: to)?)?\s*:|"
    r"(?:my|our) goal is(?: to)?|set (?:me |us )?(?:a |an |my |our |the |another )?(?:new )?goal(?: to|:| of)?)\s+"
    r"(?P<words>(?!#?\d+(?!\S))\S.*)",
    re.IGNORECASE | re.DOTALL,
)


def told_as_goal(rest: str) -> str:
    """Return the words of a goal that somebody tells without its command: `remind me to …`, `Goal: …`; else nothing."""
    found = _MEANT_AS_GOAL.fullmatch(rest.strip())
    return found["words"].strip() if found else ""


def away_in(rest: str) -> str | None:
    """Return the days of a time off that somebody tells: `I'm on vacation next week`; None if they tell of none."""
    found = _OFF.fullmatch(rest.strip().rstrip(".!"))
    return (found["days"] or found["then"] or "").strip() if found else None


_OFF = re.compile(
    r"(?:(?:i am|i['’]?m|i will be|i['’]?ll be|we are|we['’]?re) )?(?:on |going on )?(?:a |my |our )?"
    r"(?:vacation|holidays?|annual leave|pto|ooo|out of (?:the )?office)(?: (?P<days>.+))?|"
    r"(?:i am|i['’]?m|i will be|i['’]?ll be) (?:away|off|off work|on leave)(?: (?P<then>.+))?",
    re.IGNORECASE,
)


def asked_when(rest: str) -> str:
    """Return when somebody wants to be asked about a goal that they do not name: `nudge me every Tuesday`."""
    found = _ASKED.fullmatch(rest.strip().rstrip(".!"))
    return found["when"] if found else ""


_ASKED = re.compile(
    r"(?:please )?(?:nudge|remind|ask|ping) (?:me|us)(?: again)? (?P<when>(?:every|each|daily|weekly|on) ?[^:,;]*?)",
    re.IGNORECASE,
)


def is_question(words: Sequence[str]) -> bool:
    """Tell whether somebody asks a question that no command answers."""
    return bool(_ASKING.match(" ".join(words)))


_ASKING = re.compile(r"(?:what|whats|what['’]s|how|where|who|(?:can|could|do|will|would) (?:you|i))\b .", re.IGNORECASE)


def as_said(words: Sequence[str], commands: Commands) -> str:
    """Return the line that is meant by `words` as other tools would have it; empty if none is."""
    if turned := _turned_round(words, commands) or _of_a_group(words, commands):
        return turned
    meant = commands.get(_ALSO_SAID.get(words[0].casefold(), ""))
    if meant is None:
        return ""
    said = re.sub(r"^(?:my |the )?(?:goals?|milestone)\b", "", " ".join(words[1:]), flags=re.IGNORECASE).strip()
    if meant.path == "feed" and said:
        return ""  # somebody subscribes to something else
    if meant.path == "alter":
        said = _with_new_words(said)
        step = re.match(r"#?\d+\.\d+(?!\S)", said) and commands.get("milestone rename")
        return f"{step.path if step else meant.path} {said}".strip()
    return meant.path if meant.path == "help" else f"{meant.path} {said}".strip()


def _with_new_words(said: str) -> str:
    """Return `1.2 Buy bread` for `1.2 to Buy bread`."""
    return re.sub(r"^(#?\d+(?:\.\d+)?) to (?=\S)", r"\1 ", said)


def is_of_all(words: Sequence[str]) -> bool:
    """Tell whether somebody wants done to all their goals at once what is done to one at a time."""
    return _ALSO_SAID.get(words[0].casefold()) in _ONE_BY_ONE and " ".join(words[1:]).casefold() in _EVERYTHING


def _turned_round(words: Sequence[str], commands: Commands) -> str:
    """Return the line that is meant where the verb comes first (`add milestone Buy bread`); empty if there is none."""
    verb, *others = words
    if others and others[0].casefold() in ("a", "the", "my", "new", "another"):
        others = others[1:]
    if not others:
        return ""
    group = others[0].casefold().removesuffix("s").removesuffix(":")
    verb = _spelled_right(verb.casefold()) if commands.under(group) else verb.casefold()
    also = _ALSO_SAID.get(verb, "")
    verbs = (verb, also, "add" if also == "new" else "", "move" if also == "alter" else "")
    found = next((c for each in verbs if each and (c := commands.get(f"{group} {each}")) is not None), None)
    if found is None:
        return ""
    rest = _goal_first(" ".join(others[1:]))
    rest = _with_new_words(rest) if found.path == "milestone rename" else rest
    names = [p.name for p in found.positional if p.required]
    # Of words alone nobody can tell the goal: the form asks for it.
    by_name = len(names) > 1 and rest and not re.match(r"#?~?\d", rest)
    return " ".join(filter(None, (found.path, f"{names[-1]}: {rest}" if by_name else rest)))


def _of_a_group(words: Sequence[str], commands: Commands) -> str:
    """Return the line that is meant by `milestone delete 1.2`, or by `milestone Draft it`, where no verb is said."""
    group, first, *others = (*words, "")
    known = [command.path.rpartition(" ")[2] for command in commands.under(group.casefold())]
    if not known or not first:
        return ""
    if turned := _turned_round([first, group, *filter(None, others)], commands):
        return turned
    if max(fuzz.ratio(first.casefold(), verb) for verb in known) >= _LIKE_A_VERB:
        return ""
    return f"help {group.casefold()}" if _A_STEP.fullmatch(first) else _turned_round(["add", *words], commands)


_LIKE_A_VERB = 66
"""From this likeness on it is a slip of the finger."""
_A_STEP = re.compile(r"#?\d+\.\d+")


def _goal_first(rest: str) -> str:
    """Return what stands behind `add milestone` with its goal first: `1 Buy bread` for `Buy bread to goal 1`."""
    to_one = re.match(
        r"(?:to|for|of|on|in) (?:my |the )?(?:goal )?(#?~?\d+(?:\.\d+)?)(?:[:,]? (.+))?$", rest, re.IGNORECASE
    )
    behind = re.match(r"(\D.*) (?:to|for|on|in) (?:my |the )?goal (#?\d+)$", rest, re.IGNORECASE)
    if behind is not None:
        return f"{behind[2]} {behind[1]}"
    return " ".join(filter(None, to_one.groups())) if to_one is not None else rest


def _spelled_right(verb: str) -> str:
    """Return the verb that is meant by one with a slip of the finger."""
    near = (known for known in ("add", *_ALSO_SAID) if OSA.distance(verb, known, score_cutoff=1) <= 1)
    return verb if verb in _ALSO_SAID else next(near, verb)
