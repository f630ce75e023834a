"""The whole check of a project's contracts: one run, one table."""
