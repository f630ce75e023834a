"""Measurements of the shop, some compared with a simple page in the same run."""
