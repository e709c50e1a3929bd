"""Who may see what: the rule itself, and that the database filters by the same rule."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from bot.goals.visibility import MAY_BE_ADDED_TO, MAY_BE_CHANGED, MAY_BE_SEEN, Sight, Viewer, may_add, sight
from bot.messages import Address
from bot.models import Audience, Goal, GoalState, Person, Role, Share, ShareState

if TYPE_CHECKING:
    from bot.storage.database import Database

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ANA, BEN = 1, 2
IN_GENERAL = Address("slack", "T1", "C_GENERAL")


def goal(**more: object) -> Goal:
    return Goal(id=1, person_id=ANA, number=1, title="Ship", created_at=NOW, **more)  # type: ignore[arg-type]


def share(role: Role, state: ShareState = ShareState.agreed) -> Share:
    return Share(goal_id=1, person_id=BEN, role=role, state=state, asked_at=NOW)


def ben(place: Address | None = None, realm: str = "T1", platform: str = "slack") -> Viewer:
    return Viewer(BEN, Address(platform, realm, "U_BEN"), place)


SHARED_HERE = {"platform": "slack", "realm": "T1", "channel": "C_GENERAL"}


@pytest.mark.parametrize(
    ("what", "viewer", "part", "sees"),
    [
        (goal(), Viewer(ANA, Address("slack", "T1", "U_ANA")), None, Sight.whole),
        (goal(), ben(), None, Sight.nothing),
        (goal(), ben(), share(Role.witness), Sight.status),
        (goal(), ben(), share(Role.witness, ShareState.asked), Sight.nothing),
        (goal(), ben(), share(Role.witness, ShareState.ended), Sight.nothing),
        (goal(), ben(), share(Role.owner), Sight.shared),
        (goal(), ben(), share(Role.contributor), Sight.told),
        (goal(), ben(), share(Role.manager), Sight.told),
        (goal(), ben(), share(Role.manager, ShareState.asked), Sight.nothing),
        (goal(), ben(), share(Role.manager, ShareState.declined), Sight.nothing),
        (goal(leaving=True), ben(), share(Role.manager), Sight.nothing),
        (goal(audience=Audience.channel, **SHARED_HERE), ben(IN_GENERAL), None, Sight.told),
        (goal(audience=Audience.channel, **SHARED_HERE), ben(), None, Sight.nothing),
        (goal(audience=Audience.channel, **SHARED_HERE), ben(Address("slack", "T1", "C2")), None, Sight.nothing),
        (goal(audience=Audience.channel, **SHARED_HERE), ben(Address("slack", "T2", "C_GENERAL")), None, Sight.nothing),
        (goal(audience=Audience.workspace, **SHARED_HERE), ben(), None, Sight.told),
        (goal(audience=Audience.workspace, **SHARED_HERE), ben(realm="T2"), None, Sight.nothing),
        (goal(audience=Audience.workspace, **SHARED_HERE), ben(platform="discord"), None, Sight.nothing),
        (goal(audience=Audience.private, **SHARED_HERE), ben(IN_GENERAL), None, Sight.nothing),
        (goal(leaving=True, audience=Audience.workspace, **SHARED_HERE), ben(), share(Role.owner), Sight.nothing),
        (goal(state=GoalState.withdrawn), Viewer(ANA, Address("slack", "T1", "U_ANA")), None, Sight.nothing),
    ],
)
def test_what_somebody_sees(what: Goal, viewer: Viewer, part: Share | None, sees: Sight) -> None:
    assert sight(what, viewer, part) is sees


def test_a_discord_direct_message_is_no_workspace() -> None:
    everywhere = goal(audience=Audience.workspace, platform="discord", realm="G1", channel="C1")

    assert sight(everywhere, Viewer(BEN, Address("discord", "", "BEN"))) is Sight.nothing
    assert sight(everywhere, Viewer(BEN, Address("discord", "", "BEN"), Address("discord", "G1", "C9"))) is Sight.told


async def test_the_database_lets_through_exactly_what_the_rule_shows(database: Database) -> None:
    """Two thousand pairs of a goal and a viewer, drawn at random: the conditions and the rule agree on each."""
    draw = Random(7)
    places = [None, *(Address(p, r, c) for p in ("slack", "discord") for r in ("T1", "T2") for c in ("C1", "C2"))]
    people = range(1, 5)
    async with database.transaction() as session:
        session.add_all(Person(id=n, created_at=NOW) for n in people)
        await session.flush()
        goals = [
            Goal(
                person_id=draw.choice(people),
                number=number,
                title="Any",
                state=draw.choice([*GoalState]),
                audience=draw.choice([*Audience]),
                team=draw.random() < 0.3,
                leaving=draw.random() < 0.2,
                platform=draw.choice(["slack", "discord"]),
                realm=draw.choice(["", "T1", "T2"]),
                channel=draw.choice(["", "C1", "C2"]),
                created_at=NOW,
            )
            for number in range(250)
        ]
        session.add_all(goals)
        await session.flush()
        shares = {
            (one.id, person): Share(
                goal_id=one.id,
                person_id=person,
                role=draw.choice([*Role]),
                state=draw.choice([*ShareState]),
                asked_at=NOW,
            )
            for one in goals
            for person in people
            if person != one.person_id and draw.random() < 0.3
        }
        session.add_all(shares.values())
        await session.flush()
        shown = 0
        for person in people:
            for place in draw.sample(places, 3):
                viewer = Viewer(person, Address("slack", draw.choice(["T1", "T2"]), f"U{person}"), place)
                seen = {one.id: sight(one, viewer, shares.get((one.id, person))) for one in goals}
                assert set(await session.scalars(select(Goal.id).where(MAY_BE_SEEN), viewer.blanks)) == {
                    id_ for id_, sees in seen.items() if sees
                }
                changed = set(await session.scalars(select(Goal.id).where(MAY_BE_CHANGED), viewer.blanks))
                assert changed == {id_ for id_, sees in seen.items() if sees >= Sight.shared}
                added_to = set(await session.scalars(select(Goal.id).where(MAY_BE_ADDED_TO), viewer.blanks))
                assert added_to == {one.id for one in goals if may_add(one, viewer, shares.get((one.id, person)))}
                assert changed <= added_to <= {id_ for id_, sees in seen.items() if sees >= Sight.told}
                shown += len(seen)
        assert shown == 250 * 4 * 3
