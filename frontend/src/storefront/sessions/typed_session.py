"""The session of the present request, typed: Flask's own proxy knows no `is_lost`."""

from typing import cast

import flask

from storefront.sessions.interface import ShopSession

session = cast(ShopSession, flask.session)
