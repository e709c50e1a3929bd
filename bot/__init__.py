"""Milepost's shared core: goals, milestones and nudges, and the words to talk about them."""
