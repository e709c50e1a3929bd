"""What is read out of the sentence that sets a goal: how it is counted, and when it is asked about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.messages import Reply
from bot.replies import plain
from tests.house import buttons, told

if TYPE_CHECKING:
    from tests.house import House


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is read out of words does not depend on where it is kept."""
    return sqlite_url


async def understood(house: House, sentence: str) -> dict[str, str]:
    """Set a goal, and return what the reply says of it, by label."""
    reply = await house.says("ana", f"new {sentence}")
    return told(reply) | {"": reply.title}


@pytest.mark.parametrize(
    ("sentence", "counted", "rhythm"),
    [
        ("Wake up at 6 every morning", "once a day", "every day at 06:00"),
        ("Take pills at 8 every day", "once a day", "every day at 08:00"),
        ("Weekly review every Friday at 16:00", "once a week", "every week on Fri at 16:00"),
        ("No sugar on weekdays", "5 times a week", "every week from Mon to Fri"),
        ("Do yoga on Tuesdays and Thursdays", "twice a week", "every week on Tue, Thu"),
        ("Exercise every other day", "once each time", "every 2 days"),
        ("Publish a post every first Monday of the month", "once a month", "every month on the first Mon"),
        ("Call a customer every other Monday", "once each time", "every 2 weeks on Mon"),
        ("Write 500 words a day", "500 words a day", "every day"),
        ("Read 1 book every other week", "1 book each time", "every 2 weeks"),
        ("Give 2 talks every other month", "2 talks each time", "every 2 months"),
        ("Run 10 km every second Sunday", "10 km each time", "every 2 weeks on Sun"),
        ("Swim 3 times every other week", "3 times a round", "every 2 weeks"),
        ("Write 2 pages every 3 days", "2 pages each time", "every 3 days"),
        ("Run 5 km 3 times a week", "3 times a week", None),
        ("Read 20 pages twice a day", "twice a day", None),
        ("Call 3 customers once a week", "3 customers a week", None),
        ("Save 50€ a week", "€50 a week", None),
        ("Run Tue/Thu", "twice a week", "every week on Tue, Thu"),
        ("Pay the contractors of the mill on the 1st and 15th", "twice a month", "every month on day 1, 15"),
        ("Pay the mill on the last working day of every month", "once a month", "every month on the last working day"),
        ("Do yoga Mon/Wed/Fri", "3 times a week", "every week on Mon, Wed, Fri"),
        ("Swim Mon, Wed and Fri", "3 times a week", "every week on Mon, Wed, Fri"),
        ("Stretch Mon-Fri", "5 times a week", "every week from Mon to Fri"),
        ("Give 2 talks every year by December", "2 talks a year", None),
        ("Write the report every year in December", "once a year", "every year in December"),
        ("Pay taxes every April", "once a year", "every year in April"),
        ("See the dentist every April and October", "twice a year", "every year in April and October"),
        ("Pay VAT every quarter by the 10th", "once a quarter",
         "every month in January, April, July and October on day 10"),
        ("Back up the disk every 3 months", "once a quarter", "every 3 months"),
        ("Back up the disk every other month", "once each time", "every 2 months"),
        ("Visit the lighthouse every 2 years", "once each time", "every 2 years"),
    ],
)  # fmt: skip
async def test_a_habit_is_counted_by_its_days(house: House, sentence: str, counted: str, rhythm: str | None) -> None:
    said = await understood(house, sentence)

    assert (said["Counted"], said.get("Rhythm")) == (counted, rhythm)


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("Save 5000 € by Christmas", "€5,000"),
        ("10.000 Schritte am Tag", "10,000 Schritte"),
        ("Run 42.195 km in May", "42.195 km"),
        ("Abnehmen von 82 auf 75 kg bis 15.3.", "from 82 to 75 kg"),
        ("Lose 5 kg by Easter", "from 0 to 5 kg"),
        ("Reduce weight by 5 kg by June", "from 0 to 5 kg"),
        ("Cut expenses by 200 euros a month", "200 euros a month"),
        ("Cut meetings to 3 a week", "at most 3 times a week"),
        ("Drop below 80 kg by June", "down to 80 kg"),
        ("Bis Ende März 2027 die Küche renovieren", None),
        ("Vendre la maison avant le 15 mars", None),
        ("Nie wieder zu spät kommen", None),
        ("Pay invoice 17 by Monday", None),
        ("Ship v2.0 by 1/2/2027", None),
        ("Fix bug 4711 by Friday", None),
    ],
)
async def test_only_what_counts_is_a_measure(house: House, sentence: str, counted: str | None) -> None:
    """A date's numbers, a version's and an invoice's count nothing, in whatever language."""
    assert (await understood(house, sentence)).get("Counted") == counted


