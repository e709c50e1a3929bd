"""Within one workspace: witnesses, managers, co-owners, the team and the rest each hear of a goal what they may."""

from __future__ import annotations

import re
from enum import IntEnum
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, multiple, rule
from sqlmodel import col, select

from bot.messages import Address, Reply, Request
from bot.models import Account, Audience, Goal, GoalState, Role, Share, ShareState
from bot.replies import plain
from tests.random_lives import Neighbours, Who, all_of, live_together
from tests.test_machine import CHANNELS, LOOKS

if TYPE_CHECKING:
    from pathlib import Path


class Hears(IntEnum):
    """How much of a goal somebody may hear: written down here once more, as the promise is, and not as the code is."""

    nothing = 0
    words = 1
    steps = 2
    notes = 3
    reason = 4


SECRETS = {"plover": Hears.words, "martin": Hears.steps, "heron": Hears.notes, "raven": Hears.reason}
"""What stands with the goal's number in its title, in a milestone of it, in a note, and in its reason."""
BY_PART = {
    Role.witness: Hears.words,
    Role.manager: Hears.steps,
    Role.contributor: Hears.steps,
    Role.owner: Hears.notes,
}
ALSO = ("team chart", "team post", "list whose: shared", "list whose: all", "list @ana", "list @ben")
LINES = (*LOOKS, *ALSO, "show {ref}", "chart {ref}", "history {ref}", "unshare {ref}", "copy {n}", "redo", "export")
CLOSE = ("show {n}", "show {title}", "roadmap {n}", "checkins {n}", "chart {n}", "history {n}", "list whose: all")
OF_THEIR_OWN_PAST = ("history", "undo", "redo", "unshare", "agree", "decline", "export")
"""What tells people of offers made to them: of those, they know the words."""


class Known(NamedTuple):
    """What is stored of one goal that decides who hears of it."""

    goal: Goal
    owner: Who
    parts: dict[Who, Share]

    def hears(self, who: Who, channel: str, line: str) -> Hears:
        """Return how much of it the answer to `line` may hold."""
        goal, part = self.goal, self.parts.get(who)
        about_the_past = line.startswith(OF_THEIR_OWN_PAST)
        if who == self.owner:
            return Hears.reason if goal.state is not GoalState.withdrawn or about_the_past else Hears.nothing
        offered = Hears.words if part is not None and about_the_past else Hears.nothing
        if goal.state is GoalState.withdrawn or goal.leaving:
            return offered
        agreed = BY_PART[part.role] if part is not None and part.state is ShareState.agreed else offered
        here = who.realm == goal.realm and (
            goal.audience is Audience.workspace or (goal.audience is Audience.channel and goal.channel == channel != "")
        )
        return max(agreed, Hears.steps if here else Hears.nothing)


