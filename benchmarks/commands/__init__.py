"""What a command costs, beside the same libraries with a handler that answers a constant."""
