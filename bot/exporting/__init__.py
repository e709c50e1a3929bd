"""People's goals as files that they keep: written in several formats, and read back."""
