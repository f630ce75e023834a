"""Private servers of the databases that the shop can live on, to try it on each.

SQLite lets one writer in at a time, so that some races cannot happen on it at all.
"""
