"""The API of order-service: the open cart, the checkout, the orders."""

from order_service.routes.carts import carts
from order_service.routes.checkout import checkout
from order_service.routes.orders import orders

blueprints = (carts, checkout, orders)
