"""A small service made of the kit, and a provider that behaves as a test wants."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from pydantic import BaseModel, Field
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from werkzeug import Request, Response
from werkzeug.serving import make_server

from service_kit.access import anyone
from service_kit.application import new_service
from service_kit.configuration import Settings
from service_kit.database import connect, new_database, new_metadata
from service_kit.fields import Amount, Line, RequestModel
from service_kit.operation_decorator import operation
from service_kit.problems import Document


class Base(DeclarativeBase):
    metadata = new_metadata()


class Jar(Base):
    __tablename__ = "jar"

    id: Mapped[int] = mapped_column(primary_key=True)
    beans: Mapped[int] = mapped_column(default=0)


class Tea(RequestModel):
    name: Annotated[Line, Field(min_length=1, max_length=20)]
    cups: Annotated[int, Field(ge=1, le=99)] = 1
    price: Amount | None = None
    tags: Annotated[list[Line], Field(max_length=3)] = []


class Wish(RequestModel):
    id: list[int] = []
    q: Annotated[Line, Field(max_length=20)] = ""


class TeaResponse(BaseModel):
    result: dict[str, object]


teas = Blueprint("teas", __name__)


@teas.post("/teas")
@operation(access=anyone, body=Tea, responses={201: TeaResponse})
def brew(body: Tea) -> tuple[Document, int]:
    """Brew a tea."""
    return {"result": body.model_dump(mode="json")}, 201


@teas.get("/teas")
@operation(access=anyone, query=Wish, responses={200: TeaResponse})
def look(query: Wish) -> Document:
    """Look at teas."""
    return {"result": query.model_dump()}


@teas.delete("/teas/<id:tea_id>")
@operation(access=anyone, responses={200: TeaResponse})
def pour_away(tea_id: int) -> Document:
    """Pour a tea away."""
    return {"result": {"id": tea_id}}


@teas.get("/spill")
@operation(access=anyone, responses={200: TeaResponse})
def spill() -> Document:
    """Break something that holds a secret."""
    raise RuntimeError("the secret recipe")


@pytest.fixture
def db() -> SQLAlchemy:
    return new_database(Base)


@pytest.fixture
def app(tmp_path: Path, db: SQLAlchemy) -> Iterator[Flask]:
    settings = Settings(environment="test", log_level="INFO")
    app = new_service(__name__, "tea-service", settings, db, [teas])
    app.config["TESTING"] = False
    connect(app, db, f"sqlite:///{tmp_path}/tea.db")
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@dataclass
class Provider:
    """A web server that answers as a test wants and keeps what it was asked."""

    url: str = ""
    answers: list[Response] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)
    pause: threading.Event = field(default_factory=threading.Event)
    hangs: bool = False

    def __call__(self, environ: dict, start: Callable) -> object:
        request = Request(environ)
        request.get_data()
        self.asked.append(request)
        if self.hangs:
            self.pause.wait(5)
        answer = self.answers.pop(0) if self.answers else Response("{}")
        if answer.mimetype == "text/plain":
            answer.content_type = "application/json"
        return answer(environ, start)


@pytest.fixture
def provider() -> Iterator[Provider]:
    provider = Provider()
    server = make_server("127.0.0.1", 0, provider, threaded=True)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield provider
    provider.pause.set()
    server.shutdown()
    server.server_close()
    thread.join()
