"""The lexicons are sound, and a language is a file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.dates import grammar
from bot.dates.grammar import feasts, lexicon
from bot.dates.when import NOTHING, Locale
from tests.dates.table import NOW

FILES = sorted((Path(grammar.__file__).parent.parent / "lexicons").glob("*.toml"))
LANGUAGES = [file for file in FILES if file.stem != "zones"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_a_lexicon_is_tables_of_words_by_meaning(file: Path) -> None:
    """Each class maps meanings to lists of words, and no word stands twice under one class."""
    for kind, table in tomllib.loads(file.read_text("utf-8")).items():
        words = [word for entries in table.values() for word in entries]

        assert all(isinstance(word, str) and word == word.strip() for word in words), kind
        assert len(words) == len(set(words)), (kind, sorted(word for word in words if words.count(word) > 1))


@pytest.mark.parametrize("file", LANGUAGES, ids=lambda file: str(file.stem))
def test_a_language_has_no_class_that_english_does_not_know(file: Path) -> None:
    """A class that no reader asks for would be silently ignored."""
    known = tomllib.loads((file.parent / "en.toml").read_text("utf-8")).keys()
    german = {
        "ago_before",
        "dotted",
        "edge_unit",
        "part_tail",
        "part_adverb",
        "rhythm_days",
        "weekday_initial",
        "half_to",
        "lasting",
        "adverb",
        "weekday_code",
        "postnominal",
        "cased",
        "early_too",
    }

    assert tomllib.loads(file.read_text("utf-8")).keys() <= known | german


@pytest.mark.parametrize("file", LANGUAGES, ids=lambda file: str(file.stem))
def test_every_holiday_falls_on_a_day(file: Path) -> None:
    """A rule that cannot be read would make its holiday unknown."""
    table = tomllib.loads(file.read_text("utf-8"))
    rules = [*table.get("feast", {}), *table.get("trade_feast", {})]

    assert [rule for rule in rules if feasts.day_of(rule, 2027, "US") is None] == []


def test_a_person_who_reads_english_only_is_read_in_english_only() -> None:
    """Languages are switched on by name."""
    english = Locale(languages=("en",))

    assert grammar.read("bis übermorgen", NOW, english) == NOTHING
    assert grammar.read("the day after tomorrow", NOW, english) == grammar.read("the day after tomorrow", NOW)


def test_lexicons_are_read_once() -> None:
    """The same value comes back, not a second copy."""
    assert lexicon.load(("en", "de")) is lexicon.load(("en", "de"))
