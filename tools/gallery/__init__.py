"""Shows every page of the shop in every state: `nox -s gallery`.

Nobody can judge pages that they have not seen. The scenes are a list; a tour reaches
each in a shop of its own, takes pictures of it, and hangs them all on one sheet.
"""
