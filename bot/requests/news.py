"""What a person should hear once, at their next command: what was not delivered, and which zone is taken for theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.nudges.undelivered import undelivered
from bot.people.replies import ZONE_QUESTION

if TYPE_CHECKING:
    from bot.messages import Reply, Section
    from bot.models import Account
    from bot.talk import Talk


async def with_news(reply: Reply, talk: Talk, account: Account) -> Reply:
    """Add to `reply` what the asker should hear now; it counts as told. Who was forgotten just now hears nothing."""
    if talk.me not in talk.session:
        return reply
    news: list[Section] = []
    if account.undeliverable:
        news.append(await undelivered(talk, account.undeliverable))
        account.undeliverable = ""
    if not talk.me.zone_settled:
        talk.me.zone_settled = True
        offered = {button.call for section in reply.sections for button in section.buttons}
        news += [] if ZONE_QUESTION.buttons[0].call in offered else [ZONE_QUESTION]
    return replace(reply, sections=(*reply.sections, *news)) if news else reply
