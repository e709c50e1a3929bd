"""People's goals in their own calendars, read at an address that is known to them alone (docs/decisions/0026)."""
