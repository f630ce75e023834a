"""Everything that is planted, by the application that means something else then."""

from tools.breakages.plantings.clients import CLIENTS
from tools.breakages.plantings.fresh_eyes import FRESH_EYES
from tools.breakages.plantings.order_service import ORDER_SERVICE
from tools.breakages.plantings.outsiders import OUTSIDERS
from tools.breakages.plantings.payment_sandbox import PAYMENT_SANDBOX
from tools.breakages.plantings.product_service import PRODUCT_SERVICE
from tools.breakages.plantings.user_service import USER_SERVICE

PLANTINGS = (
    *CLIENTS,
    *FRESH_EYES,
    *ORDER_SERVICE,
    *OUTSIDERS,
    *PAYMENT_SANDBOX,
    *PRODUCT_SERVICE,
    *USER_SERVICE,
)
