"""The one question fits the very goal: what it asks can be answered of it, and what was answered is not asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.coach.reader import read
from tests.coach.evaluate import NOW

if TYPE_CHECKING:
    from bot.coach.verdicts import Question


def asked(text: str, why: str | None = None) -> Question:
    question = read(text, why=why, now=NOW).question

    assert question is not None, text
    return question


LESS = "{} in a usual week, and what would be right?"
WEEK = "When in the week would that be, and for how long?"
OFTEN = "How often would feel right, and what would you do?"
STOP = "When does it happen most, and what will you do instead?"
LATE = "When does it go wrong most, and what will you do before it?"
KNOWN = "What must they have done before, so that you would know them?"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Drink less wine", LESS.format("How many glasses of wine")),
        ("Cut down on meetings", LESS.format("How many hours of meetings")),
        ("Cut back on coffee", LESS.format("How many cups of coffee")),
        ("Watch less TV", LESS.format("How many hours of TV")),
        ("Eat fewer biscuits", LESS.format("How many biscuits")),
        ("Use less plastic", LESS.format("How much plastic")),
        ("Read more novels", LESS.format("How many novels")),
        ("Drink more water", LESS.format("How many glasses of water")),
        ("Water the plants", "On which day, or how often?"),
        ("Walk the dog", "On which day, or how often?"),
        ("Do the ironing", "On which day, or how often?"),
        ("Get to bed at a decent hour over Christmas", "By what time, and on which days?"),
        ("Go to bed earlier", "By what time, and on which days?"),
        ("Leave work early", "By what time, and on which days?"),
        ("Hit every deadline", LATE),
        ("Meet all my deadlines", LATE),
        ("Train as an electrician", "What does it take, and which part of it would come first?"),
        ("Halve my screen time", "Where does it stand today?"),
        ("Get my 3 year old to sleep in her own bed", "What will you do first for that?"),
        ("Get my son to read more", "What will you do first for that?"),
        ("Go from 3 to 1 coffees a day", "By when would you like it done?"),
        ("Clean the shed", "By when would you like it done?"),
        ("Set a deadline", "Which one exactly? A name, a place or a person is enough."),
        ("Halve my sugar", "How many portions of sugar in a usual week today?"),
        ("Cut sugar by half", "How many portions of sugar in a usual week today?"),
        ("Spend less on takeaways", "How much is it in a usual month, and how much would be right?"),
        ("Save for a boat", "How much will you need, and how much could you put aside each month?"),
        ("Spend more time with my son", WEEK),
        ("Make time for reading", WEEK),
        ("Find time to paint", WEEK),
        ("Take time for myself", WEEK),
        ("Spend less time in meetings", "How many hours is it in a usual week, and how many would be right?"),
        ("Save more money", "How much could you put aside each month?"),
        ("Keep a diary", "On which day, or how often?"),
        ("Keep my desk clear", "What would you do for it, and how often?"),
        ("Take care of my garden", "What would you do for it, and how often?"),
        ("Recruit more women", KNOWN),
        ("Leave work on time", LATE),
        ("Stop being so hard on myself", STOP),
        ("Keep in touch with my sister", OFTEN),
        ("Stay in contact with old colleagues", OFTEN),
        ("Write poetry regularly", "On which day, or how often?"),
        ("Write to customers more often", "On which day, or how often?"),
        ("Read everything relevant on protein folding", "What of it would be enough, and how much each week?"),
        ("Get better at cannulation", "Where would one see first that you got better at it?"),
        ("Mentor the new apprentice once a week", "What would you do each time?"),
        ("Visit museums", "What would a good week of it look like?"),
        ("Use the CNC mill", "What will you do with the CNC mill?"),
        ("Hire a head of sales by June", KNOWN),
        ("Find a cofounder", KNOWN),
        ("Appoint a deputy by May", KNOWN),
        ("Turn up on time", LATE),
        ("Learn Urdu", "What do you want to be able to do with Urdu?"),
        ("Practise the flute", "What do you want to be able to play on the flute?"),
        ("Stop being late for handover", LATE),
        ("Stop shouting", STOP),
        ("Stop nagging my boys", STOP),
        ("See the northern lights before I die", "Which year could it be, or which season of it?"),
        ("See the northern lights", "By when would you like it done?"),
        ("Apply for the band 6 post when it comes", "By when would you like it done?"),
        ("Have all risk assessments signed by Friday", "Who has to do it, and what do they need from you?"),
        ("Walk the floor twice a shift", "Until when do you want to try it at first?"),
        ("Cook from scratch three nights out of five", "Until when do you want to try it at first?"),
        ("Become a ward sister", "What does it take, and which part of it would come first?"),
        ("Become a landscape gardener", "What does it take, and which part of it would come first?"),
        ("Become fluent in Welsh", "What do you want to be able to do then that you can't do today?"),
        ("Sort out my finances", "Which part of it first: what comes in, what goes out, or what is owed?"),
        ("Stop worrying about money", STOP),
        ("Stop comparing myself to Priya", STOP),
        (
            "Get better at cannulation so I stop calling the registrar",
            "Where would one see first that you got better at it?",
        ),
        ("Stay in touch", OFTEN),
        ("Earn more", "How much is it today, and how much would be right?"),
        ("Worry less", STOP),
        ("Reduce meetings", LESS.format("How many hours of meetings")),
        ("Take two breaks per shift", "Until when do you want to try it at first?"),
        # … and what is near to one of these, and none of them:
        ("Cut churn", "Where does the figure stand today, and where should it be?"),
        ("Get promoted", "Which one exactly, and what is your part in getting it?"),
        ("Switch to a competitor", "Which one exactly? A name, a place or a person is enough."),
        ("Stop taking double shifts", "Until when do you want to try it at first?"),
        ("Finish the report on time", "By when would you like it done?"),
        ("Write 500 words before breakfast", "Until when do you want to try it at first?"),
        (
            "Get better at public speaking",
            "In which situation does it count most, and what would go differently there?",
        ),
        ("Hire a car", "Which one exactly? A name, a place or a person is enough."),
        ("Eat more slowly", "What would a good week of it look like?"),
        ("Stop being a manager", "What could you do about it first?"),
        ("Lohn", "By when would you like it done, or how often?"),
        ("Churn", "Where does the figure stand today, and where should it be?"),
        ("Become a calmer nurse", "When you are that, what will others see you do differently?"),
        (
            "Get promoted to shift manager",
            "Others have the last word here. What would you do so that they can hardly say no?",
        ),
        ("Double sales", "Where does the figure stand today, and where should it be?"),
    ],
)
def test_a_family_of_goals_is_asked_its_own_question(text: str, question: str) -> None:
    assert asked(text).text == question


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("Drink less wine", "Drink less wine: at most ___ a week"),
        ("Spend more time with my son", "Spend more time with my son: ___ every ___"),
        ("Keep in touch with my sister", "Keep in touch with my sister: every ___ I will ___"),
        ("Hire a head of sales", "Hire a head of sales who has ___ by ___"),
        ("Recruit more women", "Recruit more women who have ___ by ___"),
        ("Turn up on time", "Turn up on time: when ___, I will ___"),
    ],
)
def test_the_draft_is_a_sentence(text: str, draft: str) -> None:
    assert asked(text).draft == draft


def test_no_answer_says_a_preposition_twice() -> None:
    """Nobody has dinner with his kids with …."""
    wordings = [answer.wording for answer in asked("Play with the kids every day").answers]

    assert wordings
    assert not any(wording.startswith("{goal} with") for wording in wordings)


@pytest.mark.parametrize(
    "text",
    [
        "Learn Portuguese well enough to argue with my landlord by June",
        "Learn Portuguese well enough to order coffee without pointing by June",
        "Learn Italian well enough to chat with Nonna by June",
        "Be a calmer nurse: I will breathe out twice whenever a relative shouts",
        "Improve my communication skills: in every meeting I will ask one question",
        "Stop shouting: when my class comes in late, I will count to ten",
        "Get better at cannulation: I will do three under supervision by May",
        "Get promoted; to get there I will lead the audit by May",
        "Drink less wine: at most two glasses a week",
        "Spend more time with my son: two hours every Saturday",
        "Keep in touch with my sister: every Sunday I will ring her",
        "Save for a boat: 200 pounds a month until I have 9000",
        "Hire a head of sales who has sold to hospitals by June",
        "Find a cofounder who can code by May",
        "Turn up on time: when my alarm rings, I will stand up",
        "Halve my sugar, from 20 spoons a week by June",
    ],
)
def test_what_the_coach_asked_for_is_credited_and_not_asked_again(text: str) -> None:
    """Its own drafts, filled in, are specific and measurable."""
    reading = read(text, now=NOW)

    assert (reading.specific.level, reading.measurable.level) == ("met", "met")
    assert reading.question is None


@pytest.mark.parametrize("text", ["My plan: I will run", "Goal: I will run"])
def test_what_only_leads_to_a_goal_is_no_sentence_of_its_own(text: str) -> None:
    assert read(text, now=NOW).action_based.level == read("I will run", now=NOW).action_based.level == "met"


@pytest.mark.parametrize(
    "why",
    [
        "she will not be here forever",
        "I am sick of it",
        "because I’m sick of it",
        "I snap at my kids when I am tired",
        "my daughter moved to Bangkok",
        "my knees hurt",
        "I miss my brother",
        "it's fun",
        "nobody else will",
        "the doctor told me to",
    ],
)
def test_a_cause_needs_no_way_to_lead_there(why: str) -> None:
    """Whoever has a sorrow has told why."""
    reading = read("Paint the fence by Friday", why=why, now=NOW)

    assert (reading.relevant.level, reading.question) == ("met", None)


@pytest.mark.parametrize(
    ("why", "quoted"),
    [
        ("so that I can earn more", "earn more"),
        ("because I want a promotion", "I want a promotion"),
        ("to become a foreman", "become a foreman"),
        ("For my kids", "my kids"),
        ("I want to lead a team one day", "I want to lead a team one day"),
        ("my own radio show", "my own radio show"),
        ("I could lead a team", "I could lead a team"),
        ("The fence is for sale", None),
    ],
)
def test_an_aim_is_quoted_without_what_leads_to_it(why: str, quoted: str | None) -> None:
    question = read("Paint the fence by Friday", why=why, now=NOW).question

    assert (question.text if question else None) == (quoted and f"How does this help with “{quoted}”?")


@pytest.mark.parametrize(
    "text",
    ["Have dinner with my kids on weekdays", "Eat lunch with my team every Friday", "Have tea with my gran weekly"],
)
def test_nothing_is_asked_of_a_meal_with_ones_own_people(text: str) -> None:
    assert read(text, now=NOW).question is None


@pytest.mark.parametrize(
    "text",
    [
        "Pass my AM2 by June so that I can earn more",
        "Finish the report by Friday so I have more time",
        "Run a half marathon in May so my kids see me healthier",
        "Take the stairs every day because I want to be fitter",
    ],
)
def test_no_word_of_the_reason_is_asked_about_as_one_of_the_goal(text: str) -> None:
    """Passing is done or not done, whatever shall be more by it."""
    assert read(text, now=NOW).question is None


@pytest.mark.parametrize("text", ["Read more so that I sleep well", "Work less so that I can see my kids"])
def test_what_the_goal_itself_compares_is_asked_about(text: str) -> None:
    assert not read(text, now=NOW).measurable


@pytest.mark.parametrize(
    ("text", "is_general"),
    [
        ("Be the person who runs the Monday huddle", False),
        ("Be the one who fixes the printer", False),
        ("Stop comparing myself to Priya", False),
        ("Stop being late for handover", False),
        ("Quit being grumpy at the morning meeting", False),
        ("Stop being sad", True),
        ("Stop being negative", True),
        ("Be the person who lights up the room", True),
        ("Be someone who makes a difference", True),
        ("Be the person who opens doors for others", True),
        ("Stop comparing myself to others", True),
    ],
)
def test_who_does_a_certain_task_or_stops_an_act_has_an_area(text: str, *, is_general: bool) -> None:
    assert read(text, now=NOW).too_general.so is is_general


@pytest.mark.parametrize("text", ["Learn Urdu", "Brush up on my French", "Practise the flute", "Learn the guitar"])
def test_nobody_is_asked_to_build_something_with_a_language_or_an_instrument(text: str) -> None:
    labels = [answer.label for answer in asked(text).answers]

    assert labels
    assert "Build something" not in labels


def test_a_number_beside_the_words_answers_how_much() -> None:
    """What asks how much says so, whatever its words."""
    assert [asked(text).counts for text in ("Drink less wine", "Save for a boat", "Stop shouting")] == [
        True,
        True,
        False,
    ]
