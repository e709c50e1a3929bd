"""Every setting, read once from the environment or `.env`; all that is wrong is said at once."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from pydantic import InstanceOf, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, NoDecode, SettingsConfigDict
from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.kinds import whole
from bot.messages import Address
from bot.process.shards import Shards

if TYPE_CHECKING:
    from collections.abc import Iterator


_HTTP = ("http://", "https://"), "begin it with https://"
_PUBLIC = "write it like https://goals.example.com"
_BEGINNINGS = {
    "database_url": (
        ("sqlite://", "postgresql://", "postgres://"),
        "begin it with sqlite:/// or postgresql://, for example sqlite:///milepost.db",
    ),
    "slack_bot_token": (("xoxb-",), "it should begin with xoxb-"),
    "slack_app_token": (("xapp-",), "it should begin with xapp-"),
    "slack_api_url": _HTTP,
    "discord_api_url": _HTTP,
    "discord_gateway_url": (("ws://", "wss://"), "begin it with wss://"),
    "public_url": (("http://", "https://"), _PUBLIC),
}
"""How settings have to begin, and what is said if they do not."""
_NUMBERS = {
    "port": (0, 65535, "write a number from 0 to 65535, for example 8080"),
    "metrics_port": (1, 65535, "write a number from 1 to 65535, for example 9464"),
    "lease_seconds": (1, 50, "write whole seconds from 1 to 50, for example 30"),
}
"""From which number to which settings go, and what is said if they do not."""


class SettingsFault(Exception):  # noqa: N818 - it is a sentence for the operator
    """Some settings are wrong; the message names each and says what would work."""


class Settings(BaseSettings):
    """What an operator decides. A platform is on when its tokens are there."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    database_url: str = "sqlite:///milepost.db"
    """Where everything is kept: `sqlite:///milepost.db` or `postgresql://user:password@host/name`."""

    slack_bot_token: SecretStr | None = None
    """Slack's Bot User OAuth Token; begins with `xoxb-`."""
    slack_app_token: SecretStr | None = None
    """Slack's app-level token; begins with `xapp-`. Turns Socket Mode on."""
    slack_signing_secret: SecretStr | None = None
    """Slack's signing secret. Turns HTTP mode on, at `/slack/events`."""
    slack_api_url: str = "https://slack.com/api/"
    """Slack's Web API; another one for GovSlack, a proxy or a test."""

    discord_token: SecretStr | None = None
    """The bot token of the Discord application."""
    discord_api_url: str = "https://discord.com/api/v10"
    """Discord's REST API."""
    discord_gateway_url: str = "wss://gateway.discord.gg/"
    """Discord's gateway."""
    discord_shards: Annotated[InstanceOf[Shards] | None, NoDecode] = None
    """Which of Discord's shards this process hears: `0,1/4`; unset, it hears everything."""

    host: str = "127.0.0.1"
    """The address to listen on. The playground has no passwords: leave it on this machine."""
    port: int = 8080
    """The port to listen on; 0 takes any free one."""
    public_url: str = ""
    """The address at which others reach HOST and PORT, such as a proxy's: calendars read people's goals there."""
    web: bool | None = None
    """The web playground; unset, it is on while neither Slack nor Discord is."""
    metrics_port: int | None = None
    """The port for `/metrics`, and `/healthz` and `/readyz`, of a process of any role; unset, there are no metrics."""
    metrics_host: str = "127.0.0.1"
    """The address to listen on for METRICS_PORT. There are no passwords: none that everybody reaches."""
    lease_seconds: int = 30
    """How long a process that sends has what it took to itself; if it dies, another takes over after that."""
    admins: Annotated[frozenset[Address], NoDecode] = frozenset()
    """Who may ask for what concerns everybody, like `simulate`: `slack:T1:U1, discord::123`, by platform, workspace
    (empty on Discord) and user id."""
    log_level: str = "info"
    """How much to log: debug, info, warning or error."""

    @field_validator(*_BEGINNINGS)
    @classmethod
    def _begins_as_it_should(cls, value: str | SecretStr | None, info: ValidationInfo) -> str | SecretStr | None:
        beginnings, fault = _BEGINNINGS[str(info.field_name)]
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        if text and not text.startswith(beginnings):
            raise ValueError(fault)
        return value

    @field_validator("database_url")
    @classmethod
    def _has_all_parts(cls, url: str) -> str:
        try:
            make_url(url)
        except (ArgumentError, ValueError):
            raise ValueError(
                "write it like sqlite:///milepost.db or postgresql://user:password@host:5432/name"
            ) from None
        return url

    @field_validator(*_NUMBERS, mode="before")
    @classmethod
    def _is_in_range(cls, number: object, info: ValidationInfo) -> object:
        least, most, fault = _NUMBERS[str(info.field_name)]
        if number is not None and whole(str(number), least, most) is None:
            raise ValueError(fault)
        return number

    @field_validator("host", "metrics_host")
    @classmethod
    def _known_address(cls, host: str) -> str:
        if re.fullmatch(r"[\d.]+|\[?[\da-fA-F:.]*:[\da-fA-F:.]*\]?", host):
            try:
                ip_address(host.strip("[]"))
            except ValueError:
                raise ValueError(f"{host} is no address; write one like 127.0.0.1, or a name like localhost") from None
        return host

    @field_validator("public_url")
    @classmethod
    def _public(cls, url: str) -> str:
        try:
            is_one = not url or (urlsplit(url).hostname and not re.search(r"[?#@\s]", url))
        except ValueError:
            is_one = False
        if not is_one:
            raise ValueError(_PUBLIC)
        return url.rstrip("/")

    @field_validator("web", mode="before")
    @classmethod
    def _switch(cls, switch: object) -> object:
        if isinstance(switch, str) and switch.casefold() not in ("true", "false", "1", "0", "on", "off", "yes", "no"):
            raise ValueError("write true or false")
        return switch

    @field_validator("admins", mode="before")
    @classmethod
    def _addresses(cls, admins: object) -> object:
        if not isinstance(admins, str):
            return admins
        named = [part.strip() for part in admins.split(",") if part.strip()]
        for one in named:
            if one.count(":") != 2 or not one.split(":")[0] or not one.split(":")[2]:
                raise ValueError(f"write {one!r} like slack:T024BE7LD:U12345, or discord::80351110224678912")
        return frozenset(Address(*one.split(":")) for one in named)

    @field_validator("discord_shards", mode="before")
    @classmethod
    def _known_shards(cls, shards: object) -> object:
        return (Shards.read(shards) if shards else None) if isinstance(shards, str) else shards

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, level: str) -> str:
        if level.lower() not in ("debug", "info", "warning", "error"):
            raise ValueError("use debug, info, warning or error")
        return level.lower()

    @model_validator(mode="after")
    def _complete_slack(self) -> Settings:
        way_in = self.slack_app_token or self.slack_signing_secret
        if bool(self.slack_bot_token) != bool(way_in):
            raise ValueError(
                "Slack needs SLACK_BOT_TOKEN together with SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)"
            )
        return self

    @model_validator(mode="after")
    def _complete_discord(self) -> Settings:
        if self.discord_shards and not self.discord_token:
            raise ValueError("DISCORD_SHARDS says what to hear of Discord: set DISCORD_TOKEN too, or leave it empty")
        return self

    @property
    def is_for_this_machine(self) -> bool:
        """Nobody but this machine reaches the address that is listened on."""
        return leads_here(self.host)

    @property
    def reached_at(self) -> str:
        """The address at which other programs find this Milepost; that of the playground, where no other is set."""
        return self.public_url or (url_of(self.host, self.port) if self.playground and self.port else "")

    @property
    def slack(self) -> bool:
        """Slack is configured."""
        return self.slack_bot_token is not None

    @property
    def discord(self) -> bool:
        """Discord is configured."""
        return self.discord_token is not None

    @property
    def playground(self) -> bool:
        """The web playground is on."""
        return self.web if self.web is not None else not (self.slack or self.discord)

    @property
    def clock_moves(self) -> bool:
        """People may move the clock: in a playground that is alone with its database (docs/decisions/0028)."""
        return self.playground and not (self.slack or self.discord) and self.database_url.startswith("sqlite://")


