"""What can be typed to the coach: elements, audiences, and words of one's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, TypeAlias, get_args

from bot.coach.elements import elements
from bot.coach.expressing import Audience
from bot.commands import Kind
from bot.errors import Refusal
from bot.goals.titles import read_title
from bot.kinds import choice, kind_of
from bot.messages import BLANK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.talk import Talk

OWN_WORDS_LIMIT = 500
"""Characters in a reason, a wording or an answer to the coach."""


async def _read_own_words(text: str, _talk: Talk) -> str:
    words = " ".join(text.split())
    if BLANK in words:
        raise Refusal("There is still a blank in it.", f"Fill it in: {words[:120]}")
    if len(words) > OWN_WORDS_LIMIT:
        raise Refusal(f"That is {len(words):,} characters; I keep up to {OWN_WORDS_LIMIT}.", "Say the heart of it.")
    return words


async def _read_elements(text: str, _talk: Talk) -> str:
    """Return the keys of the elements that were named, each by a part of its name."""
    known = elements()
    found: list[str] = []
    for part in filter(None, (p.strip().casefold() for p in text.split(","))):
        key = next((e.key for e in known if part in e.name.casefold()), None)
        if key is None:
            raise Refusal(
                f"“{part[:30]}” is none of the six elements.", f"They are: {', '.join(e.name for e in known)}."
            )
        found.append(key)
    return ",".join(dict.fromkeys(found))


def own_words(example: str, label: str = "") -> Kind:
    """Return the kind of an argument that takes words of one's own, like `example`."""
    return Kind(label, example, read=_read_own_words, is_free=True)


ToldAs: TypeAlias = Annotated[
    str, Kind("Wording for others", "Make billing reliable", read=_read_own_words, is_free=True)
]
"""Words for others."""
OwnWords: TypeAlias = Annotated[str, own_words("so that I can lead a project")]
Because: TypeAlias = Annotated[str, own_words("the vendor is late")]
"""Why something is changed."""
OneAudience: TypeAlias = Annotated[
    Audience,
    choice(
        "For",
        {one: one for one in get_args(Audience)},
        example="manager",
        unknown="I can't tell it to “{}”.",
        hint=f"Use one of {', '.join(get_args(Audience))}.",
    ),
]
Elements: TypeAlias = Annotated[str, Kind("Elements", "personal autonomy", read=_read_elements)]
LADDER: Mapping[str, Kind] = {
    "see": Kind("What would they see you do?", "Paint one picture every Sunday", read=read_title),
    "serves": replace(kind_of(Elements), label="Which elements does it serve most?"),
    "first": Kind("What could you show within a month?", "Buy paint by Friday", read=read_title),
}
"""The questions of the ladder, by the arguments that they ask for, in so few words that any form has room for them."""
REFLECTION: Mapping[str, Kind] = {
    "income": own_words("60,000, for a house of our own", "Ideal income"),
    "perks": own_words("two days at home", "Job perks"),
    "autonomy": own_words("which projects I take", "Personal autonomy"),
    "passion": own_words("I draw maps", "Passion and interest"),
    "strengths": own_words("to have a text read", "Core skills and strengths"),
    "challenges": own_words("a talk in front of 200 people", "Challenges"),
}
"""The six questions about what one wants, likewise."""
