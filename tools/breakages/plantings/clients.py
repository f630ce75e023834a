"""What clients could ask for in place of what they mean, and read in what is told."""

from tools.breakages.planting import in_consumer

_SHOP = "frontend/src/storefront"
_ORDERS = "order-service/src/order_service"
_PRODUCTS = "product-service/src/product_service"

CLIENTS = (
    *in_consumer(
        "frontend",
        f"{_SHOP}/clients/order_service.py",
        (
            "a cursor is escaped twice",
            '            params["cursor"] = cursor\n',
            '            params["cursor"] = cursor.replace("=", "%3D")\n',
        ),
        (
            "a cursor is forgotten",
            '            params["cursor"] = cursor\n',
            "            pass\n",
        ),
        (
            "a page of orders is always of ten",
            'params: dict[str, str | int] = {"limit": limit}',
            'params: dict[str, str | int] = {"limit": 10}',
        ),
        (
            "the last order of a key is taken for the first",
            "        return orders[0] if orders else None\n",
            "        return orders[0] if len(orders) > 1 else None\n",
        ),
        (
            "the delivery of a basket is forgotten",
            '        params = {"delivery": delivery}\n',
            '        params = {"delivery": "standard"}\n',
        ),
        (
            "the delivery of a guest is forgotten",
            '        body = {"lines": _wire(lines), "delivery": delivery}\n',
            '        body = {"lines": _wire(lines), "delivery": "standard"}\n',
        ),
        (
            "the total is sent in cents",
            '                "expected_total": purchase.expected_total.amount,\n',
            '                "expected_total": str(purchase.expected_total.minor),\n',
        ),
        (
            "the address is sent without its second line",
            '                "address": purchase.address.document(),\n',
            '                "address": {\n'
            "                    name: text\n"
            "                    for name, text in purchase.address.document().items()\n"
            '                    if name != "line2"\n                },\n',
        ),
        (
            "any version of the basket is agreed to",
            '                "cart_version": purchase.cart_version,\n',
            '                "cart_version": 0,\n',
        ),
        (
            "one packet is put in, however many are wanted",
            '        body = {"product_id": product_id, "qty": quantity}\n',
            '        body = {"product_id": product_id, "qty": 1}\n',
        ),
        (
            "the order that is called off is asked for twice",
            '        path = f"/api/order/{number}/cancel"\n',
            '        path = f"/api/order/{number.lower()}/cancel"\n',
        ),
        (
            "a shopper is not named where orders are listed",
            '        reply = self._service.get("/api/orders", params=params, token=token)\n'
            "        return payloads",
            '        reply = self._service.get("/api/orders", params=params)\n'
            "        return payloads",
        ),
    ),
    *in_consumer(
        "frontend",
        f"{_SHOP}/clients/product_service.py",
        (
            "words are escaped before they are sent",
            '            "q": query.words,\n',
            '            "q": query.words.replace(" ", "+"),\n',
        ),
        (
            "only the first word is sent",
            '            "q": query.words,\n',
            '            "q": query.words.partition(" ")[0],\n',
        ),
        (
            "the sort is forgotten",
            '            "sort": query.sort,\n',
            '            "sort": "featured",\n',
        ),
        (
            "the category is sent as words",
            '            "category": query.category,\n',
            "",
        ),
        (
            "ids are sent as one word",
            '        params = {"id": [str(product_id) for product_id in product_ids]}\n',
            '        params = {"id": ",".join(map(str, product_ids))}\n',
        ),
        (
            "a known answer is asked for as if nobody knew it",
            '        headers = {"If-None-Match": etag} if etag else {}\n',
            "        headers: dict[str, str] = {}\n",
        ),
    ),
    *in_consumer(
        "frontend",
        f"{_SHOP}/clients/user_service.py",
        (
            "an email is sent as a username",
            '{"email" if "@" in name else "username": name}',
            '{"username": name}',
        ),
        (
            "the address of the visitor is left out",
            '    return {"X-Client-Address": browser.address, "User-Agent": name}\n',
            '    return {"User-Agent": name}\n',
        ),
        (
            "the browser of the visitor is left out",
            '    return {"X-Client-Address": browser.address, "User-Agent": name}\n',
            '    return {"X-Client-Address": browser.address}\n',
        ),
        (
            "both passwords are the new one",
            '{"current_password": current, "new_password": new}',
            '{"current_password": new, "new_password": new}',
        ),
        (
            "one sign-in ends all",
            'self._service.send("DELETE", f"/api/user/sessions/{sign_in_id}", token=token)',
            'self._service.send("DELETE", "/api/user/sessions", token=token)',
        ),
    ),
    *in_consumer(
        "frontend",
        f"{_SHOP}/payloads.py",
        (
            "every sign-in is the present one",
            '            is_current=bool(member["is_current"]),\n',
            "            is_current=True,\n",
        ),
        (
            "the subtotal is read for the total",
            '        total=Money.parse_sum(document["total"], currency),\n        address',
            '        total=Money.parse_sum(document["subtotal"], currency),\n        address',
        ),
        (
            "height is read for spacing",
            '        spacing_cm=document.get("spacing_cm"),\n',
            '        spacing_cm=document.get("height_cm"),\n',
        ),
        (
            "every product is for sale",
            '        is_active=bool(document["is_active"]),\n',
            "        is_active=True,\n",
        ),
    ),
    *in_consumer(
        "order-service",
        f"{_ORDERS}/clients/payment.py",
        (
            "an amount is sent in cents",
            '            "amount": amount.amount,\n',
            '            "amount": str(amount.minor),\n',
        ),
        (
            "thousands of an amount are grouped",
            '            "amount": amount.amount,\n',
            '            "amount": f"{amount.minor / 100:,.2f}",\n',
        ),
        (
            "a declined card is taken for a good one",
            '            return PaymentDeclined(payment["code"])\n',
            "            return None\n",
        ),
        (
            "a captured payment is no answer to an authorisation",
            "        case PaymentState.AUTHORISED | PaymentState.CAPTURED:\n",
            "        case PaymentState.AUTHORISED:\n",
        ),
        (
            "a capture is believed whatever is answered",
            '        self._demand(PaymentState.CAPTURED, self._call("POST", payment_id, '
            '"/capture"))\n',
            '        self._call("POST", payment_id, "/capture")\n',
        ),
        (
            "a refusal of the shop is taken for a refusal of the card",
            "            if refusal.status in (409, 422):\n",
            "            if refusal.status in (401, 409, 422):\n",
        ),
        (
            "a cursor of the payments is forgotten",
            '            place["cursor"] = cursor\n',
            "            pass\n",
        ),
    ),
    *in_consumer(
        "order-service",
        f"{_ORDERS}/clients/product_service.py",
        (
            "one packet of each product is reserved",
            '            {"product_id": product_id, "quantity": quantity}\n',
            '            {"product_id": product_id, "quantity": 1}\n',
        ),
        (
            "what is gone is taken for an outage",
            "    if refusal.status == 410:\n        return ReservationGone()\n",
            "",
        ),
        (
            "a shortage is taken for an outage",
            "    if refusal.status == 409 and refusal.reason in _SHORT:\n",
            "    if False:\n",
        ),
        (
            "the total of a hold is read as a price",
            'Reservation(Money.parse_sum(held["total"], currency), prices)',
            "Reservation(next(iter(prices.values())), prices)",
        ),
        (
            "a refused token is kept",
            "                self.pass_token.forget(token)\n",
            "                pass\n",
        ),
        (
            "withdrawn products are for sale",
            '        document["is_active"],\n',
            "        True,\n",
        ),
    ),
    *in_consumer(
        "order-service",
        f"{_ORDERS}/clients/user_service.py",
        (
            "everybody is an administrator",
            '    return bool(document["result"]["is_admin"])\n',
            "    return True\n",
        ),
        (
            "known lists are asked for as if nobody knew them",
            '        known = {"If-None-Match": etag} if etag else None\n',
            "        known = None\n",
        ),
    ),
    *in_consumer(
        "product-service",
        f"{_PRODUCTS}/clients/user_service.py",
        (
            "whoever has an account is an administrator",
            "        return Person(user.is_admin, user.is_active)\n",
            "        return Person(user.is_active, user.is_active)\n",
        ),
        (
            "known lists are asked for as if nobody knew them",
            '        asking = {"If-None-Match": etag} if etag else {}\n',
            "        asking: dict[str, str] = {}\n",
        ),
    ),
)
