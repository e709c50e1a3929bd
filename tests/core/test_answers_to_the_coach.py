"""What is typed after the coach's question is its answer; what is a command, or a goal of its own, is not."""

from __future__ import annotations

import pytest

from bot.messages import Address, Reply
from tests.house import House, buttons, told


@pytest.mark.parametrize(
    ("goal", "said", "told"),
    [
        ("Learn Italian", "so I can talk to my mother-in-law", "Learn Italian well enough to talk to my mother-in-law"),
        ("Learn Italian", "to order tapas", "Learn Italian well enough to order tapas"),
        ("Drink less wine", "20 a week", "Drink less wine: at most 20 a week"),
        ("Water the plants", "the one in the clinic", "Water the plants: the one in the clinic"),
        ("Practise piano", "twice a week", "Practise piano twice a week"),
        ("Learn Danish", "learn Danish well enough to chat with Bo", "learn Danish well enough to chat with Bo"),
        ("Learn Italian", "/goal to order tapas", "Learn Italian well enough to order tapas"),
    ],
)
async def test_an_answer_in_words_is_shown_as_the_goal_that_it_makes(
    house: House, goal: str, said: str, told: str
) -> None:
    await house.says("ann", f"new {goal}")

    reply = await house.says("ann", said)

    assert f"Goal 1 is changed: {told}" == reply.title
    assert "Undo" in buttons(reply)


@pytest.mark.parametrize("said", ["by Easter", "Easter", "28 March", "in 17 weeks"])
async def test_a_day_is_when_it_is_due(house: House, said: str) -> None:
    await house.says("ann", "new Sell the car")

    assert "Due: " in await house.reads("ann", said)
    assert "March 2027" in await house.reads("ann", "show 1")


async def test_one_answer_follows_another(house: House) -> None:
    await house.says("ann", "new Learn Greek")
    await house.says("ann", "to order tapas")

    reply = await house.reads("ann", "by Easter")

    assert "Goal 1 is changed: Learn Greek well enough to order tapas" in reply
    assert "Due: Sun 28 March 2027" in reply


async def test_what_one_would_be_seen_to_do_and_a_first_piece_of_it_lead_down_the_ladder(house: House) -> None:
    await house.says("ann", "new Be happier")

    seen = await house.reads("ann", "read to my son every evening")
    first = await house.reads("ann", "record one bedtime story")

    assert "Goal 1 is active now: read to my son every evening" in seen
    assert "Milestone 1.1 is added: record one bedtime story" in first


async def test_the_whole_ladder_is_answered_in_words_too(house: House) -> None:
    await house.says("ann", "new Be happier")
    await house.says("ann", "ladder 1")

    assert "Goal 1 is active now: read to my son every evening" in await house.reads(
        "ann", "read to my son every evening"
    )


async def test_a_first_step_towards_what_is_far_away_is_a_milestone(house: House) -> None:
    await house.says("ann", "new Get better at chess by June 2028")
    await house.says("ann", "coach 1")

    assert "Milestone 1.1 is added: join a club" in await house.reads("ann", "join a club")


async def test_why_one_wants_it_is_added_to_the_private_reason(house: House) -> None:
    await house.says("ann", "new Read 12 books by June why: become a manager")

    await house.says("ann", "to write better reports")

    assert "become a manager; to write better reports" in await house.reads("ann", "show 1")


@pytest.mark.parametrize("said", ["so I can sleep", "because my doctor told me to", "to be healthier"])
async def test_what_it_is_for_is_the_private_reason_where_something_else_was_asked(house: House, said: str) -> None:
    """No word of it stands in what others read."""
    await house.says("ann", "new Drink less wine")

    reply = await house.reads("ann", said)

    assert "Goal 1 is changed: Drink less wine\n" in reply
    assert said in await house.reads("ann", "show 1")
    assert "How many glasses of wine in a usual week, and what would be right?" in reply


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ("Be happier", "because my job is killing me"),
        ("Get fitter", "so that I can leave this company and find another job"),
        ("Be happier", "to get away from my boss"),
        ("Be a better person", "so that my kids are proud of me"),
        ("Improve my English", "so I get a job abroad"),
        ("Improve my writing", "so my boss is happy"),
        ("Improve my writing", "weil ich mich schäme"),
    ],
)
async def test_why_stands_in_no_title_whatever_was_asked(house: House, goal: str, said: str) -> None:
    asked = (await house.says("ann", f"new {goal}")).sections[-1]

    reply = await house.says("ann", said)

    assert f"Goal 1 is changed: {goal}" == reply.title
    assert f"Your reason: {said} (for your eyes only)" in await house.reads("ann", "show 1")
    assert asked == reply.sections[-1]


