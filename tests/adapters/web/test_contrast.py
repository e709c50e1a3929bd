"""Whatever is read or filled in on the page stands out from what it stands on, by day and by night."""

from __future__ import annotations

import re

import pytest

from adapters.web.playground import STATIC

TEXT, EDGE = 4.5, 3.0
"""The least contrast of words and of the border of a blank (WCAG 2.2, 1.4.3 and 1.4.11)."""
CSS = (STATIC / "page.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
)
SEEN = [
    *((words, under, TEXT) for words in ("ink", "soft") for under in ("ground", "paper", "tint", "attention-tint")),
    *(("accent", under, TEXT) for under in ("paper", "attention-tint")),
    *(("edge", under, EDGE) for under in ("paper", "ground")),
    *(("#ffffff", f"face-{who}", TEXT) for who in ("alice", "bob", "chika")),
    *(("on-accent", "accent", TEXT), ("refused", "paper", TEXT), ("attention", "attention-tint", TEXT)),
]


LOOKS = {
    look: [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        for block in re.findall(rf'\[data-look="{look}"\] \{{\n(\s+--.*?)\}}', CSS, re.DOTALL)
    ]
    for look in ("slack", "discord")
}
SEEN_THERE = [
    *((words, under) for words in ("ink", "soft") for under in ("ground", "paper", "tint")),
    *(("accent", "paper"), ("refused", "paper"), ("on-accent", "accent"), ("on-app", "app"), ("ink", "button")),
    *(("#ffffff", colour) for colour in ("#4752c4", "#1f7a43", "#c02a34", "#007a5a")),
]


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("seen", "under", "least"), SEEN)
def test_what_is_seen_stands_out_by_day_and_by_night(seen: str, under: str, least: float) -> None:
    for colours in (LIGHT, LIGHT | DARK):
        assert contrast(colours.get(seen, seen), colours[under]) >= least


@pytest.mark.parametrize("look", ["slack", "discord"])
@pytest.mark.parametrize(("seen", "under"), SEEN_THERE)
def test_what_is_seen_in_a_look_stands_out_by_day_and_by_night(look: str, seen: str, under: str) -> None:
    day, night = LOOKS[look]
    for colours in (LIGHT | day, LIGHT | DARK | day | night):
        below = str(colours.get(under, colours["paper"] if under == "button" else under))

        assert contrast(str(colours.get(seen, seen)), below) >= TEXT


def test_a_blank_and_what_it_waits_for_are_drawn_in_these_colours() -> None:
    assert re.search(r"input,\nselect,\ntextarea \{[^}]*border: 1px solid var\(--edge\)", CSS)
    assert re.search(r"::placeholder \{\s*color: var\(--soft\);\s*opacity: 1;", CSS)
