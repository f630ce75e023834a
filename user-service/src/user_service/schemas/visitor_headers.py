"""Who is at the other end of a request, by its headers."""

from typing import Annotated

from pydantic import BaseModel, Field


class VisitorHeaders(BaseModel):
    """Who is at the other end: the frontend, with its token, names its visitor."""

    x_client_address: Annotated[
        str | None,
        Field(
            alias="X-Client-Address",
            description="The visitor's IP address; read with the frontend's token.",
        ),
    ] = None
    user_agent: Annotated[str | None, Field(alias="User-Agent")] = None
