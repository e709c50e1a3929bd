"""Every dialog in this folder is what Milepost says today; `pytest --rewrite` writes them anew.

`alice> list` is said to Milepost alone, `alice #general> list` in a channel.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adapters.terminal import PLATFORM, REALM, Terminal
from bot.dispatch import Dispatcher
from bot.everything import all_commands
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from tests.house import StillClock

if TYPE_CHECKING:
    from bot.storage.database import Database

DIALOGS = sorted(Path(__file__).parent.glob("*.txt"))
SPAN = re.compile(r"\((\d+) (second|minute|hour|day)s? later\)")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite is enough here: the core's own tests run on PostgreSQL as well."""
    return sqlite_url


async def replay(dialog: str, database: Database) -> str:
    """Return `dialog` with what Milepost says after each line of a person, or after a while."""
    clock = StillClock()
    said: list[str] = []

    def show(text: str) -> None:
        said.extend(f"  {part}".rstrip() for part in text.rstrip().splitlines())

    dispatcher = Dispatcher(database=database, commands=all_commands(), clock=clock)
    terminals: dict[str, Terminal] = {}
    for line in dialog.splitlines():
        speaker, mark, words = line.partition(">")
        name, _, channel = speaker.partition(" #")
        span = SPAN.fullmatch(line)
        if not line or line.startswith((" ", "#")) or not (mark or span):
            said += [line] if line.startswith("#") else []
            continue
        said += ["", line]
        if span:
            end = clock.now() + timedelta(**{f"{span[2]}s": int(span[1])})
            lanes = {Lane(PLATFORM, person): terminal for person, terminal in terminals.items()}
            lanes |= {Lane(PLATFORM, REALM): terminal for terminal in list(terminals.values())[:1]}
            deliverer = Deliverer(database=database, outgoing=lanes, clock=clock)
            while (due := await deliverer.next_due()) is not None and due <= end:
                clock.advance(max(due - clock.now(), timedelta(0)))
                await deliverer.send_due()
            clock.advance(end - clock.now())
            continue
        if name not in terminals:
            terminals[name] = Terminal(
                dispatcher=dispatcher,
                person=name,
                zone="Europe/Lisbon",
                show=show,
                as_json=False,
            )
        await terminals[name].hear(words.strip(), channel)
    return "\n".join(said).strip() + "\n"


@pytest.mark.parametrize("path", DIALOGS, ids=lambda path: path.stem)
async def test_a_dialog_is_what_milepost_says(path: Path, database: Database, request: pytest.FixtureRequest) -> None:
    written = path.read_text(encoding="utf-8")

    said = await replay(written, database)

    if request.config.getoption("--rewrite"):
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")
