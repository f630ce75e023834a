"""Six broken protocols of checkout, kept so that the harness can be seen to catch them.

A harness that has never failed proves nothing. Each of them does what many shops do; it
is made in a copy of the shop, and a scenario shows what comes of it.
"""
