"""A goal is read from where its wish begins, whatever was told before it."""

from __future__ import annotations

import pytest

from tests.coach.evaluate import verdicts


@pytest.mark.parametrize(
    ("told", "plain"),
    [
        ("Everyone says we are too slow, so I'd like to halve the queue at the till", "Halve the queue at the till"),
        ("I keep putting it off, so here goes: I'll email the club on Friday", "Email the club on Friday"),
        ("My boss wants me to cut scrap on line 3 from 6% to 3%", "Cut scrap on line 3 from 6% to 3%"),
        ("It has been a long winter, and I'd love to plant 20 tulips by the shed", "Plant 20 tulips by the shed"),
        ("My goal for the summer is to repaint the fence", "Repaint the fence this summer"),
        ("I would like our team to ship the export feature", "Ship the export feature"),
        ("been meaning to do this for ages: pass the electrician test", "Pass the electrician test"),
        ("Someday I'd like to sail around Ireland", "Sail around Ireland"),
        ("Once and for all, clear out the loft", "Clear out the loft"),
        ("After a hard year, what I really want is to be happy", "Be happy"),
        (
            "My back hurts, so from Monday I'll do the ten stretches from the physio every morning",
            "Do the ten stretches from the physio every morning",
        ),
        ("Nobody has the key, so by Friday I will put up a list at the door", "Put up a list at the door by Friday"),
        (
            "I was told I mumble: from now on I'll read one page aloud every evening",
            "Read one page aloud every evening",
        ),
        ("Last year I only ran twice, this year I'll run every Sunday", "Run every Sunday"),
    ],
)
def test_what_only_tells_how_a_wish_came_changes_no_verdict(told: str, plain: str) -> None:
    """Prefaces of every kind."""
    assert verdicts(told) == verdicts(plain)


@pytest.mark.parametrize(
    "text",
    [
        "Decide which flat I want to buy",
        "Call the supplier who wants me to pay twice",
        "Stop saying I'll call my mother",
        "I read a chapter before bed",
    ],
)
def test_a_wish_about_a_noun_begins_no_goal(text: str) -> None:
    """What is wanted within the goal is a part of it."""
    assert verdicts(text)["specific"]
    assert verdicts(text)["action_based"]
