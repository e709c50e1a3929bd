"""The few things that only the Slack adapter has to say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.messages import Button, Field, Reply, Section, Tone
from bot.openings import call_of

if TYPE_CHECKING:
    from bot.catalogue import Commands
    from bot.messages import Form


def at_work() -> Reply:
    """Say that the answer takes a while."""
    return Reply(title="One moment, I am still at it")


def form_offered(form: Form, commands: Commands) -> Reply:
    """Offer a form where Slack cannot open one by itself: a tap can."""
    wrong = form.errors
    needed = tuple(Field(ask.label, wrong.get(ask.name) or ask.hint) for ask in form.asks if ask.required or ask.error)
    return Reply(
        title="Something needs another look" if wrong else f"{form.title}: I need a little more",
        sections=(Section(fields=needed, buttons=(Button("Fill it in", call_of(form, commands), "primary"),)),),
        tone=Tone.refused if wrong else Tone.attention,
    )


def form_came_too_late(form: Form, commands: Commands) -> Reply:
    """Slack did not let the form open, mostly because it took longer than three seconds to ask."""
    return Reply(
        title="Slack did not let me open the form in time",
        sections=(Section(buttons=(Button("Open it", call_of(form, commands), "primary"),)),),
        tone=Tone.attention,
    )


def file_lost() -> Reply:
    """Slack did not take a file."""
    return Reply(
        title="The file did not go through",
        sections=(
            Section(text="Try again in a minute. If it stays so, ask your operator whether Milepost may write files."),
        ),
        tone=Tone.refused,
    )


def pictures_of(reply: Reply) -> Reply:
    """Send the pictures of a reply after it; its words stand where the person asked."""
    return replace(reply, sections=tuple(Section(chart=chart) for chart in reply.charts), note="", replaces=False)