@pytest.mark.parametrize(
    ("goal", "said", "reads", "why"),
    [
        ("Run a marathon", "by Easter because my dad did", "Run a marathon", "because my dad did"),
        ("Drink less wine", "20 a week because I snore", "Drink less wine: at most 20 a week", "because I snore"),
        ("Be happier", "ring my son every Sunday so that I hear him", "ring my son every Sunday", "so that I hear him"),
    ],
)
async def test_a_reason_behind_an_answer_stays_between_us(
    house: House, goal: str, said: str, reads: str, why: str
) -> None:
    await house.says("ann", f"new {goal}")

    reply = await house.says("ann", said)

    assert reads == reply.title.partition(": ")[2]
    assert why == told(reply)["Your reason"].removesuffix(" (for your eyes only)")


async def test_a_reason_filled_into_the_form_of_the_ladder_is_kept_as_one_with_its_first_step(house: House) -> None:
    await house.says("ann", "new Be happier")

    reply = await house.asks(
        "ann", command="ladder", values={"goal": "1", "see": "because I stammer", "first": "join a choir"}
    )

    assert isinstance(reply, Reply)
    assert reply.title == "Goal 1 is changed: Be happier"
    assert {"Your reason", "First step"} <= told(reply).keys()


async def test_a_day_is_kept_for_a_draft_and_it_is_asked_once_more(house: House) -> None:
    asked = (await house.says("ann", "new Find fulfilment")).sections[-1]

    reply = await house.says("ann", "in 2 weeks")

    assert asked == reply.sections[-1]
    assert "Due: Mon 7 December 2026" in await house.reads("ann", "show 1")


@pytest.mark.parametrize("often", ["twice a week", "20 minutes a day", "every day, by June"])
async def test_how_often_waits_for_what_one_would_be_seen_to_do(house: House, often: str) -> None:
    await house.says("ann", "new Find fulfilment")

    assert f"“{often}” says how often. What would they see you do then?" in await house.reads("ann", often)
    active = f"Goal 1 is active now: write a letter {often.removesuffix(', by June')}"
    assert active in await house.reads("ann", "write a letter")


async def test_a_reason_between_two_rungs_leaves_the_question_as_it_stood(house: House) -> None:
    await house.says("ann", "new Find fulfilment")
    asked = (await house.says("ann", "twice a week")).sections[-1]

    assert asked == (await house.says("ann", "because I miss it")).sections[-1]
    assert "Goal 1 is active now: write a letter twice a week" in await house.reads("ann", "write a letter")


async def test_a_reason_behind_what_is_asked_further_is_told_and_can_be_taken_back(house: House) -> None:
    await house.says("ann", "new Find fulfilment")

    reply = await house.says("ann", "my garden because I miss it")

    assert told(reply)["Your reason"] == "because I miss it"
    assert "“my garden” is a good place to look." in reply.sections[-1].text
    await house.says("ann", buttons(reply)["Undo"])
    assert "because" not in await house.reads("ann", "show 1")


@pytest.mark.parametrize("said", ["to be honest, no idea", "so I guess", "so that's it"])
async def test_what_only_sounds_like_a_reason_is_none(house: House, said: str) -> None:
    await house.says("ann", "new Be happier")

    await house.says("ann", said)

    assert "Your reason" not in await house.reads("ann", "show 1")


async def test_an_answer_that_may_be_none_is_shown_with_its_reason_apart(house: House) -> None:
    await house.says("ann", "new Drink less wine")

    reply = await house.says("ann", "tomorrow because I snore")

    assert {"Due": "tomorrow", "Your private reason": "because I snore"}.items() <= told(reply).items()
    await house.says("ann", buttons(reply)["Put it in"])
    assert "Your reason: because I snore" in await house.reads("ann", "show 1")


async def test_no_answer_leaves_it_open(house: House) -> None:
    await house.says("ann", "new Learn Greek")

    assert "Left open: it stays as it is." in await house.reads("ann", "dunno")


async def test_what_an_answer_to_tap_is_called_opens_its_form(house: House) -> None:
    await house.says("ann", "new Learn Greek")

    form = await house.gets_form("ann", "Pass a test")

    assert "Learn Greek well enough to pass ___ by ___" in {ask.value for ask in form.asks}


