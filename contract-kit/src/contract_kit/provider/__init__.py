"""Verifies a provider against the pacts of its consumers, and reports the outcome."""
