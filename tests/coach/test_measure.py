"""How a goal is counted, and which way, is read out of its words as anybody would read them."""

from datetime import date

import pytest

from bot.coach.reader import read
from bot.coach.replies import measured
from bot.goals.templates import templates
from tests.coach.evaluate import NOW


def counted(text: str) -> str:
    return measured(read(text, now=NOW).measure)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Give 3 talks by end of June", "3 talks"),
        ("Give two presentations", "2 presentations"),
        ("Give 3 hours a week to the food bank", "3 hours a week"),
        ("Give 10 % of my income to charity", "10 %"),
        ("Give 110 % at work", "done or not done"),
        ("Improve uptime to 99.9 % by March", "99.9 %"),
        ("Raise test coverage from 60 to 80 %", "from 60 to 80 %"),
        ("Save € 3000", "€3,000"),
        ("Prepare the talk two weeks before Christmas", "done or not done"),
        ("Book the hotel one month ahead of the wedding", "done or not done"),
        ("Run 5 km two weeks before the race", "5 km"),
        ("Read three books before Christmas", "3 books"),
        ("Take two weeks off before Christmas", "2 weeks"),
        ("Visit dad the weekend after next", "done or not done"),
        ("Visit dad on the weekend", "once a week"),
        ("Cook from scratch four nights out of seven", "4 nights a week"),
        ("Walk to work 5 days out of 7", "5 days a week"),
        ("Win four games out of seven", "4 games"),
        ("Write two songs and record one album", "done or not done"),
    ],
)
def test_what_is_counted_is_read_out_of_the_sentence(text: str, told: str) -> None:
    assert counted(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Write 10 unit tests by June", "10 unit tests"),
        ("Make 100 sales calls by June", "100 sales calls"),
        ("Collect 50 customer quotes", "50 customer quotes"),
        ("Have 5 one-on-ones by June", "5 one on ones"),
        ("Host 4 dinner parties", "4 dinner parties"),
        ("Take 20 day trips", "20 day trips"),
        ("Attend two team building events by June", "2 team building events"),
        ("Attend 2 meeting prep calls", "2 meeting prep calls"),
        ("Save 500 euro using coupons", "500 euro"),
        ("Have 3 date nights a month", "3 date nights a month"),
        ("Book 2 weekend trips", "2 weekend trips"),
        ("Take 2 weekends off", "2 weekends"),
        ("Drink 3 green teas a day", "3 green teas a day"),
        ("Call 5 customers mornings", "5 customers a day"),
        ("Run 5 km evenings", "5 km a day"),
        ("Lift 20 kg weights", "20 kg"),
        ("Have 2 glasses of wine a week", "2 glasses a week"),
        ("Write 500 words a day", "500 words a day"),
    ],
)
def test_what_is_counted_has_its_whole_name(text: str, told: str) -> None:
    """Unit tests are tests; a measure, a time and what comes after "of" stay out of it."""
    assert counted(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Win the 2027 championship",
        "Write 2027 roadmap",
        "Beat Covid-19 backlog",
        "Complete ISO 27001 audit",
    ],
)
def test_a_number_that_names_one_thing_counts_nothing(text: str) -> None:
    """It is done or not done, and one knows which it is."""
    reading = read(text, now=NOW)

    assert measured(reading.measure) == "done or not done"
    assert (bool(reading.specific), bool(reading.measurable)) == (True, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sell 2026 calendars", "2,026 calendars"),
        ("Save 2027 euros", "2,027 euros"),
        ("Reach 1000 MRR", "1,000 mrr"),
        ("Hold 3 workshop", "3 workshop"),
        ("Write 250 unit tests", "250 unit tests"),
    ],
)
def test_a_number_that_counts_still_does(text: str, told: str) -> None:
    assert counted(text) == told


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("Earn 60k a year by 2028", "number", "60,000 a year"),
        ("Make 60,000 euros a year", "number", "60,000 euros a year"),
        ("Make 3 trips a year", "habit", "3 trips a year"),
        ("Save 10k a year", "habit", "10,000 a year"),
        ("Do 20 a day", "habit", "20 times a day"),
    ],
)
def test_what_one_comes_to_earn_is_a_level(text: str, kind: str, told: str) -> None:
    """What is saved is saved anew each year; and nobody does a thing 10,000 times."""
    measure = read(text, now=NOW).measure

    assert measure is not None
    assert (measure.kind, measured(measure)) == (kind, told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Be down to 75 kg by June", "down to 75 kg"),
        ("Bring the costs of the cloud down to 40k", "down to 40,000"),
        ("Pay my debt down to 2000 euros", "down to 2,000 euros"),
        ("Go down to four days a week", "at most 4 days a week"),
        ("Settle down to 2 hours of reading a day", "2 hours a day"),
        ("Sit down to 3 meals a day", "3 meals a day"),
        ("Bring sales up to 40k", "40,000"),
        ("Spend up to 50 euros on the gift", "down to 50 euros"),
        ("Get from 1000 to 2000 users", "from 1,000 to 2,000 users"),
    ],
)
def test_down_to_falls_and_up_to_rises(text: str, told: str) -> None:
    """What one settles down to, or spends up to, is another thing."""
    assert counted(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bring the error rate to 1%", "down to 1 %"),
        ("Get the number of open tickets to 10", "down to 10"),
        ("Reach a body fat of 15 %", "down to 15 %"),
        ("Raise the error rate of the test system to 5 %", "5 %"),
        ("Bring revenue to 40k", "40,000"),
        ("Cut 10 typos", "down to 10 typos"),
    ],
)
def test_a_figure_that_is_better_low_falls_to_its_level(text: str, told: str) -> None:
    assert counted(text) == told


