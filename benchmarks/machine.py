"""What a benchmark ran on."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def described() -> str:
    """Return the machine in a line; figures mean nothing without it."""
    return (
        f"{os.cpu_count()} CPUs ({_cpu()}), {_memory_gb():.0f} GB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}; load before: {os.getloadavg()[0]:.1f}"
    )


def _cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
