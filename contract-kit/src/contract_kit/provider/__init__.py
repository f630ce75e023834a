"""Holds a provider to the pacts of its consumers, and says what came of it."""
