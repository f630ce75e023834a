"""The API of order-service: cart, checkout, orders, and the webhooks of payments."""

from order_service.routes.carts import carts
from order_service.routes.checkout import checkout
from order_service.routes.orders import orders
from order_service.routes.webhooks import webhooks

BLUEPRINTS = (carts, checkout, orders, webhooks)
