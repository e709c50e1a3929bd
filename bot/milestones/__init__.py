"""Milestones: the steps on the way."""
