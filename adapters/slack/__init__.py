"""Milepost in Slack."""

from adapters.slack.app import Slack

__all__ = ["Slack"]
