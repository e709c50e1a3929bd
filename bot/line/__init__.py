"""What people type: the grammar of a line, and what is made of one that fits no command as it stands."""
