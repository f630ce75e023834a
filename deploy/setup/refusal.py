"""The error of the set-up: its message says what to do."""


class SetupFailed(Exception):
    """The shop cannot be set up; the message says why."""
