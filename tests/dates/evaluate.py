"""How right the date grammar is: a line for each category of each table, and every fault in words."""

from __future__ import annotations

import sys
from collections import defaultdict
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from tests.dates.table import HELD_OUT, faults, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = ("phrases.json", "trials.json", "chat.json", "told_apart.json", "strangers.json", *HELD_OUT)


def report(table: str) -> Iterator[str]:
    """Yield the lines about one table."""
    found = rows(table)
    wrong = {id(row): list(faults(row)) for row in found}
    by_category: dict[str, list[bool]] = defaultdict(list)
    for row in found:
        by_category[row.category].append(not wrong[id(row)])
    right = sum(not fault for fault in wrong.values())
    silent = sum("silently" in fault for each in wrong.values() for fault in each)
    yield f"{table}: {right} of {len(found)} right ({right / len(found):.1%}), {silent} silently wrong"
    yield from (f"  {sum(each):4} of {len(each):4}  {name}" for name, each in sorted(by_category.items()))
    yield from (f"  ! {fault}" for each in wrong.values() for fault in each)
    took = []
    for row in found:
        began = perf_counter()
        row.read()
        took.append(perf_counter() - began)
    yield f"  {median(took) * 1e3:.2f} ms a phrase at the median, {max(took) * 1e3:.1f} ms at worst\n"


if __name__ == "__main__":
    for name in TABLES:
        sys.stdout.writelines(f"{line}\n" for line in report(name))
