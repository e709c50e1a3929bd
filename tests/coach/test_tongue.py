"""A goal in a language that the coach does not read is not judged; its date, rhythm and number are known."""

from __future__ import annotations

from typing import Literal

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


@pytest.mark.parametrize(
    ("text", "target", "unit", "direction", "per"),
    [
        ("höchstens 2 Mahnungen pro Monat", 2, "mahnungen", "down", "month"),
        ("nicht mehr als 3 Kaffee am Tag", 3, "kaffee", "down", "day"),
        ("weniger als 5 Fehler pro Monat", 5, "fehler", "down", "month"),
        ("mindestens 3 Kunden pro Woche anrufen", 3, "kunden", "up", "week"),
        ("10 Seiten am Tag lesen", 10, "seiten", "up", "day"),
        ("pas plus de 2 cafés par jour", 2, "cafés", "down", "day"),
        ("menos de 5 errores por mes", 5, "errores", "down", "month"),
        ("lire 3 livres par mois", 3, "livres", "up", "month"),
    ],
)
def test_so_many_in_each_period_are_known_as_a_habit_and_as_a_limit(
    text: str, target: int, unit: str, direction: Literal["up", "down"], per: str
) -> None:
    """At most so many is no target to be reached by a day."""
    found = read(text, now=MONDAY)

    assert not found.is_judged
    assert found.measure == Measure("habit", target=float(target), unit=unit, direction=direction, per=per)
    assert found.scheduled
    assert found.question is None


@pytest.mark.parametrize("text", ["In eine andere Kanzlei wechseln", "In eine Wohnung ziehen"])
def test_a_number_that_is_one_only_by_a_slip_of_english_counts_nothing(text: str) -> None:
    assert read(text, now=MONDAY).measure == Measure("done")


@pytest.mark.parametrize(
    "text",
    ["Steuererklärung", "Inventur", "Bilanz", "aufstehen", "Lohn", "Jahresabschluss", "um 7 Uhr aufstehen", "Umzug"],
)
def test_a_single_word_that_is_none_of_english_is_not_coached(text: str) -> None:
    """A day that was taken off said more of its tongue."""
    found = read(text, now=MONDAY)

    assert not found.is_judged
    assert found.draft is None or text in found.draft


@pytest.mark.parametrize("text", ["Vote", "Knitting", "Observability", "Microservices", "Decluttr", "Watercolours"])
def test_a_single_word_that_may_be_english_is_coached(text: str) -> None:
    assert read(text, now=MONDAY).is_judged


@pytest.mark.parametrize("text", ["die Prüfung bestehen, damit ich mehr verdiene", "Büro aufräumen", "Bilanz"])
def test_when_or_how_often_is_asked_in_one(text: str) -> None:
    """In another tongue the coach does not tell a thing to be finished from a habit."""
    question = read(text, now=MONDAY).question

    assert question is not None
    assert question.text == "By when would you like it done, or how often?"
    assert not any("until" in answer.label.casefold() for answer in question.answers)


def test_from_one_number_to_another_is_shown_as_one_phrase() -> None:
    text = "Durchlaufzeit von 12 auf 5 Tage senken"

    assert [text[start:end] for start, end in read(text, now=MONDAY).measurable.evidence] == ["12 auf 5 Tage"]


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
