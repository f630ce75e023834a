"""What stands behind every test; each plugin says for itself why it exists."""

# One that another imports comes first.
pytest_plugins = [
    "e2e.opening",
    "e2e.faults",
    "e2e.readings",
    "e2e.browsers",
    "e2e.leaving_out",
    "e2e.people",
]
