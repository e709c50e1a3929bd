"""Which changes of a log still stand, after undos and redos."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.models import Change
from bot.models.change import in_effect, standing

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


def log(*undone: int | None) -> list[Change]:
    """Return changes 1, 2, 3 … by what each took back."""
    return [
        Change(id=id_, person_id=1, at=NOW, summary="did something", undoes=undoes)
        for id_, undoes in enumerate(undone, start=1)
    ]


def ids(changes: list[Change]) -> list[int]:
    return [change.id for change in changes]


def test_what_was_taken_back_does_not_stand_and_neither_does_its_undo() -> None:
    changes = log(None, None, 1)

    assert ids(standing(changes)) == [2]
    assert ids(in_effect(changes)) == [2]


def test_what_was_done_again_stands_once() -> None:
    changes = log(None, 1, 2)

    assert ids(standing(changes)) == [1]
    assert ids(in_effect(changes)) == [1]


def test_the_undo_of_an_earlier_change_stands_and_is_not_in_effect() -> None:
    changes = log(None, None, 1)[1:]

    assert ids(standing(changes)) == [3, 2]
    assert ids(in_effect(changes)) == [2]
