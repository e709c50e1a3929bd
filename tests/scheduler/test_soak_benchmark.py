"""`benchmarks.soak` checks what it claims: a year in small, and everything that could be wrong with one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from benchmarks.soak import Lived, live

FINE = Lived(
    called_for=3,
    states={"sent": 3, "waiting": 1},
    messages=2,
    deliveries=2,
    at_once=0,
    late=[timedelta(0)] * 3,
    warm=100.0,
    end=109.0,
    tasks=0,
)


@pytest.mark.slow
async def test_a_few_people_live_through_a_few_months_without_a_fault(tmp_path_factory: pytest.TempPathFactory) -> None:
    lived = await live(f"sqlite:///{tmp_path_factory.mktemp('soak')}/soak.db", people=20, days=60)

    assert lived.faults() == []
    assert lived.called_for > 40


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"called_for": 4}, "3 check-ins were sent, and 4 are called for"),
        ({"states": {"sent": 3, "skipped": 1}}, "nobody answered, and not all were sent or wait: {'skipped': 1}"),
        ({"messages": 3}, "3 messages went out, and 2 are written down"),
        ({"at_once": 1}, "1 times two messages went to one person in one moment"),
        ({"late": [timedelta(0), timedelta(seconds=61)]}, "one came 61 s late"),
        ({"end": 111.0}, "memory grew from 100 MB to 111 MB"),
        ({"tasks": 1}, "1 tasks are left over"),
    ],
)
def test_everything_that_is_wrong_is_said(wrong: dict[str, Any], words: str) -> None:
    assert FINE.faults() == []
    assert replace(FINE, **wrong).faults() == [words]
