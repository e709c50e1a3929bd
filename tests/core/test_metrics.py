"""What Milepost counts of itself: how much became of what, how late, how long it took; and of nobody."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from bot.doctor.finding import well, wrong
from bot.metrics.events import Answered, Became, Ending, Failed, Logged, Nudged, Slowed, Trouble
from bot.metrics.logged import counted
from bot.metrics.looks import Looked, Looks
from bot.metrics.registry import Metrics
from bot.nudges.backlog import Backlog
from bot.outgoing import NotSent, Uncertain, Undeliverable
from bot.requests.rate_limit import AT_ONCE, RateLimit
from bot.storage.database import Database
from tests.house import House, Postbox, StillClock
from tests.scheduler.one_milestone import with_a_milestone

if TYPE_CHECKING:
    from pathlib import Path

    from bot.doctor.finding import Finding
    from bot.metrics.events import Event

CANARIES = ("quetzalcoatl", "T0CANARY", "U0CANARY", "marmots")
"""A goal's word, a workspace, a person and a reason."""


@pytest.fixture
def counts() -> list[Event]:
    """What was counted, in order."""
    return []


@pytest.fixture
def counting(database: Database, counts: list[Event]) -> House:
    """Milepost's core, that tells what it does."""
    return House(database, StillClock(), Postbox(), count=counts.append, rate_limit=RateLimit())


async def _connected() -> Finding:
    return well("Test", "Connected")


async def _away() -> Finding:
    return wrong("Slack", "No socket is open", "Look why")


def numbers(metrics: Metrics, looked: Looked | None = None) -> dict[str, float]:
    """Return every sample as Prometheus reads it, by its name and labels."""
    told = metrics.text(looked or Looked(None, {})).decode()
    return {
        " ".join([sample.name, *(f"{name}={value}" for name, value in sorted(sample.labels.items()))]): sample.value
        for family in text_string_to_metric_families(told)
        for sample in family.samples
    }


