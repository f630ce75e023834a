"""Tries the shop in containers: builds it, opens it, buys, and kills what it runs on.

`nox -s compose` runs it; docs/deploying.md tells what it needs.
"""
