"""What names a thing: a noun that says which, words that stand together, a place or a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.coach.clause import Clause
    from bot.coach.segments import Segment


def pinned_noun(clause: Clause, segment: Segment) -> bool:
    """Tell whether "the", "my" or a name's 's stands before a noun that says which."""
    start, end, _ = segment
    for at in range(start, end):
        word = clause.word(at)
        if at not in clause.masked and (
            word.isa("definite") or word.token.possessive or (word.isa("universal") and not word.isa("none"))
        ):
            rest = [r for r in range(at + 1 if word.isa("definite", "universal") else at, end) if clause.content(r)]
            if rest and mover(clause) and clause.sentence.isa(rest[-1], "metric"):
                continue  # "improve our conversion rate": which figure, but not where or how far
            if word.isa("own") and len(rest) == 1 and _only_improves(clause):
                continue  # "improve our onboarding"
            if _pins(clause, rest):
                return True
            # Of one's own things one knows which: my tasks, our budget; but not my life, our costs.
            own = word.isa("own") and bool(rest) and clause.word(rest[-1]).isa("vaguenoun")
            wide = ("general", "skill", "nowhere") if _ends(clause) else ("general", "skill", "metric", "nowhere")
            if own and not any(clause.sentence.isa(r, *wide) for r in rest):
                return True
    return False


def _ends(clause: Clause) -> bool:
    """Tell whether the verb settles a thing (renegotiate my mortgage) rather than watching or moving a figure."""
    verb = clause.verb
    return (
        verb is not None
        and verb.isa("deliver")
        and not verb.isa("move", "improve")
        and not clause.word(verb.start).isa("noend")
    )


def _only_improves(clause: Clause) -> bool:
    verb = clause.verb
    return verb is not None and verb.isa("improve", "move") and not verb.isa("deliver", "act")


def _pins(clause: Clause, rest: list[int]) -> bool:
    """Tell whether these words of one noun phrase say which thing is meant."""
    if not rest:
        return False
    head = rest[-1]
    if len(rest) == 1 and clause.word(head).isa("someof"):
        return False  # finish the course: which one
    plain = [at for at in rest if not clause.vague(at)]
    modifiers = [at for at in rest[:-1] if not clause.sentence.isa(at, "general")]
    if clause.word(head).isa("nowhere") and not modifiers:
        return False
    if clause.sentence.isa(head, "skill", "general") and not clause.sentence.isa(head, "artefact", "eventnoun"):
        named = any(not clause.vague(at) for at in modifiers)
        return named and not clause.sentence.isa(head, "skill")
    if clause.sentence.isa(head, "vaguenoun") and not clause.word(head).isa("artefact"):
        return bool(plain) or bool(modifiers) or clause.sentence.isa(head, "person", "exam", "role")
    return bool(plain) or clause.sentence.isa(head, "artefact", "person", "role", "eventnoun")


def compound(clause: Clause, segment: Segment) -> bool:
    """Tell whether words stand together that name one thing: dark mode, architecture guild."""
    start, end, _ = segment
    words = [at for at in range(start, end) if clause.content(at)]
    if not words or (clause.vague(words[-1]) and clause.sentence.isa(words[-1], "skill", "general")):
        return False
    article = any(clause.word(at).isa("indefinite") for at in range(start, end))
    named = [at for at in words if not clause.vague(at)]
    if len(words) >= 2:
        plural = clause.word(words[-1]).isa("plural") or _plural(clause, words[-1])
        titled = clause.sentence.isa(words[-1], "role", "page") and not clause.sentence.isa(words[-2], "general")
        return (bool(named) or titled) and not (plural and not article and not _abolishes(clause))
    only = clause.word(words[0])
    if only.isa("act") and "gerund" in only.shape and not only.isa("standard"):
        return False  # go hiking
    if _of_an_activity(clause, start):
        return False
    if (
        clause.vague(words[0])
        or only.isa("versionsubject", "metric", "artefact", "eventnoun", "someof")
        or only.isa("plural")
        or _plural(clause, words[0])
    ):
        return False
    return not article and clause.verb is not None and clause.verb.end < len(clause.sentence)


def _of_an_activity(clause: Clause, start: int) -> bool:
    """Tell whether a single word is what one does or saves for, no certain thing: do crossfit, save for retirement."""
    verb = clause.verb
    if verb is None:
        return False
    if clause.word(verb.start).isa("attending") and verb.isa("act"):
        return True
    return not verb.isa("deliver") and clause.word(start - 1).isa("preposition")


def _abolishes(clause: Clause) -> bool:
    """Tell whether the verb makes an end of all there are: scrap paper timesheets."""
    verb = clause.verb
    return verb is not None and clause.sentence.isa(verb.start, "abolishing")


def _plural(clause: Clause, at: int) -> bool:
    word = clause.word(at)
    counted = not word.classes or word.isa("unit", "workplaces", "tradeplaces")
    return counted and "plural" in word.shape and "singular" not in word.shape


def place_or_person(clause: Clause, segment: Segment) -> bool:
    """Tell whether "in Spain", "with Marta" or "on Etsy" says where or with whom."""
    start, end, lead = segment
    if not lead or clause.word(start - 1).isa("likeprep", "mark"):
        return False
    words = [at for at in range(start, end) if clause.content(at)]
    if not words:
        return False
    if all(_version(clause, at) for at in words):
        return False
    if all(clause.word(at).isa("nowhere") or clause.vague(at) for at in words):
        return False
    if len(words) == 1 and clause.word(words[0]).isa("employer") and clause.word(words[0] - 1).isa("newness"):
        return False  # for a different employer
    return not clause.sentence.isa(words[-1], "skill")


def _version(clause: Clause, at: int) -> bool:
    """Tell whether a number follows that is only a version: in Python 3."""
    return (
        clause.word(at).isa("versionsubject") and at + 1 < len(clause.sentence) and clause.word(at + 1).isa("numeric")
    )


def mover(clause: Clause) -> bool:
    """Tell whether the verb moves a figure or betters a skill, so that the noun alone pins nothing."""
    verb = clause.verb
    return (
        verb is not None
        and verb.isa("move", "improve")
        and any(clause.sentence.isa(at, "metric", "general", "skill") for at in clause.contents())
    )
