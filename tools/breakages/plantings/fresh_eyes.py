"""What somebody planted who had written neither the shop nor its promises."""

from tools.breakages.planting import in_provider

_PRODUCTS = "product-service/src/product_service"
_ORDERS = "order-service/src/order_service"
_USERS = "user-service/src/user_service"

FRESH_EYES = (
    *in_provider(
        "product-service",
        f"{_PRODUCTS}/fair_shares.py",
        (
            "a small stock is not free for all",
            "share = max(FREE_FOR_ALL, (left[product_id] + others_and_own) // 2)",
            "share = (left[product_id] + others_and_own) // 2",
        ),
        (
            "what others hold counts as one's own",
            "        asked = asked.where(Reservation.holder == holder)\n",
            "        pass\n",
        ),
        (
            "a fair share is told as if nothing were held of it",
            "over[product_id] = max(0, share - own.get(product_id, 0))",
            "over[product_id] = share",
        ),
    ),
    *in_provider(
        "product-service",
        f"{_PRODUCTS}/stock.py",
        (
            "a shortage tells of packets that are withdrawn",
            "        Product.id.in_(short), *_for_sale(currency)\n",
            "        Product.id.in_(short)\n",
        ),
    ),
    *in_provider(
        "product-service",
        f"{_PRODUCTS}/reservations.py",
        (
            "the same lines in another order are others",
            "[asdict(line) for line in sorted(lines)]",
            "[asdict(line) for line in lines]",
        ),
    ),
    *in_provider(
        "product-service",
        f"{_PRODUCTS}/browsing.py",
        (
            "nobody is told which word was meant",
            "return Page(products, None, len(products), found.did_you_mean)",
            "return Page(products, None, len(products), None)",
        ),
        (
            "names that were asked for do not come first",
            "        return found.rank * _FARTHEST + Product.position\n",
            "        return Product.position\n",
        ),
    ),
    *in_provider(
        "order-service",
        f"{_ORDERS}/carts.py",
        (
            "a guest's basket that overflows is refused",
            "    return FilledCart(_put_lines(owner, known, products, cap=True), products)\n",
            "    return FilledCart(_put_lines(owner, known, products, cap=False), products)\n",
        ),
        (
            "taking out leaves the version of a basket as it was",
            "def _without(owner: int, product_id: int) -> OpenCart:\n    _touch(owner)\n",
            "def _without(owner: int, product_id: int) -> OpenCart:\n",
        ),
        (
            "another quantity leaves the version of a basket as it was",
            "def _with_quantity(owner: int, product_id: int, quantity: int) -> OpenCart:\n    _touch(owner)\n",
            "def _with_quantity(owner: int, product_id: int, quantity: int) -> OpenCart:\n",
        ),
    ),
    *in_provider(
        "order-service",
        f"{_ORDERS}/checkout.py",
        (
            "two open orders are too many",
            "MOST_OPEN_ORDERS = 3\n",
            "MOST_OPEN_ORDERS = 2\n",
        ),
        (
            "unpaid packets may be hoarded",
            "MOST_UNPAID = 200\n",
            "MOST_UNPAID = 20000\n",
        ),
        (
            "a key takes another address for the same checkout",
            "        written = json.dumps(asdict(self), sort_keys=True, default=str)\n",
            "        written = json.dumps(self.cart_version)\n",
        ),
        (
            "an order tells its lines the other way round",
            "        position=position,\n",
            "        position=-position,\n",
        ),
        (
            "the delivery of an order is told to be free",
            "        delivery_amount=checkout.delivery_price.minor,\n",
            "        delivery_amount=0,\n",
        ),
    ),
    *in_provider(
        "order-service",
        f"{_ORDERS}/orders.py",
        (
            "a shipped order can be called off",
            "        elif now.state == OrderState.PAID:\n            begin_refund",
            "        elif now.state in (OrderState.PAID, OrderState.SHIPPED):\n            begin_refund",
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/devices.py",
        (
            "a browser stays known after another password",
            ' and claims.get("pwd") == _password(user)',
            "",
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/usernames.py",
        (
            "the names of the shop are anybody's",
            '    return "".join(words) in _RESERVED or not _SHOPS_OWN.isdisjoint(words)\n',
            "    return False\n",
        ),
        (
            "only whole words are kept for the shop",
            " or not _SHOPS_OWN.isdisjoint(words)\n",
            "\n",
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/profiles.py",
        (
            "preferences are added to those that were there",
            "    profile.preferences = portrait.preferences\n",
            "    profile.preferences = {**profile.preferences, **portrait.preferences}\n",
        ),
        (
            "an empty text leaves the profile as it was",
            "    profile.bio = portrait.bio\n",
            "    profile.bio = portrait.bio or profile.bio\n",
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/ends.py",
        (
            "the cursor of ends always begins anew",
            "*_follows(place)\n",
            "*_follows(None)\n",
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/password_rules.py",
        (
            "a password may be one's own name",
            "    if any(_is_made_of(guess, own) for guess in guesses if guess):\n",
            "    if False:\n",
        ),
        (
            "a common password is taken",
            "    if {_folded(password), _bare(password)} & _common():\n",
            "    if False:\n",
        ),
    ),
)
