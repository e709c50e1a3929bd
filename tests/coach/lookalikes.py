"""Writes ``en_words.toml``: which real words must not be mended, and which of the lexicon's are common.

Run ``python -m tests.coach.lookalikes LIST``. The list has a word and its frequency on each line, the commonest first:
``frequency_dictionary_en_82_765.txt`` of the package symspellpy 6.10 (MIT).
"""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

from bot.coach.lexicon import FOLDER, load
from bot.coach.spelling import speller

REAL = 20_000
"""So many of the commonest words count as real …"""
LONG, REAL_IF_LONG = 6, 65_000
"""… and more where they are long: lorries are no worries."""
RARE = 60_000
"""Of the others, so many are real or a slip of a commoner one: the words beside them tell."""
COMMON = 900
"""Words of the lexicon among so many of the commonest win where two are one slip away."""
SHORT, COMMON_IF_SHORT = 4, 12_000
"""Short words among so many of the commonest are told by how common they are."""


def ranked(path: Path) -> list[str]:
    """Read the words of a frequency list in their order."""
    words = [line.split()[0].casefold() for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    return [word for word in dict.fromkeys(words) if word.isalpha()]


def written(words: list[str]) -> str:
    """Give the text of the file."""
    lexicon = load()
    bare = speller(lexicon.spelling.rank, ())
    own = bare.known | lexicon.words.keys()
    meant = [*words[:REAL], *(word for word in words[REAL:REAL_IF_LONG] if len(word) >= LONG)]
    real = sorted(w for w in meant if len(w) > 2 and w not in own and bare.candidates(w))
    others = (word for word in words[REAL:RARE] if 2 < len(word) < LONG)
    rare = sorted(word for word in others if word not in own and bare.candidates(word))
    common = [w for w in words[:COMMON] if len(w) > 2 and w in bare.known]
    short = [w for w in words[:COMMON_IF_SHORT] if len(w) < SHORT or (len(w) == SHORT and w in bare.known)]
    fill = textwrap.TextWrapper(width=110, break_long_words=False, break_on_hyphens=False).fill
    return (
        "# Written by tests/coach/lookalikes.py from a list of word frequencies; not to be edited by hand.\n"
        "# Real words one slip away from a word of the lexicon: they are left as they are.\n"
        f'words = """\n{fill(" ".join(real))}\n"""\n'
        "# Rarer ones: they are left where the words beside them do not ask for another one.\n"
        f'rare = """\n{fill(" ".join(rare))}\n"""\n'
        "# Words of the lexicon that are common in the language: they win where two are as near.\n"
        f'common = """\n{fill(" ".join(common))}\n"""\n'
        "# Short words, the commonest first.\n"
        f'short = """\n{fill(" ".join(short))}\n"""\n'
    )


def main() -> None:
    """Write the file beside the lexicon."""
    target = FOLDER / "en_words.toml"
    target.write_text(written(ranked(Path(sys.argv[1]))), encoding="utf-8")
    sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
