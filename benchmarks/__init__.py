"""Measurements of what Milepost promises, side by side with its peers."""
