"""Check-ins: planned, sent, explained."""
