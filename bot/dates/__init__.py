"""Words that speak of time, and the working life of a week."""
