"""Measurements of the shop, always beside a yardstick measured in the same run."""
