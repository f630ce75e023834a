"""The forms of the shop: which fields, how long, and what to say about a mistake.

The token against CSRF is checked for every unsafe request in `csrf`, before any
form is read, so that no form can forget it.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import (
    EmailField,
    Field,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    AnyOf,
    InputRequired,
    Length,
    Optional,
    Regexp,
    StopValidation,
    ValidationError,
)

from service_kit.invisible_characters import JOINERS, unprintable, without_invisible
from service_kit.money import Money
from storefront import profile_preferences, usernames
from storefront.basket import MOST_OF_ONE
from storefront.countries import COUNTRIES

_LONGEST_BIO = 2000
LARGEST_ID = 2**31 - 1
# A sum as a page carries it along, such as `9.90 EUR`.
_TOTAL = re.compile(r"([0-9]{1,9}\.[0-9]{2}) ([A-Z]{3})\Z", re.ASCII)
_DIGITS = re.compile(r"[0-9]{1,10}", re.ASCII)


class Between:
    """Bounds a whole number; WTForms' own breaks at numbers too large for a float."""

    def __init__(self, least: int, most: int, message: str = "") -> None:
        """Take the bounds, both included, and the sentence."""
        self._range = range(least, most + 1)
        self._message = message or f"Use a number from {least} to {most}."

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        """Raise `StopValidation`, also where there is no number at all."""
        if field.data is None or field.data not in self._range:
            raise StopValidation(self._message)


class WholeNumber(IntegerField):  # type: ignore[misc]
    """A number as people write it; what is none becomes None, without more words."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read digits alone: `int` would take `1_000`, and digits of other scripts."""
        if valuelist:
            text = valuelist[0].strip()
            self.data = int(text) if _DIGITS.fullmatch(text) else None


class ShopForm(FlaskForm):  # type: ignore[misc]
    """A form of the shop."""

    class Meta:
        """How WTForms treats it."""

        csrf = False

    def __init__(self, **known: object) -> None:
        """Read what was sent as a form, and nothing else that was sent."""
        sent = request.form if request.method == "POST" else None
        super().__init__(formdata=sent, **known)

    def blame(self, errors: Mapping[str, Sequence[str]]) -> bool:
        """Put a service's words beside its fields; return whether any took them."""
        taken = False
        for name, sentences in errors.items():
            field = self._fields.get(name.removeprefix("address."))
            if isinstance(field, Field):
                field.errors = [*field.errors, *sentences]
                taken = True
        return taken

    @property
    def faults(self) -> list[tuple[str, str]]:
        """List the mistakes as field id and sentence, for the summary of the page."""
        return [
            (f"{field.id}-0" if isinstance(field, RadioField) else field.id, sentence)
            for field in self
            for sentence in field.errors
        ]


def _stripped(text: str | None) -> str | None:
    return without_invisible(text).strip() if text else text


def _printable(_form: FlaskForm, field: Field) -> None:
    _refuse_unprintable(field.data or "")


def _printable_lines(_form: FlaskForm, field: Field) -> None:
    _refuse_unprintable(field.data or "", JOINERS | set("\n\t"))


def _refuse_unprintable(text: str, allowed: Collection[str] = JOINERS) -> None:
    if found := unprintable(text, allowed):
        raise ValidationError(f"Leave out {found}: it cannot be printed.")


def _with_plain_breaks(text: str | None) -> str | None:
    """Write line breaks as the services do; browsers send two signs for each."""
    return text.replace("\r\n", "\n").strip() if text else text


def _line(label: str, missing: str = "", most: int = 100) -> StringField:
    """Make a field of one line; `missing` is shown where it is needed and left out."""
    presence = InputRequired(missing) if missing else Optional()
    too_long = f"{label} can have {most} characters at most."
    return StringField(
        label,
        filters=[_stripped],
        validators=[presence, Length(max=most, message=too_long), _printable],
    )


