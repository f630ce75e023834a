"""Tries the shop in containers: builds it, opens it, buys, and kills what it runs on.

`nox -s compose` runs it; docs/how-to/deploy.md lists what it needs.
"""
