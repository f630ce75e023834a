"""What an outsider planted who had read the shop, at first none of its promises."""

from tools.breakages.planting import in_consumer, in_provider

_KIT = "service-kit/src/service_kit"
_ORDERS = "order-service/src/order_service"
_PAYMENTS = "payment-sandbox/src/payment_sandbox"
_PRODUCTS = "product-service/src/product_service"
_SHOP = "frontend/src/storefront"
_USERS = "user-service/src/user_service"

OUTSIDERS = (
    *in_provider(
        "user-service",
        f"{_USERS}/administration.py",
        (
            "somebody deactivated stays signed in elsewhere",
            "    if not user.is_active:\n        sign_ins",
            "    if user.is_active:\n        sign_ins",
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/admission.py",
        (
            "all known browsers share one allowance",
            '_key("device", subject.device)',
            '_key("device")',
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/devices.py",
        (
            "five people cannot share a browser",
            "MOST_DEVICES = 5",
            "MOST_DEVICES = 4",
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/ends.py",
        (
            "an end is forgotten while a slow clock still takes its token",
            "KEPT_AFTER_EXPIRY = LEEWAY + MOST_SKEW",
            "KEPT_AFTER_EXPIRY = LEEWAY",
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/log_in.py",
        (
            "the browser of a new account has no name",
            "_new_sign_in(user.id, visitor)",
            "_new_sign_in(user.id, Visitor(visitor.address))",
        ),
        (
            "no token says that its holder is an administrator",
            "admin=user.is_admin",
            "admin=False",
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/ownership.py",
        (
            "the e-mail of a closed account is never free again",
            'user.username = user.email = f"closed:{user.id}"',
            'user.username = f"closed:{user.id}"',
        ),
        (
            "right passwords count as failures",
            "    throttling.forgive(slot)",
            "    throttling.settle([slot])",
        ),
        (
            "a wrong present password is blamed on the field of closing",
            "raise WrongPassword(field)",
            'raise WrongPassword("password")',
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/password_rules.py",
        (
            "passphrases end at 72 letters",
            "LONGEST = 128",
            "LONGEST = 72",
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/payloads/bodies.py",
        (
            "anybody registers under a name of the shop",
            "    username: NewUsername",
            "    username: Username",
        ),
        (
            "a profile takes 500 letters about somebody",
            "Field(max_length=2000)",
            "Field(max_length=500)",
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/payloads/documents.py",
        (
            "an account says when it was changed, not opened",
            '"created_at": rfc3339(user.created_at)',
            '"created_at": rfc3339(user.updated_at)',
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/preferences.py",
        (
            "preferences of other programs are rounded",
            "return float(value) if",
            "return int(value) if",
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/registrations.py",
        (
            "a name that is taken costs the network an account",
            "_note(refusal, instead_of=account)",
            "_note(account, instead_of=refusal)",
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/sign_ins.py",
        (
            "no more than five browsers are listed",
            "_MOST_LISTED = 100",
            "_MOST_LISTED = 5",
        ),
    ),
    *in_provider(
        "user-service",
        f"{_USERS}/visitors.py",
        (
            "what a browser calls itself is cut after 20 letters",
            "LONGEST_USER_AGENT = 200",
            "LONGEST_USER_AGENT = 20",
        ),
    ),
    *in_provider(
        "product-service",
        f"{_PRODUCTS}/browsing.py",
        (
            "what is sold out does not count on its shelf",
            "        .where(Product.is_active)\n",
            "        .where(Product.is_active, Product.available > 0)\n",
        ),
        (
            "the second page of a search goes on by another order",
            "Bookmark(search.walk, key, last.id)",
            "Bookmark(search.sort, key, last.id)",
        ),
    ),
    *in_provider(
        "product-service",
        f"{_PRODUCTS}/details.py",
        (
            "what is added is not for sale",
            "is_active: bool = True",
            "is_active: bool = False",
        ),
    ),
    *in_provider(
        "product-service",
        f"{_PRODUCTS}/doorkeeper.py",
        (
            "whoever was an administrator stays one",
            "if not (person.is_admin and person.is_active):",
            "if not caller.is_admin:",
        ),
    ),
    *in_provider(
        "product-service",
        f"{_PRODUCTS}/fair_shares.py",
        (
            "packets bought long ago count as held",
            "Reservation.state == ReservationState.HELD",
            "Reservation.state != ReservationState.RELEASED",
        ),
    ),
    *in_provider(
        "product-service",
        f"{_PRODUCTS}/gallery.py",
        (
            "the picture of a withdrawn product is gone",
            ".where(Product.slug == slug)",
            ".where(Product.slug == slug, Product.is_active)",
        ),
    ),
    *in_provider(
        "product-service",
        f"{_PRODUCTS}/reservations.py",
        (
            "a hold ends before its order gives up",
            "HOLD = timedelta(minutes=15)",
            "HOLD = timedelta(minutes=10)",
        ),
    ),
    *in_provider(
        "product-service",
        f"{_PRODUCTS}/search/asked.py",
        (
            "`tomato seeds` demands the word seeds",
            "worth = [part for part in parts if part.typed not in _EMPTY]",
            "worth = parts",
        ),
    ),
    *in_provider(
        "product-service",
        f"{_PRODUCTS}/search/query.py",
        (
            "a percent sign finds everything",
            "contains(part.typed, autoescape=True)",
            "contains(part.typed)",
        ),
    ),
    *in_provider(
        "product-service",
        f"{_PRODUCTS}/search/spelling.py",
        (
            "two slips in a long word are not mended",
            "slips = 2 if len(word)",
            "slips = 1 if len(word)",
        ),
    ),
    *in_provider(
        "product-service",
        f"{_PRODUCTS}/stock.py",
        (
            "one packet of each line comes back",
            "_change(line.product_id, line.quantity)",
            "_change(line.product_id, 1)",
        ),
        (
            "a sale does not change the ETag of a product",
            ", version=Product.version + 1",
            "",
        ),
    ),
    *in_provider(
        "order-service",
        f"{_ORDERS}/carts.py",
        (
            "a failed order replaces what was put in meanwhile",
            "min(kept.quantity + line.quantity, MOST_OF_ONE_PRODUCT)",
            "line.quantity",
        ),
    ),
    *in_provider(
        "order-service",
        f"{_ORDERS}/orders.py",
        (
            "orders of one second get lost between two pages",
            "tuple_(Order.created_at, Order.id) < _position(wanted.cursor)",
            "Order.created_at < _position(wanted.cursor)[0]",
        ),
        (
            "addresses of parcels on their way are kept",
            "Order.state.not_in(UNSETTLED)",
            "Order.state.not_in((*UNSETTLED, OrderState.SHIPPED))",
        ),
    ),
    *in_provider(
        "order-service",
        f"{_ORDERS}/payloads.py",
        (
            "postcodes end at eight letters",
            "Field(min_length=2, max_length=12)",
            "Field(min_length=2, max_length=8)",
        ),
        (
            "an order is dated by when it is given up",
            '"created_at": rfc3339(order.created_at)',
            '"created_at": rfc3339(order.give_up_at)',
        ),
    ),
    *in_provider(
        "order-service",
        f"{_ORDERS}/routes/checkout.py",
        (
            "the course's client can buy once in a lifetime",
            'f"course-{cart.version}"',
            'f"course-{cart.owner}"',
        ),
    ),
    *in_provider(
        "order-service",
        f"{_ORDERS}/routes/orders.py",
        (
            "administrators see the orders of everybody as their own",
            "None if query.all else caller.user_id",
            "None if caller.is_admin else caller.user_id",
        ),
    ),
    *in_provider(
        "order-service",
        f"{_ORDERS}/states.py",
        (
            "packets of an order that is being refunded count as unpaid",
            "UNPAID = tuple(state for state in UNSETTLED if state != OrderState.REFUNDING)",
            "UNPAID = UNSETTLED",
        ),
        (
            "an authorised order cannot be called off",
            "(OrderState.PENDING, OrderState.RESERVED, OrderState.AUTHORISED)",
            "(OrderState.PENDING, OrderState.RESERVED)",
        ),
        (
            "an order is given up after five minutes",
            "timedelta(minutes=15)",
            "timedelta(minutes=5)",
        ),
    ),
    *in_provider(
        "order-service",
        f"{_KIT}/markup.py",
        (
            "truth is written in capitals in XML",
            'element.text = "true" if value else "false"',
            "element.text = str(value)",
        ),
    ),
    *in_provider(
        "payment-sandbox",
        f"{_PAYMENTS}/actions.py",
        (
            "a late yes revives a cancelled payment",
            "if payment.state == PaymentState.REQUIRES_ACTION:",
            "if payment.state != PaymentState.CAPTURED:",
        ),
    ),
    *in_provider(
        "payment-sandbox",
        f"{_PAYMENTS}/payloads.py",
        (
            "the bank's page is named without its port",
            "{public.netloc}",
            "{public.hostname}",
        ),
    ),
    *in_provider(
        "payment-sandbox",
        f"{_PAYMENTS}/payments.py",
        (
            "a declined payment is never cancelled",
            "    payment.state = PaymentState.CANCELLED\n    return payment",
            "    if payment.state != PaymentState.DECLINED:\n        payment.state = PaymentState.CANCELLED\n    return payment",
        ),
    ),
    *in_provider(
        "payment-sandbox",
        f"{_PAYMENTS}/routes.py",
        (
            "a slow card is slow every time",
            "if authorisation.is_first:",
            "if authorisation.payment:",
        ),
    ),
    *in_consumer(
        "product-service",
        f"{_PRODUCTS}/clients/user_service.py",
        (
            "the first page of ended sign-ins counts as all",
            "EndedPage(page.by_id(), page.cursor, page.has_more)",
            "EndedPage(page.by_id(), page.cursor)",
        ),
    ),
    *in_consumer(
        "order-service",
        f"{_ORDERS}/clients/payment.py",
        (
            "two pages of payments are read, and no more",
            "while page.next is not None:",
            "if page.next is not None:",
        ),
    ),
    *in_consumer(
        "frontend",
        f"{_SHOP}/clients/order_service.py",
        (
            "a guest's lines are sent by their numbers",
            "in lines.items()",
            "in sorted(lines.items())",
        ),
    ),
    *in_consumer(
        "frontend",
        f"{_SHOP}/clients/product_service.py",
        (
            "an answer forgets its ETag",
            "return Answer(payloads.read(NAME, parse, reply), reply.etag)",
            "return Answer(payloads.read(NAME, parse, reply))",
        ),
    ),
    *in_consumer(
        "frontend",
        f"{_SHOP}/clients/user_service.py",
        (
            "only the first note of a shared browser is shown",
            "list(browser.notes)",
            "list(browser.notes[:1])",
        ),
    ),
    *in_consumer(
        "frontend",
        f"{_SHOP}/payloads.py",
        (
            "the second line of an address is never sent",
            'if text or name != "line2"',
            'if name != "line2"',
        ),
        (
            "a basket can be bought in spite of what is missing",
            "bool(self.lines) and not any(line.notice for line in self.lines)",
            "bool(self.lines)",
        ),
        (
            "a sold-out packet is for sale",
            "self.is_active and self.quantity > 0",
            "self.is_active and self.quantity >= 0",
        ),
        (
            "a reserved name is said to be taken",
            'document.get("reserved") is True',
            "False",
        ),
    ),
    *in_consumer(
        "frontend",
        f"{_KIT}/http.py",
        (
            "how long to wait is not read",
            "raise Rejected(status, document, _seconds_to_wait(response))",
            "raise Rejected(status, document)",
        ),
        (
            "a deed is repeated when nobody could do it",
            'allowed_methods={"GET"}',
            'allowed_methods={"GET", "POST"}',
        ),
    ),
)
