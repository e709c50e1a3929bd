"""The coach: reads a goal as a good mentor would, offline and without a clock."""
