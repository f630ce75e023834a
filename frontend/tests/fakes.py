"""Stand-ins for the three services: they behave, remember what they were asked, and can
be away. They speak in the storefront's own words; the wire is for the client tests.
"""

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from service_kit.clock import now
from service_kit.http import NotFound, Rejected, ServiceUnavailable
from service_kit.money import Money
from storefront.clients.order_service import Purchase
from storefront.clients.product_service import Answer, CatalogueQuery
from storefront.clients.user_service import Browser, NewAccount
from storefront.payloads import (
    Account,
    Address,
    CataloguePage,
    Category,
    Event,
    Facts,
    Line,
    NameCheck,
    Order,
    OrderPage,
    Picture,
    Product,
    Profile,
    Registered,
    SignIn,
    SignInRecord,
)

PICTURE = b"<svg xmlns='http://www.w3.org/2000/svg'><circle r='9'/></svg>" * 4
DELIVERY = {"standard": Money(290, "EUR"), "express": Money(590, "EUR")}


def make_product(
    product_id: int = 1, name: str = "Sunflower", **more: object
) -> Product:
    slug = "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
    facts = Facts("Helianthus annuus", (4, 5), 180, 45, 20)
    packet = Product(
        id=product_id,
        name=name,
        slug=slug or f"packet-{product_id}",
        category="flowers",
        description="A single-headed sunflower with a dark eye.",
        price=Money(240, "EUR"),
        image=f"/pictures/{slug or f'packet-{product_id}'}.svg",
        image_alt=f"Drawing of {name}",
        quantity=120,
        is_active=True,
        facts=facts,
    )
    return replace(packet, **more)  # type: ignore[arg-type]


@dataclass
class Fake:
    """What all three have in common."""

    name = "service"
    is_down: bool = False
    # How far its clock is ahead of the storefront's; None before it was heard.
    offset: timedelta | None = None
    told_when_asked: timedelta | None = None
    calls: list[str] = field(default_factory=list)

    def called(self, deed: str) -> None:
        self.calls.append(deed)
        if self.is_down:
            raise ServiceUnavailable(self.name, "ReadTimeout")

    def is_healthy(self) -> bool:
        if not self.is_down and self.told_when_asked is not None:
            self.offset = self.told_when_asked
        return not self.is_down

    def clock_offset(self) -> timedelta | None:
        return self.offset


@dataclass
class FakeProducts(Fake):
    """A catalogue in a list."""

    name = "product-service"
    stock: list[Product] = field(default_factory=list)
    # What is looked for in place of a mistyped word.
    meant: dict[str, str] = field(default_factory=dict)

    def catalogue(
        self, query: CatalogueQuery, etag: str | None = None
    ) -> Answer[CataloguePage] | None:
        self.called("catalogue")
        if query.category == "!":
            raise Rejected(422)
        if etag == self._etag:
            return None
        meant = self.meant.get(query.words, "")
        sought = replace(query, words=meant or query.words)
        found = [p for p in self.stock if p.is_active and _fits(p, sought)]
        if query.sort.endswith("price"):
            found.sort(key=lambda p: p.price.minor, reverse=query.sort[0] == "-")
        start = _place_of(query.cursor)
        end = start + query.limit
        following = _cursor_of(end) if end < len(found) else None
        page = CataloguePage(tuple(found[start:end]), following, len(found), meant)
        return Answer(page, self._etag)

    def product(self, slug: str, etag: str | None = None) -> Answer[Product] | None:
        self.called("product")
        for product in self.stock:
            if product.slug == slug and product.is_active:
                return Answer(product)
        raise NotFound(404)

    def products(self, product_ids: Iterable[int]) -> tuple[Product, ...]:
        self.called("products")
        wanted = set(product_ids)
        return tuple(product for product in self.stock if product.id in wanted)

    def categories(
        self, etag: str | None = None
    ) -> Answer[tuple[Category, ...]] | None:
        self.called("categories")
        slugs = dict.fromkeys(product.category for product in self.stock)
        counts = {s: sum(p.category == s for p in self.stock) for s in slugs}
        return Answer(tuple(Category(s, s.capitalize(), n) for s, n in counts.items()))

    def picture(self, slug: str, etag: str | None = None) -> Answer[Picture] | None:
        self.called("picture")
        if slug not in {product.slug for product in self.stock}:
            raise NotFound(404)
        return Answer(Picture(PICTURE, "image/svg+xml"), '"drawn"')

    def find(self, product_id: int) -> Product | None:
        return next((p for p in self.stock if p.id == product_id), None)

    def change(self, product_id: int, **changes: object) -> None:
        self.stock = [
            replace(p, **changes) if p.id == product_id else p  # type: ignore[arg-type]
            for p in self.stock
        ]

    @property
    def _etag(self) -> str:
        return f'"{hash(tuple(self.stock))}"'


