"""A problem of tea cups, with members of its own."""

from pydantic import BaseModel

from service_kit.problems import Conflict


class Cups(BaseModel):
    """How many are left."""

    cups: int


class Cracked(Conflict):
    """The pot has a crack."""

    extension = Cups
    name = "cracked"
