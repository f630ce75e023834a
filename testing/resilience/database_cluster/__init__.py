"""Runs the shop on clusters of databases, and kills the server that takes its orders.

`nox -s cluster` calls it; docs/how-to/scale.md says what it needs.
"""
