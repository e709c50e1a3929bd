"""What an operator reads: lines that work as they stand, and sentences in the place of tracebacks."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import welcome
from bot.settings import Settings
from bot.shell import shell_line


def operator(*words: str) -> subprocess.CompletedProcess[str]:
    """Return what `python -m bot …` does without any setting."""
    line = [sys.executable, "-m", "bot", *words]
    return subprocess.run(line, env={"PATH": ""}, capture_output=True, text=True, check=False)


def test_a_line_for_the_shell_names_the_python_that_runs_milepost() -> None:
    python, *words = shell_line("upgrade").split()

    assert Path(python).samefile(sys.executable)
    assert words == ["-m", "bot", "upgrade"]
    assert shell_line("manifest") in welcome(Settings(_env_file=None), "http://127.0.0.1:8080")


@pytest.mark.parametrize(("host", "is_warned"), [("127.0.0.1", False), ("localhost", False), ("0.0.0.0", True)])
def test_a_playground_that_others_can_reach_is_warned_of(host: str, *, is_warned: bool) -> None:
    told = welcome(Settings(_env_file=None, host=host), f"http://{host}:8080")

    assert ("the playground has no passwords" in told) is is_warned
    assert "no passwords" not in welcome(Settings(_env_file=None, host=host, web=False), "")


def test_a_wrong_address_for_slack_is_refused_in_one_sentence() -> None:
    done = operator("manifest", "slack", "--url", "foo")

    assert done.returncode == 2
    assert done.stderr == "foo is no public https address: write it like https://goals.example.com\n"
    assert done.stdout == ""


def test_a_program_for_json_lines_says_to_a_person_what_it_waits_for() -> None:
    ours, theirs = pty.openpty()
    line = [sys.executable, "-m", "bot", "when"]
    with subprocess.Popen(line, stdin=theirs, stderr=subprocess.PIPE, text=True) as program:
        assert program.stderr is not None
        told = program.stderr.readline()
        os.write(ours, b"\x04")
    os.close(theirs)
    os.close(ours)

    assert told.startswith("I wait for lines like {")
