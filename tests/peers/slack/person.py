"""A person at a Slack client: types, taps, talks, and sees what comes back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from . import payloads
from .delivery import Ack, Delivery, Postman
from .doing import Doing
from .errors import NotThereError, RefusedError, SilenceError
from .message import Message
from .mrkdwn import escaped
from .posting import complain, put, respond
from .screen import Screen
from .workspace import Channel, Post, View

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from .feed import Sighting
    from .service import Act, Service
    from .web_api import Call
    from .workspace import User, Workspace


class Person:
    """What a person does is a verb; await it for the message that answers, or ask for its `.form()`."""

    def __init__(
        self,
        user: User,
        team: Workspace,
        service: Service,
        postman: Postman,
        *,
        subscribed: Callable[[], frozenset[str]],
        calls: Callable[[], list[Call]],
    ) -> None:
        self.user = user
        self.id = user.id
        self.team = team
        self.service = service
        self.patience = 5.0
        """Seconds to wait for an answer before calling it silence."""
        self.note = "One moment, I am still at it"
        """What the bot says when the answer takes a while."""
        self.calls = calls
        self._postman = postman
        self._subscribed = subscribed
        self._given: set[int] = set()

    # What a person sees

    @property
    def dm(self) -> list[Message]:
        """The conversation with the bot, as it stands now."""
        return self.messages(self.team.dm(self.id))

    def messages(self, channel: Channel) -> list[Message]:
        """Everything this person sees in a conversation, oldest first."""
        mine = (post for post in self.team.posts if post.channel == channel.id and not post.deleted)
        return [Message(self, post) for post in mine if self.team.sees(self.id, post)]

    @property
    def modal(self) -> Screen | None:
        """The modal on top, if one is open."""
        stack = self.team.modals.get(self.id, [])
        return Screen(self, stack[-1]) if stack else None

    def message_of(self, seen: Sighting) -> Message:
        if not isinstance(seen.thing, Post):
            raise TypeError(f"{seen.what} is not about a message")
        self._given.add(seen.number)
        return Message(self, seen.thing)

    def screen_of(self, seen: Sighting) -> Screen:
        if not isinstance(seen.thing, View):
            raise TypeError(f"{seen.what} is not about a view")
        return Screen(self, seen.thing)

    def is_news(self, seen: Sighting) -> bool:
        """Whether somebody else put or changed something before this person's eyes."""
        thing = seen.thing
        if seen.team != self.team.team_id or not isinstance(thing, Post):
            return False
        return thing.author != self.id and self.team.sees(self.id, thing)

    async def next_message(self, within: float = 5.0) -> Message:
        """Wait for the next message that came by itself: one that no other verb has returned."""

        def is_new(seen: Sighting) -> bool:
            return seen.what == "posted" and seen.number not in self._given and self.is_news(seen)

        found = await self.service.feed.first(is_new, after=0, within=within)
        if found is None:
            raise SilenceError(f"No message came to {self.user.name} in {within} seconds.")
        return self.message_of(found)

    async def hears_nothing(self, within: float = 0.3) -> None:
        """Make sure that no message comes by itself."""
        try:
            message = await self.next_message(within)
        except SilenceError:
            return
        raise AssertionError(f"{self.user.name} got {message.plain!r}")

    async def sees(self, words: str, within: float = 5.0) -> Message:
        """Wait until some message says these words, be it new, changed or there already."""

        def says_it(seen: Sighting) -> bool:
            thing = seen.thing
            if not isinstance(thing, Post) or thing.deleted or not self.is_news(seen):
                return False
            return words in Message(self, thing).plain

        found = await self.service.feed.first(says_it, after=0, within=within)
        if found is None:
            there = [message.plain for message in self.dm]
            raise SilenceError(f"{self.user.name} does not see {words!r}; the conversation is {there}.")
        return self.message_of(found)

    # What a person does

    def types(self, line: str, channel: Channel | None = None) -> Doing:
        """Send a slash command, from the conversation with the bot unless another is named."""
        place = channel or self.team.dm(self.id)
        if self.id not in place.members:
            raise NotThereError(f"{self.user.name} is not in {place.name}.")
        act = self.service.act(self.team, self.id, place.id)
        name = line.split(" ", maxsplit=1)[0]

        async def perform() -> None:
            payload = payloads.command(self.service, act, self._as_sent(line))
            ack = await self._postman.send(Delivery("slash_commands", payload))
            error = "" if ack.ok else ack.error
            if ack.ok and (ack.payload.get("text") or ack.payload.get("blocks")):
                try:
                    respond(self.service, act, ack.payload)
                except RefusedError as refusal:
                    error = " ".join([refusal.error, *refusal.messages])
            if error:
                complain(self.service, act, error, f'{name} failed with the error "{error}"')

        return self.does(f"{self.user.name} typed {line!r}", perform, act)

    def says(self, words: str, channel: Channel | None = None) -> Doing:
        """Write a message, to the bot unless a channel is named; the bot hears it if its scopes let it."""
        place = channel or self.team.dm(self.id)
        text = self._as_sent(words)

        async def perform() -> None:
            inline = [{"type": "text", "text": words}]
            blocks = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": inline}]}]
            body = {"text": text, "blocks": blocks if words else []}
            post = put(self.service, self.team, place.id, body, author=self.id)
            if place.kind == "im" and self.team.bot_user in place.members:
                self._tells("message.im", "im:history", payloads.message_event(self.team, post, "message"))
            elif f"<@{self.team.bot_user}>" in text:
                inner = payloads.message_event(self.team, post, "app_mention")
                self._tells("app_mention", "app_mentions:read", inner)

        def answers(seen: Sighting) -> bool:
            return seen.what == "posted" and self.is_news(seen) and self._place(seen) == place.id

        return Doing(self, f"{self.user.name} said {words!r}", perform, answers)

    async def opens_home(self) -> Screen:
        """Look at the app's home tab, and wait until it is drawn."""

        async def perform() -> None:
            self._tells("app_home_opened", "", payloads.home_opened(self.service, self.team, self.user))

        def answers(seen: Sighting) -> bool:
            return isinstance(seen.thing, View) and seen.what == "home" and seen.thing.user == self.id

        return await Doing(self, f"{self.user.name} opened the home tab", perform, answers).home()

    def uses_shortcut(self, callback_id: str, message: Message | None = None) -> Doing:
        """Run a global shortcut, or one from the menu of a message."""
        post = message.post if message else None
        act = self.service.act(self.team, self.id, post.channel if post else "")

        def payload() -> dict[str, Any]:
            return payloads.shortcut(self.service, act, callback_id, post)

        return self.interacts(f"{self.user.name} used {callback_id!r}", act, payload, lambda _: False)

    async def moves_to(self, tz: str) -> None:
        """Change the zone in the profile, of which the bot hears only if it subscribed to user_change."""
        self.user.tz = tz
        shown = payloads.user_changed(self.service, self.team, self.user)
        self._tells("user_change", "users:read", shown)

    # How the verbs work

    def does(
        self,
        what: str,
        perform: Callable[[], Awaitable[None]],
        act: Act,
        also: Callable[[Sighting], bool] = lambda _: False,
    ) -> Doing:
        """Answers are what Slack knows to belong to the act, what is whispered here, and what `also` says."""

        def answers(seen: Sighting) -> bool:
            thing = seen.thing
            whispered = isinstance(thing, Post) and seen.what == "posted" and thing.only_for == self.id
            unasked = whispered and not seen.cause and seen.team == self.team.team_id
            return seen.cause == act.id or also(seen) or (unasked and self._place(seen) == act.channel)

        return Doing(self, what, perform, answers)

    def interacts(
        self,
        what: str,
        act: Act,
        payload: Callable[[], dict[str, Any]],
        also: Callable[[Sighting], bool],
    ) -> Doing:
        """Send an interaction; Slack shows a warning where the app does not answer."""

        async def perform() -> None:
            ack = await self.sends(payload())
            if not ack.ok:
                if not act.channel:
                    act.channel = self.team.dm(self.id).id
                complain(self.service, act, ack.error, f"This app did not respond: {ack.error}")

        return self.does(what, perform, act, also)

    async def sends(self, payload: dict[str, Any]) -> Ack:
        return await self._postman.send(Delivery("interactive", payload))

    def _tells(self, name: str, scope: str, inner: dict[str, Any]) -> None:
        """Send the bot an event that it subscribed to and may have."""
        if name in self._subscribed() and (not scope or scope in self.team.grant.scopes):
            self._postman.post(payloads.event(self.service, self.team, inner))

    def _place(self, seen: Sighting) -> str:
        return seen.thing.channel if isinstance(seen.thing, Post) else ""

    def _as_sent(self, words: str) -> str:
        """Turn typed words into what Slack sends: entities escaped; names, channels and addresses as tokens.

        In a slash command that is so where the app's manifest says `should_escape`.
        """
        people = {f"@{user.name}": f"<@{user.id}>" for user in self.team.users.values()}
        seen = (one for one in self.team.channels.values() if one.kind != "im" and self.id in one.members)
        known = people | {f"#{one.name}": f"<#{one.id}|{one.name}>" for one in seen}
        text = re.sub(r"(https?://(?:[^\s<>|&]|&amp;)+)", r"<\1>", escaped(words))
        return re.sub(r"(?<![\w/])[@#][\w.\-]+", lambda found: known.get(found[0], found[0]), text)
