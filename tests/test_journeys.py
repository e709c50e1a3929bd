"""What a person does with Milepost, once from end to end, the same on every surface and both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.surfaces import open_surface

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.surfaces import Surface

pytestmark = pytest.mark.slow


@pytest.fixture(params=["slack socket", "slack http", "discord", "terminal"])
async def surface(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Surface]:
    async with open_surface(request.param, database_url) as surface:
        yield surface


async def test_a_goal_from_setting_to_the_story_of_its_nudge(surface: Surface) -> None:
    """Set, list, due, tap Done, undo, and ask why."""
    goal = await surface.says("new Ship the billing API by: 2027-03-31")
    milestone = await surface.says("milestone add 1 Draft the schema by: in 1 second")
    nudge = await surface.nudged()
    done = await surface.taps(nudge, "Done")
    listed = await surface.says("list")
    again = await surface.says("milestone done 1.1")
    undone = await surface.taps(done, "Undo")
    shown = await surface.says("show billing")
    story = await surface.says("why 1.1")

    assert "Goal 1 is set: Ship the billing API" in goal.text
    assert "Milestone 1.1 is added: Draft the schema" in milestone.text
    assert "Milestone 1.1 is due: Draft the schema" in nudge.text
    assert nudge.buttons[:3] == ("Done", "Still on it", "Stuck")
    assert "Milestone 1.1 is done: Draft the schema" in done.text
    assert "1 of 1 milestones done" in listed.text
    assert "Milestone 1.1 is done: Draft the schema" in again.text
    assert "Taken back: you marked milestone 1.1 done" in undone.text
    assert "0 of 1 milestones done" in shown.text
    for step in ("Planned for", "Sent.", "Answered: you marked milestone 1.1 done."):
        assert step in story.text


async def test_a_wrong_command_is_answered_with_the_nearest(surface: Surface) -> None:
    answer = await surface.says("milestone dne 1.1")

    assert "I don't know “milestone dne”." in answer.text
    assert "milestone done 1.1" in answer.text


async def test_a_missing_argument_opens_a_form_that_shows_what_is_wrong_and_takes_what_is_right(
    surface: Surface,
) -> None:
    await surface.says("new Ship it")

    form = await surface.says("milestone add 1")
    wrong = await surface.fills(form, goal="1", title="Draft the schema", by="32 May")
    right = await surface.fills(wrong, goal="1", title="Draft the schema", by="2027-05-31")

    assert form.blanks[:2] == ("Goal", "Milestone")
    assert "does not exist" in wrong.errors
    assert "Milestone 1.1 is added: Draft the schema" in right.text


async def test_another_persons_goal_is_nobodys_business(surface: Surface) -> None:
    answer = await surface.says("show 7")

    assert "You have no goal “7”." in answer.text


async def test_hostile_words_are_only_words(surface: Surface) -> None:
    """Mentions, links and markup come back as they were typed; the peers report no live token."""
    answer = await surface.says("new <!channel> @everyone [x](https://y.example) *now* <@U1>")

    assert "@everyone" in answer.text.replace("\u200b", "")
