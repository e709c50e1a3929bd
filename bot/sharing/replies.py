"""What others read of a goal, and what Milepost says to those who are asked to have a part in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.coach.expressing import means_leaving
from bot.coach.replies import measured
from bot.dates.wording import day
from bot.goals.buttons import celebrate_button, leave_button
from bot.goals.fields import contributed, due_shown
from bot.goals.reason_replies import reason_kept, reason_read
from bot.goals.titles import title_told
from bot.goals.visibility import Sight
from bot.line.naming import as_typed
from bot.messages import Button, Field, Reply, Section, Tone, Value
from bot.models import Audience, Goal, Milestone, MilestoneState, Person, Role, Share, ShareState
from bot.replies.wording import undo_button

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.checkins.standing import Standing
    from bot.dates.workdays import Calendar
    from bot.goals.progress import Progress
    from bot.goals.sighting import Sighting
    from bot.history.changed import Changed
    from bot.messages import Address
    from bot.models import Change

_CAN = {
    Role.witness: "sees how it stands, and nothing else",
    Role.manager: "sees how it stands, its milestones, numbers and dates, and not your notes or your reason",
    Role.owner: "sees it as you do, but for your reason, and may change it",
    Role.contributor: "adds to it",
}
_STATES = {
    ShareState.asked: "asked, no answer yet",
    ShareState.agreed: "agreed",
    ShareState.declined: "declined",
    ShareState.ended: "no longer",
}
_CHANGES = 5
"""Changes that are told one by one; all of them stand in the goal's history."""


def goal_told(
    sighting: Sighting,
    standing: Standing,
    calendar: Calendar,
    now: datetime,
    *,
    said: Sequence[Field],
    added: Sequence[Field],
    posted: bool = False,
) -> Reply:
    """Show a goal to somebody else, as far as they see it, with what each has `added`; `posted` for a channel."""
    goal = sighting.goal
    by = (Field("Set by", sighting.owner),) if goal.team and sighting.owner else ()
    adding = sighting.may_add and goal.is_ahead
    check_in = (Button("Check in", f"form checkin {as_typed(title_told(goal))}", "primary"),) if adding else ()
    leave = (leave_button(goal),) if sighting.part is not None and not posted else ()
    sections = [
        Section(
            fields=(*by, *_facts(goal, standing.progress, calendar, sighting.sight), *said), buttons=(*check_in, *leave)
        )
    ]
    told = (step for step in standing.steps if not means_leaving(step.title, goal.misread))
    steps = tuple(Field(step.title, _step(step, calendar, now)) for step in told)
    if sighting.sight >= Sight.told and steps:
        sections.append(Section("Milestones", steps))
    if sighting.sight >= Sight.told:
        sections += contributed(added)
    return Reply(title=f"{sighting.whose}: {title_told(goal)}", sections=tuple(sections), private=not posted)


def _facts(goal: Goal, progress: Progress, calendar: Calendar, sight: Sight) -> list[Field]:
    state = f"{goal.standing} on {day(calendar.day_of(goal.ended_at))}" if goal.ended_at else goal.standing
    facts = [Field("State", state)]
    if progress.words:
        facts.append(Field("Progress", progress.words if sight >= Sight.told else f"{progress.percent} %"))
    if goal.due is not None:
        facts.append(Field("Due", goal.due.shown(calendar)))
    if sight >= Sight.told and goal.counts is not None and goal.counts.kind != "done":
        facts.append(Field("Counted", measured(goal.counts)))
    return facts


def _step(step: Milestone, calendar: Calendar, now: datetime) -> Value:
    if step.state is not MilestoneState.open:
        return str(step.state)
    return due_shown(step, calendar, now)


