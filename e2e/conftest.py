"""What stands behind every test; the docstring of each plugin says why it exists."""

# One that another imports comes first.
pytest_plugins = [
    "e2e.shop_under_test",
    "e2e.page_errors",
    "e2e.trace_report",
    "e2e.browsers",
    "e2e.skips",
    "e2e.fixtures",
]
