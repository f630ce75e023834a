"""What baskets, checkouts and orders could mean by the same words."""

from tools.breakages.planting import in_provider

_NAME = "order-service"
_HERE = f"{_NAME}/src/order_service"

ORDER_SERVICE = (
    *in_provider(
        _NAME,
        f"{_HERE}/carts.py",
        (
            "what is added takes the place of what was there",
            "    wanted = line.quantity + quantity\n",
            "    wanted = quantity\n",
        ),
        (
            "a basket takes a packet less of one product",
            "    line.quantity = min(wanted, MOST_OF_ONE_PRODUCT)\n",
            "    line.quantity = min(wanted, MOST_OF_ONE_PRODUCT - 1)\n",
        ),
        (
            "too much of a product is capped in silence",
            "    if wanted > MOST_OF_ONE_PRODUCT and not cap:\n",
            "    if False:\n",
        ),
        (
            "a guest's lines of what nobody sells are refused",
            "        if product_id in products and products[product_id].is_active\n",
            "        if products[product_id].is_active\n",
        ),
        (
            "another quantity is added to the one that is there",
            "    line.quantity = quantity\n    return _present(owner)\n",
            "    line.quantity += quantity\n    return _present(owner)\n",
        ),
        (
            "a product that is taken out takes all others along",
            "        CartLine.owner == owner, CartLine.product_id == product_id\n",
            "        CartLine.owner == owner\n",
        ),
        (
            "a product that is taken out stays",
            "    db.session.execute(gone)\n    return _present(owner)\n",
            "    return _present(owner)\n",
        ),
        (
            "lines stand in the order of adding",
            "found.order_by(CartLine.name, CartLine.product_id)",
            "found.order_by(CartLine.product_id)",
        ),
        (
            "what a failed order held does not come back",
            "        kept.quantity = min(kept.quantity + line.quantity, "
            "MOST_OF_ONE_PRODUCT)\n",
            "        kept.quantity = 1\n",
        ),
        (
            "a full basket takes one more product",
            "    if len(cart.quantities) > MOST_LINES:\n",
            "    if len(cart.quantities) > MOST_LINES + 1:\n",
        ),
        (
            "unknown products cannot be changed, but are put in",
            "    if line is None:\n        raise ProductUnknown\n    line.quantity",
            "    if line is None:\n        return _present(owner)\n    line.quantity",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/pricing.py",
        (
            "a line costs one packet",
            "        return self.product.price * self.quantity\n",
            "        return self.product.price\n",
        ),
        (
            "the total leaves the delivery out",
            "        return self.subtotal + self.delivery\n",
            "        return self.subtotal\n",
        ),
        (
            "every delivery costs the standard one",
            "        settings().delivery_price(delivery) if lines else nothing,\n",
            '        settings().delivery_price("standard") if lines else nothing,\n',
        ),
        (
            "an empty basket costs its delivery",
            "        settings().delivery_price(delivery) if lines else nothing,\n",
            "        settings().delivery_price(delivery),\n",
        ),
        (
            "all that there is of a product is called short",
            "        if self.product.available < self.quantity:\n",
            "        if self.product.available <= self.quantity:\n",
        ),
        (
            "a product with one packet left is called sold out",
            "        if self.product.available == 0:\n",
            "        if self.product.available <= 1:\n",
        ),
        (
            "a withdrawn product is called sold out",
            "            return Notice.NOT_FOR_SALE\n",
            "            return Notice.SOLD_OUT\n",
        ),
        (
            "nothing is ever short",
            "            return Notice.SHORT\n",
            "            return None\n",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/payloads.py",
        (
            "a shortage tells what is wanted",
            '        "available": product.available if line.notice == "short" else None,\n',
            '        "available": line.quantity if line.notice == "short" else None,\n',
        ),
        (
            "an order tells its lines at one packet each",
            '        "line_total": (price * line.quantity).amount,\n',
            '        "line_total": price.amount,\n',
        ),
        (
            "the subtotal of an order holds the delivery",
            '        "subtotal": (total - delivery).amount,\n',
            '        "subtotal": total.amount,\n',
        ),
        (
            "thousands of a total are grouped",
            '        "total": cart.total.amount,\n',
            '        "total": f"{cart.total.minor / 100:,.2f}",\n',
        ),
        (
            "names in a basket are told without accents",
            '        "name": product.name,\n',
            '        "name": product.name.encode("ascii", "ignore").decode(),\n',
        ),
        (
            "names in an order are told without accents",
            '        "name": line.name_snapshot,\n',
            '        "name": line.name_snapshot.encode("ascii", "ignore").decode(),\n',
        ),
        (
            "an order is always told to be paid",
            '        "state": order.state,\n        "reason": order.reason,\n',
            '        "state": "paid",\n        "reason": order.reason,\n',
        ),
        (
            "no reason is ever told",
            '        "state": order.state,\n        "reason": order.reason,\n',
            '        "state": order.state,\n        "reason": None,\n',
        ),
        (
            "the bank's page is never told",
            '        "action_url": order.action_url if order.waits_for_shopper else None,\n',
            '        "action_url": None,\n',
        ),
        (
            "the delivery of an order is always the standard one",
            '        "delivery_method": order.delivery_method,\n',
            '        "delivery_method": "standard",\n',
        ),
        (
            "an order's life is told the latest first",
            "    history = [_event(event) for event in order.history]\n",
            "    history = [_event(event) for event in reversed(order.history)]\n",
        ),
        (
            "only the last step of an order's life is told",
            "    history = [_event(event) for event in order.history]\n",
            "    history = [_event(event) for event in order.history[-1:]]\n",
        ),
        (
            "an order is told to be open",
            '        "is_open": False,\n',
            '        "is_open": True,\n',
        ),
        (
            "a basket is told to be a closed order",
            '        "is_open": True,\n',
            '        "is_open": False,\n',
        ),
        (
            "a second line of an address is forgotten",
            '        "address": order.address,\n',
            '        "address": order.address and {**order.address, "line2": None},\n',
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/orders.py",
        (
            "orders begin with the oldest",
            "    newest_first = Order.created_at.desc(), Order.id.desc()\n",
            "    newest_first = Order.created_at.asc(), Order.id.asc()\n",
        ),
        (
            "orders are listed as they come",
            "page.order_by(*newest_first)",
            "page.order_by(Order.id)",
        ),
        (
            "the total counts a page",
            "    return Page(orders, following, total or 0)\n",
            "    return Page(orders, following, len(orders))\n",
        ),
        (
            "the total counts the orders of everybody",
            "select(func.count()).select_from(Order).where(*filters)",
            "select(func.count()).select_from(Order)",
        ),
        (
            "the orders of everybody are listed",
            "        Order.user_id: wanted.owner,\n",
            "",
        ),
        (
            "a search for a key finds all orders",
            "        Order.idempotency_key: wanted.idempotency_key,\n",
            "",
        ),
        (
            "a page begins with the last order of the page before",
            "tuple_(Order.created_at, Order.id) < _position",
            "tuple_(Order.created_at, Order.id) <= _position",
        ),
        (
            "a cursor is ignored",
            "    if wanted.cursor:\n",
            "    if False:\n",
        ),
        (
            "a page is one order short",
            "    orders = found[: wanted.limit]\n",
            "    orders = found[: wanted.limit - 1] or found[:1]\n",
        ),
        (
            "every page holds ten orders",
            "page.order_by(*newest_first).limit(wanted.limit + 1)",
            "page.order_by(*newest_first).limit(min(wanted.limit, 1) + 1)",
        ),
        (
            "the list ends after a page",
            "    following = _cursor(orders[-1]) if len(found) > wanted.limit else None\n",
            "    following = None\n",
        ),
        (
            "a full page always leads on",
            "    following = _cursor(orders[-1]) if len(found) > wanted.limit else None\n",
            "    following = _cursor(orders[-1]) if len(found) >= wanted.limit "
            "else None\n",
        ),
        (
            "a cursor of nobody's making begins anew",
            '    raise Invalid(errors={"cursor": ["This is no cursor of ours."]})\n',
            '    return datetime.fromisoformat("9999-01-01T00:00:00+00:00"), ""\n',
        ),
        (
            "orders of others are shown",
            "    if order is None or owner not in (None, order.user_id):\n",
            "    if order is None:\n",
        ),
        (
            "an order on its way is called off",
            "        elif now.state == OrderState.PAID:\n",
            "        elif now.state in (OrderState.PAID, OrderState.SHIPPED):\n",
        ),
        (
            "a delivered order counts as called off",
            "        else:\n            raise NotPossibleNow\n",
            "        elif now.state == OrderState.DELIVERED:\n            break\n"
            "        else:\n            raise NotPossibleNow\n",
        ),
        (
            "a second cancellation is refused",
            "    while (now := load(order.id)).state not in UNDONE:\n",
            "    if load(order.id).state in UNDONE:\n        raise NotPossibleNow\n"
            "    while (now := load(order.id)).state not in UNDONE:\n",
        ),
        (
            "a cancellation leaves the settling to others",
            "    return settle(order.id, INLINE_SECONDS)\n\n\ndef refund",
            "    return load(order.id)\n\n\ndef refund",
        ),
        (
            "addresses of unsettled orders are erased, too",
            "    final = Order.user_id == owner, Order.state.not_in(UNSETTLED)\n",
            "    final = (Order.user_id == owner,)\n",
        ),
        (
            "whoever is forgotten keeps the addresses",
            "        order.address = None\n",
            "        pass\n",
        ),
        (
            "whoever is forgotten keeps the basket",
            "    db.session.execute(delete(CartLine).where(CartLine.owner == owner))\n"
            "    emptied",
            "    emptied",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/checkout.py",
        (
            "the order of a key is not looked for",
            "    placed = find_by_key(buyer, key)\n",
            "    placed: Order | None = None\n",
        ),
        (
            "a key stands for every checkout",
            "        if placed.fingerprint != checkout.fingerprint:\n",
            "        if False:\n",
        ),
        (
            "a key belongs to whoever used it first",
            "select(Order).where(Order.user_id == buyer, Order.idempotency_key == key)",
            "select(Order).where(Order.idempotency_key == key)",
        ),
        (
            "a basket that has changed is bought all the same",
            "seen = update(Cart).where(Cart.owner == buyer, Cart.version == version)",
            "seen = update(Cart).where(Cart.owner == buyer)",
        ),
        (
            "an empty basket is called changed",
            "    if not lines:\n        raise EmptyCart\n",
            "    if not lines:\n        raise CartChanged\n",
        ),
        (
            "orders may be hoarded",
            "    _refuse_hoarding(buyer, sum(line.quantity for line in lines))\n",
            "",
        ),
        (
            "a basket stays full after its checkout",
            "    db.session.execute(delete(CartLine).where(CartLine.owner == buyer))\n",
            "",
        ),
        (
            "every order is delivered the standard way",
            "        delivery_method=checkout.delivery,\n",
            '        delivery_method="standard",\n',
        ),
        (
            "an order forgets where it goes",
            "        address=checkout.address,\n",
            "        address=None,\n",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/transitions.py",
        (
            "a total that nobody has seen is charged",
            "    if total.minor != order.expected_total:\n",
            "    if False:\n",
        ),
        (
            "a lower total is charged unseen",
            "    if total.minor != order.expected_total:\n",
            "    if total.minor > order.expected_total:\n",
        ),
        (
            "the lines of a failed order are lost",
            "        return_to_cart(order.user_id, order.lines)\n",
            "        return\n",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/settlement.py",
        (
            "a shortage is called a change of price",
            "        fail(order, Reason.SOLD_OUT, _short(error))\n",
            "        fail(order, Reason.PRICE_CHANGED, _short(error))\n",
        ),
        (
            "a decline loses its code",
            '        fail(order, Reason.DECLINED, {"code": error.code})\n',
            "        fail(order, Reason.DECLINED)\n",
        ),
        (
            "a decline always has the same code",
            '        fail(order, Reason.DECLINED, {"code": error.code})\n',
            '        fail(order, Reason.DECLINED, {"code": "card_declined"})\n',
        ),
        (
            "a refusal to pay out is called a decline",
            "            services().payments.capture(order.id)\n"
            "    except PaymentImpossible:\n"
            "        fail(order, Reason.PAYMENT_REFUSED)\n",
            "            services().payments.capture(order.id)\n"
            "    except PaymentImpossible:\n"
            '        fail(order, Reason.DECLINED, {"code": "card_declined"})\n',
        ),
        (
            "a refund is done without giving the packets back",
            "    advance(order, OrderState.REFUNDED)\n",
            "    advance(order, OrderState.FAILED)\n",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/routes/checkout.py",
        (
            "an order that is not paid yet is called placed",
            "        return answer(document, 202, headers)\n",
            "        return answer(document, 503, headers)\n",
        ),
        (
            "a key may be of any length",
            "    if key is None or not _KEY.fullmatch(key):\n        raise KeyMissing\n",
            '    if not key:\n        raise KeyMissing\n    key = key.ljust(8, "0")\n',
        ),
        (
            "an empty key is given another one",
            "    if key is None or not _KEY.fullmatch(key):\n        raise KeyMissing\n",
            '    key = key or "a-made-up-key"\n'
            "    if not _KEY.fullmatch(key):\n        raise KeyMissing\n",
        ),
        (
            "the course's checkout is open where it is closed",
            "    if method is None:\n        raise CourseCheckoutClosed\n",
            '    method = method or "tok_ok"\n',
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/routes/carts.py",
        (
            "an empty basket has no words",
            "    if not cart.quantities:\n",
            "    if False:\n",
        ),
        (
            "a basket that nobody sells has a price",
            "    if body.lines and not cart.lines:\n        raise ProductUnknown\n",
            "",
        ),
    ),
    *in_provider(
        _NAME,
        "service-kit/src/service_kit/tokens.py",
        (
            "a token never ends",
            '"verify_iat": False}',
            '"verify_iat": False, "verify_exp": False}',
        ),
    ),
)
