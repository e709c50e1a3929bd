"""The coach reads measures, asks one question, keeps the person's words, and is softer the further a goal lies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.coach.answer import to_json
from bot.coach.elements import elements, served
from bot.coach.growing import ROOM, grow
from bot.coach.ladder import ladder
from bot.coach.lexicon import load
from bot.coach.reader import read
from bot.coach.reflecting import candidates, reflect
from bot.measure import Measure
from tests.coach.evaluate import NOW, goals, verdicts

if TYPE_CHECKING:
    from bot.coach.verdicts import Reading


def heard(text: str, why: str | None = None) -> Reading:
    return read(text, why=why, now=NOW)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Cut p95 latency from 800 to 300 ms", Measure("number", 800, 300, "ms", "down")),
        ("Bring tickets from 120 to 40 a week", Measure("number", 120, 40, None, "down", "week")),
        ("Bring latency to under 300 ms", Measure("number", None, 300, "ms", "down")),
        ("Read 24 books in 2027", Measure("number", None, 24, "books", "up")),
        ("Run three times a week", Measure("habit", None, 3, "times", "up", "week")),
        ("Water the plants every 3 days", Measure("habit", None, 1, None, "up", "week")),
        ("Run 5 km every 3 days", Measure("habit", None, 5, "km", "up", "day")),
        ("Make my bed every morning", Measure("habit", None, 1, None, "up", "day")),
        ("Pass the driving test", Measure("done")),
        ("Run 10 km in 50 minutes", Measure("number", None, 50, "minutes", "down")),
        ("Answer each ticket in 4 hours", Measure("number", None, 4, "hours", "down")),
        ("Cut Monday meetings in half", Measure("done")),
        ("Reduce Friday deploys to 2 a month", Measure("habit", None, 2, None, "down", "month")),
        ("Raise conversion by 50%", Measure("number", None, 50, "%", "up")),
        ("Reach $1.2M in revenue", Measure("number", None, 1_200_000, "$", "up")),
        ("Learn French", None),
    ],
)
def test_measure_is_read_out_of_the_sentence(text: str, measure: Measure | None) -> None:
    """Start, target, unit, direction and period come from the words."""
    assert heard(text).measure == measure


@pytest.mark.parametrize(
    "text",
    [
        "Re-sign the lease for the Graz office",
        "Re-read the contract",
        "I want to co-write a paper with Lena",
        "Pre-order the book",
    ],
)
def test_a_verb_with_a_prefix_is_the_verb(text: str) -> None:
    """A hyphen takes no act away."""
    assert heard(text).action_based


def test_what_is_released_can_be_counted() -> None:
    """Release 12 is a version, twelve episodes are not."""
    assert heard("Release 12 podcast episodes by June").measure == Measure("number", None, 12, "podcast episodes", "up")
    assert heard("Upgrade to release 12").measure == Measure("done")


@pytest.mark.parametrize("text", ["Launch newsletter by 15 December", "Write CV", "Finish thesis", "Update dashboard"])
def test_an_article_that_was_left_out_changes_nothing(text: str) -> None:
    """It is done or not done, and as certain a thing as with "the"."""
    verb, thing = text.split(" ", 1)

    assert heard(text).measurable
    assert verdicts(text) == verdicts(f"{verb} the {thing}")


def test_a_day_with_a_point_is_no_measure() -> None:
    """What the grammar of dates reads is when, not how much; but costs cut by 3.5 are."""
    taxes = heard("Do taxes by 15.4.")

    assert (taxes.measure, taxes.scheduled.level) == (None, "met")
    assert heard("Cut costs by 3.5.").measure == Measure("number", None, 3.5, None, "down", by=True)


def test_because_tells_what_a_goal_is_for_and_not_when_it_is_done() -> None:
    text = "Draft the plan because my boss wants it"
    reading = heard(text)

    assert [text[start:end] for start, end in reading.measurable.evidence] == ["Draft the plan"]
    assert [text[start:end] for start, end in reading.relevant.evidence] == ["because my boss wants it"]


@pytest.mark.parametrize("text", ["Study for the exam", "Study for my exam in May"])
def test_nobody_is_asked_what_to_do_with_an_exam(text: str) -> None:
    question = heard(text).question

    assert question is not None
    assert question.text == "What will you go through for it, and how much of it?"


def test_an_exam_is_told_by_its_month() -> None:
    assert heard("Study for the March exam").specific


@pytest.mark.parametrize("text", ["Write documentation", "Write code", "Make music", "Sell insurance", "Give feedback"])
def test_what_has_no_single_piece_has_no_end(text: str) -> None:
    assert not heard(text).measurable


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Try out running", "What would a good week of it look like?"),
        ("Try out a check-in", "Which one exactly? A name, a place or a person is enough."),
        ("Try out Notion", "What will you do with Notion?"),
        ("Use check-ins", "What will you do with check-ins?"),
    ],
)
def test_what_is_tried_out_is_asked_about_as_what_it_is(text: str, asked: str) -> None:
    """One does nothing at work with running, and a check-in is no check."""
    question = heard(text).question

    assert question is not None
    assert question.text == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Stop procrastinating", "When does it happen most, and what will you do instead?"),
        ("Don't skip breakfast", "When does it happen most, and what will you do instead?"),
        ("Get better at chess", "Where would one see first that you got better at it?"),
        (
            "Improve my communication skills",
            "In which situation does it count most, and what would go differently there?",
        ),
    ],
)
def test_the_answers_to_tap_make_sense_for_what_is_asked_about(text: str, asked: str) -> None:
    """No breakfast has a name, and no customer sees one's chess."""
    question = heard(text).question

    assert question is not None
    assert question.text == asked


