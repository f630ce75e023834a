"""Stand-ins for the base images of the shop, made from Debian's own packages.

Where no registry of images answers, the very same Dockerfiles and compose files are
tried on them. They offer what compose uses of the official images' interface, and
nothing else: the entry points beside this file.
"""
