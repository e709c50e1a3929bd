"""The country of a time zone, from the zone database itself."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def country_of(zone: str) -> str:
    """Return the ISO 3166 code of the country that an IANA zone is named for; empty if it is nobody's."""
    return _of_zones().get(zone, "")


@cache
def _of_zones() -> Mapping[str, str]:
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {zone: country for country, _, zone, *_ in rows}
