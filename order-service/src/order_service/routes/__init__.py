"""The API of order-service: cart, checkout, orders, and the news of payments."""

from order_service.routes.carts import carts
from order_service.routes.checkout import checkout
from order_service.routes.orders import orders
from order_service.routes.webhooks import webhooks

blueprints = (carts, checkout, orders, webhooks)
