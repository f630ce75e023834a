"""Runs the shop on clusters of databases, and kills the server that takes its orders.

`nox -s cluster` calls it; docs/scaling.md tells what it needs and what it has shown.
"""
