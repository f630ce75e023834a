"""Calls the running services as their documents allow, and as they do not.

The session `fuzz` runs it, in an environment of its own. Cases are made by schemathesis
from each service's `/openapi.json`, the same ones every time.
"""