@pytest.mark.parametrize("said", ["twice a week", "Every morning."])
async def test_how_often_is_an_answer_also_where_an_answer_to_tap_is_called_so(house: House, said: str) -> None:
    await house.says("ann", "new Go running")

    assert f"Goal 1 is changed: Go running {said.lower().rstrip('.')}" == (await house.says("ann", said)).title


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("shwo 1", "Did you mean show 1?"),
        ("nwe Buy a boat", "Did you mean new Buy a boat?"),
        ("list", "1 goal"),
        ("new Run a marathon", "Goal 2 is set: Run a marathon"),
        ("remind me to call Mum", "If it is a goal, say new call Mum"),
        ("add milestone Buy a book", "Did you mean milestone add title: Buy a book"),
        ("what can you do?", "new"),
        ("stop asking me", "How quiet shall I be?"),
        ("hello", "new"),
    ],
)
async def test_a_command_or_plain_talk_is_no_answer(house: House, line: str, told: str) -> None:
    await house.says("ann", "new Learn Greek")

    assert told in await house.reads("ann", line)
    assert "well enough" not in await house.reads("ann", "show 1")


@pytest.mark.parametrize("line", ["Run a marathon by June", "Write a letter to Tom by 3 March"])
async def test_what_may_be_a_goal_of_its_own_is_asked_first(house: House, line: str) -> None:
    await house.says("ann", "new Learn Greek")

    reply = await house.says("ann", line)

    assert reply.title == "Is that your answer, or a goal of its own?"
    assert f"new {line}" == buttons(reply)["Set it as a goal"]
    assert "Goal 1 is changed: Learn Greek well enough to" in await house.reads("ann", buttons(reply)["Put it in"])


@pytest.mark.parametrize(
    "said",
    [
        *("what?", "is that enough?", "which one?", "why do you ask", "I don't understand", "who cares"),
        *("not now", "never mind", "leave it", "wait", "none of your business", "it is for fun", "1", "x", "asdf"),
        *("lol", "haha good one", "👍", ":)", "thanks!", "wtf", "this is bullshit", "I need a break", "sounds good"),
        *("was soll das", "Danke dir", "Scheiße", "I'll think about it", "talk to you later", "in a minute"),
    ],
)
@pytest.mark.parametrize("goal", ["Learn Greek", "Become a chef", "Be happier", "Get better at chess by June 2028"])
async def test_chatter_a_question_back_and_swearing_change_nothing(house: House, goal: str, said: str) -> None:
    await house.says("ann", f"new {goal}")
    before = await house.reads("ann", "show 1")
    await house.says("ann", "coach 1")

    await house.asks("ann", said)

    assert before == await house.reads("ann", "show 1")


@pytest.mark.parametrize(
    ("goal", "said", "reads"),
    [
        ("Learn Greek", "Buy milk", "Learn Greek well enough to buy milk"),
        ("Learn Greek", "um mit Oma zu reden", "Learn Greek well enough to um mit Oma zu reden"),
        ("Learn Greek", "for my holidays", "Learn Greek for my holidays"),
        ("Learn Greek", "Learn Greek is hard", "Learn Greek is hard"),
        ("Drink less wine", "my boss is rude", "Drink less wine: my boss is rude"),
        ("Drink less wine", "100%", "Drink less wine: at most 100% a week"),
        ("Be happier", "Learn Greek is hard", "Learn Greek is hard"),
        ("Be happier", "Buy milk", "Buy milk"),
    ],
)
async def test_what_may_be_an_answer_is_asked_before_anything_changes(
    house: House, goal: str, said: str, reads: str
) -> None:
    await house.says("ann", f"new {goal}")

    reply = await house.says("ann", said)

    assert told(reply)["It would read"] == reads
    assert f"Goal 1: {goal}\n" in await house.reads("ann", "show 1")
    assert f": {reads}" in await house.reads("ann", buttons(reply)["Put it in"])


async def test_a_first_step_that_may_be_none_is_asked_before_it_is_added(house: House) -> None:
    await house.says("ann", "new Get better at chess by June 2028")
    await house.says("ann", "coach 1")

    reply = await house.says("ann", "interesting topic")

    assert told(reply) == {"A first milestone of goal 1": "interesting topic"}
    assert "Milestone 1.1 is added: interesting topic" in await house.reads("ann", buttons(reply)["Put it in"])


async def test_a_day_on_which_one_would_rather_be_asked_again_is_asked_about(house: House) -> None:
    await house.says("ann", "new Sell the car")

    reply = await house.says("ann", "tomorrow")

    assert told(reply)["Due"] == "tomorrow"
    assert "Tue 24 November 2026" in await house.reads("ann", buttons(reply)["Put it in"])


async def test_words_too_long_for_a_button_are_typed_where_they_belong(house: House) -> None:
    await house.says("ann", "new Learn Greek")

    reply = await house.says("ann", f"Hold a {'long ' * 20}conversation")

    assert reply.note == "If it is, type it behind: alter 1"
    assert "Put it in" not in buttons(reply)


