"""What the documents say is what the code does."""

from __future__ import annotations

import re
import shutil
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from bot import VERSION
from bot.doctor.tables import tables
from bot.errors import Refusal
from bot.everything import all_commands
from bot.line.grammar import parse
from bot.messages import Address
from bot.metrics.looks import Looked
from bot.metrics.registry import Metrics
from bot.nudges.backlog import Backlog
from bot.settings import Settings, SettingsFault, load
from bot.storage.database import SCHEMA, Database
from tests.conversations.test_conversations import replay

if TYPE_CHECKING:
    from tests.compiled import Compiled

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

WIDEST = 150
"""Characters in a line of the README: a row of a table cannot be broken."""


async def test_every_dialog_in_the_documents_is_what_milepost_says(
    tmp_path: Path, sqlite_with_tables: Path, compiled: Compiled, request: pytest.FixtureRequest
) -> None:
    for document in DOCUMENTS:
        written = document.read_text(encoding="utf-8")
        said = written
        for number, block in enumerate(re.findall(r"```dialog\n(.*?)```", written, re.DOTALL)):
            path = shutil.copy(sqlite_with_tables, tmp_path / f"{document.stem}{number}.db")
            database = compiled.lent(Database(f"sqlite:///{path}"))
            said = said.replace(block, await replay(block, database))
            await database.close()
        if request.config.getoption("--rewrite"):
            document.write_text(said, encoding="utf-8")

        assert said == document.read_text(encoding="utf-8")


def test_the_operators_example_shows_the_version_of_the_tables() -> None:
    shown = re.findall(r"^✓ Tables +(.+)$", (ROOT / "docs/operations.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert shown == [tables(SCHEMA).told]


def test_every_setting_stands_in_the_example_with_a_comment() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    named = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))

    assert named == {name.upper() for name in Settings.model_fields}


def test_the_example_is_what_one_gets_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    without = load()

    (tmp_path / ".env").write_text((ROOT / ".env.example").read_text(encoding="utf-8"), encoding="utf-8")

    assert load() == without


def test_who_runs_it_is_named_by_platform_workspace_and_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMINS", "slack:T1:U1, discord::123")

    assert load().admins == {Address("slack", "T1", "U1"), Address("discord", "", "123")}


def test_wrong_settings_are_all_reported_at_once_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "eighty")
    monkeypatch.setenv("DATABASE_URL", "mysql://x")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "nonsense")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("LEASE_SECONDS", "-3")
    monkeypatch.setenv("HOST", "999.1.1.1")
    monkeypatch.setenv("PUBLIC_URL", "https://")

    with pytest.raises(SettingsFault) as fault:
        load()

    words = str(fault.value)
    wrong = ("PORT", "DATABASE_URL", "SLACK_BOT_TOKEN", "LEASE_SECONDS", "HOST", "PUBLIC_URL")
    assert [f"{name}: " in words for name in wrong] == [True] * len(wrong)
    assert "sqlite:///milepost.db" in words
    assert "write whole seconds from 1 to 50, for example 30" in words
    assert "999.1.1.1 is no address" in words
    assert "Input should" not in words


@pytest.mark.parametrize("url", ["postgresql://me:hunter2@here:port/goals", "sqlite://C:\\goals.db:x"])
def test_an_address_of_a_database_with_a_part_that_is_none_is_told_without_the_password(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(SettingsFault, match=r"DATABASE_URL: write it like sqlite:///milepost\.db") as fault:
        load()

    assert "hunter2" not in str(fault.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "[::1]", "localhost", "goals.example.com", "10.0.0.7"])
def test_an_address_or_a_name_can_be_listened_on(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", host)

    assert load().host == host


def test_a_name_that_is_nearly_a_settings_is_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(
        "SLACK_BOT_TOKN=xoxb-1\nPOSTGRES_USER=me\nlog_level=loud\nHOME=/\n", encoding="utf-8"
    )

    with pytest.raises(SettingsFault) as fault:
        load()

    first, second = str(fault.value).splitlines()
    assert first == "SLACK_BOT_TOKN: no setting is called so; did you mean SLACK_BOT_TOKEN?"
    assert second.startswith("LOG_LEVEL: ")


def test_half_a_slack_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")

    with pytest.raises(SettingsFault, match="SLACK_APP_TOKEN"):
        load()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_the_documents_is_understood(document: Path) -> None:
    commands = all_commands()

    for line in re.findall(r"`/goal ([^`]+)`", document.read_text(encoding="utf-8")):
        try:
            parse(line, commands)
        except Refusal as refusal:
            pytest.fail(f"{line}: {refusal.message}")


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    missing = [command.path for command in all_commands() if f"`/goal {command.path}" not in readme]

    assert missing == []


def test_no_line_of_the_readme_is_longer_than_a_window() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [line for line in readme.splitlines() if len(line) > WIDEST] == []


def test_the_alerts_in_the_documents_are_rules_about_numbers_that_there_are() -> None:
    written = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```yaml\n(.*?)```", written, re.DOTALL)
    rules = yaml.safe_load(block)["groups"][0]["rules"]
    metrics = Metrics(version="1", role="all")
    metrics.begin(["slack"])
    told = metrics.text(Looked({"slack": Backlog(0, timedelta(0))}, {"slack": True})).decode()
    families = set(re.findall(r"^# TYPE (milepost_\w+)", told, re.MULTILINE))
    asked = {name for rule in rules for name in re.findall(r"milepost_\w+", rule["expr"])}

    assert asked == {
        "milepost_outbox_oldest_due_age_seconds",
        "milepost_nudges_given_up_total",
        "milepost_connected",
    }
    assert asked <= families
    assert {rule["annotations"]["summary"] != "" and rule["alert"].isalnum() for rule in rules} == {True}
    assert set(re.findall(r"`(milepost_\w+)`", written)) == families


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["version"] == VERSION


def test_each_decision_is_named_where_it_was_carried_out_and_each_that_is_named_is_there() -> None:
    written = {path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")}
    places = [
        ROOT / "Makefile",
        *(path for room in ("bot", "adapters", "scheduler") for path in (ROOT / room).rglob("*.py")),
    ]
    told = "".join(path.read_text(encoding="utf-8") for path in places)

    named = set(re.findall(r"docs/decisions/([0-9]{4})", told))

    assert named == written
