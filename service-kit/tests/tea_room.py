"""A service for gunicorn to serve: it repeats the order that it was given."""

import threading
from typing import Annotated

from flask import Blueprint, Flask
from flask_sqlalchemy import SQLAlchemy
from pydantic import BaseModel, Field

from service_kit.access import anyone
from service_kit.application import new_service
from service_kit.configuration import Settings
from service_kit.database import connect
from service_kit.fields import RequestModel
from service_kit.operation_decorator import operation
from service_kit.problems import Document


class Cups(RequestModel):
    """How many cups."""

    cups: Annotated[int, Field(ge=1, le=99)] = 1


class TeaResponse(BaseModel):
    """What was understood."""

    result: dict[str, object]


teas = Blueprint("teas", __name__)


@teas.post("/teas")
@operation(access=anyone, body=Cups, responses={201: TeaResponse})
def brew(body: Cups) -> tuple[Document, int]:
    """Brew so many cups."""
    return {"result": body.model_dump()}, 201


def create_app(seconds_to_load: float = 0.0) -> Flask:
    """Make the service; a real one has much to load."""
    threading.Event().wait(seconds_to_load)
    settings = Settings(environment="test", log_level="WARNING")
    db = SQLAlchemy()
    app = new_service(__name__, "tea-service", settings, db, [teas])
    connect(app, db, "sqlite://")
    return app
