"""Which states may be left out of a promise that is kept all the same, and why.

A state on which a promise depends is proven by leaving it out. These show something
that must make no difference, so nothing changes without them: that is their point.
"""

from collections.abc import Iterator, Mapping, Sequence

from contract_kit.idle_states import Reason


def _reasons(
    provider: str, why: str, states: Mapping[str, Sequence[str]]
) -> Iterator[Reason]:
    """Give one reason for several states, each with the promises that it is about."""
    for state, descriptions in states.items():
        yield Reason(why, provider, state, tuple(descriptions))


REASONS = (
    *_reasons(
        "payment-sandbox",
        "whatever has become of a payment, or whoever asks again, the answer is the "
        "same",
        {
            "a payment is authorised": [
                "a cancellation",
                "a repeated authorisation by tok_capture_refused",
                "a repeated authorisation by tok_ok",
                "a repeated authorisation by tok_slow",
                "a look at an unknown payment",
            ],
            "a payment was captured": ["a cancellation"],
            "a payment was cancelled": ["a cancellation"],
            "a payment was declined": [
                "a cancellation",
                "a repeated authorisation by a card that is declined as card_declined",
                "a repeated authorisation by a card that is declined as "
                "insufficient_funds",
            ],
            "the shopper is asked to confirm a payment": [
                "a cancellation",
                "a repeated authorisation by tok_requires_action",
            ],
            "the shopper has answered once more": [
                "an authorisation after a late no",
                "an authorisation after a late yes",
            ],
        },
    ),
    *_reasons(
        "product-service",
        "whatever has become of a reservation, the answer is the same",
        {
            "a product is held for an order": ["a release"],
            "a held product was sold to an order": ["a release"],
            "what was held for an order was put back": ["a release", "a late commit"],
            "the hold of an order has run out": ["a release", "a late commit"],
            "an unknown order was released in advance": [
                "a commit that comes too late"
            ],
            "a product is for sale": ["a reservation that comes too late"],
            "a product is sold out": [
                "a reservation of two products of which there is too little",
                "a reservation of what cannot be had",
            ],
            "a product was withdrawn": [
                "a reservation of what cannot be had",
                "a product",
                "a look at a product that is not for sale",
                "a change of a product that is not for sale",
                "a deletion of a product that is not for sale",
            ],
        },
    ),
    *_reasons(
        "product-service",
        "it stands beside what is asked for, or came later, and makes no difference",
        {
            "another shelf holds a product": [],
            "a product is for sale": ["one of two products", "the known categories"],
            "the product has become dearer": [
                "a reservation after a change of price",
                "a reservation of three",
            ],
            "the shelves hold different products": [
                "a meaning of % by featured",
                "a meaning of Herbs by featured",
                "a meaning of d_ll by featured",
                "a meaning of herb by featured",
                "a meaning of oak by featured",
                "a meaning of purple by featured",
                "a search for dill in flowers",
                "a search for trees",
                "a search for tulip",
                "a search with the slips of “dlli”",
            ],
        },
    ),
    *_reasons(
        "product-service",
        "a promise begins with nothing anyway; the stubs show a bare shop by this name",
        {"there are no products": []},
    ),
    *_reasons(
        "order-service",
        "it is another's, or came later, and makes no difference",
        {
            "somebody else has bought something": [],
            "somebody else was forgotten": [
                "a look at an order beside somebody forgotten",
                "a look into a basket beside somebody forgotten",
            ],
            "the shopper has bought often": ["a search for one order of several"],
            "the product has another price": [
                "a checkout that is sent again",
                "a look at the first of several orders",
            ],
            "the addresses were erased": [
                "a look at an order that still needs its address",
                "a look at an order that is authorised and needs its address",
                "a look at an order that is committed and needs its address",
                "a look at an order that is failing and needs its address",
                "a look at an order that is pending and needs its address",
                "a look at an order that is refunding and needs its address",
            ],
            "there is as much of the product as is wanted": [],
            "the order was called off before it was paid": [
                "a look into the basket after a failed order"
            ],
            "the shopper has called the order off": [
                "a look into the basket after calling off a reserved order"
            ],
        },
    ),
    *_reasons(
        "order-service",
        "what is taken away has to be there first, or nothing would be shown",
        {
            "the basket holds a product": [
                "a look into the basket of somebody who was forgotten",
                "one product of several out of the basket",
                "the last product out of the basket",
            ]
        },
    ),
    *_reasons(
        "order-service",
        "the orders that wait leave a basket of their own behind",
        {
            "the basket holds a product": [
                "a checkout that is refused as too-many-unpaid"
            ]
        },
    ),
    *_reasons(
        "product-service",
        "it shows what a shortage looks like, however many are left",
        {"a product is for sale": ["a reservation of more than is left"]},
    ),
    *_reasons(
        "user-service",
        "it is another's, or over, and makes no difference",
        {
            "somebody else has an account": [],
            "somebody else is signed in": [],
            "the shopper was signed in elsewhere": ["a list of sign-ins"],
            "the shopper was signed in yesterday": [
                "a list without yesterday's sign-in"
            ],
            "somebody has an account": [
                "a free account as ada-l, a.da@furrow.example",
                "a free account as lovelace, ada+seeds@furrow.example",
            ],
            "the account was closed": ["a free account as before"],
            "a sign-in has ended": ["a request for newly ended sign-ins"],
        },
    ),
    *_reasons(
        "user-service",
        "what is counted of others, or of log-ins, keeps nobody from this",
        {
            "strangers have used up what may be tried": [
                "a sign-in by email from a known browser",
                "a sign-in by username from a known browser",
                "a sign-in from a browser of five people",
                "a sign-in from a browser that is long known",
                "a sign-in from a browser that is shared",
            ],
            "nothing more may be tried from an address": [
                "a new account without names",
                "a sign-in next door to many",
            ],
            "the shopper may mistype the password once more": [
                "a sign-in after some slips"
            ],
            "the shopper has given the right password often": [
                "a change of the password after trials"
            ],
            "the shopper was right after some slips, and slips again": [
                "a change of the password after trials"
            ],
            "the shopper has signed in often": ["a sign-in after many"],
            "another known browser has slipped as often as may be": [
                "a sign-in beside the slips of another known browser"
            ],
            "many registrations were refused because names are taken": [
                "an account after many names that are taken"
            ],
        },
    ),
    *_reasons(
        "user-service",
        "from outside it looks like a name that nobody has",
        {
            "somebody has an account": [
                "a log-in with a wrong password",
                "a sign-in after too many slips",
                "a sign-in with “ a teapot in the garden” as the password",
                "a sign-in with “A TEAPOT IN THE GARDEN” as the password",
                "a sign-in with “a teapot in the garde” as the password",
                "a sign-in with a wrong password",
                "a sign-in with a wrong password and the notes of a browser",
            ],
            "the password was changed": ["a sign-in that is refused"],
            "an administrator has shut the account": ["a sign-in that is refused"],
            "the account was closed": [
                "a sign-in that is refused",
                "a question about a username",
            ],
        },
    ),
)
