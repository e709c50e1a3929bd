"""People: who they are, and when they can be reached."""
