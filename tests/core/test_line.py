"""The grammar of a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.everything import all_commands
from bot.line.grammar import LENGTH_LIMIT, parse, spell
from bot.replies.refusals import refused

COMMANDS = all_commands()


def understood(words: str) -> tuple[str, dict[str, str]]:
    line = parse(words, COMMANDS)
    return line.command.path, dict(line.values)


@pytest.mark.parametrize(
    ("words", "path", "values"),
    [
        ("/goal new Ship it by: 2027-03-31", "new", {"goal": "Ship it", "by": "2027-03-31"}),
        ("goal new Ship it", "new", {"goal": "Ship it"}),
        ("NEW Ship it BY:tomorrow", "new", {"goal": "Ship it", "by": "tomorrow"}),
        ("new by: tomorrow", "new", {"by": "tomorrow"}),
        ("new Read: a book", "new", {"goal": "Read: a book"}),
        ('new "Sort by: date" by: 2027-01-01', "new", {"goal": "Sort by: date", "by": "2027-01-01"}),
        ("milestone add 1 Draft the schema", "milestone add", {"goal": "1", "title": "Draft the schema"}),
        ("milestone add “billing api” Draft", "milestone add", {"goal": "billing api", "title": "Draft"}),
        ("Milestone  later  1.1   in 2 days", "milestone later", {"milestone": "1.1", "to": "in 2 days"}),
        ("milestone", "help", {"about": "milestone"}),
        ("settings zone: Europe/Lisbon days: mon-fri", "settings", {"zone": "Europe/Lisbon", "days": "mon-fri"}),
        ("", "help", {}),
        ("/goal", "help", {}),
        ("/goal\nnew\nShip it", "new", {"goal": "Ship it"}),
    ],
)
def test_words_are_told_apart_from_named_values(words: str, path: str, values: dict[str, str]) -> None:
    assert understood(words) == (path, values)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("lst", "list"),
        ("milestone dne 1.1", "milestone done"),
        ("gaol new Ship", "new"),
        ("list state: all state: dropped", "list"),
        ("next week please", "next"),
        ("x" * (LENGTH_LIMIT + 1), "shorter"),
    ],
)
def test_what_is_not_understood_gets_a_hint(words: str, hint: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(words, COMMANDS)

    assert hint in refusal.value.hint


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("shwo 3", "show 3"),
        ("milestne add 1 Draft", "milestone add 1 Draft"),
        ("milestone Draft the schema", "milestone add title: Draft the schema"),
        ("milestone 1 Draft the schema", "milestone add 1 Draft the schema"),
        ("milestone for goal 1: Draft it", "milestone add 1 Draft it"),
        ("milestone delete 1.1", "milestone drop 1.1"),
        ("milestone finish 1.1", "milestone done 1.1"),
        ("milestone 1.2", "help milestone"),
        ("dne billing", "done billing"),
        ("lst", "list"),
        ("chekin 1 42 note: a good week", "checkin 1 42 note: a good week"),
    ],
)
def test_a_slip_is_answered_with_ones_own_words_in_the_hint_and_to_tap(words: str, line: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(words, COMMANDS)

    assert refusal.value.hint == f"Did you mean {line}?"
    assert refusal.value.instead[0] == line
    assert f"new {words}" not in refusal.value.instead


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("cancel", "nothing to cancel"),
        ("Cancel", "nothing to cancel"),
        ("quit", "nothing to leave"),
        ("Exit", "nothing to leave"),
        ("delete everything", "one goal at a time"),
        ("cancel 1", "know"),
    ],
)
def test_what_answers_no_question_is_told_so(words: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        parse(words, COMMANDS)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("/goal add milestone Buy bread", "milestone add title: Buy bread"),
        ("add a milestone 1 Buy bread by: Friday", "milestone add 1 Buy bread by: Friday"),
        ("delete milestone 1.2", "milestone drop 1.2"),
        ("create milestone", "milestone add"),
        ("change milestone 1.2 to: Friday", "milestone move 1.2 to: Friday"),
        ("add Buy bread", "new Buy bread"),
        ("ad milestone to 1", "milestone add 1"),
        ("add milestone to goal 1 Buy bread", "milestone add 1 Buy bread"),
        ("add milestone Buy bread to goal 1", "milestone add 1 Buy bread"),
        ("rename 1 lose weight", "alter 1 lose weight"),
        ("rename 1.2 lose weight", "milestone rename 1.2 lose weight"),
        ("rename 1.2 to lose weight", "milestone rename 1.2 lose weight"),
        ("rename milestone 1.2 to lose weight", "milestone rename 1.2 lose weight"),
        ("change 1 to lose weight", "alter 1 lose weight"),
        ("progress", "list"),
        ("Calendar", "feed"),
    ],
)
def test_a_verb_before_what_it_is_about_is_turned_round(words: str, line: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(words, COMMANDS)

    assert refusal.value.instead == (line,)
    parse(line, COMMANDS)


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("hi", "hello"),
        ("Hello!", "hello"),
        ("hey there", "hello"),
        ("Hallo Milepost", "hello"),
        ("good morning :)", "hello"),
        ("thanks", "thanks"),
        ("Thank you so much!", "thanks"),
        ("danke", "thanks"),
        ("next", "next"),
    ],
)
def test_a_greeting_is_answered_and_not_rebuffed(words: str, path: str) -> None:
    assert understood(words) == (path, {})


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("what can you do?", "help"),
        ("What can I do", "help"),
        ("help me", "help"),
        ("show me my goals", "list"),
        ("my goals", "list"),
        ("undo please", "undo"),
        ("Please list", "list"),
        ("what's next?", "next"),
        ("What should I do now?", "next"),
    ],
)
def test_plain_talk_is_answered_by_the_command_that_it_asks_for(words: str, path: str) -> None:
    assert understood(words) == (path, {})


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("what do i have to do this week?", "7"),
        ("What do I have to do today", "0"),
        ("what's due tomorrow?", "1"),
        ("What is due this month?", "31"),
    ],
)
def test_what_is_to_be_done_in_some_days_is_listed(words: str, days: str) -> None:
    assert understood(words) == ("list", {"due": days})


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("im on vacation next week", "away next week"),
        ("I'm away until Friday.", "away until Friday"),
        ("I am on holiday from 21 Dec to 5 Jan", "away from 21 Dec to 5 Jan"),
        ("vacation next week", "away next week"),
        ("I’ll be off tomorrow", "away tomorrow"),
        ("I’m on vacation", "form away"),
    ],
)
def test_a_time_off_that_is_told_is_one_tap_away(words: str, line: str) -> None:
    with pytest.raises(Refusal, match="ask you nothing") as refusal:
        parse(words, COMMANDS)

    assert refusal.value.instead == (line,)
    parse(line, COMMANDS)


@pytest.mark.parametrize("words", ["nudge me every tuesday", "Remind me every weekday at 9", "please ask me daily"])
def test_whoever_wants_to_be_asked_in_a_rhythm_is_asked_about_which_goal(words: str) -> None:
    with pytest.raises(Refusal, match="About which goal") as refusal:
        parse(words, COMMANDS)

    for line in refusal.value.instead:
        parse(line, COMMANDS)


@pytest.mark.parametrize(
    ("words", "goal"),
    [
        ("learn spanish", "new learn spanish"),
        ("buy milk", "new buy milk"),
        ("remind me to call mum tomorrow", "new call mum tomorrow"),
        ("Goal: write", "new write"),
        ("my goal is to write a book", "new write a book"),
        ("set goal write 500 words every day", "new write 500 words every day"),
        ("set my goal: run a 10k", "new run a 10k"),
        ("set a new goal to run a 10k", "new run a 10k"),
        ("nudge me to write", "new write"),
    ],
)
def test_a_goal_told_in_plain_words_is_one_tap_away_before_anything_else(words: str, goal: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(words, COMMANDS)

    assert refusal.value.instead[0] == goal
    button = refused(refusal.value).sections[0].buttons[0]
    assert (button.label, button.call) == ("Set it as a goal", goal)


@pytest.mark.parametrize(
    "words",
    ["mute", "Stop!", "please be quiet", "don’t message me", "no more reminders please", "turn off notifications",
     "stop asking me so often", "do not disturb", "Leave me alone", "unsubscribe"],
)  # fmt: skip
def test_a_wish_for_quiet_is_answered_with_the_ways_to_it(words: str) -> None:
    with pytest.raises(Refusal, match="How quiet") as refusal:
        parse(words, COMMANDS)

    assert refusal.value.instead == ("away today", "away a week", "settings budget: 1", "nudges")
    for line in refusal.value.instead:
        parse(line, COMMANDS)


@pytest.mark.parametrize("words", ["stop smoking", "no more sugar", "fewer meetings", "ask my boss"])
def test_what_somebody_wants_less_of_is_no_wish_for_quiet(words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(words, COMMANDS)

    assert f"new {words}" in refusal.value.instead


def test_what_another_command_takes_leaves_what_this_one_takes() -> None:
    with pytest.raises(Refusal, match="I don't know “if:” here") as refusal:
        parse("alter 1 New words if: it rains then: I stay because: of mud", COMMANDS)

    assert refusal.value.instead == (
        "alter 1 New words because: of mud",
        "plan 1 if: it rains then: I stay",
    )


def test_a_question_is_no_command_and_quoted_by_no_half_of_it() -> None:
    with pytest.raises(Refusal) as refusal:
        parse("how do I add a milestone", COMMANDS)

    assert (refusal.value.message, refusal.value.instead) == ("That I can't answer in words.", ("help",))


def test_form_asks_for_the_form_filled_so_far() -> None:
    line = parse("form new Ship it", COMMANDS)

    assert line.as_form
    assert line.values == {"goal": "Ship it"}


@pytest.mark.parametrize("command", list(COMMANDS), ids=lambda c: c.path)
def test_every_example_in_help_is_understood(command: object) -> None:
    for example in command.examples:  # type: ignore[attr-defined]
        line = parse(example, COMMANDS)

        assert line.command is command
        assert not line.command.missing(line.values) or line.command.path == "new"


WORDS = st.text(st.characters(exclude_characters='":“”„', exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), st.lists(WORDS, min_size=1, max_size=4).map(" ".join))
def test_what_spell_writes_parse_reads(goal: str, title: str) -> None:
    command = COMMANDS["milestone add"]
    values = {"goal": goal, "title": title, "by": "tomorrow"}

    assert parse(spell(command, values), COMMANDS).values == values


@given(st.text(max_size=200))
def test_anything_typed_is_understood_or_refused(words: str) -> None:
    try:
        line = parse(words, COMMANDS)
    except Refusal as refusal:
        assert refusal.message
    else:
        assert line.command is COMMANDS.get(line.command.path)


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("alter 1 due: Friday", ["alter 1 by: Friday", 'alter 1 "due: Friday"']),
        ("alter 1 byy: Friday", ["alter 1 by: Friday", 'alter 1 "byy: Friday"']),
        ("new Ship it until: Friday why: love", ["new Ship it by: Friday why: love"]),
        ("milestone add 1 Draft due: Friday", ["milestone add 1 Draft by: Friday"]),
        ("list date: 7", ["list due: 7"]),
        ("alter 1 by: Friday becuase: rain", ["alter 1 by: Friday because: rain"]),
        ("new Buy milk team: here", ["new Buy milk for: team", 'new "Buy milk team: here"']),
        (
            "new Buy milk team: here by: May",
            ["new Buy milk for: team by: May", 'new "Buy milk team: here" by: May'],
        ),
        ("new Buy milk on: Friday", ["new Buy milk by: Friday", 'new "Buy milk on: Friday"']),
    ],
)
def test_a_name_that_is_nearly_an_arguments_is_asked_about(words: str, instead: list[str]) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(words, COMMANDS)

    assert list(refusal.value.instead)[: len(instead)] == instead
    for line in refusal.value.instead:
        parse(line, COMMANDS)


@pytest.mark.parametrize(
    ("words", "first", "then", "as_words"),
    [
        ("new Read 24 books serves: passion", "new Read 24 books", "alter … serves: passion", True),
        ("new Read elements: passion by: June", "new Read by: June", "alter … serves: passion", True),
        ("new Read by: June measure: 12 books", "new Read by: June", "alter … measure: 12 books", False),
        (
            "new Run wording: Train rhythm: every Monday",
            "new Run",
            "alter … wording: Train. Then: nudges … rhythm:",
            True,
        ),
        ("new Run if: it rains then: swim", "new Run", "plan … if: it rains then: swim", True),
        ("new Ship the API with: @cat by friday", "new Ship the API by friday", "share … with: @cat", True),
        ("new Ship it with: @cat as: owner 5 May", "new Ship it 5 May", "share … with: @cat as: owner", True),
        ("new Ship it with: @cat by May as: owner", "new Ship it by May", "share … with: @cat as: owner", True),
        ("new Ship with: @cat May as: owner June", "new Ship", "share … with: @cat May as: owner June", True),
        ("new Ship it measure: 12 books by June.", "new Ship it by June.", "alter … measure: 12 books", True),
        ("new Ship it by: June with: @cat Friday", "new Ship it by: June", "share … with: @cat Friday", False),
        ("new Run rhythm: daily until Friday", "new Run", "nudges … rhythm: daily until Friday", True),
        ("new Run with: @may", "new Run", "share … with: @may", True),
        ("new Run with: May", "new Run", "share … with: May", True),
        ("new Run if: I am ill then: swim on Friday", "new Run", "plan … if: I am ill then: swim on Friday", True),
        ("new Buy milk note: the whole one", "new Buy milk", "checkin … note: the whole one", True),
        ("new Ship it blocker: no data", "new Ship it", "checkin … blocker: no data", True),
        ("new Ship it milestones: draft; review", "new Ship it", "milestone add … draft; review", True),
        ("new Ship it milestone: draft by Friday", "new Ship it", "milestone add … draft by Friday", True),
    ],
)
def test_what_is_said_of_a_goal_that_is_there_does_not_stay_in_the_words_of_a_new_one(
    words: str, first: str, then: str, *, as_words: bool
) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(words, COMMANDS)

    assert f"First: {first}. Then, with its number: {then}" in refusal.value.hint
    assert len(refusal.value.instead) == 1 + as_words
    for line in refusal.value.instead:
        parse(line, COMMANDS)
    buttons = refused(refusal.value).sections[0].buttons
    assert [one.label for one in buttons] == ["Set it as a goal", "Take it all as its words"][: 1 + as_words]


@pytest.mark.parametrize(
    ("words", "goal"),
    [
        ("new Book: finish chapter 3", "Book: finish chapter 3"),
        ("new Measure: the flow at 10 sites", "Measure: the flow at 10 sites"),
        ("new Write a novel: the first draft", "Write a novel: the first draft"),
        ("new Reach the target: 50 deals", "Reach the target: 50 deals"),
        ('new "Read serves: passion"', "Read serves: passion"),
        ("new Ship it why: the measure: 3", "Ship it"),
        ("new Build a team: five", "Build a team: five"),
        ("new Grow team: five hires", "Grow team: five hires"),
        ("new Team: buy milk", "Team: buy milk"),
        ("new Reach the milestone: 50 deals", "Reach the milestone: 50 deals"),
        ("new Sharpen the note: three words", "Sharpen the note: three words"),
    ],
)
def test_a_title_with_a_colon_is_a_title(words: str, goal: str) -> None:
    assert understood(words)[1]["goal"] == goal


def test_the_reason_of_a_change_is_the_reason_of_a_new_goal() -> None:
    with pytest.raises(Refusal) as refusal:
        parse("new Ship it because: my boss wants it", COMMANDS)

    assert refusal.value.instead[0] == "new Ship it why: my boss wants it"


@pytest.mark.parametrize(
    ("words", "path", "values"),
    [
        ("new Talk: the API story", "new", {"goal": "Talk: the API story"}),
        ("new Buy: a house", "new", {"goal": "Buy: a house"}),
        ('alter 1 "due: Friday"', "alter", {"goal": "1", "to": "due: Friday"}),
        ("checkin 1 4 note: due: Friday", "checkin", {"goal": "1", "value": "4", "note": "due: Friday"}),
        ("new Ship it why: the date: Friday", "new", {"goal": "Ship it", "why": "the date: Friday"}),
        (
            "milestone add 1 Draft by: Fri; Review by: Thu",
            "milestone add",
            {"goal": "1", "title": "Draft by: Fri; Review", "by": "Thu"},
        ),
    ],
)
def test_words_with_a_colon_stay_words(words: str, path: str, values: dict[str, str]) -> None:
    assert understood(words) == (path, values)


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("alter 2 rhythm: every week", "nudges 2 rhythm: every week"),
        ("alter 2 with: @bob", "share 2 with: @bob"),
        ("alter 2 team: here", "share 2 with: team"),
        ("alter 2 note: the vendor is late", "checkin 2 note: the vendor is late"),
        ("alter 2 milestone: Draft by Friday", "milestone add 2 Draft by Friday"),
        ("alter 2 if: a customer calls then: write one line", "plan 2 if: a customer calls then: write one line"),
    ],
)
def test_what_another_command_says_of_a_goal_does_not_become_its_words(words: str, instead: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(words, COMMANDS)

    assert refusal.value.instead == (instead,)
    parse(instead, COMMANDS)


@pytest.mark.parametrize(
    ("words", "without", "example"),
    [
        ("drop 1.1 because:", "drop 1.1", "because: the vendor is late"),
        ("new Buy milk by:", "new Buy milk", "by: 2027-03-31"),
        ("new Buy milk by: why: I am thirsty", "new Buy milk why: I am thirsty", "by: 2027-03-31"),
        ("checkin 1 note:", "checkin 1", "note: the first draft is out"),
        ("list due:", "list", "due: 2"),
    ],
)
def test_a_name_with_nothing_behind_it_gets_an_example_and_the_line_without_it(
    words: str, without: str, example: str
) -> None:
    with pytest.raises(Refusal, match="Nothing stands behind") as refusal:
        parse(words, COMMANDS)

    assert refusal.value.hint == f"For example: {example}. Or leave it out: {without}"
    assert refusal.value.instead[0] == without
    for line in refusal.value.instead:
        parse(line, COMMANDS)


def test_a_short_cut_and_a_form_may_have_a_name_with_nothing_behind_it() -> None:
    assert understood("new template:")[0] == "new"
    assert understood("form checkin 1 note:")[0] == "checkin"