@pytest.mark.parametrize(
    "sentence",
    [
        "Finish my tax return by yesterday",
        "Ship the API by 2020-01-01",
        "Ship the API due 2026-11-20",
        "Den Antrag einreichen bis gestern",
        "Write the report by June 2020",
    ],
)
async def test_a_deadline_that_has_passed_is_never_taken_for_words(house: House, sentence: str) -> None:
    said = await house.says("ana", f"new {sentence}")

    assert said.title.endswith("has passed already.")
    assert (await house.says("ana", "list")).title != "Your goals"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("new Ship it yesterday", "“yesterday”, Sun 22 November 2026,"),
        ("new Ship the API, yesterday!", "“yesterday”, Sun 22 November 2026,"),
        ("new Ship the API on 3 January 2020", "“3 January 2020”, Fri 3 January 2020,"),
        ("new Bericht abgeben gestern", "“gestern”, Sun 22 November 2026,"),
        ("new Rendre le rapport hier", "“hier”, Sun 22 November 2026,"),
        ("alter 1 Ship the API last Friday", "“last Friday”, Fri 20 November 2026,"),
        ("milestone add 1 Draft last Friday", "“last Friday”, Fri 20 November 2026,"),
    ],
)
async def test_a_sentence_that_ends_with_a_day_that_has_passed_is_asked_about(
    house: House, line: str, day: str
) -> None:
    await house.says("ana", "new Run the marathon")

    said = await house.says("ana", line)

    assert said.title == f"{day} has passed already."
    (section,) = said.sections
    assert section.text.startswith("When shall it be? ")
    assert [button.label for button in section.buttons] == ["Correct it"]
    assert section.buttons[0].call.startswith(f"form {line.split(maxsplit=1)[0]}")
    assert "1 Run the marathon" in await house.reads("ana", "list")
    assert "2 " not in (await house.reads("ana", "list")).split("Run the marathon")[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "Write up last week's incident",
        "Fix the bug from yesterday",
        "Fix everything that broke yesterday",
        "Call back everyone who called yesterday",
        "Answer what was reported yesterday",
        "Publish the report from last week",
        "Beat my time of last Sunday",
        "Do better than yesterday",
        "Improve on last quarter",
        "Repeat the success of Q1 2025",
        "Clean up the data collected in 2024",
        "Den Fehler von gestern beheben",
    ],
)
async def test_a_sentence_that_only_mentions_the_past_is_kept_whole(house: House, sentence: str) -> None:
    assert (await understood(house, sentence))[""].endswith(f": {sentence}")


async def test_a_day_that_has_passed_and_is_no_deadline_is_part_of_the_words(house: House) -> None:
    said = await understood(house, "Fix what broke on 20 November 2026 by Friday")

    assert said[""] == "Goal 1 is set: Fix what broke on 20 November 2026"


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("3 days", "Mon 23 November 2026 to Wed 25 November 2026"),
        ("for 2 weeks", "Mon 23 November 2026 to Sun 6 December 2026"),
        ("in 3 days", "Thu 26 November 2026"),
    ],
)
async def test_days_off_as_people_say_them(house: House, typed: str, span: str) -> None:
    assert (await house.says("ana", f"away {typed}")).title == f"You are off: {span}"