def leads_here(host: str) -> bool:
    """Tell whether a host stands for the machine that asks, whichever that is."""
    return host in ("localhost", "::1", "[::1]") or host.startswith("127.")


def url_of(host: str, port: int) -> str:
    """Return what to type into a browser for what listens on a host and port."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(host, host)  # noqa: S104 - only named
    return f"http://{f'[{name}]' if ':' in name and not name.startswith('[') else name}:{port}"


def load() -> Settings:
    """Read the settings; raises SettingsFault with every fault in words."""
    faults = list(_mistyped())
    try:
        settings = Settings()
    except ValidationError as error:
        faults += [
            f"{'_'.join(map(str, fault['loc'])).upper() or 'Slack'}: {fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors()
        ]
    if faults:
        raise SettingsFault("\n".join(faults))
    return settings


def _mistyped() -> Iterator[str]:
    """Yield a fault for each name in `.env` that is nearly a setting's: nothing would ever read it."""
    known = [name.upper() for name in Settings.model_fields]
    for typed in (name.upper() for name in DotEnvSettingsSource(Settings).env_vars):
        near = process.extractOne(typed, known, scorer=OSA.distance, score_cutoff=_SLIPS)
        if near is not None and near[1] and len(typed) > _SHORT:
            yield f"{typed}: no setting is called so; did you mean {near[0]}?"


_SLIPS, _SHORT = 2, 5
"""So many slips of the keyboard make one name of another, where it has more letters than that."""
