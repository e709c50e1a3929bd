"""Whoever set a goal is let know what somebody else makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.replies import plain
from tests.house import buttons, told

if TYPE_CHECKING:
    from tests.house import House


async def says(house: House, name: str, words: str) -> str:
    """Return in words what `name`, of the workspace T1, is told; what is due then is sent."""
    told = await house.reads(name, words, realm="T1")
    await house.passes(minutes=1)
    return told


async def shared(house: House, role: str) -> None:
    """Let ben have a part in ana's goal 1."""
    await says(house, "ben", "help")
    await says(house, "ana", "new Improve my English")
    await says(house, "ana", f"share 1 with: ben as: {role}")
    await says(house, "ben", buttons(house.postbox.to("ben")[-1])["I’m in"])


async def shared_second(house: House) -> None:
    """Let ben own ana's goal 2 together with her; he calls it 1."""
    await says(house, "ben", "help")
    await says(house, "ana", "new Improve my English")
    await says(house, "ana", "share 2 with: ben as: owner")
    await says(house, "ben", buttons(house.postbox.to("ben")[-1])["I’m in"])


def heard(house: House, name: str) -> list[str]:
    """Return the first lines of what `name` was sent."""
    return [reply.title for reply in house.postbox.to(name)]


async def test_a_co_owner_who_ends_a_goal_or_takes_it_up_again_lets_its_owner_know(house: House) -> None:
    await shared(house, "owner")
    before = len(heard(house, "ana"))

    for words in ("drop 1", "reopen 1", "done 1", "undo", "pause 1", "resume 1", "archive 1"):
        await says(house, "ben", words)

    assert heard(house, "ana")[before:] == [
        "Goal 1 Improve my English: ben dropped it",
        "Goal 1 Improve my English: ben took it up again",
        "Goal 1 Improve my English: ben says that it is reached",
        "Goal 1 Improve my English: ben took it up again",
        "Goal 1 Improve my English: ben paused it",
        "Goal 1 Improve my English: ben took it up again",
        "Goal 1 Improve my English: ben archived it",
    ]
    assert "Goal 1 is reopened" in await says(house, "ana", buttons(house.postbox.to("ana")[-1])["Reopen"])


async def test_what_the_owner_does_and_how_it_stands_are_no_such_news(house: House) -> None:
    await shared(house, "owner")
    before = heard(house, "ana"), heard(house, "ben")

    for words in ("checkin 1 note: well", "later 1 tomorrow"):
        await says(house, "ben", words)
    for words in ("drop 1", "reopen 1", "milestone add 1 Read a book"):
        await says(house, "ana", words)
    await house.passes(minutes=15)

    assert (heard(house, "ana"), heard(house, "ben")) == before


async def test_whatever_else_a_co_owner_changes_is_told_together_a_while_later(house: House) -> None:
    await says(house, "ben", "new Learn to juggle")
    await shared(house, "owner")
    before = len(heard(house, "ana"))

    for words in (
        "milestone add 2 Read a book",
        "milestone add 2 Write a letter",
        "milestone rename 2.1 Read two books",
        "milestone move 2.2 to: 1 february",
        "milestone drop 2.2",
        "alter 2 Improve my Italian",
    ):
        await says(house, "ben", words)
    assert len(heard(house, "ana")) == before
    await house.passes(minutes=10)

    (told_,) = house.postbox.to("ana")[before:]
    assert told_.title == "Goal 1 Improve my Italian: ben changed it"
    assert told_.sections[0].text.splitlines() == [
        "added milestone 1.1 Read two books",
        "added milestone 1.2 Write a letter",
        "renamed milestone 1.1 Read two books: title: “Read a book” → “Read two books”",
        "moved milestone 1.2 Write a letter: due: no date → Mon 1 February 2027",
        "dropped milestone 1.2 Write a letter: state: open → dropped",
        "and 1 more",
    ]
    assert "Improve my Italian" in await says(house, "ana", buttons(told_)["History"])

    await says(house, "ben", "milestone add 2 Speak to a stranger")
    await house.passes(minutes=10)

    assert "added milestone 1.3 Speak to a stranger" in plain.text(house.postbox.to("ana")[-1])


async def with_a_book_beside_juggling(house: House) -> None:
    """Ana's goal 2, in which ben has a part, has a milestone; ben has a goal of his own, his 2."""
    await says(house, "ana", "new Learn to swim")
    await shared_second(house)
    await says(house, "ben", "new Learn to juggle")
    await says(house, "ana", "milestone add 2 Read a book")


async def test_a_milestone_that_a_co_owner_takes_to_a_goal_of_their_own_is_told(house: House) -> None:
    await with_a_book_beside_juggling(house)
    before = len(heard(house, "ana"))

    await says(house, "ben", "milestone move 1.1 under: 2")
    await house.passes(minutes=10)

    (told_,) = house.postbox.to("ana")[before:]
    assert told_.title == "Goal 2 Improve my English: ben changed it"
    assert told_.sections[0].text == "moved “Read a book” to another goal"


