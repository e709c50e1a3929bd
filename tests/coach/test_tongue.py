"""A goal in a language that the coach does not read is not judged; its date, rhythm and number are known."""

from __future__ import annotations

import pytest

from bot.coach.lexicon import load
from bot.coach.parse import parse
from bot.coach.reader import read
from bot.coach.tongue import is_read
from bot.measure import Measure
from tests.coach.evaluate import goals
from tests.house import MONDAY

ELSEWHERE = ("kündig", "kuendig", "démission", "dejar ", "mein team", "quitter")


@pytest.mark.parametrize(
    "text",
    [
        "Umzug planen bis 1. April",
        "Jubiläumsfeier planen",
        "Hochzeit organisieren bis Juni",
        "Mehr Sport machen",
        "Apprendre le français",
        "Correr un maratón en abril",
        "Пробежать марафон",
        "Vender coche",
        "Kopen huis",
        "Starte Abendschule",
    ],
)
def test_of_what_it_cannot_read_the_coach_says_nothing(text: str) -> None:
    found = read(text, now=MONDAY)

    assert not found.is_judged
    assert not found.too_general
    assert found.measurable.level is None
    assert found.measure == Measure("done")
    assert found.question is None or found.question.point == "scheduled"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Dreimal pro Woche laufen", Measure("habit", target=3.0, direction="up", per="week")),
        ("Jeden Tag 10 Minuten meditieren", Measure("habit", target=10.0, unit="minuten", direction="up", per="day")),
        ("Täglich 500 Wörter schreiben", Measure("habit", target=500.0, unit="wörter", direction="up", per="day")),
        ("24 Bücher lesen bis Ende 2027", Measure("number", target=24.0, unit="bücher", direction="up")),
    ],
)
def test_the_grammar_of_dates_tells_the_rhythm_of_what_is_counted(text: str, measure: Measure) -> None:
    found = read(text, now=MONDAY)

    assert found.measure == measure
    assert found.measurable
    assert found.scheduled


@pytest.mark.parametrize("name", ["goals_dev", "goals_more", "goals_vague", "goals_voices", "held_out", "held_out_2"])
def test_english_with_names_and_slips_in_it_is_read(name: str) -> None:
    lexicon = load()

    unread = [item["text"] for item in goals(name) if not is_read(parse(item["text"], lexicon), lexicon)]

    assert [text for text in unread if not text.startswith(ELSEWHERE)] == []


@pytest.mark.parametrize("before", ["I want to ", "By 30 June, ", "By the end of June ", "My goal is to "])
@pytest.mark.parametrize(
    "text",
    ["quitter mon poste à la mairie en juin", "kündigen bis ende märz", "mein Team im Haus wechseln, gleiche Firma"],
)
def test_a_wish_and_a_day_in_english_make_a_goal_none_that_is_read(text: str, before: str) -> None:
    """What is in another tongue stays in it, whatever stands before."""
    assert not read(before + text, now=MONDAY).is_judged


@pytest.mark.parametrize("text", ["Plant 200 tulip bulbs", "Block Ida's cardigan"])
def test_a_verb_of_its_own_and_a_possessive_tell_english(text: str) -> None:
    """With a day and without."""
    assert read(text, now=MONDAY).is_judged
    assert read(f"{text} by Thursday", now=MONDAY).is_judged


@pytest.mark.parametrize("text", ["Clrimb Ben Nevis", "Leran Welsh by the summer", "Delivfr parcels faster"])
def test_a_mistyped_verb_at_the_front_tells_english_as_the_verb_does(text: str) -> None:
    """One slip in a goal of few words makes it none of another tongue."""
    assert read(text, now=MONDAY).action_based
