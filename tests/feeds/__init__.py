"""Goals in people's own calendars."""
