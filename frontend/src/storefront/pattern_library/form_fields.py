"""What forms are made of: empty, filled in, and with a mistake in them."""

from collections.abc import Callable, Mapping

from storefront.forms import (
    CheckoutForm,
    LoginForm,
    ProfileForm,
    RegisterForm,
    ShopForm,
)
from storefront.pattern_library.pattern import Pattern, Variant

_FILE = "macros/forms.html"
_MISTAKES = {
    "username": "ada is taken. Try ada-k or ada37",
    "password": "A password has between 8 and 128 characters.",
    "bio": "Use 2000 characters at most.",
    "method": "The card was declined. Choose another one, and try again.",
}
_TEXT = """<div class="field">
  {{ before(form.bio, "Soil, sun, what grew well last year.") }}
  <textarea id="bio" name="bio" rows="3" autocomplete="off"
    {{- described(form.bio, true) }}></textarea>
</div>"""
_OWN_FIELD = """<div class="field">
  {{ before(form.username, "") }}
  <input id="username" name="username" autocomplete="username"
    {{- described(form.username, "", "status") }}>
  <p id="status" class="status" role="status">ada37 is free</p>
</div>"""


def _filled(
    kind: type[ShopForm], *mistaken: str, **data: str
) -> Callable[[], Mapping[str, object]]:
    """Fill a form in; the fields that are named have a mistake."""

    def given() -> Mapping[str, object]:
        form = kind(data=data)
        for name in mistaken:
            form[name].errors = [_MISTAKES[name]]
        return {"form": form, "faults": form.faults}

    return given


FIELDS = (
    Pattern(
        _FILE,
        "error_summary",
        (
            Variant(
                "two mistakes, each a link to its field",
                "{{ error_summary(faults) }}",
                _filled(RegisterForm, "username", "password"),
            ),
            Variant(
                "none, so nothing is shown",
                "{{ error_summary(faults) }}",
                _filled(RegisterForm),
            ),
        ),
    ),
    Pattern(
        _FILE,
        "before",
        (
            Variant("label and hint over any field", _TEXT, _filled(ProfileForm)),
            Variant("and a mistake", _TEXT, _filled(ProfileForm, "bio")),
        ),
    ),
    Pattern(
        _FILE,
        "described",
        (
            Variant("by a live region of the page", _OWN_FIELD, _filled(RegisterForm)),
            Variant("and by a mistake", _OWN_FIELD, _filled(RegisterForm, "username")),
        ),
    ),
    Pattern(
        _FILE,
        "mistake",
        (
            Variant(
                "over a group of choices",
                "{{ mistake(form.method) }}",
                _filled(CheckoutForm, "method"),
            ),
        ),
    ),
    Pattern(
        _FILE,
        "mistake_at",
        (Variant("of no form", '{{ mistake_at("packets", "Choose one.") }}'),),
    ),
    Pattern(
        _FILE,
        "field",
        (
            Variant(
                "empty",
                '{{ field(form.line1, "shipping address-line1") }}',
                _filled(CheckoutForm),
            ),
            Variant(
                "with a hint, filled in",
                '{{ field(form.email, "email", "For your orders alone.", "email") }}',
                _filled(RegisterForm, email="ada@example.org"),
            ),
            Variant(
                "with a mistake",
                '{{ field(form.username, "username") }}',
                _filled(RegisterForm, "username", username="ada"),
            ),
        ),
    ),
    Pattern(
        _FILE,
        "password",
        (
            Variant(
                "one that is known",
                '{{ password(form.password, "current-password") }}',
                _filled(LoginForm),
            ),
            Variant(
                "a new one, with a hint and a mistake",
                '{{ password(form.password, "new-password", "8 signs or more.") }}',
                _filled(RegisterForm, "password"),
            ),
        ),
    ),
    Pattern(
        _FILE,
        "card_choice",
        (
            Variant(
                "chosen",
                "{{ card_choice(form.method, form.method.choices[0], 0) }}",
                _filled(CheckoutForm),
            ),
            Variant(
                "not chosen",
                "{{ card_choice(form.method, form.method.choices[1], 1) }}",
                _filled(CheckoutForm),
            ),
        ),
    ),
    Pattern(
        _FILE,
        "stepper",
        (
            Variant("with its label", '{{ stepper("quantity", "Packets", 1) }}'),
            Variant(
                "its label for screen readers alone",
                '{{ stepper("quantity", "Packets of Chives", 12, true) }}',
            ),
            Variant(
                "with a mistake",
                '{{ stepper("quantity", "Packets", 1, mistake="Choose one.") }}',
            ),
        ),
    ),
)
