"""The coach, tried on goals."""
