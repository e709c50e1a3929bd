"""Milepost's shared core: goals, milestones and nudges, and the words to talk about them."""

VERSION = "0.1.0"
"""As in `pyproject.toml`."""