def previewed(goal: Goal, told: Reply, parts: Sequence[tuple[Share, Person]], place: Address | None) -> Reply:
    """Show the owner what others would read, which is what is `told` them, who sees it, and how it can be shared."""
    who = [Field("Audience", _audience(goal, place))]
    who += [Field(person.called, f"{part.role.named}: {_STATES[part.state]}") for part, person in parts]
    acts = [] if place is None else [Button("Post it here once", f"post {goal.ref}", "primary")]
    if place is not None and not goal.team and not _is_shown(goal, place):
        acts.append(Button("Show it to this channel", f"share {goal.ref} with: here"))
    if place is not None and not goal.team:
        acts.append(Button("Make it this team’s", f"share {goal.ref} with: team"))
    acts.append(Button("Ask somebody", f"form invite {goal.ref}"))
    acts.append(Button("Word it differently", f"form alter {goal.ref}"))
    acts += [stop_button(goal)] if parts or goal.realm else []
    return Reply(
        title=f"What others would read of goal {goal.ref}",
        sections=(
            Section(told.title),
            *(replace(section, buttons=()) for section in told.sections),
            *reason_read(goal),
            Section("Who sees it now", tuple(who)),
            Section(buttons=tuple(acts)),
        ),
        note=reason_kept(goal),
    )


def _audience(goal: Goal, place: Address | None) -> str:
    """Say who sees a goal by its audience, for the owner who looks from `place`."""
    if goal.team:
        return "its channel, as the team’s own goal"
    if goal.audience is not Audience.channel:
        return goal.audience.named
    elsewhere = "one channel" if place is None else "another channel than this one"
    return "this channel" if _is_shown(goal, place) else f"{elsewhere}: the one in which you showed it"


def _is_shown(goal: Goal, place: Address | None) -> bool:
    """Tell whether a goal is shown to the channel `place`, and to nobody beside by its audience."""
    return goal.audience is Audience.channel and goal.place == place


def over(goal: Goal) -> str:
    """Remark, where a goal is shown to others that is no longer ahead, that they read so; else nothing."""
    return "" if goal.is_ahead else f" It is {goal.standing}, and that is what they read."


def stop_button(goal: Goal) -> Button:
    """Return the button that ends all sharing of a goal."""
    return Button("Stop sharing", f"unshare {goal.ref}", "danger")


def asked(goal: Goal, part: Share, person: Person, change: Change, at: datetime | str) -> Reply:
    """Say that somebody was asked, and if not just now, `at` what moment; nothing is seen before they agree."""
    name = person.name or "They"
    return Reply(
        title=f"I ask {person.name or 'them'} to be {part.role.one} of goal {goal.ref}",
        sections=(
            Section(
                f"Once they agree, {name} {_CAN[part.role]}. Before that they see only your name and the goal’s "
                f"words.{over(goal)}",
                (Field(f"{name} gets it" if person.name else "They get it", at),) if at else (),
                buttons=(undo_button(change),),
            ),
            *reason_read(goal),
        ),
        tone=Tone.good,
        replaces=True,
    )


def asked_already(goal: Goal, part: Share, person: Person) -> Reply:
    """Say how it stands with somebody who was asked before: the second time is harmless."""
    return Reply(
        title=f"{person.name or 'They'} as {part.role.named} of goal {goal.ref}: {_STATES[part.state]}",
        sections=(Section(buttons=(Button("Who sees it", f"share {goal.ref}"),)),),
        replaces=True,
    )


def invited(goal: Goal, part: Share, owner: str) -> Reply:
    """Ask somebody to have a part in a goal."""
    can = {
        Role.witness: "You would see how it stands, and nothing else.",
        Role.manager: "You would see how it stands, its milestones, numbers and dates, and could not change it.",
        Role.owner: "You would see it whole, but for their private reason, and could change it.",
    }
    return Reply(
        title=f"{owner or 'Somebody'} asks you to be {part.role.one} of a goal: {title_told(goal)}",
        sections=(
            Section(
                can.get(part.role, ""),
                buttons=(
                    Button("I’m in", f"agree {part.id}", "primary"),
                    Button("No, thank you", f"decline {part.id}"),
                ),
            ),
        ),
        tone=Tone.attention,
    )


