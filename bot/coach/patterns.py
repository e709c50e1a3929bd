"""Phrases and patterns of word classes, matched by walking a trie: linear, whatever the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Node:
    """One step of the trie; the keys are words, ``<class>`` or ``<*>``."""

    next: dict[str, Node] = field(default_factory=dict)
    ends: tuple[str, ...] = ()
    """The groups whose pattern is complete here."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern of a group, found at tokens ``start`` up to ``end`` (not included)."""

    group: str
    start: int
    end: int


def variants(pattern: str) -> list[tuple[str, ...]]:
    """Spell out the optional items (``the?``) of a pattern."""
    spelled: list[tuple[str, ...]] = [()]
    for item in pattern.split():
        optional = item.endswith("?") and len(item) > 1
        longer = [(*head, item.rstrip("?") if optional else item) for head in spelled]
        spelled = spelled + longer if optional else longer
    return [steps for steps in spelled if steps]


def grow(root: Node, group: str, pattern: str) -> None:
    """Add one pattern to the trie."""
    for steps in variants(pattern):
        node = root
        for step in steps:
            node = node.next.setdefault(step, Node())
        if group not in node.ends:
            node.ends = (*node.ends, group)


def folded(root: Node) -> Node:
    """Return the grown trie with what is alike in it kept once: patterns go on in thousands of ways, and end in few."""
    known: dict[tuple[object, ...], Node] = {}

    def fold(node: Node) -> Node:
        node.next = {step: fold(following) for step, following in node.next.items()}
        return known.setdefault((node.ends, *((step, id(next_)) for step, next_ in node.next.items())), node)

    return fold(root)


def match(root: Node, keys: Sequence[Iterable[str]], leaps: Sequence[Iterable[tuple[str, int]]] = ()) -> list[Hit]:
    """Find the longest match of each group at each place.

    ``keys`` has, for each token, its word and its classes in angle brackets; ``leaps`` the classes of the phrases
    that begin at it, with where they end. The trie is only a few steps deep, so the walk from each token is bounded
    however long the text is.
    """
    hits: list[Hit] = []
    size = len(keys)
    at_hand = [frozenset(own) for own in keys]
    for start in range(size):
        longest: dict[str, int] = {}
        walk = [(root, start)]
        while walk:
            node, at = walk.pop()
            for group in node.ends:
                longest[group] = max(at, longest.get(group, 0))
            if at == size or not node.next:
                continue
            following, own = node.next, at_hand[at]
            if len(following) < len(own):  # most steps lead on in one way or two
                walk += [(found, at + 1) for key, found in following.items() if key in own]
            else:
                walk += [(following[key], at + 1) for key in own if key in following]
            if leaps:
                walk += [(following[key], end) for key, end in leaps[at] if key in following]
        hits.extend(Hit(group, start, end) for group, end in longest.items())
    return hits
