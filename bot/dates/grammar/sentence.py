"""A text cut into words, each with what it can mean to a reader of times."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from bot.dates.grammar import lexicon, names, spelling, streets, titles

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.dates.grammar.lexicon import Lexicon, Meaning
    from bot.dates.when import Locale

_NAMES = r"(?P<name>https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[a-z]{2,8}\b|#[^\W\d_][\w-]{1,80}|[^\W_]{1,40}_[^\W_][\w.-]{0,80})"
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»\n]{3,120}[\"”“»]")
_WORK = re.compile(r"(?<!\w)[*_'\u2018]{1,2}([A-Z][^*_'\u2019\n]{3,80})[*_'\u2019]{1,2}(?!\w)")
"""A title in stars, in lines or in single quotation marks, behind what is done to a work."""
_DAYS = r"\d{1,2}/\d{1,2}(?:/\d{2,4})?(?=[-–—]\d{1,2}/\d)|\d{1,2}\.\d{1,2}\.\d{2,4}(?=[-–—]\d{1,2}\.\d{1,2}\.)"
_FIGURES = _DAYS + r"|\d+(?:(?:[.:/\-–—]|,(?!\d{1,2}(?::\d\d)?\s?[ap]m\b))\d+)*"
"""Digits with what joins them; two days that a dash stands between are three words, and so is "3,5pm"."""
_MARKS = r"\.(?=[-–—]\d)|[^\w\s]+|_|\n\s*"
_TOKEN = re.compile(rf"{_NAMES}|{_FIGURES}|[ap]\.\s?m\b\.?|[^\W\d_]+(?:['’][^\W\d_]+)*|{_MARKS}", re.IGNORECASE)
_HALVES = ("am", "pm")
"""The halves of a day, which may stand glued between an hour and a weekday."""
_ELIDED = frozenset({"l", "d", "qu", "j", "s"})

DIGITS: Meaning = {"digits": 1}
"""What a token of digits means until its neighbours are asked."""
MARK: Meaning = {"mark": 1}
"""Punctuation."""
REFERENCE: Meaning = {"mark": 1, "reference": 1}
"""An address or a tag, which no sentence goes on with."""
NOTHING: Meaning = {}
"""A word that has nothing to do with time."""
_TITLES = 5
"""How many names in quotation marks one text is looked at for."""
LIMIT = 1000
"""How many words of one text are read: nobody's date stands behind them."""


