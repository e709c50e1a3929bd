"""Deliveries from the platforms that already took effect."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class Seen(SQLModel, table=True):
    """The key of one request, written in the transaction that carried it out, so that it is never carried out twice."""

    key: str = Field(primary_key=True)
    at: datetime = Field(index=True)
