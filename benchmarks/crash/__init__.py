"""What is lost or doubled when the process is killed in the middle of a burst."""
