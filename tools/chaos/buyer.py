"""What a buyer can do at the shop; every question and answer goes into the journal."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from tools.chaos.door import Answer, Door
from tools.chaos.journal import CANCEL, CHECKOUT, LOOK, Journal, Question
from tools.chaos.wishes import Wish

_ADDRESS = {
    "name": "Ada Greenhill",
    "line1": "7 Orchard Way",
    "postcode": "90210",
    "city": "Meadowfield",
    "country": "NL",
}


@dataclass(frozen=True)
class Agreement:
    """What the buyer was shown and agrees to: repeated word for word."""

    body: Mapping[str, object]

    @property
    def total(self) -> str:
        """The total that was shown."""
        return str(self.body["expected_total"])


class Buyer:
    """Somebody with an account, a basket and a button to press."""

    def __init__(self, number: int, address: str, token: str, journal: Journal) -> None:
        """Take who one is, and where order-service is for buyers."""
        self.number = number
        self._address = address
        self._token = token
        self._journal = journal
        self._door = Door(address, token)

    def leave(self) -> None:
        """Hang up."""
        self._door.close()

    def fill_basket(self, wish: Wish) -> Agreement | None:
        """Put what is wished for into the basket; return what is shown then."""
        lines = [
            {"product_id": product, "qty": quantity}
            for product, quantity in wish.quantities.items()
        ]
        basket = self._door.ask("POST", "/api/order/merge", {"lines": lines})
        for item in basket.result.get("items", ()):
            if item["notice"]:
                # Sold out: what came back from a failed order would fail for ever.
                path = f"/api/order/items/{item['product_id']}"
                self._door.ask("DELETE", path)
        path = f"/api/order?delivery={wish.delivery}"
        shown = self._door.ask("GET", path).result
        return _agreement(wish, shown) if shown.get("items") else None

    def press(
        self, wish: Wish, agreement: Agreement, door: Door | None = None
    ) -> Answer:
        """Press "buy" once."""
        question = Question(self.number, CHECKOUT, wish.key, agreement.total)
        asked = self._journal.ask(question)
        answer = (door or self._door).ask(
            "POST",
            "/api/order/checkout",
            agreement.body,
            {"Idempotency-Key": wish.key},
        )
        self._journal.hear(question, asked, answer.status, answer.document)
        return answer

    def press_twice(self, wish: Wish, agreement: Agreement) -> tuple[Answer, Answer]:
        """Press "buy" twice at the same moment."""
        beside = self.another_door()
        with ThreadPoolExecutor(1) as second:
            other = second.submit(self.press, wish, agreement, beside)
            answer = self.press(wish, agreement)
            answers = answer, other.result()
        beside.close()
        return answers

    def look(self, wish: Wish, number: str) -> Answer:
        """Look at an order."""
        return self._noted(LOOK, wish, "GET", f"/api/order/{number}")

    def cancel(self, wish: Wish, number: str) -> Answer:
        """Think better of it."""
        return self._noted(CANCEL, wish, "POST", f"/api/order/{number}/cancel")

    def confirm(self, wish: Wish, answer: Answer) -> None:
        """Say yes or no where the card demands it."""
        if url := answer.result.get("action_url"):
            door = Door(str(url))
            yes_or_no = "yes" if wish.confirms else "no"
            door.post_form(urlsplit(str(url)).path, {"answer": yes_or_no})
            door.close()

    def another_door(self) -> Door:
        """Open another connection of the same buyer, as a second window does."""
        return Door(self._address, self._token)

    def _noted(self, deed: str, wish: Wish, method: str, path: str) -> Answer:
        question = Question(self.number, deed, wish.key)
        asked = self._journal.ask(question)
        answer = self._door.ask(method, path)
        self._journal.hear(question, asked, answer.status, answer.document)
        return answer


def _agreement(wish: Wish, shown: Mapping[str, object]) -> Agreement:
    return Agreement(
        {
            "cart_version": shown["version"],
            "expected_total": shown["total"],
            "method": wish.method,
            "delivery": wish.delivery,
            "address": _ADDRESS,
        }
    )
