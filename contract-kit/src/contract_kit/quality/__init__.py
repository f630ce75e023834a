"""Checks of the contracts themselves: none of them empty, stale, vague or unread."""
