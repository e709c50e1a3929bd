"""The one door: every request comes in here, and every answer goes out."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, IntegrityError

from bot import changes
from bot.commands import bind
from bot.errors import Refusal
from bot.faults import Bulkhead, fault
from bot.forms.marks import filled
from bot.forms.may_open import opened
from bot.forms.prefilled import date_beyond, goal_of
from bot.goals.visibility import NOBODY
from bot.line.slashed import in_a_channel
from bot.messages import Profile, Reply, Request, clean
from bot.metrics.events import Answered, Ending, Slowed, uncounted
from bot.people import accounts
from bot.replies.refusals import concerned, not_opened, refused, sent_back, too_much
from bot.requests import repeats
from bot.requests.carrying_out import carry_out
from bot.requests.ending import ending
from bot.requests.last_asked import LastAsked
from bot.requests.news import with_news
from bot.requests.read_only_talk import read_only_talk
from bot.requests.understanding import answering, or_an_answer, understood
from bot.talk import MENTION, Talk

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.catalogue import Commands
    from bot.clock import Clock
    from bot.errors import Choice
    from bot.line.grammar import Line
    from bot.messages import Address, Answer, Form
    from bot.metrics.events import Count
    from bot.models import Account
    from bot.requests.rate_limit import RateLimit
    from bot.storage.database import Database

_MENTIONED = 10
"""People in one request whose names are looked up."""


class Dispatcher:
    """Answers requests, each in one transaction."""

    def __init__(
        self,
        *,
        database: Database,
        commands: Commands,
        clock: Clock,
        changed: Callable[[], None] = lambda: None,
        rate_limit: RateLimit | None = None,
        admins: Collection[Address] = (),
        reached_at: str = "",
        count: Count = uncounted,
    ) -> None:
        """Answer with `commands`; `changed` is called after each transaction that may have planned a nudge.

        Without a `rate_limit` people may ask as much as they like: for tests and benchmarks. `admins` run this bot, and
        other programs find it at `reached_at`. How requests end is told to `count`.
        """
        self._database = database
        self._commands = commands
        self._clock = clock
        self._changed = changed
        self._rate_limit = rate_limit
        self._admins = admins
        self._last_asked = LastAsked()
        self._reached_at = reached_at
        self._count = count

    @property
    def commands(self) -> Commands:
        """Everything that can be asked."""
        return self._commands

    def read(self, request: Request) -> Line | None:
        """Understand `request` as far as its command; None if it cannot be, and `answer` tells why. Never raises."""
        try:
            return understood(request, self._commands)
        except Exception:  # noqa: BLE001 - `answer` comes to the same, and tells the person
            return None

    def opens(self, request: Request, line: Line | None = None) -> Form | None:
        """Tell whether `request` opens a form: from the declaration alone, before any work is done. Never raises.

        Who has `read` the request already gives its line.
        """
        line = line or self.read(request)
        return line.opens(from_form=request.from_form, alone=request.place is None) if line is not None else None

    def goal_of(self, whole: str, title: str) -> Form:
        """Return the form of a new goal with the words of a message: a `title` of them, and when the `whole` is due."""
        return goal_of(title, self._commands, by=date_beyond(title, whole, self._clock.now()))

    async def filled(self, request: Request, form: Form) -> Answer:
        """Return `form` with what stands now in its empty blanks, as far as that is known at once. Never raises.

        Or why it is not for the asker: they are told before they fill anything in.
        """
        said, command = await self._or_why_not(request, form), self._commands.get(form.command)
        if isinstance(said, Reply) or command is None or (command.current is None and command.called is None):
            return said
        return await filled(said, command, self._look(request), platform=request.who.platform)

    def _look(self, request: Request) -> AbstractAsyncContextManager[Talk]:
        """Return a read-only talk, to be opened once."""
        return read_only_talk(request, database=self._database, now=self._clock.now(), commands=self._commands)

    async def _or_why_not(self, request: Request, form: Form) -> Answer:
        """Return `form`, or why it is not to be filled in: a refusal, or which of several things is meant."""
        command = self._commands.get(form.command)
        if command is None or request.from_form:
            return form
        line, looked = self.read(request), self._look(request)
        wanted = line is None or line.as_form
        why = await opened(form, command, looked, platform=request.who.platform, mendable=wanted)
        if not isinstance(why, Refusal):
            return why
        said = not_opened(why, line, command.parameters[0].name, self._commands)
        return in_a_channel(said, self._commands) if request.place is not None else said

    async def answer(self, request: Request, line: Line | None = None) -> Answer | None:
        """Carry out `request`; None if it was carried out before. Never raises: what goes wrong is answered.

        Who has `read` the request already gives its line.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with Bulkhead("fault", platform=request.who.platform) as held:
            answer = await self._or_refused(request, line)
        ended = ending(answer) if held.error is None else Ending.fault
        self._count(Answered(request.who.platform, ended, loop.time() - began))
        return answer if held.error is None else fault(held.reference, held.error)

    async def _or_refused(self, request: Request, line: Line | None) -> Answer | None:
        try:
            answer = await self._answer(request, line or self._counted(request))
        except Refusal as refusal:
            answer = refused(refusal, mentions=request.mentions)
        if not isinstance(answer, Reply):
            return answer
        if not request.unasked:
            now = self._clock.now()
            question = self._last_asked.standing(request.who, request.place, now)
            answer = or_an_answer(answer, request, question, self._commands)
            self._last_asked.heard(request.who, request.place, answer, now)
        return in_a_channel(answer, self._commands) if request.place is not None else answer

    async def _answer(self, request: Request, line: Line) -> Answer | None:
        form = line.opens(from_form=request.from_form, alone=request.place is None)
        if form is not None:
            return await self._or_why_not(request, form)
        return self._slowed(request, line) or await self._carry_out(request, line)

    def _counted(self, request: Request) -> Line:
        """Return the line of a request; raises Refusal for one that cannot be read, which counts like any other."""
        line = self.read(request)
        if line is not None:
            return line
        question = self._last_asked.standing(request.who, request.place, self._clock.now())
        answers = answering(request, question, self._commands) if question is not None else None
        if answers is None:
            self._wait(request)
        return answers or understood(request, self._commands)

    def _wait(self, request: Request) -> timedelta:
        """Count a request that somebody made; return how long they have to wait with it."""
        if self._rate_limit is None or request.unasked:
            return timedelta(0)
        return self._rate_limit.wait(request.who, self._clock.now(), request.key)

    def _slowed(self, request: Request, line: Line) -> Answer | None:
        """Return the answer to somebody over their rate limit, else None; this costs no database work."""
        wait = self._wait(request)
        if not wait:
            return None
        self._count(Slowed(request.who.platform))
        slower = too_much(wait)
        if not (request.from_form and line.command.parameters):
            return slower
        # What was filled in stays, to be sent again.
        wrong = {line.command.parameters[0].name: slower.title}
        return line.command.form(line.values, wrong, alone=request.place is None)

    async def notice(self, who: Address, profile: Profile) -> None:
        """Take over what a platform tells of a person we have met: a new zone moves their nudges at once."""
        async with self._database.transaction() as session:
            if await accounts.find(session, who, locked=True) is None:
                return
            now = self._clock.now()
            me, _ = await accounts.meet(session, who, profile, now)
            await changes.set_profile_apart(Talk(session=session, me=me, who=who, now=now, commands=self._commands))
        self._changed()

    async def suggest(
        self, who: Address, path: str, name: str, typed: str, place: Address | None = None
    ) -> Sequence[Choice]:
        """Offer values for the argument `name` of the command `path`, as far as it is typed. Never raises."""
        command = self._commands.get(path)
        parameter = next((p for p in command.parameters if p.name == name), None) if command else None
        if parameter is None or parameter.kind.suggest is None:
            return ()
        held = Bulkhead("fault while suggesting", command=path, argument=name, platform=who.platform)
        async with held, self._look(Request(who, place=place)) as talk:
            with suppress(Refusal):
                return await parameter.kind.suggest(clean(typed), talk)
        return ()

    async def check(self, request: Request) -> Mapping[str, Refusal]:
        """Return what is wrong with the values of `request`, each by itself, and carry nothing out. Never raises."""
        held = Bulkhead("fault while checking", command=request.command, platform=request.who.platform)
        async with held, self._database.transaction() as session:
            line = understood(request, self._commands)
            talk, _ = await self._meet(session, request, line, self._clock.now())
            return (await bind(line.command, line.values, replace(talk, only_looks=True)))[1]
        # What cannot be told now is told when the form is sent.
        return {}

    async def _carry_out(self, request: Request, line: Line) -> Answer | None:
        """Carry out a line, again if another transaction was in its way; a refused form comes back as it was filled."""
        for last in (False, False, True):
            try:
                answer = await self._attempt(request, line)
                break
            except Refusal as refusal:
                if not (request.from_form and line.command.parameters):
                    return refused(refusal, line, request.mentions)
                return sent_back(line, {concerned(refusal, line): refusal}, alone=request.place is None)
            except DBAPIError as error:
                if last or not _is_conflict(error):
                    raise
        self._changed()
        return answer

    async def _attempt(self, request: Request, line: Line) -> Answer | None:
        """Carry out a line in one transaction; None if that was done before."""
        if request.unasked and (drawn := await self._drawn_for_stranger(request, line)) is not None:
            return drawn
        async with self._database.transaction() as session:
            now = self._clock.now()
            if request.key and await repeats.is_repeat(session, request.key, now):
                return None
            talk, account = await self._meet(session, request, line, now)
            await changes.set_profile_apart(talk)
            answer = await carry_out(talk, line)
            if talk.me not in session:  # they were forgotten
                self._last_asked.forget(request.who)
            if not isinstance(answer, Reply):
                # A form comes back with what was typed: sent again, it is to be carried out.
                await repeats.forget(session, request.key)
                return answer
            # What only the person should hear is not said where others read along.
            return await with_news(answer, talk, account) if answer.private and not request.unasked else answer

    async def _drawn_for_stranger(self, request: Request, line: Line) -> Answer | None:
        """Return what is drawn for somebody who did not ask and whom we have not met: that makes nobody known to us."""
        async with self._look(request) as talk:
            return await carry_out(talk, line) if talk.me.id == NOBODY else None

    async def _meet(self, session: AsyncSession, request: Request, line: Line, now: datetime) -> tuple[Talk, Account]:
        """Return the talk with the asker, and their account."""
        me, account = await accounts.meet(session, request.who, request.profile, now)
        talk = Talk(
            session=session,
            me=me,
            who=request.who,
            now=now,
            commands=self._commands,
            place=request.place,
            is_admin=request.who in self._admins,
            reached_at=self._reached_at,
            mentions=await _mentions(session, request, line),
            from_form=request.from_form,
            question=self._last_asked.standing(request.who, request.place, now),
            tapped_at=request.tapped_at,
        )
        return talk, account


def _is_conflict(error: DBAPIError) -> bool:
    """Tell whether two transactions conflicted, so that trying again helps."""
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", "") in ("40001", "40P01")


async def _mentions(session: AsyncSession, request: Request, line: Line) -> Mapping[str, Profile]:
    """Return who is named in `line`: as the platform tells, and those we have met whose id stands in a button."""
    words = {word for value in line.values.values() for word in MENTION.findall(value)} - request.mentions.keys()
    ids = sorted(word[1:] for word in words if word.startswith("@"))[:_MENTIONED]
    known = await accounts.called(session, request.who, ids) if ids else {}
    return {**known, **request.mentions}
