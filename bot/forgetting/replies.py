"""What Milepost says to somebody who wants to be forgotten, and to whoever goes on with a goal of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.forgetting.nobody import SOMEBODY
from bot.goals.titles import title_told
from bot.messages import Button, Field, Reply, Section, Tone
from bot.replies.wording import many, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.forgetting.successors import Succession
    from bot.forgetting.traces import Traces
    from bot.models import Goal, Share

_NAMED = 5
"""Goals that stay that are named; the rest is counted."""


def asked_to_forget(traces: Traces, *, again: bool = False) -> Reply:
    """Show what would go and what would stay, with the export first; `again`, as it has changed since it was shown."""
    goals = " (of goals: their words, milestones and numbers, not your reasons)" if traces.staying else ""
    changed = "Something has changed since I asked you, so I ask once more. " if again else ""
    return Reply(
        title="Shall I forget you?",
        sections=(
            Section(f"{changed}Nothing goes before you choose “Erase it all”. This would go:", tuple(_goes(traces))),
            Section(f"This would stay, without your name{goals}:", tuple(stays))
            if (stays := list(_stays(traces)))
            else Section("Nothing of yours would stay with me."),
            Section(
                "It can’t be undone, so take your goals along first.",
                buttons=(
                    Button("Export my goals", "export", "primary"),
                    Button("Erase it all", f"forget surely {traces.stamp}", "danger"),
                ),
            ),
        ),
        note="Messages that I wrote stand where they are, but for what I told channels that you reached.",
        tone=Tone.attention,
        replaces=again,
    )


def _goes(traces: Traces) -> Iterator[Field]:
    if traces.goals:
        yield Field(
            "Goals", _with(many(traces.goals, "goal"), (traces.milestones, "milestone"), (traces.checkins, "check-in"))
        )
    if traces.said_by_others:
        yield Field("On them", f"what others said in {many(traces.said_by_others, 'check-in')}")
    if traces.said_elsewhere:
        yield Field("On other goals", f"your words in {many(traces.said_elsewhere, 'check-in')}")
    if traces.parts:
        yield Field("Shared with you", f"your part in {many(traces.parts, 'goal')}")
    if traces.celebrated:
        yield Field("In channels", f"what I told of {many(traces.celebrated, 'thing')} that you reached")
    if traces.cheers:
        yield Field("For others", many(traces.cheers, "cheer"))
    yield Field(
        "About you",
        _with("your name, account and settings", (traces.days_off, "time off"), (traces.feeds, "calendar feed")),
    )
    yield Field("What happened", _with("your history", (traces.changes, "change"), (traces.messages, "message")))


def _with(what: str, *parts: tuple[int, str]) -> str:
    """Say what there is, `with` so many of its parts as there are any."""
    told = [many(count, noun).replace("time offs", "times off") for count, noun in parts if count]
    return f"{what} with {' and '.join(told)}" if told else what


def _stays(traces: Traces) -> Iterator[Field]:
    for one in traces.staying[:_NAMED]:
        yield Field(f"Goal {one.goal.number} {title_told(one.goal)}", _goes_on(one))
    if len(traces.staying) > _NAMED:
        yield Field("More goals that go on", str(len(traces.staying) - _NAMED))
    if traces.numbers:
        yield Field("Sums", many(traces.numbers, "number") + " that you added")
    if traces.digests:
        yield Field("Channels", f"{many(traces.digests, 'digest')} that you set up")


def _goes_on(one: Succession) -> str:
    name = one.to.name or "a colleague"
    return f"goes on with its co-owner {name}" if one.owned_it else f"stays the team’s, and {name} looks after it"


def forgotten(traces: Traces) -> Reply:
    """Say goodbye, and what somebody reads of them from now on."""
    stays = traces.staying or traces.numbers
    others = f"What stays for others is told as that of {quoted(SOMEBODY)}. " if stays else ""
    return Reply(
        title="I have forgotten you",
        sections=(Section(f"{others}If you write to me again, we begin anew, with your goal 1. All the best."),),
        note="What I wrote before stands where you read it, as I forgot which messages these were, too. On most "
        "platforms only whoever runs the place can delete them. Their buttons do nothing to goals that you set anew.",
        replaces=True,
    )


def nothing_to_forget() -> Reply:
    """Say that nothing is left; the second tap is harmless."""
    return Reply(
        title="I know nothing about you",
        sections=(Section("There is nothing of yours here, and this question I forget, too."),),
        replaces=True,
    )


def inherited(goal: Goal, part: Share, owner: str) -> Reply:
    """Tell somebody that a goal is theirs from now on, as whoever set it was forgotten."""
    del part, owner  # they are of the same person by now
    whose = "the team’s, and yours to look after" if goal.team else "yours now"
    return Reply(
        title=f"Goal {goal.ref} is {whose}: {goal.title}",
        sections=(
            Section(
                "Whoever set it has left and was forgotten. Its milestones and numbers are as they were; witnesses and "
                "managers no longer see it.",
                buttons=(
                    Button("Show it", f"show {goal.ref}", "primary"),
                    Button("Who sees it", f"share {goal.ref}"),
                    Button("Drop", f"drop {goal.ref}", "danger"),
                ),
            ),
        ),
        tone=Tone.attention,
    )