def test_same_text_is_asked_about_when_near_and_left_alone_when_far() -> None:
    """Near is concrete, far is fluid."""
    text = "Improve my communication skills"

    near = read(text, now=NOW, due=date(2027, 2, 18))
    later = read(text, now=NOW, due=date(2028, 6, 1))
    far = read(text, now=NOW, due=date(2030, 11, 18))

    assert near.question is not None
    assert later.question is not None
    assert "look at it again" in later.question.text
    assert far.question is None


@pytest.mark.parametrize(
    "text", ["Improve my communication skills", "Increase market share", "Read more", "Learn React"]
)
def test_date_in_the_words_counts_like_one_beside_them(text: str) -> None:
    """At three months a concrete question, after a year only a day to look again, at four years nothing."""
    near, later, far = (heard(f"{text} {when}") for when in ("by 18 February 2027", "in two years", "in four years"))

    assert near.question is not None
    assert near.question.point != "scheduled"
    assert later.question is not None
    assert "look at it again" in later.question.text
    assert "First step" in (later.draft or "")
    assert (far.question, far.draft) == (None, None)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Pay the rent", "By when would you like it done?"),
        ("Settle the bill", "By when would you like it done?"),
        ("Learn SQL and dbt", "What do you want to be able to do with SQL and dbt?"),
        ("Track my weight", "Where does the figure stand today, and where should it be?"),
        ("Clear the backlog", "How many are there today, and how many should there be?"),
    ],
)
def test_only_of_what_is_counted_it_is_asked_how_many_there_are(text: str, asked: str) -> None:
    """There is one rent, a weight is no many, and dbt is no debt."""
    question = heard(text).question

    assert question is not None
    assert question.text == asked


def test_a_payment_with_a_day_is_not_asked_about() -> None:
    assert heard("Pay the rent tomorrow at 15:00").question is None


def test_good_goal_is_not_asked_about() -> None:
    """A goal with everything in it gets no question and no draft."""
    reading = heard("Write a personal user manual and share it with my team by Friday")

    assert (reading.question, reading.draft) == (None, None)


def test_draft_keeps_the_persons_words() -> None:
    """A rewritten goal begins with the goal."""
    for item in goals("goals_dev"):
        draft = heard(item["text"]).draft
        if draft is not None:
            assert item["text"].rstrip(".") in draft
            assert "___" in draft


def test_draft_has_few_blanks_and_no_stumps() -> None:
    """A draft reads as a sentence: at most three blanks, none glued to an ending, no date asked for twice."""
    for name in ("goals_dev", "goals_more"):
        for item in goals(name):
            draft = heard(item["text"]).draft or ""
            assert draft.count("___") <= 3
            assert "___ing" not in draft
            assert not (item["labels"]["scheduled"] and draft.endswith("by ___") and "begin with" not in draft), draft


def test_each_verdict_shows_or_says_why() -> None:
    """A met verdict quotes the goal, any other says what is missing."""
    for item in goals("goals_dev"):
        reading = heard(item["text"], item["why"])
        for name in ("specific", "measurable", "action_based", "scheduled"):
            verdict = reading.verdict(name)
            assert verdict.evidence if verdict.level == "met" else verdict.lacking


def test_why_is_linked_not_linked_or_asked() -> None:
    """Relevance is never a refusal."""
    why = "Become an engineering manager"

    assert heard("Run the team's sprint planning", why).relevant.level == "met"
    assert heard("Win the office table tennis tournament", why).relevant.level in ("missing", "unsure")
    assert heard("Frobnicate the quux", "Zork").relevant.level == "unsure"
    assert heard("Run the team's sprint planning").relevant.level is None


def test_answer_for_programs_has_the_agreed_fields() -> None:
    """The fields are those of the command line's contract."""
    assert set(to_json(heard("Learn French"))) == {
        "specific",
        "measurable",
        "action_based",
        "relevant",
        "scheduled",
        "too_general",
        "leaving_employer",
        "evidence",
        "question",
        "draft",
        "measure",
    }


