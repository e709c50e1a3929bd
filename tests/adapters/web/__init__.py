"""The playground over real HTTP and in a real browser."""
