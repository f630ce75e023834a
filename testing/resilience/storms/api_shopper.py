"""Shops through the API; every request and response goes into the journal."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from testing.driver.example_accounts import HOME
from testing.driver.lenient_http_client import ApiClient, ApiResponse
from testing.resilience.storms.journal import CANCEL, CHECKOUT, VIEW, Journal, Request
from testing.resilience.storms.purchase_plans import PurchasePlan


@dataclass(frozen=True)
class CheckoutRequest:
    """The body of a checkout: what the shopper was shown, repeated word for word."""

    body: Mapping[str, object]

    @property
    def total(self) -> str:
        """The total that was shown."""
        return str(self.body["expected_total"])


class ApiShopper:
    """A shopper with an account and a cart, as a client of order-service."""

    def __init__(self, number: int, address: str, token: str, journal: Journal) -> None:
        """Take the shopper's number and token, and the address of order-service."""
        self.number = number
        self._address = address
        self._token = token
        self._journal = journal
        self._client = ApiClient(address, token)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def fill_basket(self, plan: PurchasePlan) -> CheckoutRequest | None:
        """Fill the cart as planned; return the checkout that it then shows."""
        lines = [
            {"product_id": product, "qty": quantity}
            for product, quantity in plan.quantities.items()
        ]
        basket = self._client.ask("POST", "/api/order/merge", {"lines": lines})
        for item in basket.result.get("items", ()):
            if item["notice"]:
                # Sold out: what came back from a failed order would fail for ever.
                path = f"/api/order/items/{item['product_id']}"
                self._client.ask("DELETE", path)
        path = f"/api/order?delivery={plan.delivery}"
        shown = self._client.ask("GET", path).result
        return _checkout_request(plan, shown) if shown.get("items") else None

    def place_order(
        self,
        plan: PurchasePlan,
        checkout: CheckoutRequest,
        client: ApiClient | None = None,
    ) -> ApiResponse:
        """Send the checkout once."""
        request = Request(self.number, CHECKOUT, plan.key, checkout.total)
        sent_at = self._journal.note_request(request)
        answer = (client or self._client).ask(
            "POST",
            "/api/order/checkout",
            checkout.body,
            {"Idempotency-Key": plan.key},
        )
        self._journal.note_response(request, sent_at, answer.status, answer.document)
        return answer

    def place_order_twice(
        self, plan: PurchasePlan, checkout: CheckoutRequest
    ) -> tuple[ApiResponse, ApiResponse]:
        """Send the checkout twice at the same moment."""
        beside = self.another_connection()
        with ThreadPoolExecutor(1) as second:
            other = second.submit(self.place_order, plan, checkout, beside)
            answer = self.place_order(plan, checkout)
            answers = answer, other.result()
        beside.close()
        return answers

    def get_order(self, plan: PurchasePlan, number: str) -> ApiResponse:
        """Request an order."""
        return self._noted(VIEW, plan, "GET", f"/api/order/{number}")

    def cancel(self, plan: PurchasePlan, number: str) -> ApiResponse:
        """Cancel an order."""
        return self._noted(CANCEL, plan, "POST", f"/api/order/{number}/cancel")

    def confirm(self, plan: PurchasePlan, answer: ApiResponse) -> None:
        """Confirm or refuse the payment where the card demands it."""
        if url := answer.result.get("action_url"):
            client = ApiClient(str(url))
            yes_or_no = "yes" if plan.confirms else "no"
            client.post_form(urlsplit(str(url)).path, {"answer": yes_or_no})
            client.close()

    def another_connection(self) -> ApiClient:
        """Open another connection of the same shopper, as a second window does."""
        return ApiClient(self._address, self._token)

    def _noted(
        self, action: str, plan: PurchasePlan, method: str, path: str
    ) -> ApiResponse:
        request = Request(self.number, action, plan.key)
        sent_at = self._journal.note_request(request)
        answer = self._client.ask(method, path)
        self._journal.note_response(request, sent_at, answer.status, answer.document)
        return answer


def _checkout_request(
    plan: PurchasePlan, shown: Mapping[str, object]
) -> CheckoutRequest:
    return CheckoutRequest(
        {
            "cart_version": shown["version"],
            "expected_total": shown["total"],
            "method": plan.method,
            "delivery": plan.delivery,
            "address": HOME,
        }
    )
