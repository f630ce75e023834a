"""Sets up a shop in containers: its secrets, its databases, its first stock and staff.

Two containers run it before the shop opens, `keys` and `setup`; both may run as often
as they like, and change nothing that is there already.
"""
