"""Check-ins: how a goal stands, said by a person, and what follows from it."""