def _fits(product: Product, query: CatalogueQuery) -> bool:
    words = f"{product.name} {product.description}".lower()
    return query.words.lower() in words and query.category in ("", product.category)


@dataclass
class FakeUsers(Fake):
    """Accounts in a dictionary, sign-ins by token."""

    name = "user-service"
    accounts: dict[str, tuple[Account, str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    browsers: list[Browser] = field(default_factory=list)
    refusal: Rejected | None = None
    refuses_sign_in: Rejected | None = None
    reserved: set[str] = field(default_factory=set)
    # What a closing meets: a refusal, or an account that closes while nobody hears it.
    refuses_closing: Rejected | None = None
    loses_answer: bool = False
    loses_accounts: bool = False

    def register(self, new: NewAccount, browser: Browser) -> Registered:
        self.called("register")
        self._refuse(browser)
        if new.username in self.accounts:
            raise Rejected(409, {"errors": {"username": ["Taken."]}})
        if any(new.email == account.email for account, _ in self.accounts.values()):
            raise Rejected(409, {"errors": {"email": ["This e-mail is in use."]}})
        account = Account(new.username, new.email, new.first_name, new.last_name)
        self.accounts[new.username] = (account, new.password)
        return Registered(account, self._begin(len(self.accounts), account))

    def sign_in(self, name: str, password: str, browser: Browser) -> SignIn:
        self.called("sign_in")
        self._refuse(browser)
        if self.refuses_sign_in:
            raise self.refuses_sign_in
        for number, (account, kept) in enumerate(self.accounts.values(), 1):
            if name in (account.username, account.email) and password == kept:
                return self._begin(number, account)
        raise Rejected(401, {"detail": "Not logged in"})

    def sign_out(self, token: str) -> None:
        self.called("sign_out")
        self.tokens.pop(token, None)

    def check_name(self, username: str, browser: Browser) -> NameCheck:
        self.called("check_name")
        self._refuse(browser)
        if username in self.reserved:
            return NameCheck(False, is_reserved=True)
        if username in self.accounts:
            return NameCheck(False, (f"{username}-k", f"{username}37"))
        return NameCheck(True)

    def account(self, token: str) -> Account:
        self.called("account")
        if self.loses_accounts:
            raise ServiceUnavailable(self.name, "ReadTimeout")
        return self.accounts[self.owner(token)][0]

    def change_password(self, token: str, current: str, new: str) -> str:
        self.called("change_password")
        account, kept = self.accounts[self.owner(token)]
        if kept != current:
            errors = {"current_password": ["This is not your password."]}
            raise Rejected(422, {"errors": errors})
        self.accounts[account.username] = (account, new)
        return f"note-of-{account.username}-and-{len(new)}"

    def profile(self, token: str) -> Profile:
        self.called("profile")
        return self.profiles.get(self.owner(token), Profile())

    def save_profile(self, token: str, profile: Profile) -> None:
        self.called("save_profile")
        if self.refusal:
            raise self.refusal
        self.profiles[self.owner(token)] = profile

    def close_account(self, token: str, password: str) -> None:
        self.called("close_account")
        name = self.owner(token)
        if self.refuses_closing:
            raise self.refuses_closing
        self.tokens = {t: owner for t, owner in self.tokens.items() if owner != name}
        del self.accounts[name]
        if self.loses_answer:
            raise ServiceUnavailable(self.name, "ReadTimeout")

    def sign_ins(self, token: str) -> tuple[SignInRecord, ...]:
        self.called("sign_ins")
        name = self.owner(token)
        return tuple(
            SignInRecord(
                kept.replace("token", "sid"),
                datetime(2026, 11, 21, tzinfo=UTC),
                "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/153.0",
                kept == token,
            )
            for kept, owner in self.tokens.items()
            if owner == name
        )

    def end_sign_in(self, token: str, sign_in_id: str) -> None:
        self.called("end_sign_in")
        name = self.owner(token)
        ended = sign_in_id.replace("sid", "token")
        if self.tokens.get(ended) != name:
            raise NotFound(404)
        del self.tokens[ended]

    def end_other_sign_ins(self, token: str) -> None:
        self.called("end_other_sign_ins")
        name = self.owner(token)
        self.tokens = {t: o for t, o in self.tokens.items() if o != name or t == token}

    def owner(self, token: str) -> str:
        if token not in self.tokens:
            raise Rejected(401, {"detail": "Not logged in"})
        return self.tokens[token]

    def _begin(self, number: int, account: Account) -> SignIn:
        token = f"token-{len(self.tokens) + 1}-of-{account.username}"
        self.tokens[token] = account.username
        note = f"note-of-{account.username}"
        return SignIn(number, now() + timedelta(hours=12), token, note)

    def _refuse(self, browser: Browser) -> None:
        self.browsers.append(browser)
        if self.refusal:
            raise self.refusal


@dataclass
class FakeOrders(Fake):
    """Baskets and orders, priced from the fake catalogue."""

    name = "order-service"
    products: FakeProducts = field(default_factory=FakeProducts)
    users: FakeUsers = field(default_factory=FakeUsers)
    carts: dict[str, dict[int, int]] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    placed: list[tuple[str, str, Order]] = field(default_factory=list)
    # What the next checkout meets: a problem, a lost answer, or an order that settles.
    refusal: Rejected | None = None
    loses_answer: bool = False
    settles_slowly: bool = False
    loses_baskets: bool = False

    def basket(self, token: str, delivery: str = "standard") -> Order:
        self.called("basket")
        if self.loses_baskets:
            raise ServiceUnavailable(self.name, "ReadTimeout")
        return self._priced(self._cart(token), delivery, self._version(token))

    def add_item(self, token: str, product_id: int, quantity: int) -> Order:
        self.called("add_item")
        if self.products.find(product_id) is None:
            raise NotFound(404)
        cart = self._cart(token)
        if cart.get(product_id, 0) + quantity > 99:
            errors = {"qty": ["An order takes at most 99 of one product."]}
            raise Rejected(422, {"errors": errors})
        cart[product_id] = cart.get(product_id, 0) + quantity
        return self._changed(token)

    def change_quantity(self, token: str, product_id: int, quantity: int) -> Order:
        self.called("change_quantity")
        if product_id not in self._cart(token):
            raise NotFound(404)
        self._cart(token)[product_id] = quantity
        return self._changed(token)

    def remove_item(self, token: str, product_id: int) -> Order:
        self.called("remove_item")
        self._cart(token).pop(product_id, None)
        return self._changed(token)

    def merge(self, token: str, lines: Mapping[int, int]) -> Order:
        self.called("merge")
        cart = self._cart(token)
        for product_id, quantity in lines.items():
            cart[product_id] = min(99, cart.get(product_id, 0) + quantity)
        return self._changed(token)

    def quote(self, lines: Mapping[int, int], delivery: str = "standard") -> Order:
        self.called("quote")
        if not any(self.products.find(product_id) for product_id in lines):
            raise NotFound(404)
        return self._priced(lines, delivery, 0)

    def check_out(self, token: str, purchase: Purchase) -> Order:
        self.called("check_out")
        owner = self.users.owner(token)
        if known := self._known(owner, purchase.key):
            return known
        if self.refusal:
            refusal, self.refusal = self.refusal, None
            raise refusal
        if purchase.cart_version != self._version(token):
            raise _refused("cart-changed")
        order = self._write_down(token, owner, purchase)
        if self.loses_answer:
            raise ServiceUnavailable(self.name, "ReadTimeout")
        return order

    def find_by_key(self, token: str, key: str) -> Order | None:
        self.called("find_by_key")
        return self._known(self.users.owner(token), key)

    def orders(self, token: str, cursor: str = "", limit: int = 10) -> OrderPage:
        self.called("orders")
        owner, start = self.users.owner(token), _place_of(cursor)
        own = [order for who, _, order in reversed(self.placed) if who == owner]
        end = start + limit
        following = _cursor_of(end) if end < len(own) else None
        return OrderPage(tuple(own[start:end]), following, len(own))

    def order(self, token: str, number: str) -> Order:
        self.called("order")
        owner = self.users.owner(token)
        for who, _, order in self.placed:
            if who == owner and order.number == number:
                return order
        raise NotFound(404)

    def cancel(self, token: str, number: str) -> Order:
        self.called("cancel")
        order = self.order(token, number)
        if order.state == "paid":
            return self.settle(number, "refunded")
        if order.state not in {"pending", "reserved", "authorised"}:
            raise Rejected(409, {"type": "urn:problem-type:not-possible-now"})
        return self.settle(number, "failed", "cancelled")

    def forget_me(self, token: str) -> None:
        self.called("forget_me")
        owner = self.users.owner(token)
        self.carts[owner] = {}
        self.placed = [
            (who, key, replace(order, address=None) if who == owner else order)
            for who, key, order in self.placed
        ]

    def settle(
        self,
        number: str,
        state: str,
        reason: str | None = None,
        action_url: str | None = None,
        code: str = "",
    ) -> Order:
        """Let an order reach a state; a failed one puts its lines back."""
        for place, (who, key, order) in enumerate(self.placed):
            if order.number == number:
                settled = replace(
                    order,
                    state=state,
                    reason=reason,
                    action_url=action_url,
                    code=code,
                    history=(*order.history, Event(state, now())),
                )
                self.placed[place] = (who, key, settled)
                if state == "failed":
                    self._put_back(who, order)
                return settled
        raise NotFound(404)

    def grow_old(self, number: str, age: timedelta) -> None:
        """Let all that happened to an order have happened so long ago."""
        for place, (who, key, order) in enumerate(self.placed):
            if order.number == number:
                history = tuple(
                    replace(event, happened_at=event.happened_at - age)
                    for event in order.history
                )
                self.placed[place] = (who, key, replace(order, history=history))

    def _write_down(self, token: str, owner: str, purchase: Purchase) -> Order:
        priced = self._priced(self._cart(token), purchase.delivery, 1)
        if priced.total != purchase.expected_total:
            raise _refused("price-changed")
        order = replace(
            priced,
            number=f"7K3M-{len(self.placed) + 1:04}",
            state="pending" if self.settles_slowly else "paid",
            history=(Event("pending", now()),),
            address=purchase.address,
            created_at=datetime(2026, 11, 21, 10, tzinfo=UTC),
        )
        self.placed.append((owner, purchase.key, order))
        self.carts[owner] = {}
        self.versions[owner] = self.versions.get(owner, 0) + 1
        return order

    def _put_back(self, owner: str, order: Order) -> None:
        cart = self.carts.setdefault(owner, {})
        for line in order.lines:
            cart[line.product_id] = cart.get(line.product_id, 0) + line.quantity
        self.versions[owner] = self.versions.get(owner, 0) + 1

    def _known(self, owner: str, key: str) -> Order | None:
        kept = ((order) for who, k, order in self.placed if (who, k) == (owner, key))
        return next(kept, None)

    def _cart(self, token: str) -> dict[int, int]:
        return self.carts.setdefault(self.users.owner(token), {})

    def _version(self, token: str) -> int:
        return self.versions.setdefault(self.users.owner(token), 1)

    def _changed(self, token: str) -> Order:
        owner = self.users.owner(token)
        self.versions[owner] = self._version(token) + 1
        return self._priced(self._cart(token), "standard", self.versions[owner])

    def _priced(self, cart: Mapping[int, int], delivery: str, version: int) -> Order:
        known = {number: self.products.find(number) for number in cart}
        lines = tuple(
            _line(product, cart[number]) for number, product in known.items() if product
        )
        subtotal = sum((line.total for line in lines), Money.zero("EUR"))
        cost = DELIVERY[delivery] if lines else Money.zero("EUR")
        return Order(
            number=None,
            state="open",
            reason=None,
            version=version,
            lines=lines,
            subtotal=subtotal,
            delivery=cost,
            delivery_method=delivery,
            total=subtotal + cost,
            address=None,
            created_at=None,
        )


def _line(product: Product, quantity: int) -> Line:
    notice, available = None, None
    if not product.is_active:
        notice = "not-for-sale"
    elif product.quantity == 0:
        notice = "sold-out"
    elif product.quantity < quantity:
        notice, available = "short", product.quantity
    total = product.price * quantity
    return Line(
        product.id,
        product.name,
        product.slug,
        quantity,
        product.price,
        total,
        notice,
        available,
    )


def _cursor_of(place: int) -> str:
    """Write a cursor as services do: with signs that an address has to escape."""
    return base64.b64encode(f">{place:03}>".encode()).decode()


def _place_of(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        place = base64.b64decode(cursor, validate=True).decode()
        return int(re.fullmatch(r">(\d+)>", place)[1])
    except (ValueError, TypeError):
        raise Rejected(422) from None


def _refused(reason: str) -> Rejected:
    return Rejected(409, {"type": f"urn:problem-type:{reason}"})


HOME = Address("Ada Lovelace", "12 Rose Lane", "", "D02 X285", "Dublin", "IE")
