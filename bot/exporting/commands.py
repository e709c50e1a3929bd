"""What people ask about their goals as files."""

import asyncio
from typing import Annotated

from bot import changes
from bot.commands import command
from bot.exporting import calendars, pages, replies, tables
from bot.exporting.agenda import agenda
from bot.exporting.document import Document
from bot.exporting.kinds import Format, Pasted
from bot.exporting.rows import gather, has_settled, restore, so_far
from bot.messages import File, Reply
from bot.replies.wording import many
from bot.talk import Talk


async def written(document: Document, talk: Talk, as_: str) -> File:
    """Return `document` as a file of the format `as_`."""
    match as_:
        case "csv":
            return File("goals.csv", "text/csv", tables.write(document))
        case "markdown":
            return File("goals.md", "text/markdown", pages.write(document, await so_far(talk)))
        case "ical":
            ahead = await agenda(talk.session, talk.me, for_others=False)
            return File("goals.ics", "text/calendar", await asyncio.to_thread(calendars.write, ahead.entries))
        case _:
            return File("goals.json", "application/json", document.model_dump_json(indent=1, exclude_defaults=True))


@command("export", examples=["export", "export as: csv", "export as: ical"])
async def export(talk: Talk, *, as_: Annotated[Format, "What you want to open it with."] = "json") -> Reply:
    """Get all your goals as a file, for yourself alone."""
    document = await gather(talk)
    beside = bool(document.elsewhere or document.away or has_settled(talk.me))
    if not document.goals and (as_ != "json" or not beside):
        return replies.nothing_to_export(beside=beside)
    return replies.exported(document, await written(document, talk, as_), as_)


@command("import", examples=['import {"milepost": 1, "goals": [{"number": 1, "title": "Read 24 books"}]}'])
async def import_(talk: Talk, file: Annotated[Pasted, "What export gave you, as JSON or CSV."]) -> Reply:
    """Set the goals of a file again, for yourself alone."""
    made, known = await restore(talk, file)
    if not made:
        return replies.nothing_new(known)
    change = await changes.record(talk, f"imported {many(len(made), 'goal')}")
    return replies.imported(made, known, change)
