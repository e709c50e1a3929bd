"""Memory that was needed only to get ready is given back."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_READY = """
from pathlib import Path
from bot.process.memory import keep_what_is_loaded

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4 // 1024

pieces = [bytes(8_000) for _ in range(5_000)]
kept = pieces[::50]
del pieces
before = resident()
keep_what_is_loaded()
print(before - resident())
"""
"""Forty megabytes of which one in fifty pieces stays."""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what is free between what stays")
def test_what_is_free_between_what_stays_is_given_back_to_the_system() -> None:
    ready = subprocess.run([sys.executable, "-c", _READY], capture_output=True, text=True, check=True)

    assert int(ready.stdout) > 20
