"""Commands that show a picture, for trying how pictures arrive on each surface."""

from typing import Annotated

from bot.commands import command
from bot.kinds import Words
from bot.messages import Button, Chart, Reply, Section
from bot.talk import Talk
from tests.charts.examples import EXAMPLES

ALT = "Twelve weeks of running: 81 of 120 km by 31 December, just behind the pace."
STREAK_ALT = "The last sixteen weeks: 21 days in a row, the longest so far."


def progress_shown(*, private: bool = True, replaces: bool = False) -> Reply:
    """Answer with words, a picture, and a button that leads to another picture in its place."""
    buttons = (Button("Streak", "chart streak", "primary"), Button("Words", "chart words"))
    chart = Chart(ALT, EXAMPLES["progress"])
    return Reply(
        title="Goal 1: Run to the sea",
        sections=(Section(text="Nearly there.", chart=chart, buttons=buttons),),
        private=private,
        replaces=replaces,
    )


def streak_shown() -> Reply:
    """Put another picture in the place of the tapped message."""
    chart = Chart(STREAK_ALT, EXAMPLES["streak"])
    buttons = (Button("Words", "chart words"),)
    return Reply(title="Your streak", sections=(Section(chart=chart, buttons=buttons),), replaces=True)


@command("chart", examples=["chart progress"])
async def chart(_talk: Talk, which: Annotated[Words, "Which one."] = "progress") -> Reply:
    """Show a picture."""
    if which == "words":
        return Reply(title="No picture here", replaces=True)
    return streak_shown() if which == "streak" else progress_shown(private=which != "public")
