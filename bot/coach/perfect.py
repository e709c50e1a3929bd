"""What will have been done is what one does: "By July I'll have hung the doors" is read like "I'll hang the doors"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.coach.lexicon import Lexicon
    from bot.coach.parse import Word

_VERBS = ("deliver", "act", "move", "reach", "rival", "improve", "abstainverb", "holding", "ending")


def as_done(words: list[Word], lexicon: Lexicon) -> list[Word]:
    """Take "have" off before what will have been done, and read that in its plain form."""
    for at in range(len(words) - 1):
        if words[at].isa("haveverb") and (at == 0 or words[at - 1].isa("wishwill", "willword", "toword")):
            done = at + 2 if "adverb" in words[at + 1].shape and at + 2 < len(words) else at + 1
            base = _base(words[done], lexicon)
            if base:
                verb = words[done].respelled(base, lexicon)
                return [*words[:at], *words[at + 1 : done], verb, *_joined(words[done + 1 :], lexicon)]
    return words


def _joined(rest: list[Word], lexicon: Lexicon) -> list[Word]:
    """Read a second thing that will have been done in its plain form as well: cut and hung."""
    if len(rest) > 1 and rest[0].isa("joiner") and (base := _base(rest[1], lexicon)):
        return [rest[0], rest[1].respelled(base, lexicon), *rest[2:]]
    return rest


def _base(word: Word, lexicon: Lexicon) -> str | None:
    """Return the plain form of a verb that says what is done: hung, hang; finished, finish; cut, cut."""
    if word.text in lexicon.participles:
        return lexicon.participles[word.text]
    base = lexicon.bases.get(word.text, word.text)
    bent = base != word.text and "done" in word.shape
    return base if bent and not lexicon.classes(base).isdisjoint(_VERBS) else None
