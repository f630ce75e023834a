"""What shoppers tell about themselves, and how they like things to be."""

from flask import Blueprint, render_template
from flask_login import login_required
from werkzeug.wrappers import Response

from service_kit.http import Rejected, ServiceUnavailable
from service_kit.journal import request_id
from storefront import errors, kept_forms, portraits
from storefront.forms import ProfileForm
from storefront.notices import note
from storefront.partials import go_to
from storefront.services import services
from storefront.shopper import know_wishes, signed_in_shopper

profile = Blueprint("profile", __name__, url_prefix="/account/profile")


@profile.get("")
@login_required  # type: ignore[untyped-decorator]
def show() -> str:
    """Show the form, filled in with what is known."""
    known = services().users.profile(signed_in_shopper().token)
    wishes = {
        "bio": known.bio,
        "picture": portraits.picture(known),
        "delivery": portraits.delivery(known),
    }
    typed = kept_forms.take(kept_forms.PROFILE, signed_in_shopper().user_id)
    if typed:
        note(kept_forms.RETURNED)
    return _page(ProfileForm(data=wishes | (typed or {})))


@profile.post("")
@login_required  # type: ignore[untyped-decorator]
def save() -> Response | tuple[str, int]:
    """Keep what the shopper says."""
    form = ProfileForm()
    if not form.validate():
        return _page(form), 422
    try:
        _save(form)
    except ServiceUnavailable as error:
        return _page(form, errors.away_words(error), request_id()), 503
    except Rejected as refusal:
        if not form.blame(refusal.errors):
            raise
        return _page(form), 422
    kept_forms.forget()
    know_wishes(form.picture.data, form.delivery.data)
    note("Your profile is saved.")
    return go_to("account.show")


def _save(form: ProfileForm) -> None:
    users, token = services().users, signed_in_shopper().token
    bio = form.bio.data or ""
    wanted = portraits.changed(
        users.profile(token), bio, form.picture.data, form.delivery.data
    )
    users.save_profile(token, wanted)


def _page(form: ProfileForm, fault: str = "", number: str = "") -> str:
    faults = form.faults + ([("bio", fault)] if fault else [])
    return render_template(
        "account/profile.html", form=form, faults=faults, request_id=number
    )
