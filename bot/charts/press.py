"""Turns the SVG that comes in into a PNG that goes out: a program of its own, which `png` starts for each picture.

The library holds Python's one lock while it paints, so that in our own process a thread would not help: everybody
would wait for the picture. Takes the factor to enlarge by, and the files of the fonts.
"""

from __future__ import annotations

import sys
from pathlib import Path

import resvg_py


def main() -> None:
    """Paint one picture; without its fonts the words would vanish in silence, so then there is none."""
    zoom, *fonts = sys.argv[1:]
    missing = [font for font in fonts if not Path(font).is_file()]
    if missing or not fonts:
        sys.exit(f"no font: {', '.join(missing)}")
    painted = resvg_py.svg_to_bytes(
        svg_string=sys.stdin.buffer.read().decode(), zoom=float(zoom), skip_system_fonts=True, font_files=fonts
    )
    sys.stdout.buffer.write(painted)


if __name__ == "__main__":
    main()
