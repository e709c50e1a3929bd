"""Tests are patient: a stall of the machine takes none of the time that an event loop's clock counts."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time

SPAN = 0.4

CHILD = f"""
import asyncio, os, sys
from tests.patience import PatientClock, PatientLoop

async def hears():
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    print("ready", flush=True)
    try:
        async with asyncio.timeout({SPAN}):
            await reader.readline()
    except TimeoutError:
        return "too late"
    return "heard"

clock = PatientClock()
clock.start()
with asyncio.Runner(loop_factory=lambda: PatientLoop(clock)) as runner:
    print(runner.run(hears()), flush=True)
"""
"""A process that waits so long for a line."""


def test_what_comes_after_the_machine_stalled_is_in_time() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        child.send_signal(signal.SIGSTOP)
        time.sleep(2 * SPAN)
        child.stdin.write("hello\n")
        child.stdin.flush()
        child.send_signal(signal.SIGCONT)

        assert child.stdout.readline() == "heard\n"


async def test_what_holds_up_the_loop_alone_is_counted_in_full() -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    time.sleep(SPAN)  # noqa: ASYNC251 - this is the fault

    assert SPAN / 2 < loop.time() - began <= SPAN + 0.1


async def test_time_goes_by_as_it_does_outside() -> None:
    loop = asyncio.get_running_loop()
    began, outside = loop.time(), time.monotonic()
    await asyncio.sleep(SPAN)

    assert loop.time() - began >= SPAN
    assert time.monotonic() - outside >= SPAN - 0.05
