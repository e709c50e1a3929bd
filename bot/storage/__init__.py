"""The database, and how it is spoken to: sessions, statements, and the records of what was altered."""
