"""How a chore says no: one sentence that tells what to do, and exit status 1."""


class Refusal(SystemExit):
    """The chore cannot go on; its sentence is all that is printed."""
