"""Bolt with all its options given explicitly, so that nothing in the environment changes what it does."""

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
        # Bolt itself would call auth.test before the first acknowledgement, and show people an error page while Slack
        # is away. There is one token, and `bot_id` in events tells us our own messages.
        return AuthorizeResult(enterprise_id=context.enterprise_id, team_id=context.team_id, bot_token=token)

    logger = sdk_logger()
    level, quiet = logger.level, logging.ERROR
    # Bolt warns that it ignores the SLACK_BOT_TOKEN of the environment, as it should.
    logger.setLevel(quiet)
    app = AsyncApp(
        name="milepost",
        logger=logger,
        client=AsyncWebClient(base_url=api_url, retry_handlers=[], logger=logger),
        authorize=authorize,
        # With a secret Bolt verifies signatures a second time, behind the guard; Socket Mode has none.
        signing_secret=signing_secret,
        request_verification_enabled=bool(signing_secret),
        # Our listeners end when they have acknowledged. Otherwise Bolt would poll every ten milliseconds for that.
        process_before_response=True,
        attaching_function_token_enabled=False,
    )
    logger.setLevel(level)
    return app
