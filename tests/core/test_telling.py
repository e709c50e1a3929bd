"""Every column that a change can alter is told in words, or is silent on purpose."""

from __future__ import annotations

from bot.history.wording import COLUMNS, DUE, SILENT
from bot.storage.recording import _NOT_ASKED_FOR, TABLES

RECORDED = {name for table in TABLES.values() for name in table.model_fields} - _NOT_ASKED_FOR


def test_no_column_is_forgotten() -> None:
    assert RECORDED - COLUMNS.keys() - SILENT - set(DUE) == set()


def test_no_column_is_told_in_two_ways_or_outlives_its_models() -> None:
    ways = [*COLUMNS, *SILENT, *DUE]

    assert len(ways) == len(set(ways))
    assert set(ways) <= RECORDED
