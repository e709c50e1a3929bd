"""Small checks of JSON that combine into Block Kit's rules and complain in Slack's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .limits import most

Check = Callable[[Any, str], Iterator[str]]
"""Takes a value and its JSON pointer, and yields what is wrong with it."""


def problem(message: str, where: str) -> str:
    return f"{message} [json-pointer:{where}]"


def string(limit: str = "", *, least: int = 1) -> Check:
    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must be a string", where)
        elif len(value) < least:
            yield problem(f"must be more than {least - 1} characters", where)
        elif limit and len(value) > most(limit):
            yield problem(f"must be less than {most(limit) + 1} characters", where)

    return check


def matching(pattern: str, name: str) -> Check:
    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield problem(f"must be a valid {name}", where)

    return check


def url(limit: str) -> Check:
    def check(value: Any, where: str) -> Iterator[str]:
        yield from string(limit)(value, where)
        if isinstance(value, str) and not re.match(r"(https?|slack|mailto|tel):", value):
            yield problem("must be a valid url", where)

    return check


def whole(least: int, greatest: int) -> Check:
    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield problem("must be an integer", where)
        elif not least <= value <= greatest:
            yield problem(f"must be between {least} and {greatest}", where)

    return check


def flag(value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield problem("must be a boolean", where)


def one_of(*values: str) -> Check:
    def check(value: Any, where: str) -> Iterator[str]:
        if value not in values:
            yield problem(f"must be one of: {', '.join(values)}", where)

    return check


def each(check_one: Check, limit: str, *, least: int = 1) -> Check:
    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield problem("must provide an array", where)
            return
        if len(value) < least:
            yield problem(f"no less than {least} items allowed", where)
        if len(value) > most(limit):
            yield problem(f"no more than {most(limit)} items allowed", where)
        for number, item in enumerate(value):
            yield from check_one(item, f"{where}/{number}")

    return check


def shape(required: Mapping[str, Check] | None = None, optional: Mapping[str, Check] | None = None) -> Check:
    """Check an object with these keys and no others."""
    must = dict(required or {})
    known = {**must, **dict(optional or {})}

    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must provide an object", where)
            return
        for key in must.keys() - value.keys():
            yield problem(f"missing required field: {key}", where)
        for key, inner in value.items():
            if key in known:
                yield from known[key](inner, f"{where}/{key}")
            else:
                yield problem(f"invalid additional property: {key}", where)

    return check


def typed(table: Mapping[str, Check]) -> Check:
    """Check an object by what its `type` asks for."""

    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must provide an object", where)
        elif "type" not in value:
            yield problem("missing required field: type", where)
        elif not isinstance(value["type"], str) or value["type"] not in table:
            yield problem(f"unsupported type: {value['type']}", f"{where}/type")
        else:
            rest = {key: inner for key, inner in value.items() if key != "type"}
            yield from table[value["type"]](rest, where)

    return check


def both(*checks: Check) -> Check:
    """Check one thing after another; a later check may rely on what an earlier one found sound."""

    def check(value: Any, where: str) -> Iterator[str]:
        for one in checks:
            found = list(one(value, where))
            yield from found
            if found:
                return

    return check


def plain(limit: str) -> Check:
    return typed({"plain_text": shape({"text": string(limit)}, {"emoji": flag})})


def prose(limit: str) -> Check:
    """Check a text object of either kind."""
    return typed(
        {
            "plain_text": shape({"text": string(limit)}, {"emoji": flag}),
            "mrkdwn": shape({"text": string(limit)}, {"verbatim": flag}),
        },
    )
