"""Harmless changes of the wording change no verdict."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from zlib import crc32

import pytest

from bot.coach.reader import read
from tests.coach.evaluate import ALL, FOUR, NOW, SETS, goals, verdicts
from tests.coach.mutations import ENDS, FRONTS, WISHES, ended, fronted, low, typos, uncounted

TEXTS = sorted({item["text"] for name in ALL for item in goals(name)})
OURS = sorted({item["text"] for name in SETS for item in goals(name)})
DEV = [item["text"] for item in goals("goals_dev")]
TAILS = (" in Python 3", " with Python 3", " using Python 3")
CASES: list[Callable[[str], str]] = [str.lower, str.upper, str.title, str.capitalize, low]

PARTS = 4
"""Each change is tried on a part of all goals, and the next one on another part: fourteen thousand take a minute."""


def a_part(change: int) -> list[str]:
    """Goals of one part, which stay in it whatever goals are added."""
    return [text for text in TEXTS if crc32(text.encode()) % PARTS == change % PARTS]


@cache
def as_it_is(text: str) -> dict[str, bool]:
    return verdicts(text)


def flipped_by(change: Callable[[str], str], texts: list[str]) -> list[str]:
    return [text for text in texts if verdicts(change(text)) != as_it_is(text)]


def flipped_by_a_date(change: Callable[[str], str], texts: list[str]) -> list[str]:
    return [text for text in texts if verdicts(change(text)) != {**as_it_is(text), "scheduled": True}]


@pytest.mark.slow
@pytest.mark.parametrize("wish", WISHES)
def test_a_wish_flips_nothing(wish: str) -> None:
    """Saying "I want to" first is the same goal."""
    assert flipped_by(lambda text: wish + low(text), a_part(WISHES.index(wish))) == []


@pytest.mark.parametrize("wish", WISHES)
def test_a_wish_flips_nothing_of_the_development_set(wish: str) -> None:
    assert flipped_by(lambda text: wish + low(text), DEV) == []


@pytest.mark.parametrize("wish", WISHES)
def test_finally_before_an_act_flips_nothing(wish: str) -> None:
    """It is a part of the wish, not of what is done."""
    for text in ("quit this place", "leave the bank", "open the shop"):
        assert verdicts(f"{wish}finally {text}") == verdicts(f"finally {text}") == verdicts(text)


def test_shouting_makes_no_sunday() -> None:
    """AM SO is one in German, and "am so" none in English."""
    text = "something has to change, I am so tired of it all"

    assert not any(verdicts(written)["scheduled"] for written in (text, text.upper(), text.title()))


KNOWN = {'Type two sentences and sign them: "I hereby terminate my employment as of 31 March."'}
"""A date within quotation marks is none, but in capitals."""


@pytest.mark.slow
@pytest.mark.parametrize("change", CASES)
def test_case_flips_nothing(change: Callable[[str], str]) -> None:
    """Shouting is the same goal."""
    assert set(flipped_by(change, a_part(CASES.index(change)))) <= KNOWN


@pytest.mark.slow
@pytest.mark.parametrize("front", FRONTS)
def test_a_date_in_front_flips_scheduled_only(front: str) -> None:
    """With a comma and without, also where the goal has a date of its own."""
    assert flipped_by_a_date(lambda text: fronted(text, front), a_part(FRONTS.index(front))) == []


ANOTHER_DAY = ("day before Christmas", "days before Christmas", "weeks before Christmas", "years before Christmas")
"""What speaks of another day than its beginning does."""


@pytest.mark.slow
@pytest.mark.parametrize("end", ENDS)
def test_a_date_at_the_end_flips_scheduled_only(end: str) -> None:
    """With a full stop and without, also where the goal has a date of its own."""
    texts = [text for text in a_part(ENDS.index(end)) if not any(map(f"{text}{end}".endswith, ANOTHER_DAY))]
    assert flipped_by_a_date(lambda text: ended(text, end), texts) == []
    assert flipped_by_a_date(lambda text: f"{ended(text, end)}.", DEV) == []


@pytest.mark.parametrize("front", FRONTS)
def test_a_date_in_front_flips_scheduled_only_in_the_development_set(front: str) -> None:
    assert flipped_by_a_date(lambda text: fronted(text, front), DEV) == []


@pytest.mark.parametrize("end", ENDS)
def test_a_date_at_the_end_flips_scheduled_only_in_the_development_set(end: str) -> None:
    assert flipped_by_a_date(lambda text: ended(text, end), DEV) == []


@pytest.mark.parametrize(
    ("dated", "plain"),
    [
        ("Until summer fall back in love with reading", "Fall back in love with reading"),
        ("By the end of June fall back in love with reading", "Fall back in love with reading"),
        ("On 12 May mornings without Twitter", "Mornings without Twitter"),
        ("Networking this year", "Networking"),
        (
            "Terminate my contract with the agency I work for this year",
            "Terminate my contract with the agency I work for",
        ),
        ("Stocktake every last Friday this year", "Stocktake every last Friday"),
        ("Stocktake every last Friday next month", "Stocktake every last Friday"),
    ],
)
def test_a_day_beside_a_word_that_looks_like_a_part_of_it(dated: str, plain: str) -> None:
    assert verdicts(dated) == {**verdicts(plain), "scheduled": True}


@pytest.mark.parametrize(
    ("dated", "plain"),
    [
        ("Plan Q3", "Plan Q3"),
        ("Write the Q3 roadmap", "Write the Q3 roadmap"),
        ("Plan next week", "Plan next week"),
        ("Celebrate Christmas with Anna", "Celebrate Christmas with Anna"),
        ("Run 5 km on Tuesdays", "Run 5 km on Tuesdays"),
    ],
)
def test_a_day_that_the_act_is_done_to_stays(dated: str, plain: str) -> None:
    """It is no day that the goal is for, and a second date adds nothing to it."""
    before = verdicts(plain)

    assert verdicts(f"By 30 June, {dated}") == {**before, "scheduled": True}
    assert before["specific"] or before["action_based"]


def test_days_that_were_taken_off_are_still_shown() -> None:
    """They are what shows that a goal is scheduled."""
    text = "By the end of June, open the shop (due 12 May)."
    shown = [text[start:end] for start, end in read(text, now=NOW).scheduled.evidence]

    assert shown == ["By the end of June", "due 12 May"]


@pytest.mark.slow
@pytest.mark.parametrize("tail", TAILS)
def test_version_never_measures(tail: str) -> None:
    """The 3 of Python 3 counts nothing."""
    flipped = [text for text in OURS if verdicts(text + tail)["measurable"] and not as_it_is(text)["measurable"]]

    assert flipped == []


@pytest.mark.parametrize(
    ("counted", "uncounted"),
    [
        ("Read 24 books", "Read more books"),
        ("Save 200 per month", "Save more"),
        ("Lose 10 pounds", "Lose more pounds"),
        ("Collect 50 reviews on G2", "Collect more reviews on G2"),
        ("Win 20 new customers in Austria", "Win more new customers in Austria"),
        ("Attend two UX conferences", "Attend more UX conferences"),
    ],
)
def test_more_instead_of_a_number_measures_nothing(counted: str, uncounted: str) -> None:
    """More is no number."""
    assert verdicts(counted)["measurable"]
    assert not verdicts(uncounted)["measurable"]


def test_more_takes_measurable_away_wherever_it_stands_for_the_number() -> None:
    """Where the only measure was a number, "more" leaves none."""
    for text in DEV:
        less = uncounted(text)
        if less != text and "%" not in text and not verdicts(text)["scheduled"]:
            assert not verdicts(less)["measurable"], less


@pytest.mark.slow
@pytest.mark.parametrize(("shortest", "most"), [(3, 0.012), (4, 0.007), (5, 0.006), (6, 0.0025)])
def test_one_typo_hardly_ever_flips_a_verdict(shortest: int, most: float) -> None:
    """One slip in any letter of a word is mended; most of the few exceptions make another real word (read, red)."""
    tried = flipped = 0
    for text in DEV:
        before = verdicts(text)
        for seed in range(4):
            for _word, typed in typos(text, seed=seed, shortest=shortest):
                tried += 1
                flipped += verdicts(typed) != before

    assert tried > 800
    assert flipped / tried <= most


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Sell the car", "Sell te car"),
        ("Hand in my notice by the end of the month", "Hand in my notice by thj end of the month"),
        ("Hand in my notice by the end of the month", "Hand in my notice by the nd of the month"),
        ("Get an offer from another company by March", "Gt an offer from another company by March"),
        ("Cut costs by 5% by July", "Cu costs by 5% by July"),
        ("Ship dark mode by 15 May", "Ship dark mode by 15 ay"),
        ("Present our numbers at the May board meeting", "Present our numbers at the Moy board meeting"),
        ("Have three months of rent in the bank", "Have hree months of rent in the bank"),
        ("Teach two trial lessons", "Teach wo trial lessons"),
        ("Sow the lower field by 10 April", "Swo the lower field by 10 April"),
        ("Tile the bathroom by Easter", "Tle the bathroom by Easter"),
        ("Win the table tennis tournament in May", "Win the table tennis tournament in sMay"),
        ("Send my CV to five other schools by Easter", "Send my CV to five ther schools by Easter"),
        ("Cook dinner every day", "Cook din ner every day"),
        ("Publish the guide next week", "Publish the guide nextweek"),
        ("I don't want to skip breakfast", "I dont want to skip breakfast"),
    ],
)
def test_short_words_and_spaces_are_mended(text: str, typed: str) -> None:
    """The commonest word that fits is meant."""
    assert verdicts(typed) == verdicts(text)


@pytest.mark.parametrize(
    "typed", ["Play Für Elise on the piano", "Reach my jull potential", "Check the frie extinguishers in hall B"]
)
def test_a_slip_makes_no_month_and_no_small_word_of_a_name(typed: str) -> None:
    found = verdicts(typed)

    assert not found["scheduled"]
    assert found["specific"] == ("Reach" not in typed)


def test_labels_name_the_four() -> None:
    """The sets are labelled for all that is judged."""
    assert all(set(FOUR) <= set(item["labels"]) for item in goals("held_out_3"))
