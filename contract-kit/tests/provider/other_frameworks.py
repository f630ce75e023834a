"""The same shelf of teas behind WSGI and ASGI: by hand, in Flask, Django, Starlette."""

import json
import sys
from types import ModuleType

import django
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path
from flask import Flask
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

MISSING = {"error": "no such tea"}
_URLS = "urls_of_the_tea_shelf"


def flask_app(shelf):
    app = Flask("teas")
    app.config["TESTING"] = True

    @app.get("/teas/<slug>")
    def tea(slug):
        return _found(shelf, slug)

    return app


def plain_wsgi(shelf):
    def call(environ, start_response):
        content, status = _found(shelf, environ["PATH_INFO"].rpartition("/")[2])
        start_response(f"{status} So", [("Content-Type", "application/json")])
        return [json.dumps(content).encode()]

    return call


def plain_asgi(shelf):
    async def call(scope, receive, send):
        content, status = _found(shelf, scope["path"].rpartition("/")[2])
        headers = [(b"content-type", b"application/json")]
        start = {"type": "http.response.start", "status": status, "headers": headers}
        await send(start)
        body = json.dumps(content).encode()
        await send({"type": "http.response.body", "body": body})

    return call


def starlette_app(shelf, **more):
    async def tea(request):
        content, status = _found(shelf, request.path_params["slug"])
        return JSONResponse(content, status)

    return Starlette(routes=[Route("/teas/{slug}", tea)], **more)


def django_wsgi(shelf):
    _set_django_up(shelf)
    return get_wsgi_application()


def django_asgi(shelf):
    _set_django_up(shelf)
    return get_asgi_application()


def _set_django_up(shelf):
    def tea(request, slug):
        content, status = _found(shelf, slug)
        return JsonResponse(content, status=status)

    urls = sys.modules[_URLS] = ModuleType(_URLS)
    urls.urlpatterns = [path("teas/<slug>", tea)]
    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=_URLS)
        django.setup()
    django.urls.clear_url_caches()


def _found(shelf, slug):
    return (shelf[slug], 200) if slug in shelf else (MISSING, 404)
