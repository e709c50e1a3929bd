"""What Milepost says on Slack only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.forms.prefilled import call_of
from bot.messages import Button, Field, Reply, Section, Tone

if TYPE_CHECKING:
    from bot.catalogue import Commands
    from bot.messages import Form


def at_work() -> Reply:
    """Say that the answer takes a while."""
    return Reply(title="One moment, I am still at it")


def form_offered(form: Form, commands: Commands) -> Reply:
    """Offer a form by a button, where Slack lets none be opened directly."""
    wrong = form.errors
    needed = tuple(Field(ask.label, wrong.get(ask.name) or ask.hint) for ask in form.asks if ask.required or ask.error)
    return Reply(
        title="Something needs another look" if wrong else f"{form.title}: I need a little more",
        sections=(Section(fields=needed, buttons=(Button("Fill it in", call_of(form, commands), "primary"),)),),
        tone=Tone.refused if wrong else Tone.attention,
    )


def form_came_too_late(form: Form, commands: Commands) -> Reply:
    """Offer a form that Slack did not let us open, usually because that took longer than three seconds."""
    return Reply(
        title="Slack did not let me open the form in time",
        sections=(Section(buttons=(Button("Open it", call_of(form, commands), "primary"),)),),
        tone=Tone.attention,
    )


def file_lost() -> Reply:
    """Say that Slack did not take a file."""
    return Reply(
        title="The file did not go through",
        sections=(
            Section(text="Try again in a minute. If it stays so, ask your operator whether Milepost may write files."),
        ),
        tone=Tone.refused,
    )


def pictures_of(reply: Reply) -> Reply:
    """Return the pictures of `reply` alone, which follow its words as a message of their own."""
    return replace(reply, sections=tuple(Section(chart=chart) for chart in reply.charts), note="", replaces=False)
