"""Whatever three people have done together, whoever of them is forgotten has left neither a name nor a secret."""

from __future__ import annotations

from itertools import count
from random import Random

import pytest

from bot.messages import Address, Form, Reply
from bot.replies import plain
from tests.core.test_forgetting import SUPPORT, dump, rows
from tests.house import House, buttons, house_at, tappable

PEOPLE = ("nora", "olof", "yuri")
LINES = (
    *("new Read {word} books by: 2027-06-30", "new Resolve 200 {word} for: team", "new Run with {word} every day"),
    *("new Ship {word} by: tomorrow 14:00", "alter {n} Write on {word}", "alter {n} why: because of {secret}"),
    *("alter {n} wording: Work on {word}", "alter {n} under: {m}", "alter {n} by: next Friday because: {secret}"),
    *("milestone add {n} Draft {word} by: tomorrow", "milestone rename {n}.1 Draft {word}", "milestone done {n}.1"),
    *("milestone drop {n}.1", "milestone move {n}.1 to: {m}", "checkin {n} 3 note: {secret}", "stuck {n} {secret}"),
    *("checkin {n} at risk note: {secret}", "checkin resolve +{n} note: {secret}", "plan {n} if: {secret} then: go on"),
    *("share {n} with: {other} as: owner", "share {n} with: {other}", "share {n} with: team", "share {n} with: nobody"),
    *("share {n} with: here", "unshare {n}", "done {n}", "drop {n} because: {secret}", "reopen {n}", "archive {n}"),
    *(
        "pause {n}",
        "confide {n}",
        "misread {n}",
        "copy {n}",
        "undo",
        "undo",
        "redo",
        "later {n} tomorrow",
        "away tomorrow",
    ),
    *(
        "team every Friday 15:00",
        "team off",
        "celebrate {n}",
        "celebrate {n}",
        "settings zone: Asia/Tokyo",
        "nudges {n} close",
        "split {n}",
    ),
)


async def lived(house: House, random: Random, steps: int) -> None:
    """Let the three do what comes to their minds, and tap on what they are sent."""
    numbers, read = count(1), 0
    for name in PEOPLE:
        await house.asks(name, "hello", realm="T1")
    for _ in range(steps):
        name = random.choice(PEOPLE)
        other = random.choice([one for one in PEOPLE if one != name])
        n, m = random.randint(1, 6), random.randint(1, 6)
        said = {"word": f"thing{next(numbers)}", "secret": f"secret{next(numbers)}of{name}"}
        line = random.choice(LINES).format(n=n, m=m, other=other, **said)
        await asked(house, name, line, random.choice([None, SUPPORT]))
        if random.random() < 0.15:
            await house.passes(hours=random.choice([1, 20]))
        for who, reply, _ in house.postbox.messages[read:]:
            if (taps := tappable(reply)) and random.random() < 0.7:
                in_channel = who.id == SUPPORT.id
                by = random.choice(PEOPLE) if in_channel else who.id
                await asked(house, by, random.choice(taps[:2] or taps).call, SUPPORT if in_channel else None)
        read = len(house.postbox.messages)


async def asked(house: House, name: str, line: str, place: Address | None) -> None:
    answer = await house.asks(name, line, realm="T1", place=place)
    if answer is not None:
        words = plain.text(answer) if isinstance(answer, Reply) else ""

        assert isinstance(answer, Form) or "Something went wrong" not in words, (name, line)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(8))
async def test_whoever_is_forgotten_has_left_no_name_and_no_secret(seed: int, database_url: str) -> None:
    random = Random(seed)
    async with house_at(database_url) as house:
        await lived(house, random, 100)
        left: list[str] = []
        for name in random.sample(PEOPLE, 3):
            shown = await house.says(name, "forget me", realm="T1")
            goodbye = await house.reads(name, buttons(shown).get("Erase it all", "forget me"), realm="T1")
            left.append(name)
            sent = len(house.postbox.messages)
            words, now = await dump(house), await rows(house)

            assert goodbye.startswith(("I have forgotten you", "I know nothing about you")), goodbye
            for one in left:
                assert f"of{one}" not in words
                assert one not in words
            people = {person["id"] for person in now["person"] if person["name"] in PEOPLE}
            assert {goal["person_id"] for goal in now["goal"]} <= people
            await house.passes(days=2)
            assert not {who.id for who, *_ in house.postbox.messages[sent:]}.intersection(left)
            for other in sorted(set(PEOPLE) - set(left)):
                for line in (
                    "list state: all whose: all",
                    "history",
                    "undo",
                    "next",
                    "show 1",
                    "history 1",
                    "checkins 1",
                ):
                    await asked(house, other, line, random.choice([None, SUPPORT]))
