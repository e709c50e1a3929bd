"""What a number token says: its value, and whether it reads as a day, a year, a clock time, money or a share."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SHAPE = re.compile(r"([$€£¥#]?)(\d+(?:[.,:/]\d+)*)([^\W\d_]{0,3}|%)$")
_SCALE = {"k": 1e3, "m": 1e6, "mio": 1e6, "bn": 1e9, "b": 1e9, "mrd": 1e9}
CURRENCY = frozenset("$€£¥")
_ORDINAL = frozenset({"st", "nd", "rd", "th"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """The value of a number and the ways it can be read."""

    value: float
    unit: str
    """What was written onto it: ``%``, a currency sign, ``km``; empty if nothing."""
    readings: frozenset[str]


def _value(digits: str) -> float | None:
    if ":" in digits or "/" in digits:
        return None
    if "," in digits and "." in digits:
        decimal = max(digits.rfind(","), digits.rfind("."))
        whole = digits[:decimal].replace(",", "").replace(".", "")
        return float(f"{whole}.{digits[decimal + 1 :]}") if whole.isdecimal() else None
    for sign in (",", "."):
        if sign in digits:
            parts = digits.split(sign)
            grouped = all(len(part) == 3 for part in parts[1:])
            # 10.000 is ten thousand to many, and to nobody ten with three decimals; 42.195 is a marathon.
            thousands = grouped and (sign == "," or len(parts) > 2 or (parts[1].endswith("00") and parts[0] != "0"))
            if thousands:
                return float("".join(parts))
            return float(f"{parts[0]}.{parts[1]}") if len(parts) == 2 else None
    return float(digits)


def _calendar(digits: str) -> set[str]:
    readings: set[str] = set()
    parts = digits.replace(".", ":").split(":")
    if ":" in digits and len(parts) == 2 and all(len(part) <= 2 for part in parts):
        if int(parts[0]) < 25 and len(parts[1]) == 2 and int(parts[1]) < 60:
            readings.add("clock")
        return readings | {"ratio"}
    if "/" in digits:
        numbers = [int(part) for part in digits.split("/") if part.isdecimal()]
        return {"slashdate"} if len(numbers) in (2, 3) and all(0 < n <= 31 for n in numbers[:2]) else set()
    return readings


def read_numeral(word: str) -> Numeral | None:
    """Read one number token; None if it is none."""
    shape = _SHAPE.match(word) if len(word) <= 24 else None
    if shape is None or not shape.group(2).isascii():
        return None
    sign, digits, suffix = shape.groups()
    value = _value(digits)
    if value is None:
        return Numeral(0.0, suffix, frozenset(_calendar(digits) | {"numeric"}))
    if digits[0] == "0" and len(digits) == 5 and digits[2] == ".":
        return Numeral(0.0, suffix, frozenset({"slashdate", "numeric"}))  # 03.04.
    special = _suffixed(value, sign, suffix)
    if special is not None:
        return special
    return _plain(value, digits, _calendar(digits) | {"n", "numeric"})


def _suffixed(value: float, sign: str, suffix: str) -> Numeral | None:
    """Read what is written onto a number: am, th, %, k, a currency, a unit."""
    unit = sign if sign in CURRENCY else ""
    money = {"money"} if unit else set()
    if suffix in ("am", "pm"):
        return Numeral(value, "", frozenset({"clock", "numeric"}))
    if suffix in _ORDINAL:
        return Numeral(value, "", frozenset({"ordinal", "numeric"} | ({"day"} if value <= 31 else set())))
    if suffix in _SCALE and (unit or suffix != "m"):
        return Numeral(value * _SCALE[suffix], unit, frozenset({"n", "numeric", "scaled"} | money))
    if sign == "#":
        return Numeral(value, "", frozenset({"numeric", "label"}))
    kind = "percent" if suffix == "%" else "money" if unit else "unit"
    return Numeral(value, unit or suffix, frozenset({"n", "numeric", kind})) if unit or suffix else None


def _plain(value: float, digits: str, readings: set[str]) -> Numeral:
    """Read a bare number as the day or year that it may be."""
    if digits.isdecimal() and 1 <= value <= 31:
        readings.add("day")
    if digits.isdecimal() and len(digits) == 4 and 1990 <= value <= 2099:
        readings.add("year")
    if "." in digits:
        readings.add("dotted")
    return Numeral(value, "", frozenset(readings))
