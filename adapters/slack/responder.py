"""Answers on their way to the place where somebody asked, or by direct message if that is closed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import structlog

from adapters.replies import posted
from adapters.slack import forms, limits, replies
from adapters.slack.failures import FAILURES, name_of
from adapters.slack.places import Place
from adapters.slack.render import blocks, message
from bot.outgoing import NotSent, Uncertain, Undeliverable
from bot.replies.pictures import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from adapters.slack.outgoing import Sender
    from adapters.slack.places import Asked
    from adapters.slack.wire import Wire
    from bot.messages import Address, Form, Reply

log = structlog.get_logger()

ELSEWHERE = "The picture is in our direct messages."
FILE_ELSEWHERE = "The file is in our direct messages."
_MODAL_GONE = ("not_found", "view_not_found", "expired_trigger_id", "invalid_trigger_id", "exchanged_trigger_id")


class Responder:
    """Shows replies and forms to people; what Slack refuses is logged and tried in another way."""

    def __init__(self, wire: Wire, sender: Sender) -> None:
        """Answer over `wire`, or by messages of `sender`."""
        self._wire = wire
        self._sender = sender

    async def show(self, asked: Asked, reply: Reply) -> None:
        """Show `reply` where it was asked for, with its pictures and its file.

        An ephemeral message cannot hold those, so they follow by direct message.
        """
        place, who = asked.place, asked.request.who
        if reply.file is None:
            await self._show(asked, reply)
        elif place.channel or await self._sender.is_with(who, place.seen_in):
            # In this conversation messages stay, so the file follows below its reply.
            await self._show(asked, reply)
            if not await self._sender.hand(who, reply.file):
                await self._show(asked, replies.file_lost())
        elif await self._sender.hand(who, reply.file):
            await self._show(asked, replace(reply, note=" ".join(filter(None, (FILE_ELSEWHERE, reply.note)))))
        else:
            await self._show(asked, replies.file_lost())

    async def _show(self, asked: Asked, reply: Reply) -> None:
        """Show `reply` where it was asked for, or else as a message; its pictures follow."""
        place, who = asked.place, asked.request.who
        is_new = not place.note and not (place.tapped and reply.replaces)
        if reply.charts and place.url and is_new and await self._sender.is_with(who, place.seen_in):
            await self._write(who, reply, Place(channel=place.seen_in))
            return
        words = worded(reply, ELSEWHERE if reply.charts and reply.private else "")
        shown = place.home and await self._draw(asked, forms.shown(words))
        if not shown and place.url and await self._respond(place.url, _response(words, place)):
            shown = True
            if not reply.private and (place.note or place.ephemeral):
                # A message that only the person sees cannot become one that everybody sees.
                await self._respond(place.url, message(posted()) | {"replace_original": True})
        if not shown:
            await self._write(who, reply, place)
        elif reply.charts:
            await self._write(who, replies.pictures_of(reply), Place(said=place.said))

    async def ask_patience(self, asked: Asked) -> Asked:
        """Tell the person that it takes a while, and return `asked` such that the answer replaces that message."""
        place = asked.place
        if place.url and not place.tapped and not place.home:
            body = message(replies.at_work()) | {"response_type": "ephemeral"}
            note = "shown" if await self._respond(place.url, body) else ""
        elif place.channel:
            note = await self._write(asked.request.who, replies.at_work(), place)
        else:
            # After a tap, nothing is said: a message beside the tapped one could not be removed again.
            note = ""
        return replace(asked, place=replace(place, note=note))

    async def open(self, asked: Asked, form: Form) -> bool:
        """Open `form`; False if Slack does not let us, for example because it is too late."""
        return await self._draw(asked, forms.modal(form, asked.place))

    async def publish(self, who: Address, answers: tuple[Reply, ...]) -> None:
        """Publish the App Home of a person, made of `answers`."""
        drawn = [
            block
            for number, reply in enumerate(_each_button_once(answers))
            for block in (_RULE, *blocks(reply, f"home{number}"))
        ]
        view = {"type": "home", "blocks": drawn[1:]}
        await self._call("views.publish", user_id=who.id, view=view)

    async def _draw(self, asked: Asked, view: dict[str, Any]) -> bool:
        """Show a modal to the person, in place of the one that is open, or as a new one; False if Slack refuses."""
        if asked.place.view:
            return await self._call("views.update", view_id=asked.place.view, view=view)
        return bool(asked.trigger) and await self._call("views.open", trigger_id=asked.trigger, view=view)

    async def _call(self, method: str, **arguments: Any) -> bool:
        """Call a method; tell whether Slack did it."""
        try:
            await self._wire.call(method, **arguments)
        except FAILURES as error:
            level = log.ainfo if name_of(error) in _MODAL_GONE else log.awarning
            await level("slack refused", method=method, reason=name_of(error))
            return False
        return True

    async def _respond(self, url: str, body: dict[str, Any]) -> bool:
        """Post to a response URL; tell whether Slack took it."""
        try:
            taken = await self._wire.respond(url, body)
        except FAILURES as error:
            # Perhaps it arrived and only the receipt got lost; but twice is better than not at all.
            await log.awarning("slack answer lost", reason=name_of(error))
            return False
        if not taken:
            await log.ainfo("slack response url closed")
        return taken

    async def _write(self, who: Address, reply: Reply, place: Place) -> str:
        """Post `reply` as a message, to the channel if it is for everybody, or else to `who`; return its timestamp."""
        public = place.said if not reply.private else ""
        for channel in filter(None, dict.fromkeys((public, place.channel, who.id))):
            try:
                where = "" if channel == who.id else channel
                return await self._sender.say(who, reply, where, instead_of=place.note if channel != public else "")
            except (NotSent, Undeliverable, Uncertain) as closed:
                await log.awarning("slack answer not delivered", reason=closed.reason)
                if isinstance(closed, Uncertain):
                    break
        return ""


_RULE = {"type": "divider"}


def _response(reply: Reply, place: Place) -> dict[str, Any]:
    """Return the body for a response URL: it replaces the tapped message or the note, or is a new message.

    A message that everybody sees is never replaced by one for a single person, nor the other way round.
    """
    same_eyes = place.is_theirs if reply.private else not place.ephemeral
    if (place.note and reply.private) or (place.tapped and reply.replaces and same_eyes):
        return message(reply) | {"replace_original": True}
    audience = "ephemeral" if reply.private else "in_channel"
    return message(reply) | {"response_type": audience, "replace_original": False}


def acknowledging(reply: Reply) -> dict[str, Any] | None:
    """Return `reply` as the body of an acknowledgement; None if it has to be sent in another way.

    Pictures, files and long replies do not fit. With a reply for everybody, Slack would show the typed command as well.
    """
    body = message(reply) | {"response_type": "ephemeral"}
    return body if reply.private and not (reply.charts or reply.file) and fits(body) else None


def fits(body: Mapping[str, Any]) -> bool:
    """Tell whether an acknowledgement is short enough for Slack."""
    return len(json.dumps(body)) <= limits.ACK.most


def _each_button_once(answers: Iterable[Reply]) -> Iterator[Reply]:
    """Yield `answers`, which share a page, without the buttons that an earlier one of them has already."""
    seen: set[str] = set()
    for reply in answers:
        kept = [tuple(b for b in section.buttons if b.call not in seen) for section in reply.sections]
        seen.update(button.call for section in reply.sections for button in section.buttons)
        sections = (replace(one, buttons=buttons) for one, buttons in zip(reply.sections, kept, strict=True))
        yield replace(reply, sections=tuple(sections))
