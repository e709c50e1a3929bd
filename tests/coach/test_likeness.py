"""What is learnt: it finds what no rule knows, says by which words, and leaves other languages alone."""

from __future__ import annotations

from bot.coach.clause import clause
from bot.coach.general import too_general
from bot.coach.leaving import cues
from bot.coach.lexicon import load
from bot.coach.likeness import signs, weights
from bot.coach.parse import parse
from bot.coach.reader import read
from tests.coach.evaluate import NOW

UNRULED = "Turn my back on this restaurant for good"


def test_signs_are_words_their_neighbours_their_classes_and_what_was_found() -> None:
    (sentence,) = parse("Quit my job", load())

    found = signs(sentence)

    assert {"| quit", "quit my job", "my job |", "~quit", "~my ~job", "[leaving]"} <= found.keys()
    assert found["my job |"] == (1, 3)
    assert all(0 <= start <= end <= 3 for start, end in found.values())


def test_weights_speak_for_and_against() -> None:
    learnt = weights("leaving")

    assert learnt.signs["[leaving]"] > 0 > learnt.signs["[staying]"]


def test_what_no_rule_knows_is_found_by_what_it_is_like_and_quoted() -> None:
    sentences = parse(UNRULED, load())

    found = read(UNRULED, now=NOW).leaving_employer

    assert not any(cues(sentence) for sentence in sentences)
    assert found
    ((start, end),) = found.evidence
    assert "my back on this restaurant" in UNRULED[start:end]


def test_what_names_no_area_is_found_by_what_it_is_like() -> None:
    text = "Put my career back on the rails"
    clauses = [clause(sentence) for sentence in parse(text, load())]

    assert not any(too_general(part) for part in clauses)
    assert read(text, now=NOW).too_general


def test_what_is_counted_is_never_too_general_whatever_it_is_like() -> None:
    assert read("Write down 3 things that make me happy", now=NOW).too_general.so is False
