"""Help on every command, and on how dates are typed."""