def answered(goal: Goal, part: Share, person: str) -> Reply:
    """Tell the owner what somebody said."""
    said = {
        ShareState.agreed: "agreed",
        ShareState.ended: "has left",
        ShareState.asked: "has taken the answer back",
    }.get(part.state, "would rather not")
    return Reply(
        title=f"{person or 'Somebody'} {said}: {part.role.named} of goal {goal.ref} {goal.title}",
        sections=(Section(buttons=(Button("Who sees it", f"share {goal.ref}"),)),),
    )


def changed(goal: Goal, person: str, what: Changed, calendar: Calendar, *, offers: bool = False) -> Reply:
    """Tell the owner what a co-owner changed in a goal, first of all its end or its date.

    With `offers`, what is reached may be celebrated in its channel.
    """
    became = {
        "reached": "says that it is reached",
        "dropped": "dropped it",
        "paused": "paused it",
        "archived": "archived it",
    }.get(goal.standing, "took it up again")
    did = became if what.moved_on else "moved its date" if what.dated_anew else "changed it"
    rest = len(what.lines) - _CHANGES
    lines = [*what.lines[:_CHANGES], *([f"and {rest} more"] if rest > 0 else [])]
    due = goal.due.shown(calendar) if goal.due is not None else "no date any more"
    is_over = what.moved_on and goal.standing != "active"
    buttons = (
        Button("Show it", f"show {goal.ref}"),
        Button("History", f"history {goal.ref}"),
        *((Button("Reopen", f"reopen {goal.ref}"),) if is_over else ()),
        *((celebrate_button(f"celebrate {goal.ref}"),) if is_over and offers else ()),
    )
    return Reply(
        title=f"Goal {goal.ref} {goal.title}: {person or 'a co-owner'} {did}",
        sections=(Section("\n".join(lines), (Field("Due", due),) if what.dated_anew else (), buttons),),
    )


def agreed(goal: Goal, part: Share, owner: Person, change: Change | None = None) -> Reply:
    """Confirm, and say what they can do now."""
    others = "" if part.role is Role.owner else " To see the goals of others, type list whose: shared."
    return Reply(
        title=f"You are {part.role.one} of {owner.name or 'a'}’s goal: {title_told(goal)}",
        sections=(
            Section(
                f"You call it goal {part.number}.{others}",
                buttons=(Button("Show it", f"show {part.number}"), *((undo_button(change),) if change else ())),
            ),
        ),
        tone=Tone.good,
        replaces=True,
    )


def declined(owner: Person, change: Change | None = None) -> Reply:
    """Confirm without judgement."""
    undo = (Section(buttons=(undo_button(change),)),) if change is not None else ()
    return Reply(title=f"All right. I let {owner.name or 'them'} know.", sections=undo, replaces=True)


def offered_no_more() -> Reply:
    """Say in its place that an offer is over of which nothing is known any more."""
    return Reply(
        title="That offer is no longer open",
        sections=(Section("The goal is gone, or whoever set it. There is nothing for you to do."),),
        replaces=True,
    )


def shown_no_more(goal: Goal, part: Share, owner: str) -> Reply:
    """Let somebody know that they have no part in a goal any more."""
    return Reply(
        title=f"{owner or 'Somebody'} no longer shows you a goal: {title_told(goal)}",
        sections=(Section(f"You are {part.role.named} of it no more."),),
    )


def left(goal: Goal, owner: Person, change: Change) -> Reply:
    """Confirm that a part was given back."""
    whose = f"{owner.name}’s" if owner.name else "that"
    return Reply(
        title=f"You have left {whose} goal: {title_told(goal)}",
        sections=(Section(f"I let {owner.name or 'them'} know.", buttons=(undo_button(change),)),),
        replaces=True,
    )


def unshared(goal: Goal, person: Person | None, change: Change) -> Reply:
    """Confirm that somebody no longer sees it; or without a `person`, that nobody else does."""
    name = (person.name or "That person") if person else ""
    return Reply(
        title=f"{name} no longer sees goal {goal.ref}" if name else f"Goal {goal.ref} is yours alone",
        sections=(Section(buttons=(undo_button(change),)),),
        tone=Tone.good,
        replaces=True,
    )
