"""Chores of the house that are too long for the noxfile."""
