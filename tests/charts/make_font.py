"""Cut the font of the pictures out of Inter: `python -m tests.charts.make_font FOLDER`, where Inter's .otf files are.

Debian's package fonts-inter has them. The licence asks for no other name of what was cut, the trademark does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONT = Path(__file__).parents[2] / "bot" / "charts" / "font"
FAMILY = "Milepost Sans"
WEIGHTS = {"regular": "Inter-Regular.otf", "semibold": "Inter-SemiBold.otf"}
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin, with every accent of Europe's languages
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x2039, 0x203A, 0x2030),  # – to ‰
    *(0x2082, 0x2083, 0x2212, 0x03A9, 0x03BC, 0x03C0, 0x2713, *range(0x2190, 0x2194)),  # CO₂, −, Ω, μ, π, ✓, arrows
    *(0x20A6, 0x20A9, 0x20AB, 0x20AC, 0x20B1, 0x20B4, 0x20B9, 0x20BA, 0x20BD),  # money
]
_NAMES = {1: FAMILY, 3: "", 4: FAMILY, 6: FAMILY.replace(" ", ""), 16: FAMILY}


def cut(source: Path, target: Path, weight: str) -> dict[str, int]:
    """Write the subset to `target` and return how wide each letter is, in thousandths of the font's size."""
    font = TTFont(source)
    options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp"], name_IDs=["*"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    for record in list(font["name"].names):
        if record.nameID in _NAMES:
            record.string = f"{_NAMES[record.nameID]} {weight}".strip() if record.nameID == 4 else _NAMES[record.nameID]
        elif record.nameID in (17, 21, 22, 25):
            font["name"].removeNames(record.nameID)
    font["CFF "].cff.fontNames = [FAMILY.replace(" ", "")]
    for top in font["CFF "].cff.topDictIndex:
        top.FullName = top.FamilyName = FAMILY
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(target)
    units = font["head"].unitsPerEm
    return {chr(code): round(font["hmtx"][name][0] * 1000 / units) for code, name in font.getBestCmap().items()}


def main() -> None:
    """Write the fonts and their widths."""
    inter = Path(sys.argv[1])
    widths = {weight: cut(inter / name, FONT / f"{weight}.otf", weight) for weight, name in WEIGHTS.items()}
    (FONT / "widths.json").write_text(json.dumps(widths, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
