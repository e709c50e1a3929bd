"""Random people in random workspaces do random things, beside a model of what each may see and how each goal stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    invariant,
    multiple,
    precondition,
    rule,
)
from sqlmodel import col, select

from bot.messages import Reply, Tone
from bot.models import Account, Goal
from tests.house import buttons
from tests.random_lives import Neighbours, Who, all_of, live_together

if TYPE_CHECKING:
    from pathlib import Path

ROOT, MARK = "quokka", "plover"
"""Every title holds both with a number of its own: the one is typed to find it, the other is only ever read."""
CHANNELS = ("", "C1", "C2")
"""A direct message, and two channels that are called the same in every workspace."""
LOOKS = (
    *(
        "list",
        "list done",
        "list archived",
        "list all",
        "show {n}",
        "show quokka",
        "show {title}",
        "history",
        "history {n}",
    ),
    *(
        "chart {n}",
        "checkins {n}",
        "streak {n}",
        "roadmap",
        "roadmap {n}",
        "next",
        "nudges {n}",
        "why {n}",
        "coach {n}",
    ),
    *("ladder {n}", "express {n}", "brag", "share {n}", "split {n}", "team", "help", "settings", "reflect"),
    *("milestone done {n}.1", "checkin {n} 5", "stuck {n}", "plan {n}", "post {n}", "team preview", "frobnicate {n}"),
)
"""Lines that change no goal of the model's, or are refused, and must show nobody what is not theirs."""

ASKED = (("show", "goal"), ("done", "goal"), ("checkin", "goal"), ("why", "what"), ("milestone done", "milestone"))
"""Arguments for which there are suggestions."""


@dataclass(frozen=True)
class Thing:
    """A goal, as far as the model knows it."""

    owner: Who
    number: int
    title: str
    state: str = "active"
    archived: bool = False
    audience: str = "private"
    channel: str = ""

    @property
    def ahead(self) -> bool:
        return self.state in {"active", "paused"} and not self.archived

    def seen_by(self, who: Who, channel: str, line: str) -> bool:
        """Tell whether the answer to `line` may hold it; of what was undone, only its owner's history still speaks."""
        if self.state == "withdrawn":
            return who == self.owner and line in {"history", "undo"}
        if who.realm != self.owner.realm:
            return False
        everybody = self.audience == "workspace" or (self.audience == "channel" and self.channel == channel)
        return who == self.owner or everybody


@dataclass
class Model:
    """What there is, and what each person changed, the last at the end."""

    things: dict[int, Thing] = field(default_factory=dict)
    changes: dict[Who, list[tuple[int, Thing]]] = field(default_factory=dict)

    def turns(self, token: int, after: Thing) -> None:
        before = self.things.get(token) or replace(after, state="withdrawn")
        self.things[token] = after
        self.changes.setdefault(after.owner, []).append((token, before))

    def of(self, who: Who) -> dict[int, Thing]:
        return {t: thing for t, thing in self.things.items() if thing.owner == who and thing.state != "withdrawn"}


ENDS = {"done": "achieved", "drop": "dropped"}


def after(thing: Thing, word: str) -> Thing:
    """Return what a word makes of a goal; the same where it is refused, or said to be so already."""
    if word == "archive":
        return replace(thing, archived=True)
    if word == "reopen":
        return replace(thing, state="active", archived=False)
    if not thing.ahead:
        return thing
    return replace(thing, state=ENDS.get(word) or {"pause": "paused"}.get(word, "active"))


