"""Forgetting: a person who wants to be forgotten is erased, and what colleagues put in stays theirs."""
