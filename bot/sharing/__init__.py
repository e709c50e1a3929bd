"""Sharing: who else has to do with a goal, and what they read of it."""