async def test_a_date_that_was_told_at_once_is_not_told_with_the_rest(house: House) -> None:
    await shared(house, "owner")
    before = len(heard(house, "ana"))

    for words in ("alter 1 Improve my written English", "alter 1 by: 2 July", "alter 1 by: 3 July"):
        await says(house, "ben", words)
    await house.passes(minutes=15)

    said = [plain.text(reply) for reply in house.postbox.to("ana")[before:]]
    assert sum("2 July 2027 → Sat 3 July 2027" in one for one in said) == 1
    assert sum("title" in one for one in said) == 1


async def test_what_became_of_it_in_their_own_goal_is_nobody_elses_business(house: House) -> None:
    await with_a_book_beside_juggling(house)
    before = len(heard(house, "ana"))

    await says(house, "ben", "milestone move 1.1 under: 2")
    await says(house, "ben", "milestone rename 2.1 Give notice to Ann")
    await house.passes(minutes=10)

    (told_,) = house.postbox.to("ana")[before:]
    assert told_.sections[0].text == "moved “Read a book” to another goal"


async def test_a_milestone_that_comes_back_is_told_as_coming(house: House) -> None:
    await with_a_book_beside_juggling(house)
    await says(house, "ben", "milestone move 1.1 under: 2")
    await house.passes(minutes=10)
    before = len(heard(house, "ana"))

    await says(house, "ben", "undo")
    await house.passes(minutes=10)

    (told_,) = house.postbox.to("ana")[before:]
    assert told_.sections[0].text == "took in “Read a book”"


async def test_what_a_co_owner_takes_back_at_once_is_not_told(house: House) -> None:
    await shared(house, "owner")
    before = len(heard(house, "ana"))

    for words in ("milestone add 1 Read a book", "undo"):
        await says(house, "ben", words)
    await house.passes(minutes=15)
    assert len(heard(house, "ana")) == before

    for words in ("milestone add 1 Read a poem", "undo", "redo", "nudges 1 close"):
        await says(house, "ben", words)
    await house.passes(minutes=15)

    (told_,) = house.postbox.to("ana")[before:]
    assert "added milestone 1.2 Read a poem" in told_.sections[0].text
    assert "took back" not in told_.sections[0].text


async def test_only_what_became_of_it_in_the_end_is_told_in_the_morning(house: House) -> None:
    await shared(house, "owner")
    await house.passes(hours=12)
    before = len(heard(house, "ana"))

    for words in ("drop 1", "reopen 1", "done 1"):
        await says(house, "ben", words)
    assert len(heard(house, "ana")) == before
    await house.passes(hours=11)

    assert heard(house, "ana")[before:] == ["Goal 1 Improve my English: ben says that it is reached"]


async def test_what_became_of_a_part_and_of_its_goal_are_two_messages(house: House) -> None:
    await says(house, "ben", "help")
    await says(house, "ana", "new Improve my English")
    await says(house, "ana", "share 1 with: ben as: owner")
    await house.passes(hours=12)
    await says(house, "ben", buttons(house.postbox.to("ben")[-1])["I’m in"])
    await says(house, "ben", "drop 1")
    await house.passes(hours=11)

    assert sorted(heard(house, "ana")) == [
        "Goal 1 Improve my English: ben dropped it",
        "ben agreed: co-owner of goal 1 Improve my English",
    ]


async def test_an_answer_that_is_taken_back_is_told_to_whoever_asked(house: House) -> None:
    await shared(house, "manager")
    before = len(heard(house, "ana"))

    undone = await says(house, "ben", "undo")
    again = await says(house, "ben", "redo")

    assert "I let ana know." in undone
    assert "I let ana know." in again
    assert heard(house, "ana")[before:] == [
        "ben has taken the answer back: manager of goal 1 Improve my English",
        "ben agreed: manager of goal 1 Improve my English",
    ]


async def test_a_witness_is_told_when_it_ends(house: House) -> None:
    for name in ("ben", "cleo"):
        await house.says(name, "help")
    for line in ("new Ship the billing API", "share 1 with: ben", "share 1 with: cleo"):
        await house.says("ana", line)
    await house.passes(minutes=1)
    await house.says("ben", "agree 1")
    await house.passes(minutes=1)
    before = len(house.postbox.to("cleo"))

    await house.says("ana", "unshare 1")
    await house.passes(minutes=1)

    assert house.postbox.to("ben")[-1].title == "ana no longer shows you a goal: Ship the billing API"
    assert len(house.postbox.to("cleo")) == before


async def test_what_is_taken_back_in_time_is_not_told(house: House) -> None:
    await house.says("ben", "help")
    for line in ("new Ship the billing API", "share 1 with: ben"):
        await house.says("ana", line)
    await house.passes(minutes=1)
    await house.says("ben", "agree 1")
    await house.passes(minutes=1)
    before = len(house.postbox.to("ben"))

    await house.says("ana", "unshare 1")
    await house.says("ana", "undo")
    await house.passes(minutes=1)

    assert len(house.postbox.to("ben")) == before


