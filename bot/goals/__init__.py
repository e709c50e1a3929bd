"""Goals: set, listed, shown, reached."""
