"""The OpenAPI 3.1 document of a service, written from the declarations of its routes.

What every operation shares is derived here, so that a route declares only its own:
media types, the answers of whoever needs a token or takes a body, ETag and 304.
"""

from service_kit.openapi.document import openapi_document
from service_kit.openapi.operation_declaration import (
    Body,
    Declaration,
    DeclaredResponse,
    declare,
)

__all__ = ["Body", "Declaration", "DeclaredResponse", "declare", "openapi_document"]