@pytest.mark.parametrize("text", ["weigh 75 kg", "Get to 75kg", "Reach a weight of 75 kg", "Get my weight to 75 kg"])
def test_a_weight_may_lie_above_or_below(text: str) -> None:
    """Which way it goes is told by the first number given."""
    assert counted(text) == "to 75 kg"


@pytest.mark.parametrize("text", ["Get 75 kg of coal", "Lift 75 kg", "Reach 75 kg on the bench press"])
def test_a_weight_that_is_not_ones_own_rises(text: str) -> None:
    assert counted(text) == "75 kg"


def test_a_template_with_a_number_is_counted() -> None:
    """So that its goal can be checked in by number."""
    told = {template.name: counted(template.goal) for template in templates() if any(map(str.isdigit, template.goal))}

    assert told["Speaking"] == "3 talks"
    assert [name for name, words in told.items() if words == "done or not done"] == ["Language"]  # a 15-minute talk


@pytest.mark.parametrize("text", ["Vote", "Finish in the top 3"])
def test_what_is_done_once_is_not_asked_for_its_week(text: str) -> None:
    """It has a day by which it is done."""
    asked, habit = read(text, now=NOW, due=date(2026, 11, 26)).question, read("Run", now=NOW).question

    assert asked is not None
    assert "week" not in asked.text
    assert not any("twice" in answer.wording for answer in asked.answers)
    assert habit is not None
    assert "week" in habit.text


@pytest.mark.parametrize(
    "text",
    [
        "Read 1984",
        "Read 1984 by George Orwell",
        "Finish reading 2666",
        "Watch 2001: A Space Odyssey",
        "File the 2025 tax return",
        "File 2025 tax return",
        "Close our 2026 accounts",
        "Pass exam 70-480",
        "Pass the 70-480 exam",
        "Renew the ISO 27001 certificate",
    ],
)
def test_a_number_that_names_a_thing_is_no_target(text: str) -> None:
    """The thing is there or not, all the same."""
    reading = read(text, now=NOW)

    assert measured(reading.measure) == "done or not done"
    assert reading.measurable.level == "met"
    assert reading.specific.level == "met"


def test_a_version_measures_nothing() -> None:
    assert read("Upgrade to Windows 11", now=NOW).measurable.level == "missing"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Read 24 books", "24 books"),
        ("Read 24", "24"),
        ("Read 1984 pages", "1,984 pages"),
        ("Reach 1984 points", "1,984 points"),
        ("Email the 2000 subscribers", "2,000 subscribers"),
        ("Run 2025 km", "2,025 km"),
        ("Win 2025 followers", "2,025 followers"),
        ("Read 10-12 books", "10 books"),
        ("Sleep 7-8 hours", "7 hours"),
    ],
)
def test_a_number_that_counts_is_a_target_even_if_it_looks_like_a_year(text: str, told: str) -> None:
    assert counted(text) == told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Revise 30 mins a night", ["30 mins a night"]),
        ("be home by 5 at least three days a week", ["three days a week", "by 5"]),
        ("Get up at 6 every day", ["Get up at 6 every day"]),
        ("Get Year 9 to hand their homework in", ["Get Year 9 to hand their homework in"]),
        ("Reach B2 in Spanish", ["B2"]),
        ("be a calmer nurse: I will breathe out twice whenever a relative shouts", ["whenever a relative shouts"]),
        ("Go from 3 to 1 coffees a day", ["3", "1 coffees"]),
        ("Stop being the bottleneck for every deploy", []),
        ("Clear every ticket", ["every ticket"]),
    ],
)
def test_what_shows_that_it_is_measured_is_whole_and_told_once(text: str, shown: list[str]) -> None:
    """No word group is told again as a part of another, and none that measures nothing."""
    reading = read(text, now=NOW)

    assert [text[start:end] for start, end in reading.measurable.evidence] == shown
