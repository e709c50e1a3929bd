"""Bolt with everything said explicitly, so that nothing in the environment changes what it does."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.wire import sdk_logger

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext


def bolt(*, token: str, signing_secret: str, api_url: str) -> AsyncApp:
    """Return an app without listeners."""

    async def authorize(context: AsyncBoltContext) -> AuthorizeResult:
        # Bolt's own way asks auth.test before the first acknowledgement, and answers people with an error page
        # while Slack is away. There is one token, and its user is told apart by `bot_id` in events.
        return AuthorizeResult(enterprise_id=context.enterprise_id, team_id=context.team_id, bot_token=token)

    logger = sdk_logger()
    level, quiet = logger.level, logging.ERROR
    # While it is built Bolt warns that it skips SLACK_BOT_TOKEN, which it finds in the environment: as it should.
    logger.setLevel(quiet)
    app = AsyncApp(
        name="milepost",
        logger=logger,
        client=AsyncWebClient(base_url=api_url, retry_handlers=[], logger=logger),
        authorize=authorize,
        # With a secret Bolt verifies signatures a second time, behind the guard; Socket Mode has none.
        signing_secret=signing_secret,
        request_verification_enabled=bool(signing_secret),
        # Listeners end where they acknowledge. Told otherwise, Bolt looks every ten milliseconds whether they did.
        process_before_response=True,
        attaching_function_token_enabled=False,
    )
    logger.setLevel(level)
    return app
