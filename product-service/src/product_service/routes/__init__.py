"""product-service over HTTP; each module is one circle of callers."""

from product_service.routes.administration import administration
from product_service.routes.catalogue import catalogue
from product_service.routes.legacy_api import legacy_api
from product_service.routes.pictures import pictures
from product_service.routes.reservations import reservations

BLUEPRINTS = (catalogue, administration, reservations, pictures, legacy_api)
