"""Whether what is due comes on time, and at the pace of the platforms."""
