"""A reason in a goal's own sentence is found, and what the goal is counted by is none."""

from __future__ import annotations

import pytest

from bot.coach.reasons import Reason, reason_in


@pytest.mark.parametrize(
    ("sentence", "rest", "words"),
    [
        ("Learn Rust so that I can lead a project", "Learn Rust", "so that I can lead a project"),
        ("Learn Rust so I can lead", "Learn Rust", "so I can lead"),
        ("Go to the gym to be able to see my feet", "Go to the gym", "to be able to see my feet"),
        ("Write tests, because my boss distrusts me", "Write tests", "because my boss distrusts me"),
        ("Write tests (because my boss distrusts me)", "Write tests", "because my boss distrusts me"),
        ("Because my boss distrusts me, write tests", "Write tests", "Because my boss distrusts me"),
        ("In order to lead a project, learn Rust", "Learn Rust", "In order to lead a project"),
        ("Write tests becuase he asked. Then ship", "Write tests. Then ship", "becuase he asked"),
        ("Read 24 books because my boss reads 30", "Read 24 books", "because my boss reads 30"),
        ("Deutsch lernen, weil mein Chef nervt", "Deutsch lernen", "weil mein Chef nervt"),
        ("Deutsch lernen, damit ich befördert werde", "Deutsch lernen", "damit ich befördert werde"),
    ],
)
def test_a_reason_is_cut_out_of_the_sentence_that_holds_it(sentence: str, rest: str, words: str) -> None:
    assert reason_in(sentence) == Reason(words, rest)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ship the billing API",
        "Because I can",
        "because",
        "Not because I must: learn Rust",
        "Read “Because I Said So”",
        "Fix the deploy so the team can ship",
        "Cut latency so that p95 stays below 300 ms",
        "Run daily so that I run 5 km in 25 minutes",
        "Um 9 Uhr mit mir meditieren",
    ],
)
def test_other_words_and_what_a_goal_is_counted_by_are_no_reason(sentence: str) -> None:
    assert reason_in(sentence) is None
