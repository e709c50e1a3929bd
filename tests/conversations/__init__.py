"""Dialogs as text, replayed through the terminal."""
