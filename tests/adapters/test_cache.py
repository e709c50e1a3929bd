"""A small memory."""

from __future__ import annotations

from adapters.cache import Cache


def test_it_forgets_the_longest_unused_and_the_old() -> None:
    memory: Cache[str, int] = Cache(2)
    memory.put("a", 1)
    memory.put("b", 2)
    memory.get("a")
    memory.put("c", 3)
    memory.put("d", 4, seconds=-1)

    assert [memory.get(name) for name in "abcd"] == [None, None, 3, None]
