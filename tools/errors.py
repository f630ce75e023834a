"""How a command refuses: one sentence on what to do, and exit status 1."""


class Refusal(SystemExit):
    """The command cannot go on; its sentence is all that is printed."""
