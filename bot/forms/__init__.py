"""Forms of commands: how one is opened, when it may not be, and what was altered in it."""