async def test_each_nudge_is_counted_by_what_became_of_it_and_how_late_it_was(
    counting: House, counts: list[Event]
) -> None:
    """A pause, a lost answer where nobody can look, a nudge not called for any more, one that cannot be delivered."""
    house, box = counting, counting.postbox
    await with_a_milestone(house)
    box.troubles = [NotSent("wait", timedelta(seconds=30)), Uncertain("no answer came")]
    box.blind = True
    await house.passes(minutes=5)
    arrived = [one for one in counts if isinstance(one, Nudged)]
    counts.clear()

    await house.says("ben", "new Call Bo in 2 minutes")
    house.clock.advance(timedelta(minutes=3))
    async with house.database.transaction() as session:
        await session.execute(text("UPDATE goal SET state = 'dropped' WHERE title = 'Call Bo'"))
    await house.passes(seconds=1)
    box.troubles = [Undeliverable("closed")]
    await house.says("eve", "new Call Bo in 2 minutes")
    await house.passes(minutes=3)
    later = [one for one in counts if isinstance(one, Nudged)]

    assert [one.became for one in arrived] == ["retried", "retried", "sent", "maybe_doubled"]
    assert timedelta(seconds=30) < (arrived[2].late or timedelta(0)) < timedelta(minutes=1)
    assert later == [Nudged("test", Became.dropped), Nudged("test", Became.given_up)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_settlement_that_is_tried_again_counts_once(counting: House, counts: list[Event]) -> None:
    await with_a_milestone(counting)
    async with counting.database.transaction() as session:
        await session.execute(text("CREATE TABLE stop (id INTEGER)"))
        stops = "CREATE TRIGGER stops AFTER UPDATE OF sent_at ON delivery WHEN (SELECT count(*) FROM stop) = 0"
        await session.execute(text(f"{stops} BEGIN SELECT RAISE(ABORT, 'not yet'); END"))
    counting.clock.advance(timedelta(seconds=6))
    sending = asyncio.create_task(counting.deliverer.send_due())
    await asyncio.sleep(0.1)
    before = [one for one in counts if isinstance(one, Nudged)]
    async with counting.database.transaction() as session:
        await session.execute(text("INSERT INTO stop VALUES (1)"))
    await sending

    assert before == []
    assert len(counting.postbox.messages) == 1
    assert [one.became for one in counts if isinstance(one, Nudged)] == ["sent"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_each_request_is_counted_by_how_it_ended(counting: House, counts: list[Event]) -> None:
    house = counting
    await house.asks("ana", "list")
    await house.asks("ana", "new")
    await house.asks("ana", "done 7")
    await house.asks("ana", command="milestone add", values={"goal": "7", "title": "Draft", "by": "tomorrow"})
    for _ in range(2):
        await house.asks("ana", "new Ship it by: 2027-03-31", key="the same")
    async with house.database.transaction() as session:
        await session.execute(text("DROP TABLE checkin"))
    await house.asks("ana", "checkins 1")
    ended = [one.ending for one in counts if isinstance(one, Answered)]
    for _ in range(AT_ONCE):
        await house.asks("ana", "help")

    assert ended == ["done", "asked", "refused", "refused", "done", "repeated", "fault"]
    assert Slowed("test") in counts
    assert all(0 <= one.seconds < 60 for one in counts if isinstance(one, Answered))


async def test_no_label_holds_anything_of_anybody_and_every_label_is_one_of_a_few(database: Database) -> None:
    """After all has happened that can be counted, to people with telling names."""
    metrics = Metrics(version="1.2.3", role="all")
    metrics.begin(["test", "slack"])
    house = House(database, StillClock(), Postbox(), count=metrics, rate_limit=RateLimit())
    await house.says("U0CANARY", "new Call Quetzalcoatl in 2 minutes why: marmots", realm="T0CANARY")
    house.postbox.troubles = [Uncertain("quetzalcoatl did not answer"), Undeliverable("quetzalcoatl is gone")]
    await house.passes(minutes=10)
    await house.asks("U0CANARY", "done 77 because: marmots", realm="T0CANARY")
    for trouble in Trouble:
        metrics(Failed("slack", trouble))
    with counted(metrics):
        logging.getLogger("milepost").error("quetzalcoatl broke")
        logging.getLogger("discord").warning("U0CANARY is gone")
    looks = Looks(database, house.clock, {"test": _connected, "slack": _away})
    looked = await looks()
    told = metrics.text(looked).decode()
    labels: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(told):
        for sample in family.samples:
            for name, value in sample.labels.items():
                labels.setdefault(name, set()).add(value)
    le = labels.pop("le")

    assert [word for word in CANARIES if word.casefold() in told.casefold()] == []
    assert labels.pop("python")
    assert labels == {
        "platform": {"test", "slack"},
        "outcome": set(Ending),
        "kind": set(Trouble),
        "level": {"warning", "error"},
        "version": {"1.2.3"},
        "role": {"all"},
    }
    assert len(le) < 25
    assert told.count("\n") < 400
    assert "_created" not in told
    found = numbers(metrics, looked)
    assert found["milepost_connected platform=test"] == 1
    assert found["milepost_connected platform=slack"] == 0
    assert found["milepost_nudges_given_up_total platform=test"] == 1
    assert found["milepost_platform_errors_total kind=timeout platform=slack"] == 1
    assert found["milepost_logged_total level=error"] == 1
    assert found["milepost_commands_total outcome=refused platform=test"] == 1


async def test_what_is_due_and_not_taken_is_seen_and_what_is_held_is_not(house: House) -> None:
    """Were nobody to send, it would grow old."""
    looks = Looks(house.database, house.clock, {"test": _connected})
    empty = await looks()
    await house.says("ana", "new Call Bo in 2 minutes", realm="T1")
    await house.says("ben", "new Call Bo in 3 minutes", realm="T2")
    await house.says("eve", "new Call Bo in 3 days", realm="T2")
    house.clock.advance(timedelta(minutes=5))
    waiting = await Looks(house.database, house.clock, {"test": _connected, "slack": _away})()
    await house.passes(seconds=1)
    sent = await Looks(house.database, house.clock, {"test": _connected})()

    assert empty.waiting == sent.waiting == {"test": (0, timedelta(0))}
    assert waiting.waiting is not None
    assert waiting.waiting["test"].due == 2
    assert timedelta(minutes=2) < waiting.waiting["test"].oldest <= timedelta(minutes=4)
    assert waiting.waiting["slack"] == (0, timedelta(0))
    assert waiting.connected == {"test": True, "slack": False}


async def test_a_database_that_is_gone_hides_no_counter_and_what_is_not_known_is_not_told(tmp_path: Path) -> None:
    gone = Database(f"sqlite:///{tmp_path}/no/such.db")
    metrics = Metrics(version="1", role="web")
    metrics(Nudged("slack", Became.retried))
    before = numbers(metrics, _with_something_due())
    after = numbers(metrics, await Looks(gone, StillClock(), {"slack": _connected})())
    alone = await Looks(gone, StillClock(), {})()
    await gone.close()

    assert before["milepost_outbox_due platform=slack"] == 3
    assert [name for name in after if "outbox" in name] == []
    assert after["milepost_database_up"] == 0
    assert alone.waiting is None
    assert after["milepost_nudges_retried_total platform=slack"] == 1


def _with_something_due() -> Looked:
    return Looked({"slack": Backlog(3, timedelta(minutes=1))}, {"slack": True})


def test_only_warnings_and_errors_are_counted_and_only_while_somebody_counts() -> None:
    counts: list[Event] = []
    log = logging.getLogger("milepost")
    with counted(counts.append):
        for say in (log.info, log.warning, log.error, log.critical):
            say("quetzalcoatl")
    log.error("after")

    assert counts == [Logged("warning"), Logged("error"), Logged("error")]
