"""The error of the set-up: its message names what to do."""


class SetupFailed(Exception):
    """The shop cannot be set up; the message names the reason."""