def test_ladder_leads_from_a_wish_to_a_first_step() -> None:
    """The rungs ask what one would see and where, which element, and for a first piece."""
    rungs = ladder("to paint more")

    assert len(rungs) == 3
    assert [element.name.lower() in rungs[1] for element in elements()] == [True] * 6
    assert rungs[1].index("passion and interest") < rungs[1].index("ideal income")


def test_weak_point_becomes_goals() -> None:
    """Two or three candidates, each with a measure, a rhythm and a witness."""
    for weak in ("I am bad at public speaking", "delegating", "my handwriting", "I talk too much", "x" * 300, ""):
        found = grow(weak)
        assert 2 <= len(found) <= 3
        assert all(c.text and c.measure and c.rhythm and c.notices and "{" not in c.text for c in found)


@pytest.mark.parametrize(
    ("weak", "first"),
    [
        ("I talk too much in meetings", "Let two others speak before I do in one meeting"),
        ("attention to detail", "Have a colleague check one piece of work against a list"),
        ("saying sorry all the time", "Say thank you once where I would have said sorry"),
        ("patience", "Take one breath before I answer what annoys me"),
        ("my temper", "Take one breath before I answer what annoys me"),
        ("phoning people", "Make one call where I would rather write"),
        ("forgetting names", "Use the name of one new person twice while we talk"),
        ("saying no", "Say no to one request, with a reason and another way"),
        ("I worry all the time", "Write down one moment when my weak point mattered, and what I did"),
        ("öffentlich reden", "Write down one moment when öffentlich reden mattered, and what I did"),
        ("time management", "Write down the three tasks of the day before I open messages"),
        ("giving talks", "Present one result to my own team"),
        ("conflict", "Tell one person what they did that helped me, and how"),
    ],
)
def test_a_weak_point_is_taken_as_a_whole(weak: str, first: str) -> None:
    """No one word of it, met by chance, leads to the contrary of what was meant."""
    assert grow(weak)[0].text == first


def test_all_that_grows_no_is_about_saying_no() -> None:
    assert [one.notices for one in grow("saying no")] == [
        "the person who asked", "the person who asked", "whoever it belongs to",
    ]  # fmt: skip


def test_what_grows_fits_the_button_that_sets_it() -> None:
    areas = load().says["grow"].values()

    assert [text for area in areas for text, _, rhythm, _ in area["candidates"] if len(f"{text} {rhythm}") > ROOM] == []


@pytest.mark.parametrize(
    ("name", "answer", "goal"),
    [
        ("strengths", "they ask me about rotas", "___ every ___, because they ask me about rotas"),
        ("passion", "I draw maps", "Draw maps every ___"),
        ("passion", "I paint ships", "Paint ships every ___"),
        (
            "passion",
            "I love singing but I've not sung since school. Perhaps a choir",
            "Make time for a choir every ___, because I love singing but I've not sung since school",
        ),
        ("autonomy", "when I take my break", "Decide by myself when I take my break, from ___ on"),
        ("perks", "Two days at home", "Ask ___ for two days at home by ___"),
        ("income", "60,000 a year", "Earn 60,000 a year by ___"),
        ("challenges", "a talk in front of 200 people", "Take on a talk in front of 200 people by ___"),
        ("strengths", "Excel", "Help ___ with Excel every ___"),
        ("challenges", "Give a talk to 200 people", "Give a talk to 200 people by ___"),
        ("passion", "jeden Sonntag singen", "jeden Sonntag singen"),
    ],
)
def test_a_goal_of_an_answer_is_good_english(name: str, answer: str, goal: str) -> None:
    assert candidates([(name, answer)], NOW) == (goal,)


@pytest.mark.parametrize("answer", ["dunno", "nothing really", "not sure", "nothing, I'm my own boss", "", "n/a"])
def test_no_answer_makes_no_goal(answer: str) -> None:
    assert candidates([("autonomy", answer)], NOW) == ()


def test_reflection_asks_six_and_makes_goals_of_the_answers() -> None:
    """The ripest comes first, what is missing is a blank, and skipped questions give nothing."""
    answers = [("perks", ""), ("income", "more money"), ("challenges", "Run the Lisbon half marathon by 3 May 2027")]
    found = candidates(answers, NOW)

    assert len(reflect().questions) == 6
    assert found == ("Run the Lisbon half marathon by 3 May 2027", "Earn more money by ___")
    assert candidates([], NOW) == ()


def test_elements_are_found_in_a_goal() -> None:
    """A goal is tagged with what it speaks of."""
    assert len(elements()) == 6
    assert "ideal_income" in served("Ask my manager for a raise")
    assert served("xyzzy") == ()
