"""The storefront: the pages of the shop, rendered here, working without JavaScript.

It owns each shopper's session and nothing of the shop: products, accounts and orders
come from the services behind it, over HTTP.
"""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from service_kit.application import new_application
from service_kit.configuration import load
from service_kit.database import connect
from service_kit.health import health_routes
from service_kit.migrations import allow_migrations
from storefront import formatting, models, service_clients  # noqa: F401 (the tables are registered)
from storefront.catalogue_cache import CatalogueCache
from storefront.config import Settings
from storefront.consensus_clock import ConsensusClock
from storefront.content_types import accept_only_forms
from storefront.csrf import init_csrf
from storefront.database import db
from storefront.errors import handle_errors
from storefront.host_check import check_host
from storefront.pages import blueprints
from storefront.security_headers import set_headers
from storefront.service_clients import Services
from storefront.session_store_outage import require_session_store
from storefront.sessions import Lifetime, ServerSessions, SessionStore
from storefront.sessions.redis import RedisSessions
from storefront.sessions.redis import connect as connect_redis
from storefront.sessions.sql import SqlSessions
from storefront.shopper import init_login_manager
from storefront.static_files import serve_static_files
from storefront.template_context import add_template_globals
from storefront.usernames import RateLimiter

NAME = "frontend"
MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def create_app(
    settings: Settings | None = None, services: Services | None = None
) -> Flask:
    """Build the application; what is not given comes from the environment."""
    settings = settings or load(Settings, NAME)
    app = new_application(__name__, NAME, settings)
    app.secret_key = settings.secret_key.get_secret_value()
    _connect_parts(app, settings, services or service_clients.connect(settings))
    check_host(app)
    require_session_store(app)
    accept_only_forms(app)
    init_login_manager(app)
    init_csrf(app)
    set_headers(app, is_encrypted=settings.is_encrypted)
    handle_errors(app)
    formatting.add_template_filters(app)
    add_template_globals(app)
    app.register_blueprint(health_routes(NAME, _has_sessions(app)))
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    serve_static_files(app)
    _trust_proxies(app, settings.trusted_proxies)
    return app


def _connect_parts(app: Flask, settings: Settings, services: Services) -> None:
    connect(app, db, settings.database_url)
    allow_migrations(app, db, MIGRATIONS)
    app.extensions["settings"] = settings
    app.extensions["services"] = services
    app.extensions["catalogue_cache"] = CatalogueCache(services.products)
    app.extensions["name_checks"] = RateLimiter()
    app.extensions["consensus_clock"] = ConsensusClock(services.all())
    app.session_interface = _sessions(settings, app.extensions["consensus_clock"])


def _sessions(settings: Settings, clock: ConsensusClock) -> ServerSessions:
    lifetime = Lifetime()
    sessions = ServerSessions(
        _session_store(settings, lifetime),
        secret=settings.secret_key.get_secret_value(),
        is_encrypted=settings.is_encrypted,
        lifetime=lifetime,
    )
    sessions.clock, sessions.make_sure = clock.now, clock.ask
    return sessions


def _has_sessions(app: Flask) -> Callable[[], bool]:
    def has_sessions() -> bool:
        interface = app.session_interface
        return isinstance(interface, ServerSessions) and interface.store.is_reachable()

    return has_sessions


def _session_store(settings: Settings, lifetime: Lifetime) -> SessionStore:
    if settings.session_redis_url:
        return RedisSessions(connect_redis(settings.session_redis_url), lifetime)
    return SqlSessions(lifetime)


def _trust_proxies(app: Flask, hops: int) -> None:
    if hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