async def test_an_answer_is_asked_about_where_something_was_changed_in_another_process(house: House) -> None:
    """What the other process asked is not known here, and may be what is answered."""
    other = House(house.database, house.clock, house.postbox)
    await house.says("ann", "new Learn Spanish")
    await house.passes(minutes=1)
    await other.says("ann", "new Learn Piano")

    reply = await house.says("ann", "so I can play for my kids")

    assert told(reply)["It would read"] == "Learn Spanish well enough to play for my kids"
    assert "Goal 1: Learn Spanish\n" in await house.reads("ann", "show 1")


async def test_what_answers_nothing_is_said_with_the_question_once_more(house: House) -> None:
    await house.says("ann", "new Drink less wine")

    reply = await house.reads("ann", "I want to run a marathon")

    assert "If it is a goal, say new I want to run a marathon" in reply
    assert "How many glasses of wine in a usual week, and what would be right?" in reply


async def test_a_question_that_something_else_followed_is_answered_no_more(house: House) -> None:
    await house.says("ann", "new Learn Greek")
    await house.says("ann", "list")

    assert "I don't know “to order”." in await house.reads("ann", "to order tapas")


async def test_a_question_is_answered_by_whoever_was_asked_and_where(house: House) -> None:
    await house.says("ann", "new Learn Greek")

    assert "I don't know “to order”." in await house.reads("bob", "to order tapas")
    assert "I don't know “to order”." in await house.reads("ann", "to order tapas", place=Address("test", "", "C1"))
    assert "Learn Greek well enough" in await house.reads("ann", "to order tapas")


CHANNEL, ELSEWHERE = Address("test", "", "C1"), Address("test", "", "C2")


async def test_what_was_asked_in_a_channel_is_answered_alone_too(house: House) -> None:
    """In a channel on Discord, words that are no command are not heard."""
    await house.says("ann", "new Learn Spanish", place=CHANNEL)

    assert "I don't know “to order”." in await house.reads("ann", "to order tapas", place=ELSEWHERE)
    assert "I don't know “to order”." in await house.reads("bob", "to order tapas")
    assert "Learn Spanish well enough to order tapas" in (await house.says("ann", "to order tapas")).title
    assert "Due: Sun 28 March 2027" in await house.reads("ann", "by Easter")


@pytest.mark.parametrize("place", [None, CHANNEL])
async def test_what_something_followed_in_its_channel_or_here_is_answered_alone_no_more(
    house: House, place: Address | None
) -> None:
    await house.says("ann", "new Learn Spanish", place=CHANNEL)
    await house.says("ann", "list", place=place)

    assert "I don't know “to order”." in await house.reads("ann", "to order tapas")


async def test_which_of_two_questions_is_answered_is_asked(house: House) -> None:
    await house.says("ann", "new Be happier")
    await house.says("ann", "new Learn Spanish", place=CHANNEL)

    reply = await house.says("ann", "to order tapas")

    assert told(reply)["It would read"] == "Learn Spanish well enough to order tapas"


@pytest.mark.parametrize("line", ["by Easter", "Easter", "28 March"])
async def test_a_day_that_answers_nothing_is_no_goal(house: House, line: str) -> None:
    reply = await house.says("ann", line)

    assert reply.title == "Which goal is due then?"
    assert {"form alter by: " + line.removeprefix("by "), "list"} == set(buttons(reply).values())


async def test_a_question_is_answered_for_half_an_hour(house: House) -> None:
    await house.says("ann", "new Learn Greek")
    await house.passes(minutes=31)

    assert "I don't know “to order”." in await house.reads("ann", "to order tapas")


async def test_a_check_in_that_came_later_is_what_a_number_answers(house: House) -> None:
    await house.says("ann", "new Read 12 pages every day")
    await house.passes(days=1)
    await house.says("ann", "new Drink less wine")

    assert "Drink less wine: at most 5 a week" in await house.reads("ann", "5")
    assert "Counted for goal 1" in await house.reads("ann", "did it")


@pytest.mark.parametrize(
    ("goal", "said", "reads"),
    [
        ("Keep in touch with my sister", "plan a walk every Sunday", ": I will plan a walk every Sunday"),
        ("Learn Greek", "share a meal with my host", " well enough to share a meal with my host"),
    ],
)
async def test_an_answer_that_begins_as_a_command_is_offered_as_one(
    house: House, goal: str, said: str, reads: str
) -> None:
    await house.says("ann", f"new {goal}")

    reply = await house.says("ann", said)

    assert reply.title.startswith("You have no goal “a ")
    assert f"Goal 1 is changed: {goal}{reads}" in await house.reads("ann", buttons(reply)["It is my answer"])


@pytest.mark.parametrize("said", ["done 7 at last now", "show dishes", "milestone add 9 Buy a book"])
async def test_a_command_about_a_goal_by_its_number_is_not_offered_as_an_answer(house: House, said: str) -> None:
    await house.says("ann", "new Learn Greek")

    assert "It is my answer" not in buttons(await house.says("ann", said))
