"""Slack as a surface, driven through the local Slack."""
