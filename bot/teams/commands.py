"""What people ask about a channel: its digest, and how its goals stand."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import islice
from typing import Annotated
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot import changes
from bot.commands import command
from bot.dates.rhythm import rhythm_in_words
from bot.dates.wording import ahead_in_words, minute
from bot.errors import Refusal
from bot.messages import Address, Reply
from bot.models import Change, LedgerEntry, Nudge, NudgeState, Person, Team, TeamState
from bot.nudges import digest_schedule, rounds
from bot.people.kinds import Zone
from bot.sharing.belonging import team_here
from bot.talk import Talk
from bot.teams import replies
from bot.teams.digest import digest
from bot.teams.kinds import HowLongBefore, SomeParts, TeamRhythm
from bot.teams.overview import overview

AHEAD = 3
"""How many coming digests are shown."""


async def _current(talk: Talk) -> Mapping[str, str]:
    """Return how this channel's digest is set."""
    row = await _team(talk, talk.place) if talk.place is not None else None
    if row is None or row.state is TeamState.withdrawn:
        return {}
    rhythm = "off" if row.state is not TeamState.active else rhythm_in_words(row.rhythm)
    return {
        "rhythm": rhythm,
        "zone": row.zone,
        "show": row.shows or "all",
        "ask": ahead_in_words(row.asks) if row.asks else "none",
    }


@command(
    "team",
    current=_current,
    title="A channel’s digest",
    examples=[
        "team",
        "team every Friday 15:00",
        "team every Friday 15:00 zone: Europe/Berlin",
        "team show: reached, at risk",
        "team ask: 1 day before",
        "team off",
    ],
)
async def team(
    talk: Talk,
    rhythm: Annotated[TeamRhythm, "When to post it, or off; leave it out to see how it is."] | None = None,
    *,
    zone: Annotated[Zone, "By whose clock; yours if you leave it out."] | None = None,
    show: Annotated[
        SomeParts, "What it tells: reached, moved, new, at risk, stuck, altered, on track, not updated, off; or all."
    ]
    | None = None,
    ask: Annotated[HowLongBefore, "How long before it I ask those whose goals it may tell of; none stops that."]
    | None = None,
) -> Reply:
    """Tell this channel regularly what changed among the goals it may see."""
    place = _place(talk)
    row = await _team(talk, place)
    if rhythm is None and zone is None and show is None and ask is None:
        return await _shown(talk, row) if row is not None else replies.no_team()
    if row is not None and rhythm is not None and not rhythm.rule and _is_anothers(row, talk):
        return replies.surely_off((await talk.session.get_one(Person, row.person_id)).name)
    if row is None:
        if rhythm is None or not rhythm.rule:
            return replies.no_team()
        row = _new(talk, place)
    elif row.state is not TeamState.active and rhythm is not None and rhythm.rule:
        row.told_at = talk.now  # what changed while it was off is no news any more
    before = _as_set(row)
    if rhythm is not None:
        row.state = TeamState.active if rhythm.rule else TeamState.paused
        row.rhythm = rhythm.rule or row.rhythm
        row.zone = rhythm.zone or row.zone
    if zone is not None:
        row.zone = zone.key
    row.shows = row.shows if show is None else show
    row.asks = row.asks if ask is None else ask
    _refuse_too_early(row, talk)
    if _as_set(row) == before:
        return await _shown(talk, row)  # nothing is new, so nobody else need read it
    row.person_id = talk.me.id
    await talk.session.flush()
    what = "switched the digest of a channel off" if row.state is not TeamState.active else "set a channel’s digest"
    change = await changes.record(talk, what)
    return await _shown(talk, row, change)


def _as_set(row: Team) -> tuple[str, ...]:
    """Return all that one can set of a digest."""
    return row.state, row.rhythm, row.zone, row.shows, str(row.asks)


def _refuse_too_early(row: Team, talk: Talk) -> None:
    """Raise Refusal for a round that would begin before the digest before it."""
    apart = rounds.nearest(row, talk.now) if row.asks else timedelta.max
    if timedelta(minutes=row.asks) >= apart:
        raise Refusal(
            f"{ahead_in_words(row.asks)} before is too early: the digest comes {rhythm_in_words(row.rhythm)}.",
            "Ask less long before, for example: team ask: 4 hours before",
            about="ask",
        )


def _new(talk: Talk, place: Address) -> Team:
    row = Team(
        platform=place.platform,
        realm=place.realm,
        channel=place.id,
        person_id=talk.me.id,
        zone=talk.me.zone,
        rhythm="",
        created_at=talk.now,
    )
    talk.session.add(row)
    return row


def _is_anothers(row: Team, talk: Talk) -> bool:
    return row.state is TeamState.active and row.person_id != talk.me.id


@command("team stop", examples=["team stop"], listed=False)
async def stop(talk: Talk) -> Reply:
    """Switch a digest off that somebody else has set up; the channel reads who did."""
    row = await _team(talk, _place(talk))
    if row is None or row.state is not TeamState.active:
        return await _shown(talk, row) if row is not None else replies.no_team()
    row.state = TeamState.paused
    return replies.stopped(talk.me.name, await changes.record(talk, "switched the digest of a channel off"))


@command("team preview", examples=["team preview"])
async def preview(talk: Talk) -> Reply:
    """See what this channel’s digest would say now; only you see it."""
    place = _place(talk)
    row = await _team(talk, place)
    if row is None or row.state is TeamState.withdrawn:
        return replies.no_team()
    return replies.digest_told(await digest(talk.session, row, talk.now), private=True)


@command("team chart", title="Team chart", examples=["team chart"])
async def chart(talk: Talk) -> Reply:
    """Show whose goals everybody here may see, where each stands against its pace, and what comes next."""
    return replies.overview_shown(*await overview(talk, team_here(talk, "team chart")))


@command("team post", examples=["team post"], listed=False)
async def post(talk: Talk) -> Reply:
    """Show everybody in this channel how its goals stand."""
    drawn, seen = await overview(talk, team_here(talk, "team chart"))
    return replies.overview_posted(drawn, talk.me.name) if seen else replies.overview_shown(drawn, seen)


def _place(talk: Talk) -> Address:
    if talk.place is None:
        raise Refusal(
            "There is nobody here but the two of us.",
            "Type it in the channel that should hear it, for example: /goal team every Friday 15:00",
        )
    return talk.place


async def _team(talk: Talk, place: Address) -> Team | None:
    found = await talk.session.scalars(
        select(Team).where(Team.platform == place.platform, Team.realm == place.realm, Team.channel == place.id)
    )
    return found.first()


async def _shown(talk: Talk, row: Team, change: Change | None = None) -> Reply:
    if row.state is TeamState.withdrawn:
        return replies.no_team()
    # Somebody who looks for themselves reads their own time zone; the channel reads that of the digest.
    zone = talk.calendar.zone if change is None else ZoneInfo(row.zone)
    ahead = [at.astimezone(zone) for _, at in islice(digest_schedule.moments(row, talk.now), AHEAD)]
    said = await talk.session.execute(
        select(Nudge.due_at, LedgerEntry.words)
        .join(LedgerEntry)
        .where(Nudge.team_id == row.id, col(Nudge.state).not_in((NudgeState.waiting, NudgeState.dropped)))
        .order_by(col(Nudge.due_at).desc(), col(LedgerEntry.id).desc())
        .limit(1)
    )
    last = said.first()
    words = f"{minute(last[0].astimezone(zone))}: {last[1]}" if last is not None else ""
    return replies.team_shown(row, ahead if row.state is TeamState.active else (), words, change)
