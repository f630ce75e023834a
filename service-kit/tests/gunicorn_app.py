"""What gunicorn serves in the tests of it: one page, and a worker in a hurry."""

from flask import Flask, request

from service_kit.application import new_application
from service_kit.configuration import Settings
from service_kit.gunicorn_worker import Worker


class HurriedWorker(Worker):
    seconds_to_send = 0.2


def create_app() -> Flask:
    app = new_application(__name__, "tea-service", Settings(environment="test"))

    @app.get("/")
    def show() -> str:
        return request.url

    @app.post("/")
    def take() -> dict[str, str]:
        return dict(request.form)

    return app


def break_down() -> Flask:
    raise LookupError("The kettle is empty.")
