"""The date grammar and the coach for other programs: a JSON object per line in, a JSON object per line out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from bot.dates.when import Locale


def answers(lines: Iterable[str], answer: Callable[[dict[str, Any]], dict[str, Any]], example: str) -> Iterator[str]:
    """Answer each line, in order; one that is not `{"text": …}` is answered with what is wrong and an `example`.

    Each line has one answer, an empty one too, so that the caller can match answers to lines.
    """
    wrong = json.dumps({"error": f'a line looks like {{"text": "{example}"}}'})
    for line in lines:
        if not line.strip():
            yield wrong
            continue
        try:
            asked = json.loads(line)
        except ValueError as fault:
            yield json.dumps({"error": f"not JSON: {fault}"})
            continue
        if isinstance(asked, dict) and isinstance(asked.get("text"), str):
            yield json.dumps(answer(asked), ensure_ascii=False)
        else:
            yield wrong


def when(now: datetime, locale: Locale) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return what reads the time that `text` speaks of; `now` is aware, in the person's zone."""
    from bot.dates import grammar  # noqa: PLC0415 - the other program does not need it

    return lambda asked: grammar.to_json(grammar.read(asked["text"], now, locale), now.tzinfo)


def coach(now: datetime) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return what reads `text` as a goal, with `why` as its reason if that is given."""
    from bot.coach import answer, reader  # noqa: PLC0415 - the other program does not need it

    def read(asked: dict[str, Any]) -> dict[str, Any]:
        why = asked.get("why")
        return answer.to_json(reader.read(asked["text"], why=why if isinstance(why, str) else None, now=now))

    return read
