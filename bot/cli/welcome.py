"""What the operator reads once Milepost has started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.process.shell import shell_line

if TYPE_CHECKING:
    from bot.settings import Settings


def partly(settings: Settings, url: str) -> str:
    """Say that one part of Milepost is there."""
    line = f"Milepost is running, this part of it{f' at {url}' if url else ''}. Stop it with Ctrl-C."
    return "\n".join([line, *_metrics(settings)])


def welcome(settings: Settings, url: str) -> str:
    """Say in a few lines where Milepost is, what to type and how to connect more."""
    lines = ["Milepost is running. Stop it with Ctrl-C."]
    if settings.playground:
        lines += [f"  Playground  {url}   (type: new Ship the billing API by: in 3 days)"]
    lines += [
        f"  Slack       {'on' if settings.slack else 'off: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN in .env'}",
        f"  Discord     {'on' if settings.discord else 'off: set DISCORD_TOKEN in .env'}",
    ]
    lines.append(f"  Calendars   {f'on at {at}' if (at := settings.reached_at) else 'off: set PUBLIC_URL in .env'}")
    if not (settings.slack and settings.discord):
        lines.append(f"  To connect  {shell_line('manifest')}   (prints the Slack app and the Discord invite)")
    if settings.slack or settings.discord:
        lines.append(f"  To check    {shell_line('doctor')}   (says what is wrong, and how to mend it)")
    lines.append(f"  Terminal    {shell_line('chat')}")
    lines += _metrics(settings)
    if settings.playground and not settings.is_for_this_machine:
        lines.append(
            f"  Warning     the playground has no passwords, and HOST={settings.host} opens it to the whole network"
        )
    return "\n".join(lines)


def _metrics(settings: Settings) -> list[str]:
    """Say where the metrics are, if there are any."""
    if settings.metrics_port is None:
        return []
    return [f"  Metrics     port {settings.metrics_port} of {settings.metrics_host}, at /metrics"]
