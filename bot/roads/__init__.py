"""Roads: short-term goals on the way to long-term ones."""
