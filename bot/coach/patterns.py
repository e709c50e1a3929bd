"""Phrases and patterns of word classes, matched by walking a trie: linear, whatever the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from sys import intern

Key = tuple[str, frozenset[str]]
"""A word of a line, and its classes."""
END: Key = ("", frozenset({"terminal"}))
"""What stands behind the last word."""
Leap = tuple[str, int]
"""The class of a phrase, and where it ends."""


@dataclass(slots=True)
class Node:
    """One step of the trie: what may follow, a word or a ``<class>``."""

    words: dict[str, Node] = field(default_factory=dict)
    classes: dict[str, Node] = field(default_factory=dict)
    ends: tuple[str, ...] = ()
    """The groups whose pattern is complete here."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern of a group, found at tokens ``start`` up to ``end`` (not included)."""

    group: str
    start: int
    end: int


_NOTHING: dict[str, Node] = {}
"""What follows where a pattern ends: kept once, as it is the same for most nodes."""


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
            of_class = step[0] == "<" and step[-1] == ">"
            ways, key = (node.classes, step[1:-1]) if of_class else (node.words, step)
            if key not in ways:
                ways[intern(key)] = Node()
            node = ways[key]
        if group not in node.ends:
            node.ends = (*node.ends, group)


def folded(root: Node) -> Node:
    """Return the grown trie with what is alike in it kept once: patterns go on in thousands of ways, and end in few."""
    known: dict[tuple[object, ...], Node] = {}

    def fold(node: Node) -> Node:
        node.words = {word: fold(following) for word, following in node.words.items()} or _NOTHING
        node.classes = {name: fold(following) for name, following in node.classes.items()} or _NOTHING
        ways = [(step, id(following)) for ways in (node.words, node.classes) for step, following in ways.items()]
        return known.setdefault((node.ends, len(node.words), *ways), node)

    return fold(root)


@dataclass(frozen=True, slots=True)
class Tries:
    """All that is looked for in a line: phrases, the parts that may use them, and the patterns that may use both."""

    phrases: Node
    """Entries of several words, in groups named after their class."""
    parts: Node
    """Patterns that the others may use as if they were classes."""
    patterns: Node
    """The patterns, in their groups."""

    def find(self, line: list[Key]) -> tuple[Hit, ...]:
        """Find the longest match of each group at each place: phrases, whose group begins with ``=``, then patterns."""
        reading = Reading(self, line)
        places = range(len(line))
        for start in reversed(places):
            reading.leap(start)
        phrases = [Hit(f"={group}", start, end) for start in places for group, end in reading.phrases[start]]
        patterns = [Hit(group, start, end) for start in places for group, end in reading.patterns(start)]
        return (*phrases, *patterns)


class Reading:
    """A line that is read from its end: what begins at a place is told by that place and those behind it."""

    def __init__(self, tries: Tries, line: list[Key]) -> None:
        self.tries = tries
        self.line = line
        self.phrases: list[list[Leap]] = [[] for _ in line]
        self.leaps: list[list[Leap]] = [[] for _ in line]
        """The phrases and the parts that begin at each place."""

    def leap(self, start: int) -> None:
        """Find the phrases and parts that begin here, after all those that begin behind it."""
        if self.line[start][0] in self.tries.phrases.words:  # seldom
            self.phrases[start] = [*_longest(self.tries.phrases, start, self.line, self.phrases)]
        else:
            self.phrases[start] = []
        self.leaps[start] = [*self.phrases[start], *_longest(self.tries.parts, start, self.line, self.phrases)]

    def patterns(self, start: int) -> Iterable[Leap]:
        """Find the patterns that begin here."""
        return _longest(self.tries.patterns, start, self.line, self.leaps)


def _longest(root: Node, start: int, line: Sequence[Key], leaps: Sequence[Sequence[Leap]]) -> Iterable[Leap]:
    """Find where the longest match of each group ends that begins here.

    The trie is only a few steps deep, so the walk is bounded however long the text is.
    """
    longest: dict[str, int] = {}
    size = len(line)
    walk = [(root, start)]
    for node, at in walk:
        for group in node.ends:
            if at > longest.get(group, 0):
                longest[group] = at
        if at == size:
            continue
        word, classes = line[at]
        if word in node.words:
            walk.append((node.words[word], at + 1))
        if following := node.classes:
            if here := following.keys() & classes:
                walk += [(following[name], at + 1) for name in here]
            if leaps[at]:
                walk += [(following[name], end) for name, end in leaps[at] if name in following]
    return longest.items()
