"""Takes screenshots of every page of the shop in every state: `nox -s screenshots`.

Nobody can review pages that they have not seen. The states are a list; a run reaches
each in a shop of its own, and puts all screenshots into one report.
"""
