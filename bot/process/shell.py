"""How an operator calls Milepost from a shell, such that it works as it stands."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def shell_line(words: str) -> str:
    """Return the line that gives `words` to the Milepost that is running, by the Python that runs it."""
    python, here = Path(sys.executable), Path.cwd()
    called = os.path.relpath(python, here) if python.is_relative_to(here) else str(python)
    return f"{called} -m bot {words}"
