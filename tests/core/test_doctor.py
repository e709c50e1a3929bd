"""What `doctor` finds out about the database, this machine and the port, and how it is told."""

from __future__ import annotations

import asyncio
import json
import socket
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url, text

from adapters.slack.manifest import OPTIONAL_SCOPES, SCOPES
from adapters.web import checks as web
from adapters.web.host import Host
from bot.__main__ import doctor
from bot.cli.doctor import examined, json_line, sayable
from bot.clock import Clock
from bot.doctor import machine, sqlite_file
from bot.doctor.database import checks
from bot.doctor.examining import Check, examine
from bot.doctor.finding import Finding, Standing, off, well, wrong
from bot.doctor.readiness import Readiness
from bot.settings import Settings
from bot.storage.database import SCHEMA, Database
from tests.adapters.web.conftest import hosted, settings
from tests.peers.discord import DiscordPeer
from tests.peers.slack import SlackPeer
from tests.test_crash import bot, environment_of

if TYPE_CHECKING:
    from collections.abc import Sequence

WELL, WRONG = Standing.well, Standing.wrong


async def found(url: str, clock: Clock | None = None) -> dict[str, Finding]:
    """Look at a database, and return the findings by what they are about."""
    looked = await examine(checks(Settings(_env_file=None, database_url=url), clock or Clock()))
    return {one.about: one for one in looked}


def file_of(url: str) -> Path:
    """Return the file of an SQLite database."""
    return Path(make_url(url).database or "")


async def test_a_database_that_is_well_has_nothing_to_mend_and_keeps_what_it_had(database_url: str) -> None:
    told = await found(database_url)

    assert {(one.standing, one.mend) for one in told.values()} == {(WELL, "")}
    assert told["Tables"].told == f"Version {SCHEMA}, as this Milepost needs them"
    assert "can be written" in told["Database"].told
    beside = {"Journal", "Integrity", "Disk"} if database_url.startswith("sqlite") else {"Database clock"}
    assert told.keys() == {"Database", "Tables"} | beside
    assert await found(database_url) == told | {about: told[about] for about in beside}


@pytest.mark.parametrize(
    ("version", "mended"),
    [("0001", "python -m bot upgrade"), ("9999", "Run the Milepost that made them, or a newer one")],
)
async def test_tables_of_another_version_are_told_with_what_to_do(
    database: Database, database_url: str, version: str, mended: str
) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text(f"UPDATE alembic_version SET version_num = '{version}'"))
    one = (await found(database_url))["Tables"]

    assert one.standing is WRONG
    assert mended in one.mend
    async with database.engine.begin() as connection:
        await connection.execute(text(f"UPDATE alembic_version SET version_num = '{SCHEMA}'"))


async def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    new, nowhere = tmp_path / "new.db", tmp_path / "no" / "new.db"
    told, lost = await found(f"sqlite:///{new}"), await found(f"sqlite:///{nowhere}")

    assert told["Database"].told == f"{new} is not there yet; it is made at the first start"
    assert {one.standing for one in told.values()} == {WELL}
    assert lost["Database"].told == f"There is no folder {nowhere.parent}"
    assert list(tmp_path.iterdir()) == []


async def test_a_file_that_is_damaged_no_database_or_held_by_another_program_is_told(sqlite_url: str) -> None:
    file = file_of(sqlite_url)
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        held = {one.about: one for one in sqlite_file.findings(str(file), busy_seconds=0.1)}
        other.rollback()
        root = other.execute("SELECT rootpage FROM sqlite_master WHERE name = 'goal'").fetchone()[0]
        size = other.execute("PRAGMA page_size").fetchone()[0]
    whole = file.read_bytes()
    file.write_bytes(whole[: (root - 1) * size] + b"\xff" * size + whole[root * size :])
    damaged = await found(sqlite_url)
    file.write_text("Dear diary, " * 1000, encoding="utf-8")
    diary = await found(sqlite_url)

    assert (held["Database"].standing, held["Database"].mend) == (WRONG, "End the program that holds it")
    assert held["Tables"].standing is WELL, "who only looks does not wait"
    assert damaged["Integrity"].standing is WRONG
    assert "restore a backup" in damaged["Integrity"].mend
    assert diary["Database"].told == f"{file}: file is not a database"


@pytest.mark.parametrize("table", ["some", "alembic_version"])
async def test_a_file_of_another_program_is_told_and_left_as_it_is(tmp_path: Path, table: str) -> None:
    file = tmp_path / "theirs.db"
    with closing(sqlite3.connect(file)) as theirs:
        theirs.execute(f"CREATE TABLE {table} (version_num)")
    before = file.read_bytes()

    told = await found(f"sqlite:///{file}")

    assert [(one.about, one.standing, one.told) for one in told.values()] == [
        ("Database", WRONG, f"{file} is of another program")
    ]
    assert told["Database"].mend == "Name another file in DATABASE_URL"
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


