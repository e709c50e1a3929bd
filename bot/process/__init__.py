"""The process that Milepost runs in: its part among others, its memory, its logs."""