async def test_back_takes_back_the_one_time_off_that_is_planned(house: House) -> None:
    await house.says("ana", "away 2027-01-10 to 2027-01-15")

    assert (await house.says("ana", "back")).title == "You are not off then any more"
    assert (await house.says("ana", "back")).title == "You are not off now."


async def test_what_is_done_again_and_again_is_counted_and_not_ended_by_the_first_button(house: House) -> None:
    await house.says("ana", "new Write 500 words a day")
    await house.says("ana", "new Drink at most 3 coffees a day")
    await house.says("ana", "nudges 2 rhythm: every day")
    await house.passes(days=1)

    (asked,) = house.postbox.to("ana")
    first = [section.buttons[0] for section in asked.sections if section.buttons]

    assert [(button.label, button.call) for button in first] == [
        ("500 words", "nudge 1 checkin 1 500"),
        ("Check in", "form nudge 1 checkin 2"),
    ]
    answer = await house.says("ana", first[0].call)
    assert isinstance(answer, Reply)
    assert "500 words" in await house.reads("ana", "checkins 1")


async def test_a_date_and_a_rhythm_on_one_day_are_one_question(house: House) -> None:
    await house.says("ana", "new Write 500 words a day by: tomorrow")
    await house.passes(days=1)

    (asked,) = house.postbox.to("ana")
    labels = list(buttons(asked))

    assert asked.title == "Goal 1 is due: Write 500 words a day"
    assert labels[0] == "500 words"
    assert {"Another number", "Done"} < set(labels)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("delete 1", "drop 1"),
        ("remove my goal 1", "drop 1"),
        ("snooze 1 tomorrow", "later 1 tomorrow"),
        ("add Read 24 books", "new Read 24 books"),
        ("i", "help"),
        ("I want to lose 5 kg", "new I want to lose 5 kg"),
        ("learn to juggle by Easter", "new learn to juggle by Easter"),
        ("subscribe to a newsletter by Easter", "new subscribe to a newsletter by Easter"),
    ],
)
async def test_what_other_tools_call_it_and_a_goal_without_a_command_are_understood(
    house: House, typed: str, meant: str
) -> None:
    said = await house.says("ana", typed)

    assert said.title.startswith("I don't know")
    assert meant in buttons(said).values()


async def test_a_goal_that_was_dropped_is_not_told_as_a_plan(house: House) -> None:
    await house.says("ana", "new Build the API docs by June")
    await house.says("ana", "drop 1")

    assert (await house.says("ana", "express 1 for: manager")).title == "Goal 1 was dropped, so it is no plan of yours."


@pytest.mark.parametrize(
    ("sentence", "title", "due", "other"),
    [
        ("Ship the API by Friday or Monday", "Ship the API", "Fri 27 November 2026", "Mon 30 November 2026"),
        (
            "Read 24 books by June or July",
            "Read 24 books",
            "June (until Wed 30 June 2027)",
            "July (until Sat 31 July 2027)",
        ),
        ("Learn piano starting in January", "Learn piano starting in January", "no date yet", ""),
        ("Nicht mehr rauchen ab Montag", "Nicht mehr rauchen ab Montag", "no date yet", ""),
    ],
)
async def test_one_of_two_days_is_asked_and_a_beginning_is_no_deadline(
    house: House, sentence: str, title: str, due: str, other: str
) -> None:
    reply = await house.says("ana", f"new {sentence}")
    fields = told(reply)

    assert reply.title == f"Goal 1 is set: {title}"
    assert fields["Due"] == due
    assert (f"Or did you mean {other}?" in plain.text(reply)) is bool(other)


@pytest.mark.parametrize("typed", ["settings budget: 0199999", "settings budget: 21", "settings budget: 0"])
async def test_a_limit_is_held_to_however_it_is_typed(house: House, typed: str) -> None:
    assert "is no number of messages from 1 to 20" in (await house.says("ana", typed)).title