async def test_a_file_keeps_the_journal_that_it_had(sqlite_url: str) -> None:
    """As one that was restored from a dump; Milepost sets WAL when it starts."""
    file = file_of(sqlite_url)
    with closing(sqlite3.connect(file)) as restored:
        restored.execute("PRAGMA journal_mode=DELETE")
    told = await found(sqlite_url)
    with closing(sqlite3.connect(file)) as after:
        journal = after.execute("PRAGMA journal_mode").fetchone()[0]

    assert {one.standing for one in told.values()} == {WELL}
    assert told["Journal"].told.startswith("WAL: ")
    assert journal == "delete"


async def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        gone = (await found(f"postgresql://me:hunter2@127.0.0.1:{free.getsockname()[1]}/goals"))["Database"]

    assert gone.standing is WRONG
    assert "hunter2" not in str(gone)
    assert "DATABASE_URL" in gone.mend


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_server_that_can_only_be_read_and_whose_clock_goes_wrong_is_told(
    database: Database, database_url: str
) -> None:
    name = make_url(database_url).database
    async with database.engine.begin() as connection:
        await connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    clock = Clock()
    clock.advance(timedelta(seconds=60))
    told = await found(database_url, clock)
    async with database.engine.begin() as connection:
        await connection.execute(text(f"ALTER DATABASE {name} RESET default_transaction_read_only"))

    assert told["Database"].standing is WRONG
    assert "cannot execute UPDATE in a read-only transaction" in told["Database"].told
    assert told["Database clock"].standing is WRONG
    assert told["Database clock"].told == "The database's clock is 60 seconds behind this machine's"


async def test_checks_run_at_once_and_what_one_raises_is_its_finding() -> None:
    met = asyncio.Barrier(2)

    async def meets() -> Sequence[Finding]:
        await met.wait()
        return [well("One of two", "met")]

    async def breaks() -> Sequence[Finding]:
        raise RuntimeError("xoxb-1-secret, and\x1b[2J\nmore")

    told = await examine([Check("A", meets, "m"), Check("B", meets, "m"), Check("C", breaks, "Look there")], 5)

    assert [one.standing for one in told] == [WELL, WELL, WRONG]
    assert told[2] == wrong("C", "I could not look: RuntimeError: [secret], and [2J more", "Look there")


def test_what_is_wrong_needs_a_way_to_mend_it() -> None:
    with pytest.raises(ValueError, match="how is Tables mended"):
        wrong("Tables", "They are gone", "")


def test_a_line_for_each_finding_the_way_to_mend_it_below_and_the_sum_at_the_end() -> None:
    findings = [well("Tables", "Version 7"), off("Slack", "Off", "Set it"), wrong("Port", "Taken", "Free it")]

    assert examined(findings) == [
        "✓ Tables  Version 7",
        "– Slack   Off",
        "          → Set it",
        "✗ Port    Taken",
        "          → Free it",
        "",
        "One thing is wrong.",
    ]
    assert examined(findings[:2])[-1] == "All is well."
    assert sayable("✗ Port  → “Ünï” 目", "latin-1") == 'x Port  > "Ünï" ?'
    assert json.loads(json_line(findings[2])) == {
        "about": "Port",
        "standing": "wrong",
        "told": "Taken",
        "mend": "Free it",
    }


@pytest.mark.parametrize(
    ("theirs", "standing", "said"),
    [
        ("Tue, 24 Nov 2026 10:00:01 GMT", WELL, "This machine's clock is the same as Slack's"),
        ("Tue, 24 Nov 2026 10:00:12 GMT", WELL, "This machine's clock is 12 seconds behind Slack's"),
        ("Tue, 24 Nov 2026 09:00:00 GMT", WRONG, "This machine's clock is 3,600 seconds ahead of Slack's"),
        ("yesterday", Standing.off, "Slack did not tell the time"),
    ],
)
def test_a_clock_is_compared_with_the_date_of_an_answer(theirs: str, standing: Standing, said: str) -> None:
    one = machine.clock("Clock", "Slack", theirs, datetime(2026, 11, 24, 10, tzinfo=UTC))

    assert (one.standing, one.told) == (standing, said)


async def test_zones_of_this_machine_that_are_older_than_ours_are_told(tmp_path: Path) -> None:
    place = tmp_path / "Europe"
    place.mkdir()
    (place / "Lisbon").touch()
    (tmp_path / "tzdata.zi").write_text("# version 2019a\n", encoding="ascii")

    (old,), (ours,) = await machine.zones([str(tmp_path)]), await machine.zones([])

    assert old.told == f"2019a, this machine's own, in {tmp_path}"
    assert "Milepost brings newer ones" in old.mend
    assert ours.told.endswith("brought by Milepost")


async def test_a_port_is_free_or_another_programs_or_milepost_s_which_says_whether_it_is_ready(
    database: Database,
) -> None:
    async def away() -> Finding:
        return wrong("Slack", "No socket is open", "Look there")

    async def port(number: int) -> Finding:
        return (await examine(web.checks(settings(port=number))))[0]

    another = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    number = another.sockets[0].getsockname()[1]
    others = await port(number)
    another.close()
    await another.wait_closed()
    free = await port(number)
    async with hosted(Host(settings(), [], Readiness(database, []))) as url:
        ours = await port(make_url(url).port or 0)
    async with hosted(Host(settings(), [], Readiness(database, [away]))) as url:
        ill = await port(make_url(url).port or 0)

    assert free.told == f"127.0.0.1 port {number} is free"
    assert (others.standing, others.told) == (WRONG, f"127.0.0.1 port {number} is taken by another program")
    assert (ours.standing, ours.told.partition(" at ")[0]) == (WELL, "Milepost itself runs")
    assert ill.standing is WRONG
    assert ill.told.endswith("is not ready: Slack: No socket is open")


