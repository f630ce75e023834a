"""What must be true at the tea-service before it is held to an interaction."""

from tea_service import Storeroom

from contract_kit import States


def states_of(room: Storeroom) -> States:
    """Register all states of a storeroom."""
    states = States()
    states.reset(room.clear)

    @states.state("a tea is on the shelf")
    def tea_on_the_shelf(slug: str, price: str = "4.20") -> None:
        room.put(slug, price)

    @states.state("no tea is on the shelf")
    def empty_shelf() -> None:
        room.teas.clear()

    @states.state("somebody is signed in")
    def signed_in() -> dict[str, str]:
        return {"token": room.sign_in()}

    @states.state("an order was paid")
    def order_paid() -> dict[str, str]:
        room.orders["7f3a"] = "paid"
        return {"number": "7f3a"}

    @states.state("there are few packets left")
    def few_left(left: int) -> None:
        room.left = left

    return states
