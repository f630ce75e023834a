"""The profile of a shopper, and how they like things to be."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from service_kit.http_client import Rejected, ServiceUnavailable
from service_kit.json_logging import request_id
from storefront import errors, profile_preferences, saved_forms
from storefront.flash_messages import note
from storefront.forms import ProfileForm
from storefront.htmx import go_to
from storefront.login_required import login_required
from storefront.service_clients import services
from storefront.shopper import keep_preferences, signed_in_shopper

profile = Blueprint("profile", __name__, url_prefix="/account/profile")


@profile.get("")
@login_required
def show() -> str:
    """Show the form, filled in with what is known."""
    known = services().users.profile(signed_in_shopper().token)
    preferences = {
        "bio": known.bio,
        "picture": profile_preferences.picture(known),
        "delivery": profile_preferences.delivery(known),
    }
    typed = saved_forms.take(saved_forms.PROFILE, signed_in_shopper().user_id)
    if typed:
        note(saved_forms.RETURNED)
    return _page(ProfileForm(data=preferences | (typed or {})))


@profile.post("")
@login_required
def save() -> Response | tuple[str, int]:
    """Save the profile that the shopper has entered."""
    form = ProfileForm()
    if not form.validate():
        return _page(form), 422
    try:
        _save(form)
    except ServiceUnavailable as error:
        return _page(form, errors.unavailable_message(error), request_id()), 503
    except Rejected as refusal:
        if not form.blame(refusal.errors):
            raise
        return _page(form), 422
    saved_forms.forget()
    keep_preferences(form.picture.data, form.delivery.data)
    note("Your profile is saved.")
    return go_to("account.show")


def _save(form: ProfileForm) -> None:
    users, token = services().users, signed_in_shopper().token
    bio = form.bio.data or ""
    wanted = profile_preferences.changed(
        users.profile(token), bio, form.picture.data, form.delivery.data
    )
    users.save_profile(token, wanted)


def _page(form: ProfileForm, fault: str = "", number: str = "") -> str:
    faults = form.faults + ([("bio", fault)] if fault else [])
    return render_template(
        "account/profile.html", form=form, faults=faults, request_id=number
    )
