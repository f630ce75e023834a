"""Amounts as Stripe counts them: whole numbers of a currency's smallest unit.

The shop counts every currency in hundredths. https://docs.stripe.com/currencies names
those that have no smaller unit, and those of thousandths; it takes ISK and UGX in
hundredths, although they have none.
"""

from service_kit.money import LARGEST_AMOUNT, InvalidAmount, Money

_WITHOUT_SMALLER_UNIT = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF"}
    | {"VND", "VUV", "XAF", "XOF", "XPF"}
)
_IN_THOUSANDTHS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})


def smallest_units(money: Money) -> int:
    """Count an amount as Stripe does; raise `InvalidAmount` where that loses some."""
    if money.currency in _IN_THOUSANDTHS:
        return money.minor * 10
    if money.currency not in _WITHOUT_SMALLER_UNIT:
        return money.minor
    whole, rest = divmod(money.minor, 100)
    if rest:
        raise InvalidAmount(f"{money} is no whole amount of its currency.")
    return whole


def money_of(units: int, currency: str) -> Money:
    """Read an amount that Stripe counted; raise `InvalidAmount` where it is none."""
    if type(units) is not int or not 0 <= units <= LARGEST_AMOUNT:
        raise InvalidAmount("Stripe counts amounts as whole numbers, up to a bound.")
    currency = currency.upper()
    if currency in _IN_THOUSANDTHS:
        return Money(units // 10, currency)
    scale = 100 if currency in _WITHOUT_SMALLER_UNIT else 1
    return Money(units * scale, currency)
