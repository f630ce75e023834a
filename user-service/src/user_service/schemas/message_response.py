"""What many routes answer: a sentence."""

from pydantic import BaseModel


class MessageResponse(BaseModel):
    """A sentence about what was done."""

    message: str
