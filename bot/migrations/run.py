"""Alembic, driven from code: no alembic.ini, and the connection comes from the caller."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config

if TYPE_CHECKING:
    from sqlalchemy import Connection


def config(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, with the open `connection` to work on."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, version: str = "head") -> None:
    """Bring the tables behind `connection` to `version`, in its transaction; there is no way back but a backup."""
    command.upgrade(config(connection), version)
