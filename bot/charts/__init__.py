"""Pictures of goals: values that say what to show, and the painting of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.charts import overview, progress, roadmap, streak
from bot.charts.letters import FILES
from bot.charts.values import Overview, Progress, Roadmap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.charts.paper import Card
    from bot.charts.values import Picture

ZOOM = 2.5
"""Pixels for each unit of a card: sharp on a phone, which shows a card about 340 points wide."""
_SECONDS = 10
_PRESS = Path(__file__).with_name("press.py")


class Unpainted(Exception):  # noqa: N818 - an outcome, not an error
    """The picture could not be painted; the reason is for the log."""


def card(picture: Picture) -> Card:
    """Return the drawing of `picture`, whose measures are known before it is painted."""
    if isinstance(picture, Progress):
        return progress.draw(picture)
    if isinstance(picture, Overview):
        return overview.draw(picture)
    return roadmap.draw(picture) if isinstance(picture, Roadmap) else streak.draw(picture)


def name(picture: Picture) -> str:
    """Return a file name that says what kind of picture it is, and nothing about anybody."""
    return f"{type(picture).__name__.lower()}.png"


def png(picture: Picture, *, fonts: Sequence[Path] = FILES) -> bytes:
    """Paint `picture`: the same value, the same bytes. Takes about a tenth of a second; call it in a thread.

    Raises Unpainted.
    """
    command = [sys.executable, "-I", str(_PRESS), str(ZOOM), *map(str, fonts)]
    drawn = card(picture).svg().encode()
    try:
        done = subprocess.run(command, input=drawn, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
    except subprocess.CalledProcessError as failed:
        raise Unpainted(failed.stderr.decode(errors="replace")[-300:]) from failed
    except (OSError, subprocess.TimeoutExpired) as failed:
        raise Unpainted(str(failed)) from failed
    return done.stdout