class Parts(Neighbours):
    """Each run has a workspace of its own, and a stranger from another."""

    runs = count(1)
    tokens = Bundle("tokens")

    def __init__(self) -> None:
        super().__init__()
        run = next(self.runs)
        self.numbers = count(1000 * run)
        self.people = [*(Who(name, f"P{run}") for name in ("ana", "ben", "cleo", "dora")), Who("ana", f"P{run}x")]
        self.heard = len(self.house.postbox.messages)
        for who in self.people:
            self.runner.run(self.house.asks(who.name, "help", realm=who.realm))

    async def known(self) -> dict[int, Known]:
        """Read what is stored, by the number in the title."""
        async with self.house.database.transaction() as session:
            realms = {who.realm for who in self.people}
            accounts = list(await session.scalars(select(Account).where(col(Account.realm).in_(realms))))
            whose = {one.person_id: Who(one.user_id, one.realm) for one in accounts}
            goals = list(await session.scalars(select(Goal).where(col(Goal.person_id).in_(whose))))
            shares = list(await session.scalars(select(Share).where(col(Share.goal_id).in_([g.id for g in goals]))))
        found: dict[int, Known] = {}
        for goal in goals:
            marked = re.search(r"plover(\d+)", goal.title)
            if marked:  # a copy is its maker's own
                parts = {whose[one.person_id]: one for one in shares if one.goal_id == goal.id}
                known = Known(goal, whose[goal.person_id], parts)
                found.setdefault(int(marked[1]), known)
        return found

    def says(self, who: Who, line: str, channel: str = "") -> str:
        """Say a line, and look through the whole answer for what is not this person's to hear."""
        before = self.runner.run(self.known())
        answer = self.answered(who, line, channel)
        told = all_of(answer)
        everybody = [who] if not isinstance(answer, Reply) or answer.private or not channel else self.people[:-1]
        for one in everybody:
            self.may_hear(one, channel, line, told, before)
        return told

    def may_hear(self, who: Who, channel: str, line: str, told: str, before: dict[int, Known]) -> None:
        """Fail if `told` holds of a goal what `who` may not hear, neither before the line nor behind it."""
        after = self.runner.run(self.known())
        for word, least in SECRETS.items():
            for token in {int(found) for found in re.findall(rf"{word}(\d+)", told)}:
                if f"{word}{token}" in line:
                    continue
                allowed = max(seen[token].hears(who, channel, line) for seen in (before, after) if token in seen)
                assert allowed >= least, f"{who} in {channel!r} heard {word}{token} by {line!r}: {told}"

    @rule(target=tokens, which=st.integers(0, 1), team=st.booleans())
    def sets(self, which: int, team: bool) -> object:  # noqa: FBT001 - hypothesis draws it
        who, token = self.people[which], next(self.numbers)
        if sum(one.owner == who for one in self.runner.run(self.known()).values()) >= 4:
            return multiple()
        for_ = " for: team" if team else ""
        told = self.says(
            who, f"new Read quokka{token} plover{token} 24 books by: 2031-03-31{for_}", "C1" if team else ""
        )
        number = re.search(r"Goal (\d+) is set", told)
        assert number, told
        self.says(who, f"milestone add {number[1]} Write martin{token} by: 2030-01-31")
        self.says(who, f"checkin {number[1]} 5 confidence: at risk note: heron{token}")
        return token

    @rule(token=tokens, which=st.integers(0, 3), role=st.sampled_from(["witness", "manager", "owner"]))
    def asks(self, token: int, which: int, role: str) -> None:
        one, whom = self.runner.run(self.known())[token], self.people[which]
        told = self.says(one.owner, f"share {one.goal.number} with: @{whom.name} as: {role}")
        part = self.runner.run(self.known())[token].parts.get(whom)
        if "I ask" in told:
            assert part is not None
            assert (str(part.role), part.state) == (role, ShareState.asked)

    @rule(token=tokens, which=st.integers(1, 3), role=st.sampled_from(["witness", "manager", "owner"]))
    def takes_part(self, token: int, which: int, role: str) -> None:
        """Both agree at once, and whoever takes part looks at what there is for them."""
        one, whom = self.runner.run(self.known())[token], self.people[which]
        self.says(one.owner, f"share {one.goal.number} with: @{whom.name} as: {role}")
        part = self.runner.run(self.known())[token].parts.get(whom)
        if part is not None:
            self.says(whom, f"agree {part.id}")
            self.looks_closely(token, which)

    @rule(token=tokens, which=st.integers(0, 4))
    def looks_closely(self, token: int, which: int) -> None:
        who, one = self.people[which], self.runner.run(self.known())[token]
        for line in CLOSE:
            part = one.parts.get(who)
            number = part.number if part is not None and part.number else one.goal.number
            self.says(who, line.format(n=number, title=f"quokka{token}"))

    @rule(token=tokens, which=st.integers(0, 4), word=st.sampled_from(["agree", "agree", "agree", "decline"]))
    def answers(self, token: int, which: int, word: str) -> None:
        """Whoever was asked answers; somebody else who guesses the number of the offer gets nowhere."""
        who, parts = self.people[which], self.runner.run(self.known())[token].parts
        for whom, part in parts.items():
            told = self.says(who, f"{word} {part.id}")
            now = self.runner.run(self.known())[token].parts[whom].state
            if whom != who:
                assert now is part.state
            elif part.state is ShareState.asked and "no longer" not in told:
                assert now in ({ShareState.agreed} if word == "agree" else {ShareState.declined})

    @rule(
        token=tokens,
        whom=st.sampled_from(["here", "workspace", "nobody", "team", "manager"]),
        channel=st.sampled_from(CHANNELS),
    )
    def shares(self, token: int, whom: str, channel: str) -> None:
        one = self.runner.run(self.known())[token]
        self.says(one.owner, f"share {one.goal.number} with: {whom}", channel)

    @rule(token=tokens, whom=st.sampled_from(["", " from: @ben", " from: @cleo", " from: manager"]))
    def unshares(self, token: int, whom: str) -> None:
        one = self.runner.run(self.known())[token]
        told = self.says(one.owner, f"unshare {one.goal.number}{whom}")
        now = self.runner.run(self.known())[token]
        if not whom and "is yours alone" in told:
            assert not [part for part in now.parts.values() if part.state is ShareState.agreed]
            assert now.goal.audience is Audience.private

    @rule(token=tokens, words=st.sampled_from(["Quit my job", "Read"]))
    def speaks_of_leaving(self, token: int, words: str) -> None:
        one = self.runner.run(self.known())[token]
        self.says(one.owner, f"alter {one.goal.number} {words} quokka{token} plover{token}")

    @rule(which=st.integers(0, 3))
    def undoes(self, which: int) -> None:
        self.says(self.people[which], "undo")

    @rule(token=tokens, which=st.integers(0, 4), line=st.sampled_from(LINES), channel=st.sampled_from(CHANNELS))
    def looks(self, token: int, which: int, line: str, channel: str) -> None:
        """Anybody tries what they call it, what its owner calls it, its words, and the number in a button."""
        who, one = self.people[which], self.runner.run(self.known())[token]
        part = one.parts.get(who)
        number = part.number if part is not None and part.number else one.goal.number
        self.says(who, line.format(n=number, ref=f"~{one.goal.id}", title=f"quokka{token}"), channel)

    @rule(
        which=st.integers(0, 4),
        path=st.sampled_from(
            [("show", "goal"), ("done", "goal"), ("checkin", "goal"), ("milestone done", "milestone")]
        ),
        typed=st.sampled_from(["", "quokka", "martin"]),
        channel=st.sampled_from(CHANNELS),
    )
    def begins_to_type(self, which: int, path: tuple[str, str], typed: str, channel: str) -> None:
        who = self.people[which]
        self.may_hear(who, channel, " ".join(path), self.suggested(who, path, typed, channel), {})

    @rule(
        token=tokens,
        which=st.integers(0, 4),
        form=st.sampled_from(["alter {n}", "alter {ref}", "alter {title}", "milestone rename {n}.1", "settings"]),
    )
    def opens_a_form(self, token: int, which: int, form: str) -> None:
        """What stands in its blanks is an answer too."""
        who, one = self.people[which], self.runner.run(self.known())[token]
        part = one.parts.get(who)
        number = part.number if part is not None and part.number else one.goal.number
        line = "form " + form.format(n=number, ref=f"~{one.goal.id}", title=f"quokka{token}")
        request = Request(who=Address("test", who.realm, who.name), words=line)
        blank = self.house.dispatcher.opens(request)
        assert blank is not None
        self.may_hear(who, "", line, str(self.runner.run(self.house.dispatcher.filled(request, blank))), {})

    @rule()
    def what_was_sent_is_theirs_too(self) -> None:
        """An offer says the goal's words, and nothing more; an answer to it goes to the owner."""
        before = self.runner.run(self.known())
        self.runner.run(self.house.passes(minutes=1))
        mine = [
            sent for sent in self.house.postbox.messages[self.heard :] if sent[0].realm in (r for _, r in self.people)
        ]
        for to, reply, _ in mine:
            if to.id in CHANNELS:
                for one in self.people[:-1]:
                    self.may_hear(one, to.id, "", plain.text(reply), before)
            else:
                self.may_hear(Who(to.id, to.realm), "", "agree", plain.text(reply), before)
        self.heard = len(self.house.postbox.messages)


@pytest.mark.slow
def test_everybody_hears_of_a_goal_what_their_part_in_it_allows_and_nothing_more(tmp_path: Path) -> None:
    live_together(Parts, tmp_path, steps=30)
