"""What can be the matter with a Milepost and with what it needs, and how to mend each."""
