"""Every button that is written down in the code is drawn on some way through Milepost, and a tap on it is answered."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address, Form, Reply
from bot.replies import plain
from bot.storage.database import Database
from tests.house import House, Postbox, StillClock, tappable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.messages import Button

ROOT = Path(__file__).parents[1]
TEAM, ALONE = Address("test", "T1", "C1"), None
WAYS: tuple[tuple[str, Address | None, str], ...] = (
    ("ana", ALONE, "hello"),
    ("ana", ALONE, "thanks"),
    ("ana", ALONE, "help"),
    ("ana", ALONE, "help all"),
    ("ana", ALONE, "list"),
    ("ana", ALONE, "roadmap"),
    ("ana", ALONE, "history"),
    ("ana", ALONE, "settings"),
    ("ana", TEAM, "team chart"),
    ("ana", TEAM, "team"),
    ("ana", ALONE, "away"),
    ("ana", ALONE, "feed"),
    ("ana", ALONE, "feed new"),
    ("ana", ALONE, "feed new"),
    ("ana", ALONE, "feed"),
    ("ana", ALONE, "feed off"),
    ("ana", ALONE, "reflect"),
    ("ana", ALONE, "reflect strengths: I explain things well challenges: I put hard talks off"),
    ("ana", ALONE, "elements"),
    ("ana", ALONE, "new Get better at things"),
    ("ana", ALONE, "coach 1"),
    ("ana", ALONE, "ladder 1"),
    ("ana", ALONE, "checkin 1"),
    ("ana", ALONE, "ladder 1 I show my work to the team every Friday"),
    ("ana", ALONE, "new Write 500 words a day"),
    ("ana", ALONE, "plan 2 if: a customer calls then: write one line before I answer"),
    ("ana", ALONE, "checkin 2 600"),
    ("ana", ALONE, "new Ship the billing API by: 2026-12-10"),
    ("ana", ALONE, "coach 3"),
    ("ana", ALONE, "milestone add 3 Draft by: 2026-12-01; Review"),
    ("ana", ALONE, "milestone add 3 Late by: 2027-01-15"),
    ("ana", ALONE, "milestone done 3.1"),
    ("ana", ALONE, "show 3"),
    ("ana", ALONE, "checkin 3 at risk blocker: no test data"),
    ("ana", ALONE, "stuck 3"),
    ("ana", ALONE, "checkin 3"),
    ("ana", ALONE, "pause 3"),
    ("ana", ALONE, "checkin 3 at risk"),
    ("ana", ALONE, "show 3"),
    ("ana", ALONE, "resume 3"),
    ("ana", ALONE, "undo"),
    ("ana", ALONE, "redo"),
    ("ana", ALONE, "split 3"),
    ("kim", ALONE, "new Hand in my notice"),
    ("kim", ALONE, "misread 1"),
    ("kim", ALONE, "confide 1"),
    ("kim", ALONE, "milestone add 1 Tell my boss that I quit"),
    ("pam", ALONE, "new Read 12 books by June"),
    ("pam", ALONE, "checkin 1 15"),
    ("pam", ALONE, "split 1"),
    ("pam", ALONE, "new Fix 20 bugs by: in 2 minutes"),
    ("pam", ALONE, "+5 minutes"),
    ("pam", ALONE, "did it"),
    ("fay", ALONE, "new Learn to sail"),
    ("fay", ALONE, "split 1"),
    ("fay", ALONE, "new Become a principal engineer by: 2029-12-31"),
    ("fay", ALONE, "new Learn Portuguese by: 2028-11-25"),
    ("gil", ALONE, "new Learn Rust so that I can lead a project"),
    ("eve", ALONE, "list"),
    ("ana", ALONE, "express 3 for: manager"),
    ("ana", ALONE, "chart 3"),
    ("ana", ALONE, "streak 2"),
    ("ana", ALONE, "checkins 3"),
    ("ana", ALONE, "nudges 3"),
    ("ana", ALONE, "why 3"),
    ("ana", ALONE, "next"),
    ("ben", ALONE, "help"),
    ("ana", TEAM, "share 3"),
    ("ana", ALONE, "share 3 with: ben"),
    ("ana", ALONE, "+1 minutes"),
    ("ben", ALONE, "agree 1"),
    ("ben", ALONE, "show 1"),
    ("ana", ALONE, "share 3 with: nobody"),
    ("ana", ALONE, "+1 minutes"),
    ("ana", TEAM, "share 3 with: here"),
    ("ana", TEAM, "team chart"),
    ("ana", TEAM, "team every Friday 15:00"),
    ("ben", TEAM, "team off"),
    ("ana", TEAM, "new Resolve 200 tickets by: 2027-01-31 for: team"),
    ("ben", TEAM, "show tickets"),
    ("ana", TEAM, "share 4"),
    ("ana", ALONE, "new Become a principal engineer by: 2028-12-31"),
    ("ana", ALONE, "alter 3 under: 5"),
    ("ana", ALONE, "show 5"),
    ("ana", ALONE, "roadmap 5"),
    ("ana", ALONE, "drop 5"),
    ("ana", ALONE, "roadmap"),
    ("ana", ALONE, "reopen 5"),
    ("ana", ALONE, "done 3"),
    ("ana", ALONE, "celebrate 3"),
    ("ana", ALONE, "+1 minutes"),
    ("ben", TEAM, "cheer 1"),
    ("ana", ALONE, "list"),
    ("ana", ALONE, "away 2026-12-21 to 2027-01-06"),
    ("ana", ALONE, "away 2026-12-22"),
    ("ana", ALONE, "away"),
    ("ana", ALONE, "back"),
    ("cleo", ALONE, "new Pass the exam by: 2026-11-27"),
    ("cleo", ALONE, "nudges 1 close"),
    ("cleo", ALONE, "new Pack the boxes by: 2026-11-27"),
    ("cleo", ALONE, "milestone add 2 Buy tape by: 2026-11-27"),
    ("cleo", ALONE, "nudges 2 close"),
    ("dora", ALONE, "new Move house by: 2027-06-30"),
    ("dora", ALONE, "milestone add 1 Sort the cellar by: 2026-11-25"),
    ("dora", ALONE, "milestone add 1 sell the bikes on 7 Dec, sweep mid-December"),
    ("dora", ALONE, "nudges 1 close"),
    ("dora", ALONE, "new Run three times a week"),
    ("hal", ALONE, "new Sing every day"),
    ("hal", ALONE, "nudges 1 rhythm: off"),
    ("ivy", ALONE, "new Run three times a week"),
    ("ivy", ALONE, "alter 1 measure: 5 times a week"),
    ("ivy", ALONE, "new Move house by: 2027-06-30"),
    ("ivy", ALONE, "milestone add 2 Pack the books by: 2027-01-10"),
    ("ivy", ALONE, "stuck 2.1 no boxes"),
    ("ivy", ALONE, "new Lose 8 kilos by: 2027-06-30"),
    ("ivy", ALONE, "checkin 3 79 kilos"),
    ("lea", TEAM, "new Read the manual"),
    ("lea", TEAM, "share 1 with: here"),
    ("lea", TEAM, "team ask: 1 day before"),
    ("ana", ALONE, "+60 days"),
    ("cleo", ALONE, "list"),
    ("cleo", ALONE, "history 1"),
    ("cleo", ALONE, "done 1"),
    ("cleo", ALONE, "done 2"),
    ("cleo", ALONE, "list"),
    ("cleo", ALONE, "forget me"),
    ("ana", ALONE, "new Write a book"),
    ("ana", ALONE, "share 6 with: ben as: owner"),
    ("ana", ALONE, "+1 minutes"),
    ("ben", ALONE, "agree 2"),
    ("ana", ALONE, "forget me"),
    ("kim", ALONE, "new Write a report"),
    ("kim", TEAM, "share 2 with: here"),
    ("kim", ALONE, "confide 2"),
    ("kim", ALONE, "misread 2"),
    ("meg", ALONE, "settings start: 8:00"),
    ("meg", ALONE, "export as: csv"),
    ("meg", ALONE, "new Get fitter"),
    ("meg", ALONE, "plan a walk every Sunday"),
)
"""Who types what, and where; what begins with + is time that goes by."""
FAULTS = ("Something went wrong", "I don’t know “", "I don't know “", "I no longer know")


def written_down() -> set[str]:
    """Return the labels of all buttons in the code, but for those that are put together of parts."""
    nodes = (node for file in (ROOT / "bot").rglob("*.py") for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    calls = (node for node in nodes if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Button")
    labels = (call.args[0] for call in calls if call.args)
    return {label.value for label in labels if isinstance(label, ast.Constant) and isinstance(label.value, str)}


def buttons(replies: Iterable[object]) -> list[Button]:
    return [one for reply in replies if isinstance(reply, Reply) for one in tappable(reply)]


async def tapped_on(house: House, who: str, place: Address | None, one: Button) -> list[Button]:
    """Tap, fail if that is not answered, and return what is drawn then; fingers do it twice."""
    answer = await house.asks(who, one.call, realm="T1", place=place)
    assert isinstance(answer, Reply | Form), (one, answer)
    words = plain.text(answer)
    assert not any(fault in words for fault in FAULTS), (one, words)
    return buttons([answer])


@pytest.mark.slow
async def test_every_button_is_drawn_somewhere_and_a_tap_on_it_is_answered(sqlite_url: str, tmp_path: Path) -> None:
    clock, postbox = StillClock(), Postbox()
    house = House(Database(sqlite_url), clock, postbox)
    again = House(Database(f"sqlite:///{tmp_path / 'later.db'}"), clock, Postbox())
    tapped: set[str] = set()

    async def tap_what_is_new(who: str, place: Address | None, found: Iterable[object]) -> None:
        """Tap in a copy of the database, so that the way goes on as if nobody had; and what is drawn then, too."""
        for first in buttons(found):
            if first.label in tapped:
                continue
            await house.database.close()
            for old in tmp_path.glob("later.db*"):
                old.unlink()
            shutil.copy(sqlite_url.removeprefix("sqlite:///"), tmp_path / "later.db")
            waiting = [first]
            while waiting:
                one = waiting.pop(0)
                if one.label in tapped:
                    continue
                tapped.add(one.label)
                waiting += [*await tapped_on(again, who, place, one), *await tapped_on(again, who, place, one)]
            await again.database.close()

    for who, place, line in WAYS:
        sent = len(postbox.messages)
        if line.startswith("+"):
            count, unit = line.removeprefix("+").split()
            await house.passes(**{unit: float(count)})
            for to, reply, _ in postbox.messages[sent:]:
                at = TEAM if to.id == TEAM.id else ALONE
                await tap_what_is_new(who if at else to.id, at, [reply])
            continue
        zone = "" if who == "eve" else "Europe/Lisbon"
        answer = await house.asks(who, line, realm="T1", place=place, zone=zone)
        assert answer is not None, line
        assert not any(fault in plain.text(answer) for fault in FAULTS), (line, plain.text(answer))
        await tap_what_is_new(who, place, [answer])
    await house.database.close()

    assert sorted(written_down() - tapped) == []
