"""The page of numbers that Prometheus reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from bot.metrics.looks import Looks
    from bot.metrics.registry import Metrics

METRICS = "/metrics"
_TEXT = "text/plain; version=0.0.4; charset=utf-8"
"""Prometheus's own text format, which every scraper reads."""


def metrics_route(metrics: Metrics, looks: Looks) -> BaseRoute:
    """Return the route that serves what `metrics` counted, with what is to be seen at this moment."""

    async def answer(_request: Request) -> Response:
        return Response(metrics.text(await looks()), media_type=_TEXT)

    return Route(METRICS, answer, methods=["GET"])