class Goals(Neighbours):
    """Each run has two workspaces of its own."""

    runs = count(1)
    tokens = Bundle("tokens")

    def __init__(self) -> None:
        super().__init__()
        run = next(self.runs)
        self.numbers = count(1000 * run)
        self.people = [Who(name, f"T{run}{side}") for name in ("ana", "ben") for side in "ab"]
        self.model = Model()

    def says(self, who: Who, line: str, channel: str = "") -> Reply | None:
        """Say a line, and look through the whole answer for what is not this person's to see."""
        answer = self.answered(who, line, channel)
        self.hears(who, channel, line, all_of(answer))
        return answer if isinstance(answer, Reply) else None

    def hears(self, who: Who, channel: str, line: str, heard: str) -> None:
        for token in {int(found) for found in re.findall(rf"{MARK}(\d+)", heard)}:
            if f"{MARK}{token}" in line:
                continue  # The owner's own words, in the moment of setting or renaming it.
            assert token in self.model.things, f"{line!r} told of an earlier run: {heard}"
            assert self.model.things[token].seen_by(who, channel, line), f"{who} heard of {token} by {line!r}: {heard}"

    @rule(target=tokens, which=st.integers(0, 3), kind=st.sampled_from(["", " 24 books", " three times a week"]))
    def sets(self, which: int, kind: str) -> object:
        who = self.people[which]
        if len(self.model.of(who)) >= 8:
            return multiple()
        token = next(self.numbers)
        title = f"Read {ROOT}{token} {MARK}{token}{kind}"
        reply = self.says(who, f"new {title} by: 2031-03-31")
        assert reply is not None
        found = re.search(r"Goal (\d+) is set", reply.title)
        assert found, reply.title
        self.model.turns(token, Thing(who, int(found[1]), title))
        return token

    @rule(token=tokens, word=st.sampled_from([*ENDS, "pause", "resume", "archive", "reopen", "start"]))
    def turns(self, token: int, word: str) -> None:
        thing = self.model.things[token]
        reply = self.says(thing.owner, f"{word} {thing.number}")
        if thing.state == "withdrawn":
            assert reply
            assert reply.tone in {Tone.refused, Tone.attention}
        elif after(thing, word) != thing:
            self.model.turns(token, after(thing, word))

    @rule(token=tokens)
    def renames(self, token: int) -> None:
        thing = self.model.things[token]
        title = f"Write {ROOT}{token} {MARK}{token}"
        self.says(thing.owner, f"alter {thing.number} {title}")
        if thing.ahead and thing.title != title:
            self.model.turns(token, replace(thing, title=title))

    @rule(token=tokens, whom=st.sampled_from(["here", "workspace", "nobody"]), channel=st.sampled_from(CHANNELS))
    def shares(self, token: int, whom: str, channel: str) -> None:
        thing = self.model.things[token]
        self.says(thing.owner, f"share {thing.number} with: {whom}", channel)
        if thing.state == "withdrawn" or (whom == "here" and not channel):
            return
        audience = {"here": "channel", "nobody": "private"}.get(whom, whom)
        now = replace(thing, audience=audience, channel=channel if whom == "here" else "")
        if now != thing:
            self.model.turns(token, now)

    @rule(which=st.integers(0, 3))
    def undoes(self, which: int) -> None:
        who = self.people[which]
        reply = self.says(who, "undo")
        assert reply
        if not self.model.changes.get(who):
            assert reply.tone is Tone.refused or "nothing" in reply.title.lower(), reply.title
            return
        token, before = self.model.changes[who].pop()
        assert reply.title.startswith("Taken back"), reply.title
        self.model.things[token] = before

    @rule(
        which=st.integers(0, 3),
        line=st.sampled_from(LOOKS),
        number=st.integers(1, 9),
        token=st.none() | tokens,
        channel=st.sampled_from(CHANNELS),
    )
    def looks(self, which: int, line: str, number: int, token: int | None, channel: str) -> None:
        """Anybody may try any number and any title, their own or guessed."""
        title = f"{ROOT}{token}" if token else ROOT
        who = self.people[which]
        reply = self.says(who, line.format(n=number, title=title), channel)
        if reply and any(call.startswith("undo") for call in buttons(reply).values()):
            self.model.changes[who].append(next((t, g) for t, g in self.model.of(who).items() if g.number == number))

    @rule(which=st.integers(0, 3), path=st.sampled_from(ASKED), channel=st.sampled_from(CHANNELS))
    def begins_to_type(self, which: int, path: tuple[str, str], channel: str) -> None:
        who = self.people[which]
        self.hears(who, channel, " ".join(path), self.suggested(who, path, ROOT, channel))

    @precondition(lambda self: self.model.things)
    @invariant()
    def every_goal_stands_as_the_model_says(self) -> None:
        assert self.runner.run(self.stored()) == {
            (who, thing.number): thing for thing in self.model.things.values() for who in [thing.owner]
        }

    async def stored(self) -> dict[tuple[Who, int], Thing]:
        realms = {who.realm for who in self.people}
        async with self.house.database.transaction() as session:
            asked = select(Goal, Account).join(Account, col(Account.person_id) == col(Goal.person_id))
            rows = (await session.execute(asked.where(col(Account.realm).in_(realms)))).all()
        return {
            (who, goal.number): Thing(
                *(who, goal.number, goal.title, str(goal.state)),
                archived=goal.archived_at is not None,
                audience=str(goal.audience),
                channel=goal.channel,
            )
            for goal, account in rows
            for who in [Who(account.user_id, account.realm)]
        }


@pytest.mark.slow
def test_goals_stand_as_the_model_says_and_nobody_hears_of_what_is_not_theirs(tmp_path: Path) -> None:
    live_together(Goals, tmp_path, steps=50)
