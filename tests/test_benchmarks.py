"""The benchmarks run in an environment of their own, which has nothing of what only tests need."""

from __future__ import annotations

import subprocess
import sys

import pytest

WITHOUT = "import sys; sys.modules['pytest'] = None; import "


@pytest.mark.slow
@pytest.mark.parametrize("name", ["commands.__main__", "crash.__main__", "pace.__main__", "soak"])
def test_a_benchmark_starts_without_pytest(name: str) -> None:
    """They borrow the tests' peers and crowds, and no fixtures with them."""
    started = subprocess.run(
        [sys.executable, "-c", f"{WITHOUT}benchmarks.{name}"], capture_output=True, text=True, check=False
    )

    assert not started.stderr