async def test_which_day_is_meant_is_asked_first_and_the_coachs_question_stands_below(house: House) -> None:
    """Whoever takes the first reading taps nothing, and is asked all the same."""
    reply = await house.says("ana", "new Become a deputy head by 5/6")
    either, below = reply.sections[-2:]

    assert either.text.startswith("Or did you mean")
    assert below.text == "What does it take, and which part of it would come first?"
    settled = await house.says("ana", either.buttons[0].call)

    assert "Or did you mean" not in plain.text(settled)


async def test_a_goal_left_as_it_is_stands_in_the_place_of_the_question(house: House) -> None:
    reply = await house.says("ana", "new Become a senior designer in 3 months")
    calls = buttons(reply)

    kept = await house.says("ana", calls["Leave it open"])

    assert kept.replaces
    assert kept.title == "Goal 1: Become a senior designer"
    assert "Leave it open" not in buttons(kept)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("new Ship it by: in 2 hours", "Mon 23 November 2026, 12:00"),
        ("new Ship it by: in 10 minutes", "Mon 23 November 2026, 10:10"),
        ("new Ship it by: in 2 minutes", "Mon 23 November 2026, 10:02:37"),
        ("new Ship it by: in 600 seconds", "Mon 23 November 2026, 10:10:37"),
        ("new Ship it by: today", ""),
    ],
)
async def test_the_seconds_of_when_it_was_typed_are_no_part_of_a_date(house: House, line: str, shown: str) -> None:
    """They count where it is due within two minutes, or where seconds were said."""
    await house.says("ana", "settings zone: UTC")
    noon = house.clock.now().replace(hour=10, minute=0, second=37, microsecond=4)
    house.clock.advance(noon - house.clock.now())

    told = await house.reads("ana", line)
    why = await house.reads("ana", "why 1")

    assert shown in told
    assert bool(re.search(r"\d:\d\d:\d\d", told)) is (":37" in shown)
    assert bool(re.search(r"\d:\d\d:\d\d", why)) is (":37" in shown)
    assert shown in why


async def test_a_title_of_one_word_keeps_no_date_that_can_move(house: House) -> None:
    """What is taken out of the sentence for a date is taken out however little is left, unless it is all there was."""
    swim = await house.says("ana", "new Swim by Friday")
    alone = await house.says("ana", "new Friday")

    assert swim.title == "Goal 1 is set: Swim"
    assert alone.title == "Goal 2 is set: Friday"


async def test_days_of_the_week_are_a_rhythm_and_the_next_of_them_is_offered(house: House) -> None:
    """It is one or the other, never both: no goal is due on the first day of its own rhythm."""
    reply = await house.says("ann", "new Run on Tuesday and Thursday")
    text, taps = plain.text(reply), buttons(reply)

    assert "Due: no date yet" in text
    assert "Rhythm: every week on Tue, Thu" in text
    assert taps["Tue 24 November 2026"] == "alter 1 by: 2026-11-24"


async def test_a_milestone_is_due_on_the_first_of_the_days_that_it_names(house: House) -> None:
    await house.says("ann", "new Move house by: 2027-03-31")

    assert "Due: Tue 24 November 2026" in await house.reads("ann", "milestone add 1 Pack on Tuesday and Thursday")


@pytest.mark.parametrize(
    ("sentence", "due", "asked"),
    [
        ("Write the report every year in December", "each year by the end of December", "Thu 31 December 2026, 09:00"),
        ("Pay taxes every April", "each year by the end of April", "Fri 30 April 2027, 09:00"),
        ("Give 2 talks a year by December", "december (until Thu 31 December 2026)", "Mon 30 November 2026, 09:00"),
    ],
)
async def test_a_month_of_each_year_is_due_and_asked_about_at_its_end(
    house: House, sentence: str, due: str, asked: str
) -> None:
    said = await understood(house, sentence)

    assert said["Due"].casefold() == due.casefold()
    assert said["Next check-in"].startswith(asked)
