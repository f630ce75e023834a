"""Commands of developers that are too long for the noxfile."""
