"""The pictures of a reply on their way out: painted away from the event loop, or put into words where none can go.

Why by a process of its own: docs/decisions/0009.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import charts

if TYPE_CHECKING:
    from bot.messages import Reply, Section


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture as a file."""

    name: str
    """The file's name, of which a message has no two alike; it says the kind of picture and nothing about anybody."""
    alt: str
    png: bytes


async def painted(reply: Reply) -> tuple[Painted, ...]:
    """Paint the charts of `reply`, in their order; raises `bot.charts.Unpainted`."""
    files = await asyncio.gather(*(asyncio.to_thread(charts.png, chart.picture) for chart in reply.charts))
    return tuple(
        Painted(f"{number}-{charts.name(chart.picture)}", chart.alt, png)
        for number, (chart, png) in enumerate(zip(reply.charts, files, strict=True), 1)
    )


def worded(reply: Reply, note: str = "", *, keep: int = 0) -> Reply:
    """Return `reply` with its charts in words, but for the first `keep`; `note` joins the small print."""
    kept, sections = keep, []
    for section in reply.sections:
        sections.append(section if section.chart is None or kept > 0 else _in_words(section))
        kept -= section.chart is not None
    return replace(reply, sections=tuple(sections), note=" ".join(filter(None, (reply.note, note))))


def _in_words(section: Section) -> Section:
    alt = section.chart.alt if section.chart else ""
    return replace(section, text="\n".join(filter(None, (section.text, alt))), chart=None)
