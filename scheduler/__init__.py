"""What happens by itself: nudges leave when they are due."""
