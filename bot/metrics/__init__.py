"""What Milepost counts of itself, for Prometheus: how much, how late, how often in vain; never who or what."""
