"""Faults of a provider's manners: its statuses, its headers, what it takes."""

from testing.faults.edit import Edit
from testing.faults.fault import Fault, InteractionName, Side
from testing.faults.interaction_names import BUYING, CHECKOUT, FOR_SALE

_ROUTE = "order-service/src/order_service/routes/checkout.py"

STATUS_AND_HEADER_FAULTS = (
    Fault(
        "refused-checkout-as-200",
        "Somebody answered 200 to a checkout that failed, with the reason inside.",
        (
            Edit(
                _ROUTE,
                "        raise refusal(headers=headers, **members)\n",
                '        problem = {"message": refusal.sentence, **members}\n'
                "        return respond(problem, 200, headers)\n",
            ),
        ),
        Side.PROVIDER,
        (
            InteractionName(
                "frontend",
                "order-service",
                f"a checkout whose payment is declined as card_declined, {BUYING}",
            ),
        ),
    ),
    Fault(
        "everybody-exists",
        "Somebody let `exists` answer 200 for everybody, with the truth to follow.",
        (
            Edit(
                "user-service/src/user_service/accounts.py",
                "not _taken_of([name]):\n        raise UsernameNotFound\n",
                "not _taken_of([name]):\n        return []\n",
            ),
        ),
        Side.PROVIDER,
        (
            InteractionName(
                "frontend",
                "user-service",
                "a question about a username, given the storefront has a token of its "
                "own and somebody else has an account",
            ),
        ),
    ),
    Fault(
        "nothing-as-404",
        "Somebody answered 404 to a search that finds nothing.",
        (
            Edit(
                "product-service/src/product_service/routes/catalogue.py",
                "    return revalidated(respond(page_document("
                "browsing.browse(query.search()))))\n",
                "    page = browsing.browse(query.search())\n"
                "    if not page.products:\n"
                "        raise ProductNotFound\n"
                "    return revalidated(respond(page_document(page)))\n",
            ),
        ),
        Side.PROVIDER,
        (
            InteractionName(
                "frontend",
                "product-service",
                "a page of the catalogue, given there are no products",
            ),
            InteractionName(
                "order-service",
                "product-service",
                "products by id, given there are no products",
            ),
        ),
    ),
    Fault(
        "stranger-as-forbidden",
        "Somebody turned 401 into 403: not allowed is not allowed.",
        (
            Edit(
                "service-kit/src/service_kit/problems.py",
                "    status = 401\n",
                "    status = 403\n",
            ),
        ),
        Side.PROVIDER,
        (
            InteractionName(
                "frontend",
                "order-service",
                "a look into the basket after the sign-in, given the sign-in of a "
                "shopper has expired",
            ),
            InteractionName(
                "order-service",
                "product-service",
                "a reservation, given the token of order-service has ended",
            ),
        ),
    ),
    Fault(
        "dropped-etag",
        "Somebody dropped the ETag, which no page seemed to need.",
        (
            Edit(
                "service-kit/src/service_kit/responses.py",
                "    response.add_etag()\n",
                "",
            ),
        ),
        Side.PROVIDER,
        (
            InteractionName(
                "frontend",
                "product-service",
                f"a page of the catalogue, {FOR_SALE}",
            ),
            InteractionName(
                "product-service", "user-service", "a request for the signing keys"
            ),
        ),
    ),
    Fault(
        "ignored-key",
        "Somebody stopped looking for the order of an Idempotency-Key.",
        (
            Edit(
                "order-service/src/order_service/checkout.py",
                "    placed = find_by_key(buyer, key)\n",
                "    placed: Order | None = None\n",
            ),
        ),
        Side.PROVIDER,
        (
            InteractionName(
                "frontend",
                "order-service",
                f"a checkout that is sent again, {BUYING} and the basket was bought "
                "and the product has another price",
            ),
        ),
    ),
    Fault(
        "demanded-telephone",
        "Somebody made a telephone number part of every address.",
        (
            Edit(
                "order-service/src/order_service/schemas/checkout.py",
                "    city: ShortLine\n",
                "    city: ShortLine\n    telephone: ShortLine\n",
            ),
        ),
        Side.PROVIDER,
        (CHECKOUT,),
    ),
    Fault(
        "capture-after-cancel",
        "Somebody let a cancelled payment be captured, because the money was there.",
        (
            Edit(
                "payment-sandbox/src/payment_sandbox/payments.py",
                "    if payment.state != PaymentState.CAPTURED:\n"
                "        raise PaymentNotOpen\n",
                "",
            ),
        ),
        Side.PROVIDER,
        (
            InteractionName(
                "order-service",
                "payment-sandbox",
                "a capture that is refused, given the sandbox knows the shop by "
                "a secret and a payment was cancelled",
            ),
        ),
    ),
    Fault(
        "refused-form",
        "Somebody stopped reading forms: everybody sends JSON these days.",
        (
            Edit(
                "service-kit/src/service_kit/request_parsing.py",
                '{"application/x-www-form-urlencoded", "multipart/form-data"}',
                '{"multipart/form-data"}',
            ),
        ),
        Side.PROVIDER,
        (
            InteractionName(
                "course-client",
                "user-service",
                "a log-in, given somebody has an account",
            ),
            InteractionName(
                "course-client",
                "order-service",
                "some of a product for the order, given a shopper is signed in and a "
                "product is for sale",
            ),
        ),
    ),
    Fault(
        "renamed-root",
        "Somebody gave the XML documents a root that says what they are.",
        (
            Edit(
                "service-kit/src/service_kit/responses.py",
                'root="response"',
                'root="document"',
            ),
        ),
        Side.PROVIDER,
        (
            InteractionName(
                "course-client",
                "product-service",
                f"a look at a product in XML, {FOR_SALE}",
            ),
        ),
    ),
)
