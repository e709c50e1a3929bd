"""Celebrations: what is reached is told in the channel that sees it, with its owner’s yes, and the others cheer."""
