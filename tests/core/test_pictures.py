"""Charts in replies: in words wherever there is no picture."""

from __future__ import annotations

import pytest

from adapters.terminal.app import as_json
from bot.messages import Chart, Reply, Section
from bot.replies import plain
from bot.replies.pictures import painted, worded
from tests.charts.commands import ALT, progress_shown
from tests.charts.examples import EXAMPLES

CHART = Chart(ALT, EXAMPLES["progress"])


def test_the_plain_form_has_the_words_of_a_picture() -> None:
    """For terminals, notifications and screen readers."""
    assert plain.text(progress_shown()) == f"Goal 1: Run to the sea\n\nNearly there.\n{ALT}"
    assert ALT in as_json(progress_shown())["text"]


def test_a_chart_has_words() -> None:
    with pytest.raises(ValueError, match="says in words"):
        Chart(" ", EXAMPLES["progress"])


def test_charts_are_put_into_words_with_a_note() -> None:
    reply = Reply(title="Two", sections=(Section(chart=CHART), Section(text="And", chart=CHART)), note="Small.")

    assert worded(reply, "No pictures.") == Reply(
        title="Two", sections=(Section(text=ALT), Section(text=f"And\n{ALT}")), note="Small. No pictures."
    )
    assert worded(reply, keep=1).charts == (CHART,)
    assert worded(reply, keep=2) == reply


async def test_files_in_one_message_have_names_of_their_own() -> None:
    files = await painted(Reply(title="Two", sections=(Section(chart=CHART), Section(chart=CHART))))

    assert [one.name for one in files] == ["1-progress.png", "2-progress.png"]
    assert files[0].png == files[1].png