async def test_nothing_switched_on_is_wrong_and_a_playground_for_everybody_is_pointed_out() -> None:
    nothing = (await examine(web.checks(settings(web=False))))[1]
    on = (await examine(web.checks(settings(host="0.0.0.0"))))[1]

    assert (nothing.standing, nothing.about) == (WRONG, "Playground")
    assert "WEB=true" in nothing.mend
    assert on.standing is WELL
    assert "no passwords" in on.mend


async def test_it_is_said_whether_calendars_can_be_read_and_what_to_set() -> None:
    none = (await examine(web.checks(settings(web=False))))[2]
    here = (await examine(web.checks(settings(port=8080))))[2]
    on = (await examine(web.checks(settings(web=False, public_url="https://203.0.113.7"))))[2]

    assert (none.standing, none.about, none.told) == (Standing.off, "Calendars", "Off")
    assert (here.standing, here.told) == (WELL, "On for this machine alone")
    assert "PUBLIC_URL" in none.mend
    assert here.mend == none.mend
    assert (on.standing, on.told, on.mend) == (WELL, "On at https://203.0.113.7", "")


@pytest.mark.parametrize(
    ("url", "told", "consider"),
    [
        ("https://localhost", ", for this machine alone", "set PUBLIC_URL, like"),
        ("http://127.0.0.1:8131", ", for this machine alone", "set PUBLIC_URL, like"),
        ("http://203.0.113.7", "", "speaks https"),
        ("https://goals.invalid", "", "This machine knows no goals.invalid"),
    ],
)
async def test_an_address_that_calendars_cannot_read_or_others_can_is_pointed_out(
    url: str, told: str, consider: str
) -> None:
    one = (await examine(web.checks(settings(web=False, public_url=url))))[2]

    assert (one.standing, one.told) == (WELL, f"On at {url}{told}")
    assert consider in one.mend


async def test_two_ports_that_are_one_are_told_before_a_start_fails_by_them() -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    front, metrics, *_ = await examine(web.checks(settings(port=port, metrics_port=port)))

    assert (front.standing, metrics.standing) == (WELL, WRONG)
    assert metrics.told == f"127.0.0.1 port {port} is what HOST and PORT name, too"
    assert metrics.mend == f"Set METRICS_PORT={port + 1}"


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_an_operator_asks_beside_a_milepost_that_runs_in_slack_and_discord(sqlite_url: str) -> None:
    """As real processes: while all is well, and when Slack took its token back."""
    async with SlackPeer.started(scopes=SCOPES | OPTIONAL_SCOPES) as slack, DiscordPeer.started() as discord:
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        environment = environment_of(sqlite_url, slack) | {
            "PORT": port,
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
        }
        async with bot(environment):
            await slack.connected()
            await discord.connected()
            well_ = await asked(environment)
            await slack.revoke_token()
            ill = await asked(environment)
        bare = await asked(environment | {"SLACK_APP_TOKEN": ""})
    looks = [json.loads(line) for line in well_[1].splitlines()]
    wrongs = [one["about"] for line in ill[1].splitlines() if (one := json.loads(line))["standing"] == "wrong"]

    assert (well_[0], well_[2]) == (0, "")
    assert {one["standing"] for one in looks} == {"well", "off"}
    assert f"Milepost itself runs at 127.0.0.1 port {port}, and is ready" in [one["told"] for one in looks]
    assert (ill[0], wrongs, ill[2]) == (1, ["Slack bot token"], "")
    assert (bare[0], bare[2].splitlines()[0]) == (2, "Milepost cannot start:"), "wrong settings are told as run does"


async def asked(environment: dict[str, str]) -> tuple[int, str, str]:
    """Return the code, the output and the errors of `python -m bot doctor --json`."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "doctor", "--json"),
        env={"PATH": "", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    return process.returncode or 0, output.decode(), errors.decode()


@pytest.mark.parametrize("as_json", [False, True])
async def test_doctor_looks_at_everything_and_ends_with_a_code_for_programs(
    sqlite_url: str, capsys: pytest.CaptureFixture[str], *, as_json: bool
) -> None:
    good, bad = settings(database_url=sqlite_url), settings(database_url="sqlite:////no/such/folder/x.db")
    codes = [await doctor(good, as_json=as_json), await doctor(bad, as_json=as_json)]
    said = capsys.readouterr().out.splitlines()

    assert codes == [0, 1]
    told = [json.loads(line)["about"] for line in said] if as_json else [line[2:].split("  ")[0] for line in said]
    for about in ("Database", "Tables", "Slack", "Discord", "Port", "Playground", "Time zones"):
        assert about in told