class Sentence:
    """The words of a text, with the moment at which it was said."""

    __slots__ = ("ends", "locale", "meanings", "now", "size", "starts", "text", "today", "words")

    def __init__(self, text: str, now: datetime, locale: Locale) -> None:
        self.text = text
        self.now = now
        self.today: date = now.date()
        self.locale = locale
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.meanings: list[Meaning] = []
        known = lexicon.load(locale.languages)
        self._cut(known)
        self._join_phrases(known)
        self.size = len(self.words)
        spelling.mend(self.words, self.meanings, known)
        self._hide_surnames()
        self._hide_titles()
        for i in (*streets.named_places(self), *names.of_venues(self), *names.of_agenda(self)):
            self.meanings[i] = NOTHING

    def get(self, i: int, kind: str) -> int | str | None:
        """Return what word `i` means in the class `kind`, None if it is no such word."""
        return self.meanings[i].get(kind) if 0 <= i < self.size else None

    def number(self, i: int, kind: str) -> int | None:
        """Return the number that word `i` means in the class `kind`."""
        value = self.get(i, kind)
        return value if isinstance(value, int) else None

    def name(self, i: int, kind: str) -> str | None:
        """Return the name that word `i` means in the class `kind`."""
        value = self.get(i, kind)
        return value if isinstance(value, str) else None

    def has(self, i: int, kind: str) -> bool:
        """Tell whether word `i` belongs to the class `kind`."""
        return 0 <= i < self.size and kind in self.meanings[i]

    def meaning(self, i: int) -> Meaning:
        """Return all that word `i` can mean, nothing beyond the ends."""
        return self.meanings[i] if 0 <= i < self.size else NOTHING

    def word(self, i: int) -> str:
        """Return word `i`, folded, or nothing beyond the ends."""
        return self.words[i] if 0 <= i < self.size else ""

    def said(self, i: int) -> str:
        """Return word `i` as it was written."""
        return self.text[self.starts[i] : self.ends[i]] if 0 <= i < self.size else ""

    def digits(self, i: int, most: int = 4) -> int | None:
        """Return the value of a plain whole number of at most `most` digits."""
        word = self.word(i)
        return int(word) if word.isdecimal() and len(word) <= most else None

    def glued(self, i: int) -> bool:
        """Tell whether word `i` follows the one before it without a space."""
        return 0 < i < self.size and self.starts[i] == self.ends[i - 1]

    def opens(self, i: int) -> bool:
        """Tell whether what is said begins at place `i`: the text, or what stands behind "Note:", "[ops]", " - "."""
        if i <= 0 or (i == 2 and self.word(0) == "@"):
            return True
        before = self.word(i - 1)[-1:]
        apart = i == 1 or not self.glued(i) or before == "\n"
        return self.has(i - 1, "mark") and apart and (before in _OPENING or _is_picture(before))

    def closes(self, i: int) -> bool:
        """Tell whether what is said ends before place `i`: with the text, a full stop, "(", " - ", a picture, "pls"."""
        mark = self.word(i)[:1]
        if i >= self.size or self.has(i, "appended") or self.has(i, "reference"):
            return True
        if not self.has(i, "mark"):
            return False
        apart = mark in _DASHES and not self.glued(i + 1) and not self.has(i + 1, "digits")
        return mark in _CLOSING or apart or _is_picture(mark)

    def heads(self, start: int, end: int) -> bool:
        """Tell whether words head what is said, as a day does in "wed - submit the claim" and "12/4: fitting"."""
        mark = self.word(end)
        marked = mark in _HEADED or mark[:2] == ".."
        return marked and self.opens(start) and not self.glued(end + 1) and end + 1 < self.size

    def forget(self, start: int, end: int) -> None:
        """Take their meaning from words that tell no time, so that no reader makes something of a part of them."""
        self.meanings[start:end] = [NOTHING] * (end - start)

    def begin(self, i: int) -> int:
        """Return where the sentence begins that word `i` belongs to."""
        last, first = min(i, self.size), max(i - _LONG, 0)
        return next((k for k in range(last, first, -1) if self.words[k - 1][-1:] in _STOPS), first)

    def skip(self, i: int, *kinds: str) -> int:
        """Return the first place from `i` on, at most three further, of a unit or in none of `kinds`."""
        for _ in range(3):
            if self.has(i, "unit") or not any(self.has(i, kind) for kind in kinds):
                return i
            i += 1
        return i

    def skip_mark(self, i: int, marks: str) -> int:
        """Return the place after a punctuation at `i` that begins with one of `marks`, or else `i`."""
        return i + 1 if self.word(i)[:1] in marks and self.word(i) else i

    def _cut(self, known: Lexicon) -> None:
        words, starts, ends, meanings = self.words, self.starts, self.ends, self.meanings
        lookup = known.words.get
        for found in _TOKEN.finditer(self.text):
            start, end = found.span()
            raw = found.group()
            # A mark that stands alone, such as a lone accent, may fold to nothing.
            word = raw.lower() if raw.isascii() else lexicon.fold(raw) or raw
            meaning = lookup(word)
            if meaning is None:
                if word[0].isdigit():
                    meaning = DIGITS
                elif found.lastgroup == "name":
                    meaning = REFERENCE
                elif not word[0].isalpha():
                    meaning = MARK
                    if raw in {"-", "–", "—"} and starts and end < len(self.text) and ends[-1] == start:
                        self._hyphen(start, end)
                        continue
                elif "'" in word or "’" in word or len(word) > 8 or word.startswith(_HALVES):
                    self._parts(word, start, end, known)
                    continue
                else:
                    meaning = NOTHING
            words.append(word)
            starts.append(start)
            ends.append(end)
            meanings.append(meaning)
            if len(words) >= LIMIT:
                return

    def _hyphen(self, start: int, end: int) -> None:
        """Drop the hyphen of "mid-June" and "year-end"; keep it between two times ("Mon-Fri") and numbers."""
        follows = self.text[end]
        if follows.isalpha() and self.words[-1][0].isalpha() and _DASHED.isdisjoint(self.meanings[-1]):
            return
        self._add("-", start, end, MARK)

    def _hide_surnames(self) -> None:
        """Take its meaning from the weekday or month that is somebody's name: "Frau Montag"."""
        titles = [i for i, meaning in enumerate(self.meanings) if "title" in meaning]
        for i in (place for title in titles for place in (title + 1, title + 2)):
            if names.of_person(self, i) and not _SURNAMES.isdisjoint(self.meanings[i]):
                self.meanings[i] = NOTHING

    def _hide_titles(self) -> None:
        """Take its meaning from what stands in quotation marks as the name of a book or a song."""
        for found in islice(_QUOTED.finditer(self.text), _TITLES):
            inner = found[0][1:-1]
            if len(inner) + 6 > len(self.text.strip()) or not inner[0].isupper() or " " not in inner.strip():
                continue
            self._hide(found.start(), found.end())
        if not any("enjoyed" in meaning or "viewed" in meaning for meaning in self.meanings):
            return
        for i in tuple(titles.after_verbs(self)):
            self.meanings[i] = NOTHING
        for found in islice(_WORK.finditer(self.text), _TITLES):
            before = bisect_left(self.starts, found.start()) - 1
            if " " in found[1].strip() and (self.has(before, "enjoyed") or self.has(before, "viewed")):
                self._hide(found.start(), found.end())

    def _hide(self, start: int, end: int) -> None:
        """Take its meaning from each word between two places of the text."""
        for i in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            self.meanings[i] = NOTHING

    def _parts(self, word: str, start: int, end: int, known: Lexicon) -> None:
        """Add a long or elided word: "l'année", "monday's", "Montagmorgen", or one that is simply unknown."""
        word = word.replace("’", "'")
        whole = known.words.get(word)
        head, quote, tail = word.partition("'")
        if whole is not None:
            self._add(word, start, end, whole)
        elif quote and head in _ELIDED:
            middle = start + len(head) + 1
            self._add(head + "'", start, middle, known.words.get(head + "'", NOTHING))
            self._add(tail, middle, end, known.words.get(tail, NOTHING))
        elif quote and tail == "s" and head in known.words:
            self._add(word, start, end, {**known.words[head], "possessive": 1})
        else:
            self._add_compound(word, start, end, known)

    def _add_compound(self, word: str, start: int, end: int, known: Lexicon) -> None:
        if word.startswith(_HALVES) and word[2:] in known.words and self.words and self.words[-1].isdecimal():
            self._add(word[:2], start, start + 2, known.words[word[:2]])  # 5pmfriday
            self._add(word[2:], start + 2, end, known.words[word[2:]])
            return
        for split in range(6, min(len(word) - 2, 12)):
            head, tail = known.words.get(word[:split], NOTHING), known.words.get(word[split:], NOTHING)
            if "weekday" in head and not _PARTS.isdisjoint(tail) and end - start == len(word):
                self._add(word[:split], start, start + split, head)
                self._add(word[split:], start + split, end, tail)
                return
        self._add(word, start, end, NOTHING)

    def _add(self, word: str, start: int, end: int, meaning: Meaning) -> None:
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)
        self.meanings.append(meaning)

    def _join_phrases(self, known: Lexicon) -> None:
        """Make one word of each phrase: "end of", "every other", "day after tomorrow"."""
        words, heads = self.words, known.phrases
        if heads.keys().isdisjoint(words):
            return
        kept = ([], [], [], [])  # type: tuple[list[str], list[int], list[int], list[Meaning]]
        i, size = 0, len(words)
        while i < size:
            last, meaning = i, self.meanings[i]
            seconds = heads.get(words[i])
            for rest, joined in seconds.get(words[i + 1], ()) if seconds and i + 1 < size else ():
                if len(rest) == 1 or tuple(words[i + 1 : i + 1 + len(rest)]) == rest:
                    last, meaning = i + len(rest), joined
                    break
            kept[0].append(words[i] if last == i else " ".join(words[i : last + 1]))
            kept[1].append(self.starts[i])
            kept[2].append(self.ends[last])
            kept[3].append(meaning)
            i = last + 1
        self.words, self.starts, self.ends, self.meanings = kept


def _is_picture(mark: str) -> bool:
    return ord(mark[:1] or " ") > _PICTURES


_STOPS = frozenset(".!?;…\n")
_OPENING = _STOPS | frozenset('-–—:,)]>*_•|"“')
_CLOSING = _STOPS | frozenset(',()[]"”')
_DASHES = frozenset("-–—:|*_~`")
_HEADED = frozenset({"-", "–", "—", ":", "->", "-->", "=>", ">", ">>", "→", "⇒", "➡", "➡️", "|", "•", "·", "…"})
"""Marks between what heads a line and the rest of it."""
_LONG = 60
"""How many words back the beginning of a sentence is looked for."""
_PICTURES = 0x2190
"""From this character on there are arrows, signs and emoji."""
_SURNAMES = frozenset({"weekday", "month", "season", "part"})
_PARTS = frozenset({"part", "parts", "part_tail"})
_DASHED = frozenset({"weekday", "weekday_short", "weekday_initial", "month", "quarter_label"})
