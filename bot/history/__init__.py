"""History: what was changed, read back and taken back."""
