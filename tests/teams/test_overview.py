"""The picture of a team: what everybody in its channel may see, and nothing else, whoever asks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import event

from bot.charts.values import Overview, Part, Stand
from bot.messages import Address, Reply
from bot.models import Audience, Goal, Person
from bot.replies import plain
from bot.teams.overview import LOOKED_AT, chosen
from tests.teams.test_digest import CHANNEL, in_channel
from tests.workspace import as_shown_before

if TYPE_CHECKING:
    from tests.house import House


def drawn(reply: Reply) -> Overview:
    (chart,) = reply.charts
    assert isinstance(chart.picture, Overview)
    return chart.picture


async def with_a_team(house: House) -> None:
    """Ann and Ben show the channel a goal each, and have others that they keep to themselves."""
    await in_channel(house, "ann", "new Ship the billing API by: 2027-03-31 why: so that I get promoted")
    await in_channel(house, "ann", "milestone add 1 Draft the schema by: 2026-12-04; Hand in my notice")
    await as_shown_before(house)
    await in_channel(house, "ann", "alter 1 wording: Make billing something to build on")
    await in_channel(house, "ann", "share 1 with: here")
    await in_channel(house, "ann", "new Learn to say no")
    await in_channel(house, "ben", "new Run from 0 to 120 km by: 2026-12-31")
    await in_channel(house, "ben", "share 1 with: workspace")
    await in_channel(house, "zoe", "new Resolve 200 tickets by: 2027-01-31 for: team")


async def test_it_shows_what_is_shared_with_the_channel_and_nothing_else(house: House) -> None:
    await with_a_team(house)
    await house.passes(days=12)

    for who in ("ann", "ben"):
        reply = await in_channel(house, who, "team chart")
        parts = drawn(reply).parts

        assert [(part.who, part.title) for part in parts] == [
            ("Team", "Resolve 200 tickets"),
            ("ann", "Make billing something to build on"),
            ("ben", "Run from 0 to 120 km"),
        ]
        assert (parts[1].following, parts[1].until, parts[1].late) == ("Draft the schema", date(2026, 12, 4), True)
        assert (parts[2].percent, parts[2].stand) == (0, None)
        told = plain.text(reply)
        assert "ann: Make billing something to build on: 0 %, off track, next Draft the schema, was due 4 Dec." in told
        for hidden in ("promoted", "notice", "Learn", "Ship the billing API"):
            assert hidden not in told
    assert drawn(reply).whose == "2 people and the team"


async def test_another_channel_sees_of_it_what_the_workspace_sees(house: House) -> None:
    await with_a_team(house)

    there = await house.asks("ben", "team chart", realm="W", place=Address("test", "W", "C2"))
    elsewhere = await house.asks("ben", "team chart", realm="W2", place=Address("test", "W2", "C1"))

    assert isinstance(there, Reply)
    assert [part.title for part in drawn(there).parts] == ["Run from 0 to 120 km"]
    assert isinstance(elsewhere, Reply)
    assert elsewhere.title == "This channel is shown no goals yet"
    assert not elsewhere.charts


async def test_what_is_reached_dropped_or_put_away_is_not_in_it(house: House) -> None:
    await with_a_team(house)

    await in_channel(house, "ann", "done 1")
    await in_channel(house, "ben", "pause 1")

    assert [(part.who, part.paused) for part in drawn(await in_channel(house, "ann", "team chart")).parts] == [
        ("Team", False),
        ("ben", True),
    ]


async def test_in_a_direct_message_there_is_no_team(house: House) -> None:
    await with_a_team(house)

    alone = await house.asks("ben", "team chart", realm="W")

    assert isinstance(alone, Reply)
    assert alone.title == "From here I don’t see which team you mean."


async def test_a_goal_may_be_called_team(house: House) -> None:
    await in_channel(house, "ben", "new Team lead course from 0 to 10 lessons by: 2027-01-31")

    told = await in_channel(house, "ben", "chart team")

    assert told.title == "Goal 1, progress against pace: Team lead course from 0 to 10 lessons"


async def test_the_asker_sees_it_first_and_may_show_it_to_everybody(house: House) -> None:
    await with_a_team(house)

    mine = await in_channel(house, "ben", "team chart")
    tapped = next(
        b.call for section in mine.sections for b in section.buttons if b.label == "Show the chart to everybody here"
    )
    posted = await in_channel(house, "ben", tapped)

    assert mine.private
    assert not posted.private
    assert drawn(posted) == drawn(mine)
    assert posted.note == "Shown by ben."
    assert all(section.menu is None for section in posted.sections)


async def test_each_goal_in_it_is_one_tap_away(house: House) -> None:
    await with_a_team(house)

    (menu,) = [s.menu for s in (await in_channel(house, "ben", "team chart")).sections if s.menu]

    shown = [(await in_channel(house, "ben", option.call)).title for option in menu.options]
    assert [option.label for option in menu.options] == [
        "Team: Resolve 200 tickets",
        "ann: Make billing something to build on",
        "ben: Run from 0 to 120 km",
    ]
    assert shown[:2] == [option.label for option in menu.options[:2]]
    assert shown[2] == "Goal 1: Run from 0 to 120 km"


async def test_what_the_font_cannot_spell_stands_in_the_message(house: House) -> None:
    await in_channel(house, "נועה", "new לכתוב ספר by: 2027-03-31")
    await in_channel(house, "נועה", "share 1 with: here")

    reply = await in_channel(house, "ben", "team chart")

    assert [part.letter for part in drawn(reply).parts] == ["A"]
    assert "A: נועה: לכתוב ספר" in plain.text(reply)


async def test_of_a_crowd_the_most_urgent_of_each_is_shown_and_the_rest_counted(house: House) -> None:
    for number in range(15):
        await in_channel(house, f"p{number:02}", f"new Learn {'something new ' * 9}{number} by: 2027-03-{number + 10}")
        await in_channel(house, f"p{number:02}", "share 1 with: here")
    await in_channel(house, "p14", "checkin 1 at risk")

    reply = await in_channel(house, "ben", "team chart")

    assert [part.who for part in drawn(reply).parts] == [*(f"p0{n}" for n in range(7)), "p14"]
    assert drawn(reply).more == 7
    assert drawn(reply).stands == ((Stand.at_risk, 1),)
    (chart,) = reply.charts
    assert chart.alt.endswith("And 7 more.")
    assert len(chart.alt) <= 1_000
    assert CHANNEL.id not in chart.alt


async def test_of_a_whole_workspace_only_the_nearest_are_looked_at_and_all_are_counted(house: House) -> None:
    """What a picture of eight costs does not grow with the workspace; the channel's own are never left out."""
    await with_a_team(house)
    async with house.database.transaction() as session:
        people = [Person(name=f"p{n}", created_at=house.clock.now()) for n in range(3)]
        session.add_all(people)
        await session.flush()
        session.add_all(
            Goal(
                person_id=people[n % 3].id,
                number=n + 1,
                title=f"Learn something {n}",
                audience=Audience.workspace,
                platform="test",
                realm="W",
                due_on=date(2026, 12, 1) + timedelta(days=n),
                created_at=house.clock.now(),
            )
            for n in range(LOOKED_AT * 2)
        )
    loaded: list[int] = []

    def note(goal: Goal, _: object) -> None:
        loaded.append(goal.number)

    event.listen(Goal, "load", note)
    reply = await in_channel(house, "ben", "team chart")
    event.remove(Goal, "load", note)

    assert 8 <= len(loaded) <= LOOKED_AT
    assert [part.who for part in drawn(reply).parts][:2] == ["Team", "ann"]
    assert {part.who for part in drawn(reply).parts} >= {"ben", "p0", "p1", "p2"}
    assert drawn(reply).more == LOOKED_AT * 2 + 3 - 8
    assert drawn(reply).whose == "5 people and the team"
    assert drawn(reply).stands == ()
    (chart,) = reply.charts
    assert chart.alt.startswith(f"{LOOKED_AT * 2 + 3} goals of 5 people and the team.")


def test_nobody_has_a_second_goal_shown_before_everybody_has_one() -> None:
    parts = {n: Part("ann", f"{n}", stand=Stand.off_track) for n in range(1, 10)} | {10: Part("ben", "10")}

    shown = chosen([*((1, n) for n in range(1, 10)), (2, 10)], parts)

    assert len(shown) == 8
    assert shown[-1] == 10
