"""Set up a shop in containers: secrets, databases, the first stock, an administrator.

Two containers run it before the shop starts, `keys` and `setup`. Both may run again at
any time, and change nothing that exists already.
"""