async def test_a_no_can_be_taken_back_by_a_tap(house: House) -> None:
    await house.says("ben", "help")
    for line in ("new Ship the billing API", "share 1 with: ben"):
        await house.says("ana", line)

    said = await house.says("ben", "decline 1")
    await house.says("ben", buttons(said)["Undo"])

    assert "You are a witness of ana’s goal" in await house.reads("ben", "agree 1")


async def test_a_co_owner_who_moves_the_date_lets_its_owner_know(house: House) -> None:
    await shared(house, "owner")
    before = len(heard(house, "ana"))

    for words in ("alter 1 by: 4 january because: venue", "alter 1 by: none", "alter 1 Improve my Spanish"):
        await says(house, "ben", words)
    await says(house, "ana", "alter 1 by: 5 january")

    first, last = house.postbox.to("ana")[before:]
    assert first.title == last.title == "Goal 1 Improve my English: ben moved its date"
    assert [told(one)["Due"] for one in (first, last)] == ["Mon 4 January 2027", "no date any more"]
    assert "venue" in await says(house, "ana", buttons(first)["History"])


async def test_a_date_that_was_moved_back_by_morning_is_told_as_it_is_then(house: House) -> None:
    await shared(house, "owner")
    await says(house, "ana", "alter 1 by: 1 february")
    await house.passes(hours=12)
    before = len(heard(house, "ana"))

    for words in ("alter 1 by: 4 january", "alter 1 by: 8 january"):
        await says(house, "ben", words)
    await house.passes(hours=11)

    assert [told(one)["Due"] for one in house.postbox.to("ana")[before:]] == ["Fri 8 January 2027"]


async def test_a_date_that_a_co_owner_moves_is_told_with_what_it_was_why_and_what_else_was_changed(
    house: House,
) -> None:
    await shared(house, "owner")
    await says(house, "ana", "alter 1 by: 2027-03-15")

    await says(house, "ben", "alter 1 Improve my Dutch by: 2027-05-01 because: too much on our plate")

    news = house.postbox.to("ana")[-1]
    assert news.title == "Goal 1 Improve my Dutch: ben moved its date"
    assert news.sections[0].text == (
        "changed this goal: due: Mon 15 March 2027 → Sat 1 May 2027; "
        "title: “Improve my English” → “Improve my Dutch” because: too much on our plate"
    )
    assert told(news)["Due"] == "Sat 1 May 2027"


async def test_that_it_is_stuck_and_that_nothing_is_asked_any_more_is_told_to_its_owner(house: House) -> None:
    await shared(house, "owner")
    await says(house, "ana", "milestone add 1 Find a teacher")
    before = len(heard(house, "ana"))

    for words in ("nudges 1 off", "stuck 1 no budget", "stuck 1.1 nobody answers", "checkin 1 note: well"):
        await says(house, "ben", words)
    await house.passes(minutes=15)

    (news,) = house.postbox.to("ana")[before:]
    assert news.sections[0].text.splitlines() == [
        "changed the check-ins of this goal: intensity: standard → off",
        "says that it is stuck: “no budget”",
        "says that milestone 1.1 Find a teacher is stuck: “nobody answers”",
    ]


async def test_that_it_was_stuck_is_not_told_if_it_was_taken_back(house: House) -> None:
    await shared(house, "owner")
    before = len(heard(house, "ana"))

    for words in ("stuck 1 no budget", "undo"):
        await says(house, "ben", words)
    await house.passes(minutes=15)

    assert len(heard(house, "ana")) == before


async def test_a_co_owner_reads_that_another_is_asked_and_hears_of_what_they_change(house: House) -> None:
    await shared(house, "owner")

    looked, off = await says(house, "ben", "nudges 1"), await says(house, "ben", "nudges 1 off")

    assert "ana alone is asked." in looked
    assert "ana alone is asked, and I let them know that you changed it." in off
    assert "alone is asked" not in await says(house, "ana", "nudges 1")


async def test_a_co_owner_who_means_to_take_anothers_part_away_keeps_their_own(house: House) -> None:
    await shared(house, "owner")
    await says(house, "ida", "help")
    await says(house, "ana", "share 1 with: ida as: manager")
    await says(house, "ida", buttons(house.postbox.to("ida")[-1])["I’m in"])

    for words in ("unshare 1 from: ida", "unshare 1 from: ana", "unshare 1 from: here"):
        told_ = await says(house, "ben", words)

        assert told_.startswith("“Improve my English” was set by ana, and only they say who sees it.")
        assert "To give back your own part: unshare 1" in told_
    assert "You have left ana’s goal" in await says(house, "ben", "unshare 1 from: ben")
    assert "ida" in await says(house, "ana", "share 1")