def _choices(pairs: Sequence[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


def _new_password(label: str) -> PasswordField:
    return PasswordField(
        label,
        validators=[
            InputRequired("Choose a password."),
            Length(8, 128, message="A password has between 8 and 128 characters."),
            _printable,
        ],
    )


def _known_password(label: str) -> PasswordField:
    return PasswordField(
        label,
        validators=[
            InputRequired("Enter your password."),
            Length(max=128, message="This password is longer than any of ours."),
        ],
    )


class RegisterForm(ShopForm):
    """What it takes to open an account."""

    username = StringField(
        "Username",
        filters=[lambda text: usernames.normalised(text) if text else text],
        validators=[InputRequired("Choose a username.")],
    )
    email = EmailField(
        "E-mail",
        filters=[_stripped],
        validators=[
            InputRequired("Enter your e-mail address."),
            Length(max=254, message="An e-mail address has 254 characters at most."),
            Regexp(
                r"[^@\s]+@[^@\s]+\.[^@\s]+\Z", message="Write it as name@place.org."
            ),
            _printable,
        ],
    )
    password = _new_password("Password")
    first_name = _line("First name", most=60)
    last_name = _line("Last name", most=60)

    def validate_username(self, field: Field) -> None:
        """Name the characters that are not allowed."""
        if words := usernames.fault(field.data):
            raise ValidationError(words)
        if len(field.data) < usernames.SHORTEST:
            raise ValidationError(f"Use at least {usernames.SHORTEST} characters.")


class LoginForm(ShopForm):
    """Username or e-mail, and the password."""

    username = _line("Username or e-mail", "Enter your username or e-mail.", most=254)
    password = _known_password("Password")


class PasswordForm(ShopForm):
    """A new password, by somebody who knows the present one."""

    current_password = _known_password("Current password")
    new_password = _new_password("New password")


class ProfileForm(ShopForm):
    """The profile of a shopper, and how they like things to be."""

    picture = RadioField(
        "Your picture",
        choices=_choices([("", "None"), *profile_preferences.DRAWINGS.items()]),
        default="",
    )
    bio = TextAreaField(
        "About your garden (optional)",
        filters=[_with_plain_breaks],
        validators=[
            Length(max=_LONGEST_BIO, message=f"Use {_LONGEST_BIO} characters at most."),
            _printable_lines,
        ],
    )
    delivery = RadioField(
        "Delivery you like best",
        choices=_choices(profile_preferences.DELIVERIES),
        default="standard",
    )


class ClosingForm(ShopForm):
    """The password once more, because closing cannot be undone."""

    password = _known_password("Your password")


class AddForm(ShopForm):
    """Some of a product, for the basket."""

    product_id = WholeNumber(validators=[Between(1, LARGEST_ID)])
    quantity = WholeNumber(
        "Quantity",
        default=1,
        validators=[
            Between(1, MOST_OF_ONE, f"Choose between 1 and {MOST_OF_ONE} packets.")
        ],
    )


class QuantityForm(ShopForm):
    """How many are wanted now; none takes the line out."""

    quantity = WholeNumber(
        "Quantity",
        validators=[
            Between(
                0,
                MOST_OF_ONE,
                f"Choose a whole number from 1 to {MOST_OF_ONE}, or 0 to take it out.",
            ),
        ],
    )


class CheckoutForm(ShopForm):
    """Where to, how fast, paid how; and what the shopper saw when agreeing to it."""

    name = _line("Full name", "Tell us whom the parcel is for.")
    line1 = _line("Address", "Enter the street and number.")
    line2 = _line("Flat, floor or company (optional)")
    postcode = _line("Postcode", "Enter the postcode.", most=12)
    city = _line("Town or city", "Enter the town or city.")
    country = SelectField(
        "Country",
        choices=_choices(COUNTRIES),
        validators=[InputRequired("Choose a country.")],
    )
    delivery = RadioField(
        "Delivery",
        choices=_choices([("standard", "Standard"), ("express", "Express")]),
        default="standard",
    )
    method = RadioField(
        "Test payment",
        choices=_choices(
            [
                ("tok_ok", "A card that works"),
                ("tok_requires_action", "A card that asks you to confirm"),
                ("tok_declined", "A card that is declined"),
                ("tok_insufficient_funds", "A card without enough money"),
                ("tok_slow", "A card whose bank takes its time"),
                ("tok_lost", "A card whose bank forgets to answer"),
                ("tok_500_once", "A card whose bank stumbles once"),
                ("tok_capture_refused", "A card whose bank thinks better of it"),
            ]
        ),
        default="tok_ok",
    )
    idempotency_key = HiddenField(
        validators=[InputRequired(), Regexp(r"[A-Za-z0-9_-]{8,64}\Z")]
    )
    cart_version = WholeNumber(validators=[Between(0, LARGEST_ID)])
    expected_total = HiddenField(
        validators=[
            InputRequired(),
            Regexp(
                _TOTAL,
                message="That is more than one order may come to. Take something out "
                "of your basket.",
            ),
        ]
    )
    shown_delivery = HiddenField(validators=[AnyOf(["standard", "express"])])

    @property
    def agreed_total(self) -> Money | None:
        """Read the total to which the shopper agreed, where it can be read."""
        found = _TOTAL.match(self.expected_total.data or "")
        return Money.parse(found[1], found[2]) if found else None

    def validate_postcode(self, field: Field) -> None:
        """Refuse what is too short to be one anywhere."""
        if len(field.data) < 2:
            raise ValidationError("A postcode has at least 2 characters.")


class ThemeForm(ShopForm):
    """Light, dark, or as the system prefers."""

    theme = SelectField(
        choices=_choices([(name, name) for name in ("light", "dark", "system")])
    )
