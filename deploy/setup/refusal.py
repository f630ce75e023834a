"""How the set-up says no: one sentence that tells what to do."""


class SetupFailed(Exception):
    """The shop cannot be set up; the sentence says what is in the way."""
