"""Tries contract-kit as other teams get it: built, and installed alone."""
