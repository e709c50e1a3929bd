"""What an operator reads: lines that work as they stand, and sentences in the place of tracebacks."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli.programs import answers
from bot.cli.welcome import welcome
from bot.process.shell import shell_line
from bot.settings import Settings


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


@pytest.mark.parametrize(
    ("set_", "told"),
    [
        ({}, "on at http://127.0.0.1:8080"),
        ({"host": "0.0.0.0"}, "on at http://127.0.0.1:8080"),
        ({"web": False}, "off: set PUBLIC_URL in .env"),
        ({"web": False, "public_url": "https://goals.example.com/"}, "on at https://goals.example.com"),
    ],
)
def test_it_is_said_where_calendars_are_read(set_: dict[str, Any], told: str) -> None:
    lines = welcome(Settings(_env_file=None, **set_), "").splitlines()

    assert [line.split(maxsplit=1)[1].strip() for line in lines if "Calendars" in line] == [told]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("'--help'", 0, "goals and milestones in Slack and Discord"),
        ("'retry', 'abc'", 2, "“abc” is no number from 1 to"),
    ],
)
def test_the_command_line_speaks_where_rich_is_not_installed(words: str, status: int, said: str) -> None:
    """The pinned requirements leave it out, though Typer names it."""
    line = f"import runpy, sys; sys.modules['rich'] = None; sys.argv[1:] = [{words}]; "
    spoken = subprocess.run(
        [sys.executable, "-c", line + "runpy.run_module('bot', run_name='__main__', alter_sys=True)"],
        env={"PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert spoken.returncode == status
    assert said in spoken.stdout + spoken.stderr


def test_what_is_installed_leaves_out_what_milepost_never_uses() -> None:
    listed = Path("requirements/unneeded.txt").read_text(encoding="utf-8").splitlines()
    unneeded = {line for line in listed if line and not line.startswith("#")}
    pinned = Path("requirements/run.txt").read_text(encoding="utf-8").splitlines()

    assert not unneeded & {line.partition("==")[0] for line in pinned}


@pytest.mark.slow
def test_a_wrong_address_for_slack_is_refused_in_one_sentence() -> None:
    done = operator("manifest", "slack", "--url", "foo")

    assert done.returncode == 2
    assert done.stderr == "foo is no public https address: write it like https://goals.example.com\n"
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["retry", "abc"], "“abc” is no number from 1 to"),
        (["simulate", "0"], "“0” is no number from 1 to 366"),
        (["run", "--role", "boss"], "“boss” is none of all, web, gateway, scheduler"),
        (["import", "nofile.json", "--for", "slack:T:U"], "I can't read nofile.json: No such file or directory"),
        (["chat", "--zone", "Mars/Base"], "I don't know the zone “Mars/Base”; say one like Europe/Lisbon"),
        (["when", "--zone", ""], "I don't know the zone “”"),
        (["chat", "--as", " "], "say who you are, for example: --as ana"),
    ],
)
@pytest.mark.slow
def test_what_an_operator_mistypes_is_told_in_our_words(words: list[str], said: str) -> None:
    done = operator(*words)
    told = " ".join(done.stderr.split())

    assert done.returncode == 2
    assert said in told
    assert not any(library in told for library in ("Input should", "Value error", "Errno"))


@pytest.mark.parametrize(("program", "example"), [("when", "by end of Q2"), ("coach", "Read 24 books by June")])
@pytest.mark.slow
def test_a_line_that_a_program_gets_wrong_is_answered_with_an_example_for_it(program: str, example: str) -> None:
    line = [sys.executable, "-m", "bot", program]
    done = subprocess.run(line, input='{"tex": 1}\n', capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == {"error": f'a line looks like {{"text": "{example}"}}'}


def test_each_line_for_a_program_has_one_answer_an_empty_one_too() -> None:
    """Whoever asks can put question and answer side by side."""
    lines = ['{"text": "a"}', "", "   ", "{", '{"text": "b"}']

    told = [json.loads(answer) for answer in answers(lines, lambda asked: {"heard": asked["text"]}, "Run")]

    assert len(told) == len(lines)
    assert [one.get("heard") for one in told] == ["a", None, None, None, "b"]
    assert told[1] == {"error": 'a line looks like {"text": "Run"}'}


@pytest.mark.slow
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
