"""Teams: what a channel is told of the goals that it may see."""
