"""What looks like a secret is in no line of the log."""

from __future__ import annotations

import pytest

from bot.process.logs import without_secrets


@pytest.mark.parametrize("password", ["hunter2", "w/in", "pa@ss", "p@a/s@s", "50%25:x", "1234/5", "a?b#c"])
@pytest.mark.parametrize("user", ["", "me"])
def test_a_password_of_a_url_is_taken_out_whatever_it_holds(user: str, password: str) -> None:
    said = without_secrets(f"cannot open postgresql://{user}:{password}@db.example.com:5432/goals: it is away")

    assert said == "cannot open postgresql://[secret]@db.example.com:5432/goals: it is away"


@pytest.mark.parametrize(
    "line",
    [
        "http://127.0.0.1:8080/healthz answers",
        "http://127.0.0.1:8080/healthz is asked by ana@example.com",
        "https://example.com/@ana",
        "sqlite:////srv/milepost.db",
    ],
)
def test_an_address_without_a_password_stays_as_it_is(line: str) -> None:
    assert without_secrets(line) == line
