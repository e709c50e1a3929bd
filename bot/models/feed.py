"""Calendar feeds: what a person's own calendar reads, at an address that is known to them alone."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class Feed(SQLModel, table=True):
    """The one address that a person's goals are read at; whoever revokes it has no row."""

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    hashed: str = Field(unique=True)
    """The SHA-256 of the secret in the address; the secret itself is kept nowhere."""
    made_at: datetime
    read_at: datetime | None = None
    """When something read it last, to ten minutes or so."""
