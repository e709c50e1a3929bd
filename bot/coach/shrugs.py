"""An answer that is none: dunno, nothing really, not sure."""

from __future__ import annotations

import re

from bot.coach.lexicon import entries, load

_WORDS = re.compile(r"[^\W_]+(?:['’/][^\W_]+)*")


def is_shrug(answer: str) -> bool:
    """Tell whether somebody says that they have no answer, whatever they say around it: hm, not really sure yet."""
    says = load().says["shrugs"]
    words = _WORDS.findall(answer.casefold().replace("’", "'"))
    passing = frozenset(entries(says["passing"]))
    heart = " ".join(word for word in words if word not in passing)
    if not heart:
        return True
    first = _WORDS.findall(re.split(r"[,.;:!–—-]\s|[,.;:!]", answer.casefold().replace("’", "'"), maxsplit=1)[0])
    begun = " ".join(word for word in first if word not in passing)
    return heart in entries(says["whole"]) or begun in entries(says["first"])
