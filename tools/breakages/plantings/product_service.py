"""What a catalogue and its stock could mean by the same words."""

from tools.breakages.planting import in_provider

_NAME = "product-service"
_HERE = f"{_NAME}/src/product_service"

PRODUCT_SERVICE = (
    *in_provider(
        _NAME,
        f"{_HERE}/browsing.py",
        (
            "words are not looked for",
            "    conditions = list(found.conditions)\n",
            "    conditions: list[ColumnElement[bool]] = []\n",
        ),
        (
            "only the first of several words is looked for",
            "    found = look_for(search.words)\n",
            '    found = look_for(search.words.partition(" ")[0])\n',
        ),
        (
            "only the last of several words is looked for",
            "    found = look_for(search.words)\n",
            '    found = look_for(search.words.rpartition(" ")[2])\n',
        ),
        (
            "a category does not narrow the shelves",
            "    if search.category is not None:\n",
            "    if False:\n",
        ),
        (
            "a category that is not the one asked for",
            "Product.category == search.category",
            "Product.category != search.category",
        ),
        (
            "words are not looked for within a category",
            "        conditions.append(Product.category == search.category)\n",
            "        conditions = [Product.category == search.category]\n",
        ),
        (
            "withdrawn products stand on the shelves",
            "if search.ids else Product.is_active.is_(True)",
            "if search.ids else Product.id > 0",
        ),
        (
            "ids do not narrow anything",
            "        Product.id.in_(search.ids) if search.ids else",
            "        Product.id > 0 if search.ids else",
        ),
        (
            "withdrawn products are not found by id",
            "        Product.id.in_(search.ids) if search.ids else",
            "        Product.id.in_(search.ids) & Product.is_active if search.ids else",
        ),
        (
            "the dearest come last when they are asked for first",
            '_DESCENDING = {"-price", "newest"}',
            '_DESCENDING = {"newest"}',
        ),
        (
            "the oldest come first when the newest are asked for",
            '_DESCENDING = {"-price", "newest"}',
            '_DESCENDING = {"-price"}',
        ),
        (
            "names are sorted from Z to A",
            '_DESCENDING = {"-price", "newest"}',
            '_DESCENDING = {"-price", "newest", "name"}',
        ),
        (
            "the cheapest come last when they are asked for first",
            '_DESCENDING = {"-price", "newest"}',
            '_DESCENDING = {"-price", "newest", "price"}',
        ),
        (
            "featured products are sorted by name",
            '    "featured": Product.position,\n',
            '    "featured": Product.name_key,\n',
        ),
        (
            "featured products begin with the last",
            '_DESCENDING = {"-price", "newest"}',
            '_DESCENDING = {"-price", "newest", "featured"}',
        ),
        (
            "names are sorted by the order of the shelf",
            '    "name": Product.name_key,\n',
            '    "name": Product.id,\n',
        ),
        (
            "capitals come before small letters",
            '    "name": Product.name_key,\n',
            '    "name": Product.name,\n',
        ),
        (
            "a page begins with the last product of the page before",
            "[here < passed if search.sort in _DESCENDING else here > passed]",
            "[here <= passed if search.sort in _DESCENDING else here >= passed]",
        ),
        (
            "a cursor is ignored",
            "    if search.bookmark is None:\n        return []\n",
            "    return []\n",
        ),
        (
            "a page leaves out the product that begins the next",
            "for product, _ in rows[: search.limit]]",
            "for product, _ in rows[: search.limit - 1]]",
        ),
        (
            "the shelves end after a page",
            "    following = None if is_last else _bookmark(search, "
            "*rows[search.limit - 1])\n",
            "    following = None\n",
        ),
        (
            "the shelves never end",
            "    following = None if is_last else _bookmark(search, "
            "*rows[search.limit - 1])\n",
            "    following = _bookmark(search, *rows[:search.limit][-1])\n",
        ),
        (
            "the total counts a page",
            "    return Page(products, following, _count(search, found), ",
            "    return Page(products, following, len(products), ",
        ),
        (
            "the total counts everything",
            "select(func.count()).select_from(Product).where(*conditions)",
            "select(func.count()).select_from(Product)",
        ),
        (
            "shelves count what was withdrawn",
            "        .where(Product.is_active)\n",
            "",
        ),
        (
            "shelves stand in the order of the alphabet",
            "        .order_by(Category.position, Category.slug)\n",
            "        .order_by(Category.slug)\n",
        ),
        (
            "shelves stand the other way round",
            "        .order_by(Category.position, Category.slug)\n",
            "        .order_by(Category.position.desc(), Category.slug)\n",
        ),
        (
            "shelves tell how many packets they hold",
            "select(Category.slug, Category.name, func.count())",
            "select(Category.slug, Category.name, func.sum(Product.available))",
        ),
        (
            "shelves that hold nothing are listed",
            "select(Category.slug, Category.name, func.count())\n"
            "        .join(Product, Product.category == Category.slug)\n"
            "        .where(Product.is_active)\n",
            "select(Category.slug, Category.name, func.count(Product.id))\n"
            "        .outerjoin(\n            Product,\n"
            "            (Product.category == Category.slug) & Product.is_active,\n"
            "        )\n",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/bookmarks.py",
        (
            "a cursor of another order is taken",
            '        raise ValueError("This cursor belongs to another order.")\n',
            "        return Bookmark(sort, bookmark.key, bookmark.product_id)\n",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/payloads/catalogue.py",
        (
            "a cursor of nobody's making begins anew",
            '            raise Invalid(errors={"cursor": [str(error)]}) from None\n',
            "            return None\n",
        ),
        (
            "a price is told in cents",
            '        "price": Money(product.price, product.currency).amount,\n',
            '        "price": f"{product.price}.00",\n',
        ),
        (
            "thousands are grouped",
            '        "price": Money(product.price, product.currency).amount,\n',
            '        "price": f"{product.price / 100:,.2f}",\n',
        ),
        (
            "names are told without accents",
            '        "name": product.name,\n',
            '        "name": product.name.encode("ascii", "ignore").decode(),\n',
        ),
        (
            "names are told with their entities of HTML",
            '        "name": product.name,\n',
            '        "name": product.name.replace("\'", "&#39;").replace("’", "&#8217;"),\n',
        ),
        (
            "every product is told to be for sale",
            '        "is_active": product.is_active,\n',
            '        "is_active": True,\n',
        ),
        (
            "no product is told to be for sale",
            '        "is_active": product.is_active,\n',
            '        "is_active": False,\n',
        ),
        (
            "ten packets are told whatever is left",
            '        "quantity": product.available,\n',
            '        "quantity": 10 if product.available else 0,\n',
        ),
        (
            "one packet fewer is told than is left",
            '        "quantity": product.available,\n',
            '        "quantity": max(product.available - 1, 0),\n',
        ),
        (
            "every product has the picture of another",
            '        "image": f"/pictures/{product.slug}.svg",\n',
            '        "image": f"/pictures/{product.id}.svg",\n',
        ),
        (
            "height and spacing change places",
            '        "height_cm": facts.height_cm,\n        "spacing_cm": facts.spacing_cm,\n',
            '        "height_cm": facts.spacing_cm,\n        "spacing_cm": facts.height_cm,\n',
        ),
        (
            "months are counted from nought",
            '        "sowing_months": list(facts.sowing_months),\n',
            '        "sowing_months": [month - 1 for month in facts.sowing_months],\n',
        ),
        (
            "depth is told in centimetres",
            '        "depth_mm": facts.depth_mm,\n',
            '        "depth_mm": facts.depth_mm // 10,\n',
        ),
        (
            "a category is told by its name",
            '        "category": product.category,\n',
            '        "category": product.category.title(),\n',
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/routes/catalogue.py",
        (
            "a withdrawn product is shown to everybody",
            "    if not product.is_active and not _is_administrator():\n",
            "    if False:\n",
        ),
        (
            "a product that is sold out is not found",
            "    if not product.is_active and not _is_administrator():\n",
            "    if not product.is_active or not product.available:\n",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/routes/versions.py",
        (
            "a product keeps its ETag whatever is changed",
            '    tag = f"{product.id}-{product.version}"\n',
            '    tag = f"{product.id}"\n',
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/routes/pictures.py",
        (
            "a drawing keeps its ETag whatever is drawn",
            '        response.set_etag(f"{picture.mark}-gzip")\n',
            '        response.set_etag("drawing-gzip")\n',
        ),
        (
            "a drawing is always sent again",
            "    response.make_conditional(request)\n",
            "",
        ),
    ),
    *in_provider(
        _NAME,
        "service-kit/src/service_kit/answers.py",
        (
            "an outdated ETag is as good as the present one",
            "    response.make_conditional(request)\n    return response\n",
            "    response.make_conditional(request)\n"
            "    if request.if_none_match:\n"
            "        response.status_code = 304\n    return response\n",
        ),
        (
            "every answer has the same ETag",
            "    response.add_etag()\n",
            '    response.set_etag("1")\n',
        ),
        (
            "known answers are sent again",
            "    response.make_conditional(request)\n",
            "",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/reservations.py",
        (
            "a repeated commit is refused",
            "    _move(reservation_id, _HELD, ReservationState.COMMITTED)\n",
            "    if not _move(reservation_id, _HELD, ReservationState.COMMITTED):\n"
            "        raise ReservationGone\n",
        ),
        (
            "what was released can be sold",
            "    _move(reservation_id, _HELD, ReservationState.COMMITTED)\n",
            "    _move(reservation_id, tuple(ReservationState), "
            "ReservationState.COMMITTED)\n",
        ),
        (
            "a commit of nothing is a server's fault",
            "    if reservation is None or reservation.state !=",
            "    if reservation is not None and reservation.state !=",
        ),
        (
            "sold packets are never put back",
            "_OPEN = (ReservationState.HELD, ReservationState.COMMITTED)\n",
            "_OPEN = (ReservationState.HELD,)\n",
        ),
        (
            "packets are put back each time they are released",
            "_OPEN = (ReservationState.HELD, ReservationState.COMMITTED)\n",
            "_OPEN = tuple(ReservationState)\n",
        ),
        (
            "a second release is refused",
            "        _let_go(reservation_id, _OPEN)\n",
            "        if not _let_go(reservation_id, _OPEN):\n"
            "            raise ReservationGone\n",
        ),
        (
            "an order nobody knows cannot be released",
            "    if not is_tombstone:\n",
            "    if is_tombstone:\n        raise ReservationGone\n    else:\n",
        ),
        (
            "released packets stay away from the shelf",
            "    give_back([Quantity(line.product_id, line.quantity) "
            "for line in lines])\n",
            "    list(lines)\n",
        ),
        (
            "one packet of each line is put back",
            "Quantity(line.product_id, line.quantity) for line in lines",
            "Quantity(line.product_id, 1) for line in lines",
        ),
        (
            "a repeated reservation is refused",
            "    elif reservation.fingerprint != fingerprint:\n",
            "    else:\n",
        ),
        (
            "a repeated reservation may want other lines",
            "    elif reservation.fingerprint != fingerprint:\n",
            "    elif False:\n",
        ),
        (
            "a late reservation of what was released is granted",
            "    elif reservation.state == ReservationState.RELEASED:\n"
            "        raise ReservationGone\n",
            "    elif reservation.state == ReservationState.RELEASED:\n"
            "        reservation.state = ReservationState.HELD\n",
        ),
        (
            "a sold reservation cannot be asked for again",
            "    elif reservation.state == ReservationState.RELEASED:\n",
            "    elif reservation.state != ReservationState.HELD:\n",
        ),
        (
            "the total counts each product once",
            "        line.unit_amount * line.quantity for line",
            "        line.unit_amount for line",
        ),
        (
            "the total is that of the first line",
            "for line in reservation.lines\n    )\n\n\ndef _let_go",
            "for line in reservation.lines[:1]\n    )\n\n\ndef _let_go",
        ),
        (
            "what was sold still ends one day",
            "        .values(state=state, expires_at=None)\n",
            "        .values(state=state)\n",
        ),
        (
            "a hold that ran out counts as sold",
            "    return _let_go(reservation_id, _HELD, Reservation.expires_at < now)\n",
            "    return _move(reservation_id, _HELD, ReservationState.COMMITTED)\n",
        ),
        (
            "reservations are listed from the last to the first",
            "order_by(Reservation.id)",
            "order_by(Reservation.id.desc())",
        ),
        (
            "a page begins with the last reservation of the page before",
            "Reservation.id > after",
            "Reservation.id >= after",
        ),
        (
            "a page is one reservation short",
            "    listed = found[:limit]\n",
            "    listed = found[: limit - 1]\n",
        ),
        (
            "the list ends after a page",
            "listed[-1].id if len(found) > limit else None",
            "None",
        ),
        (
            "only what is held is listed",
            "select(Reservation).where(Reservation.id > after)",
            "select(Reservation).where(Reservation.id > after, "
            'Reservation.state == "held")',
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/stock.py",
        (
            "the last packet is never sold",
            "Product.available >= line.quantity",
            "Product.available > line.quantity",
        ),
        (
            "packets are sold that are not there",
            "Product.available >= line.quantity",
            "Product.available >= -line.quantity",
        ),
        (
            "withdrawn products are reserved",
            "    return Product.is_active.is_(True), Product.currency == currency\n",
            "    return (Product.currency == currency,)\n",
        ),
        (
            "a shortage tells how many are missing",
            "    return {product_id: found.get(product_id, 0) for product_id in short}\n",
            "    return {product_id: -found.get(product_id, 0) for product_id in short}\n",
        ),
        (
            "a shortage names all lines",
            "        raise OutOfStock(_available(short, currency))\n",
            "        asked = [line.product_id for line in lines]\n"
            "        raise OutOfStock(_available(asked, currency))\n",
        ),
        (
            "a shortage never tells how many there are",
            "        raise OutOfStock(_available(short, currency))\n",
            "        raise OutOfStock(dict.fromkeys(short, 0))\n",
        ),
        (
            "a reservation leaves the stock as it is",
            "values(available=Product.available + difference, version=",
            "values(available=Product.available + max(difference, 0), version=",
        ),
        (
            "one packet is taken of each line",
            "        _change(line.product_id, -line.quantity).where(\n",
            "        _change(line.product_id, -1).where(\n",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/payloads/reservations.py",
        (
            "a line tells its total for its price",
            '        "unit_price": Money(line.unit_amount, currency).amount,\n',
            '        "unit_price": Money(\n'
            "            line.unit_amount * line.quantity, currency\n"
            "        ).amount,\n",
        ),
        (
            "thousands of a total are grouped",
            '        "total": Money(reservation.total, currency).amount,\n',
            '        "total": f"{reservation.total / 100:,.2f}",\n',
        ),
    ),
)
