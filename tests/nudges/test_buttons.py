"""A button is a saved command: it works after a restart, and a year later."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.messages import Form, Reply
from bot.replies import plain
from bot.storage.database import Database
from tests.house import House, Postbox, StillClock, tappable

if TYPE_CHECKING:
    from collections.abc import Iterable


LIFE = (
    "settings budget: 20",
    "new Ship the billing API by: 2026-12-10",
    "nudges 1 close",
    "milestone add 1 Draft by: 2026-12-15",
    "new Write 500 words a day",
    "new Run a marathon by: 2026-11-24",
    "nudges 3 gentle",
    "new Learn Portuguese by: 2028-11-25",
    "new Read 24 books by: 2026-12-30",
    "nudges 5 rhythm: every Thursday",
    "alter 5 Read 30 books",
    "later 3 in 4 hours",
    "pause 4",
    "resume 4",
    "coach 1",
    "list",
    "next",
    "show 1",
    "history 1",
)
FAULTS = ("Something went wrong", "I don't know", "I no longer know")


def one_message(call: str) -> str:
    """Leave out which of many messages of one kind, or of many changes, a call is about."""
    return re.sub(r"^((?:form )?(?:nudge|asked|undo)) [0-9]+", r"\1", call)


def calls(replies: Iterable[Reply]) -> dict[str, str]:
    """Return all that can be tapped, by what it says."""
    return {button.call: button.label for reply in replies for button in tappable(reply)}


@pytest.mark.slow
async def test_every_button_works_after_a_restart_and_a_year(sqlite_url: str, tmp_path: Path) -> None:
    """Those of check-ins of each kind, of messages about several things, and of answers."""
    clock, postbox = StillClock(), Postbox()
    house = House(Database(sqlite_url), clock, postbox)
    answers = [await house.says("ana", line) for line in LIFE]
    # Whoever has one thing alone is asked about it alone, in each of its kinds.
    alone = [await house.says("ben", line) for line in ("new Ship it by: 2026-12-10", "nudges 1 close")]
    await house.passes(days=100)
    await house.database.close()
    titles = " ".join(reply.title for _, reply, _ in postbox.messages)
    shown = {("ana", call): label for call, label in calls([*answers, *postbox.to("ana")]).items()}
    shown |= {("ben", call): label for call, label in calls([*alone, *postbox.to("ben")]).items()}
    clock.advance(timedelta(days=365))

    for kind in (
        " is due: ",
        ", before it is due: ",
        " will soon be due: ",
        " was due: ",
        "is to become of",
        "How is ",
    ):
        assert kind in titles, "each kind of check-in came"
    assert {"Done", "Still on it", "Stuck", "In an hour", "Tomorrow", "Later…", "Undo"} <= {*shown.values()}
    shown = {
        (who, call): label
        for (who, _, label), call in {
            (who, one_message(call), label): call for (who, call), label in shown.items()
        }.items()
    }
    # Each is tapped in a database of that day; one engine for all, as it learns its questions once.
    again = House(Database(f"sqlite:///{tmp_path / 'later.db'}"), clock, Postbox())
    for (who, call), label in shown.items():
        for old in tmp_path.glob("later.db*"):
            old.unlink()
        shutil.copy(sqlite_url.removeprefix("sqlite:///"), tmp_path / "later.db")
        answer = await again.asks(who, call)
        await again.database.close()
        words = plain.text(answer) if isinstance(answer, Reply) else ""
        assert isinstance(answer, Reply | Form), (label, call)
        assert not any(fault in words for fault in FAULTS), (label, call, words)


async def test_an_answer_a_year_late_is_taken(sqlite_url: str) -> None:
    clock, postbox = StillClock(), Postbox()
    house = House(Database(sqlite_url), clock, postbox)
    await house.says("ana", "new Ship it by: 2026-11-24")
    await house.says("ana", "new Pack it by: 2026-11-24")
    await house.passes(days=2)
    shown = calls(postbox.to("ana")[:1])
    await house.database.close()
    clock.advance(timedelta(days=366))
    again = House(Database(sqlite_url), clock, Postbox())

    for call in (next(c for c in shown if "done 1" in c), next(c for c in shown if "checkin 2 still on it" in c)):
        await again.asks("ana", call)
    ended, stands = [plain.text(await again.says("ana", line)) for line in ("show 1", "checkins 2")]
    await again.database.close()

    assert "reached" in ended.lower()
    assert "still on it" in stands.lower()
