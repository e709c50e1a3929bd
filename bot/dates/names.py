"""The short names of days and months: what people read, and what RFC 5545 writes."""

from __future__ import annotations

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""Monday is 0."""
BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The same days in a rule."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""January is 0."""
