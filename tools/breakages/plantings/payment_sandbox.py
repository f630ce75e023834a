"""What a payment provider could mean by the same words."""

from tools.breakages.planting import in_provider

_NAME = "payment-sandbox"
_HERE = f"{_NAME}/src/payment_sandbox"
_CANCEL = "    payment.state = PaymentState.CANCELLED\n    return payment\n"
_CAPTURE = (
    "        payment.state = PaymentState.CAPTURED\n        payment.captures += 1\n"
)

PAYMENT_SANDBOX = (
    *in_provider(
        _NAME,
        f"{_HERE}/payments.py",
        (
            "a captured payment is not cancelled any more",
            _CANCEL,
            "    if payment.state == PaymentState.CAPTURED:\n"
            f"        raise PaymentNotOpen\n{_CANCEL}",
        ),
        (
            "a captured payment stays captured when it is cancelled",
            _CANCEL,
            "    if payment.state != PaymentState.CAPTURED:\n"
            "        payment.state = PaymentState.CANCELLED\n    return payment\n",
        ),
        (
            "a second cancellation is refused",
            _CANCEL,
            "    if payment.state == PaymentState.CANCELLED:\n"
            f"        raise PaymentNotOpen\n{_CANCEL}",
        ),
        (
            "a declined payment cannot be cancelled",
            _CANCEL,
            "    if payment.state == PaymentState.DECLINED:\n"
            f"        raise PaymentNotOpen\n{_CANCEL}",
        ),
        (
            "an unknown payment cannot be cancelled in advance",
            "        payment = _new(payment_id, Money.zero(currency), UNKNOWN_METHOD)\n",
            "        raise PaymentUnknown\n",
        ),
        (
            "a repeated capture is refused",
            "    if payment.state != PaymentState.CAPTURED:\n"
            "        raise PaymentNotOpen\n",
            "    else:\n        raise PaymentNotOpen\n",
        ),
        (
            "a repeated capture takes the money again",
            "    if payment.state == PaymentState.AUTHORISED:\n        if payment.method",
            "    if payment.state in (PaymentState.AUTHORISED, PaymentState.CAPTURED):\n"
            "        if payment.method",
        ),
        (
            "a declined payment is captured",
            "    if payment.state == PaymentState.AUTHORISED:\n        if payment.method",
            "    if payment.state in (PaymentState.AUTHORISED, PaymentState.DECLINED):\n"
            "        if payment.method",
        ),
        (
            "a payment is captured that its shopper has not confirmed",
            "    if payment.state == PaymentState.AUTHORISED:\n        if payment.method",
            "    if payment.state in (\n"
            "        PaymentState.AUTHORISED, PaymentState.REQUIRES_ACTION\n"
            "    ):\n        if payment.method",
        ),
        (
            "a capture is not counted",
            _CAPTURE,
            "        payment.state = PaymentState.CAPTURED\n",
        ),
        (
            "the bank pays out what it refuses",
            "            raise CaptureRefused\n",
            "            pass\n",
        ),
        (
            "a cancelled payment is authorised anew",
            '        raise PaymentNotOpen("A cancelled payment cannot be authorised.")\n',
            "        payment.state = PaymentState.AUTHORISED\n",
        ),
        (
            "a repeated authorisation is another payment",
            "    return Authorisation(payment, is_first=False)\n",
            "    raise PaymentDiffers\n",
        ),
        (
            "a repeated authorisation may name another amount",
            "        raise PaymentDiffers\n",
            "        payment.amount = amount.minor\n",
        ),
        (
            "a repeated authorisation undoes a capture",
            "    return Authorisation(payment, is_first=False)\n",
            "    payment.state = _judge_again(payment.state)\n"
            "    return Authorisation(payment, is_first=False)\n\n\n"
            "def _judge_again(state: str) -> str:\n"
            '    return "authorised" if state == "captured" else state\n',
        ),
        (
            "a declined payment is tried again",
            "    return Authorisation(payment, is_first=False)\n",
            "    if payment.state == PaymentState.DECLINED:\n"
            "        payment.state = PaymentState.AUTHORISED\n"
            "    return Authorisation(payment, is_first=False)\n",
        ),
        (
            "the bank stumbles over every attempt",
            "        return False\n    db.session.add(Stumble",
            "        return True\n    db.session.add(Stumble",
        ),
        (
            "a card that wants a confirmation is authorised without",
            "        payment.state = PaymentState.REQUIRES_ACTION\n",
            "        payment.state = PaymentState.AUTHORISED\n",
        ),
        (
            "an unknown payment is found, with nothing in it",
            "    payment = db.session.get(Payment, payment_id)\n    if payment is None:\n"
            "        raise PaymentUnknown\n",
            "    payment = db.session.get(Payment, payment_id)\n    if payment is None:\n"
            '        payment = _new(payment_id, Money.zero("EUR"), UNKNOWN_METHOD)\n',
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/methods.py",
        (
            "the codes of declined cards are mixed up",
            '    "tok_declined": "card_declined",\n'
            '    "tok_insufficient_funds": "insufficient_funds",\n',
            '    "tok_declined": "insufficient_funds",\n'
            '    "tok_insufficient_funds": "card_declined",\n',
        ),
        (
            "every card is declined for the same reason",
            '    "tok_insufficient_funds": "insufficient_funds",\n}',
            '    "tok_insufficient_funds": "card_declined",\n}',
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/actions.py",
        (
            "a yes of the shopper is taken for a no",
            "PaymentState.AUTHORISED if agrees else PaymentState.DECLINED",
            "PaymentState.DECLINED if agrees else PaymentState.AUTHORISED",
        ),
        (
            "a refused confirmation has the code of a declined card",
            'DECLINED_BY_PERSON = "authentication_failed"',
            'DECLINED_BY_PERSON = "card_declined"',
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/listing.py",
        (
            "payments are listed from the last to the first",
            "order_by(Payment.id)\n",
            "order_by(Payment.id.desc())\n",
        ),
        (
            "a page begins with the last payment of the page before",
            "Payment.id > payment_id",
            "Payment.id >= payment_id",
        ),
        (
            "a page is one payment short",
            "    payments = found[:limit]\n",
            "    payments = found[: limit - 1]\n",
        ),
        (
            "a cursor is ignored",
            "select(Payment).where(Payment.id > payment_id)",
            "select(Payment)",
        ),
        (
            "the list ends after a page",
            "Page(payments, payments[-1].id if len(found) > limit else None)",
            "Page(payments, None)",
        ),
        (
            "the list never ends",
            "Page(payments, payments[-1].id if len(found) > limit else None)",
            "Page(payments, payments[-1].id if found else None)",
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/payloads.py",
        (
            "an amount is told in cents",
            '        "amount": amount.amount,\n',
            '        "amount": f"{amount.minor}.00",\n',
        ),
        (
            "thousands are grouped",
            '        "amount": amount.amount,\n',
            '        "amount": f"{amount.minor / 100:,.2f}",\n',
        ),
        (
            "another currency is told",
            '        "currency": amount.currency,\n',
            '        "currency": "USD",\n',
        ),
        (
            "captures are never told",
            '        "captures": payment.captures,\n',
            '        "captures": 0,\n',
        ),
        (
            "a payment is told to be authorised whatever has become of it",
            '        "state": payment.state,\n        "amount"',
            '        "state": "authorised",\n        "amount"',
        ),
    ),
    *in_provider(
        _NAME,
        f"{_HERE}/doorkeeper.py",
        (
            "any secret opens the door",
            "            raise Unauthenticated\n",
            "            pass\n",
        ),
        (
            "a wrong secret is forbidden, not unknown",
            "            raise Unauthenticated\n",
            "            raise Forbidden\n",
        ),
    ),
)
